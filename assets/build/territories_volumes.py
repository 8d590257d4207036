"""Arterial territories of the cerebrum as volumes: cortex, white matter and deep grey.

Deep territories after yamamoto2020: the lenticulostriate arteries supply the lateral half of the
caudate head and its body, the putamen, the lateral pallidum, the anterior limb, the genu and the
upper part of the capsule and part of the corona radiata; the recurrent artery the inferomedial
caudate head, the anteromedial putamen and the accumbens; the anterior choroidal artery the medial
pallidum, the lower part of the posterior limb, the retrolenticular part and the medial temporal
lobe's front.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from assets.build import freesurfer, territories
from assets.build.brain_grid import ORIGIN, SHAPE, SIGN, Grid, Mask
from assets.build.cerebral_sites import one_piece
from assets.build.cortex_ribbon import ribbon

Array = NDArray[np.float64]
Masks = dict[str, Mask]

CODES = {
    "left": {"white": (2, 77), "cortex": 1000, "thalamus": 10, "caudate": 11, "putamen": 12,
             "pallidum": 13, "hippocampus": 17, "amygdala": 18, "accumbens": 26},
    "right": {"white": (41, 77), "cortex": 2000, "thalamus": 49, "caudate": 50, "putamen": 51,
              "pallidum": 52, "hippocampus": 53, "amygdala": 54, "accumbens": 58},
}  # fmt: skip
CALLOSUM = (251, 252, 253, 254, 255)
SPLENIUM_MM = -32.0
VOTERS = 24
"""Vertices of the white surface that vote on the territory of a voxel of white matter."""

CAPSULE_SPLIT_MM = 7.0
"""MNI z: the posterior limb is the anterior choroidal artery's below, lenticulostriate above."""
STRIATE_TOP_MM, STRIATE_FRONT_MM, STRIATE_BACK_MM = 25.0, 26.0, -28.0
STRIATE_REACH_MM = 6.0
"""How far the lenticulostriate territory goes into the corona radiata above the capsule."""
RECURRENT_TOP_MM, RECURRENT_BACK_MM = 1.0, 8.0
HIPPOCAMPUS_FRONT_MM = -16.0
BORDER_MM = 5.0
"""Half the width of the border zone between anterior and middle cerebral artery."""
BORDER_FOOT_MM = 12.0


def _labelled(side: str, grid: Grid) -> tuple[Mask, Mask]:
    codes = CODES[side]
    lateral = grid.x * SIGN[side]
    white = np.isin(grid.labels, codes["white"]) & (lateral > 0)
    cortex = (grid.labels > codes["cortex"]) & (grid.labels < codes["cortex"] + 100)
    cortex &= lateral > 0
    return white, cortex


def superficial(side: str, grid: Grid) -> Masks:
    """Cortex and white matter of each cortical territory of one hemisphere."""
    h, label = freesurfer.load(side), territories.label(freesurfer.load(side))
    white, cortex = _labelled(side, grid)
    strip = ribbon(side)
    out = np.full(SHAPE, territories.NONE)
    where = np.argwhere(white | cortex)
    known = label != territories.NONE
    points = np.vstack([h.white[known], h.pial[known]])
    values = np.tile(label[known], 2)
    distance, near = cKDTree(points).query(where + ORIGIN, k=VOTERS, workers=1)
    weight = 1.0 / (distance + 1.0)
    votes = np.stack([(weight * (values[near] == i)).sum(axis=1)
                      for i in range(len(territories.NAMES))], axis=1)  # fmt: skip
    out[tuple(where.T)] = votes.argmax(axis=1)
    out[tuple(strip.voxels.T)] = label[strip.owner]
    out[grid.x[:, 0, 0] * SIGN[side] <= 0] = territories.NONE
    return {name: out == i for i, name in enumerate(territories.NAMES)}


def deep(side: str, grid: Grid, capsule: Masks) -> Masks:
    """Deep territories of one hemisphere; they take their voxels from the superficial ones."""
    codes, labels, z = CODES[side], grid.labels, grid.z
    lateral = grid.x * SIGN[side]
    caudate, putamen = labels == codes["caudate"], labels == codes["putamen"]
    pallidum, accumbens = labels == codes["pallidum"], labels == codes["accumbens"]
    to_putamen = ndimage.distance_transform_edt(~putamen)
    medial_pallidum = pallidum & (to_putamen > 4.5)
    low = (z < RECURRENT_TOP_MM) & (grid.y > RECURRENT_BACK_MM)
    recurrent = accumbens | (low & (caudate | (putamen & (lateral < 20)) | capsule["anterior"]))
    motor, behind = capsule["posterior"], capsule["sensory"]
    choroidal = medial_pallidum | ((motor | behind) & (z < CAPSULE_SPLIT_MM))
    choroidal |= labels == codes["amygdala"]
    choroidal |= (labels == codes["hippocampus"]) & (grid.y > HIPPOCAMPUS_FRONT_MM)
    core = caudate | putamen | pallidum | capsule["anterior"] | capsule["genu"] | motor | behind
    to_core = ndimage.distance_transform_edt(~(core & (z > 8)))
    white, _ = _labelled(side, grid)
    fan = white & (to_core < STRIATE_REACH_MM) & (z > 8) & (z < STRIATE_TOP_MM)
    fan &= (grid.y < STRIATE_FRONT_MM) & (grid.y > STRIATE_BACK_MM) & (lateral < 32)
    striate = (core | fan) & ~recurrent & ~choroidal
    return {
        "lenticulostriate": striate & (grid.y > STRIATE_BACK_MM),
        "anterior_choroidal": choroidal,
        "recurrent": recurrent,
        "thalamic": (labels == codes["thalamus"]) & (lateral > 0),
    }


def border_zone(aca: Mask, mca: Mask, grid: Grid) -> Mask:
    """Strip along the border of two territories on the convexity, cortex to ventricle."""
    near = ndimage.distance_transform_edt(~aca) < BORDER_MM
    near &= ndimage.distance_transform_edt(~mca) < BORDER_MM
    return np.asarray((aca | mca) & near & (grid.z > BORDER_FOOT_MM))


def masks(side: str, grid: Grid, capsule: Masks) -> Iterator[tuple[str, Mask]]:
    """All territories of one hemisphere.

    Parameters
    ----------
    side : str
        left or right.
    grid : Grid
    capsule : dict
        Masks `anterior`, `genu`, `posterior` (motor part) and `sensory` of the capsule.

    Yields
    ------
    site : str
        Site id of the vocabulary, or `territory.` and a name beyond it.
    mask : (151, 190, 165) bool array
    """
    inner = deep(side, grid, capsule)
    taken = np.any(list(inner.values()), axis=0)
    outer = {k: one_piece(m & ~taken) for k, m in superficial(side, grid).items()}
    uncus = outer.pop("anterior_choroidal")
    lateral = grid.x * SIGN[side]
    callosum = np.isin(grid.labels, CALLOSUM) & (lateral > 0)
    outer["aca"] |= callosum & (grid.y >= SPLENIUM_MM)
    outer["pca"] |= callosum & (grid.y < SPLENIUM_MM)
    tail = grid.labels == CODES[side]["hippocampus"]
    outer["pca"] |= tail & (grid.y <= HIPPOCAMPUS_FRONT_MM)
    claimed = inner["recurrent"] | inner["thalamic"]
    striate = one_piece(inner["lenticulostriate"]) & ~claimed
    choroidal = (inner["anterior_choroidal"] | uncus) & ~claimed & ~striate
    claimed = claimed | striate | choroidal
    for name in ("aca", "mca_superior_division", "mca_inferior_division", "pca"):
        outer[name] = outer[name] & ~claimed
        claimed = claimed | outer[name]
    upper, lower = outer["mca_superior_division"], outer["mca_inferior_division"]
    yield "cortex.aca", outer["aca"]
    yield "cortex.mca_superior_division", upper
    yield "cortex.mca_inferior_division", lower
    yield "cortex.mca_cortical", upper | lower
    yield "cortex.mca_stem", upper | lower | striate
    yield "cortex.pca", outer["pca"]
    yield "cortex.aca_mca_border_zone", border_zone(outer["aca"], upper | lower, grid)
    yield "lenticulostriate", striate
    yield "anterior_choroidal", choroidal
    yield "territory.recurrent_artery", inner["recurrent"]
    yield "territory.thalamic_perforators", inner["thalamic"]
