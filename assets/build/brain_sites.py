"""Anatomical masks of the motor sites of the brain, 1 mm, MNI152.

`site_masks` gives the masks; `main` packs them into volumes.npz.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from assets.build import brain, brain_names, cortex_map, freesurfer, places
from assets.build import brainstem_sites as stem
from assets.build.brain_grid import ORIGIN, SHAPE, SIGN, Grid, Mask, affine

Array = NDArray[np.float64]

RIBBON_STEPS = (-0.4, 0.0, 0.25, 0.5, 0.75, 1.0)
"""Depths at which the cortical ribbon is sampled, as a share of the way from white to pia."""
UNDER_MM = (1.0, 2.0)
"""Depths under the white surface that still count to the gyrus, mm."""
RIBBON_REACH_MM = 1.4

GENU = np.array([(14.0, -1.5), (10.0, -1.0), (6.0, -0.5), (2.0, 0.5), (-3.0, 1.0)])
"""Height and place (MNI y, mm) of the middle of the genu."""
GENU_HALF_MM = 4.0
CAPSULE_TOP_MM, CAPSULE_FOOT_MM = 15.0, -6.0
CORONA_TOP_MM = 74.0

THALAMUS = {"left": (10, 28), "right": (49, 60)}
CAUDATE = {"left": (11, 26), "right": (50, 58)}
LENTIFORM = {"left": (12, 13), "right": (51, 52)}
WHITE = {"left": 2, "right": 41}
CALLOSUM = brain_names.MIDLINE["deep.corpus_callosum"]


def cortical_masks(side: str) -> dict[str, Mask]:
    """Ribbon masks of the cortical sites of one hemisphere."""
    h = freesurfer.load(side)
    thickness = h.pial - h.white
    inwards = -thickness / np.maximum(np.linalg.norm(thickness, axis=1, keepdims=True), 1e-6)
    layers = [h.white + t * thickness for t in RIBBON_STEPS if t >= 0]
    layers += [h.white + d * inwards for d in UNDER_MM]
    points = np.vstack(layers)
    vertex = np.tile(np.arange(len(h.white)), len(layers))
    near = np.zeros(SHAPE, bool)
    index = np.rint(points - ORIGIN).astype(int)
    near[tuple(index.T)] = True
    voxels = np.argwhere(ndimage.binary_dilation(near))
    distance, nearest = cKDTree(points).query(voxels + ORIGIN, workers=1)
    owner = vertex[nearest]
    out = {}
    for site, vertices in cortex_map.areas(h).items():
        mask = np.zeros(SHAPE, bool)
        inside = vertices[owner] & (distance < RIBBON_REACH_MM)
        mask[tuple(voxels[inside].T)] = True
        out[site] = mask
    return out


def capsule_masks(grid: Grid, side: str) -> dict[str, Mask]:
    """Limbs and genu of the internal capsule, and the corona radiata."""
    labels, y, z = grid.labels, grid.y, grid.z
    lateral = grid.x * SIGN[side]

    def distance(codes: tuple[int, ...]) -> NDArray[np.float64]:
        return np.asarray(ndimage.distance_transform_edt(~np.isin(labels, codes)))

    to_lentiform, to_caudate = distance(LENTIFORM[side]), distance(CAUDATE[side])
    to_thalamus = distance(THALAMUS[side])
    grey = np.isin(labels, (*LENTIFORM[side], *CAUDATE[side], THALAMUS[side][0]))
    between = (to_lentiform < 9) & (np.minimum(to_caudate, to_thalamus) < 9) & (lateral > 4)
    lentiform_x = np.where(np.isin(labels, LENTIFORM[side]), lateral, 0)
    widest = np.maximum(lentiform_x.max(axis=0, keepdims=True), 22)
    wall = (z > CAPSULE_FOOT_MM) & (z <= CAPSULE_TOP_MM) & (lateral < widest) & ~grey & between
    behind = (to_thalamus < 8) & (lateral > 12) & (lateral < 32) & (y > -32)
    wall |= (labels == WHITE[side]) & behind & (z > CAPSULE_FOOT_MM) & (z <= CAPSULE_TOP_MM)
    wall &= (labels == WHITE[side]) | np.isin(labels, (0, 28, 60, 77))
    order = np.argsort(GENU[:, 0])
    genu = np.interp(z, GENU[order, 0], GENU[order, 1])
    out = {
        "internal_capsule.anterior_limb": wall & (y > genu + GENU_HALF_MM) & (to_caudate < 9),
        "internal_capsule.genu": wall & (np.abs(y - genu) <= GENU_HALF_MM),
        "internal_capsule.posterior_limb": wall & (y < genu - GENU_HALF_MM) & (y > -34),
    }
    fan = (labels == WHITE[side]) & (z > CAPSULE_TOP_MM) & (z < CORONA_TOP_MM)
    fan &= (y > -48) & (y < 24) & (lateral > 6)
    out["corona_radiata"] = fan
    return out


def site_masks() -> Iterator[tuple[str, str, Mask]]:
    """All brain sites.

    Yields
    ------
    site : str
        Site id of the examination vocabulary.
    side : str
        left, right or none.
    mask : (151, 190, 165) bool array
        Voxels of the site on the grid of `brain_grid`.
    """
    data, source = brain.labels()
    grid = Grid.from_labels(data, source)
    for side in ("left", "right"):
        for site, mask in cortical_masks(side).items():
            yield site, side, mask
        for site, mask in capsule_masks(grid, side).items():
            yield site, side, mask
        for site, mask in stem.masks(grid, side).items():
            yield site, side, mask
    yield "medulla.pyramidal_decussation", "none", stem.decussation(grid)


def pack(masks: Iterator[tuple[str, str, Mask]]) -> dict[str, NDArray[np.generic]]:
    """Cut each mask to its box and pack it into bits."""
    names, boxes, bits, offsets = [], [], [], [0]
    for site, side, mask in masks:
        where = np.argwhere(mask)
        if not len(where):
            raise ValueError(f"empty mask: {site} {side}")
        low, high = where.min(0), where.max(0) + 1
        cut = mask[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
        packed = np.packbits(cut.ravel())
        names.append(f"{site}|{side}")
        boxes.append([v for pair in zip(low, high, strict=True) for v in pair])
        bits.append(packed)
        offsets.append(offsets[-1] + len(packed))
        print(f"{site}|{side}", len(where), "mm3", np.round(where.mean(0) + ORIGIN, 1))
    return {
        "affine": affine(),
        "names": np.array(names),
        "boxes": np.array(boxes, np.int16),
        "bits": np.concatenate(bits),
        "bit_offsets": np.array(offsets, np.int64),
    }


def main() -> None:
    """Write volumes.npz."""
    np.savez_compressed(places.GEOMETRY / "volumes.npz", **pack(site_masks()))
