"""Anatomical masks of the motor sites of the brain, 1 mm, MNI152.

`site_masks` gives the masks; `main` packs them into volumes.npz.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import (
    brain,
    brain_names,
    cerebral_sites,
    cortex_areas,
    cortex_map,
    cranial_space,
    freesurfer,
    places,
    territories_volumes,
)
from assets.build import brainstem_sites as stem
from assets.build.brain_grid import ORIGIN, SIGN, Grid, Mask, affine
from assets.build.cortex_ribbon import ribbon

Array = NDArray[np.float64]

GENU = np.array([(14.0, -1.5), (10.0, -1.0), (6.0, -0.5), (2.0, 0.5), (-3.0, 1.0)])
"""Height and place (MNI y, mm) of the middle of the genu."""
GENU_HALF_MM = 4.0
CAPSULE_TOP_MM, CAPSULE_FOOT_MM = 15.0, -6.0
CORONA_TOP_MM = 74.0
INNER_MM = 9.0
"""Least distance of the capsule from the midplane."""

THALAMUS = {"left": (10, 28), "right": (49, 60)}
CAUDATE = {"left": (11, 26), "right": (50, 58)}
LENTIFORM = {"left": (12, 13), "right": (51, 52)}
WHITE = {"left": 2, "right": 41}
CALLOSUM = brain_names.MIDLINE["deep.corpus_callosum"]


PASSING = {
    "pons.basis": "brainstem.facial_fascicle",
    "medulla.pyramid": "brainstem.hypoglossal_fascicle",
}
"""Nerve roots that pass beside a site of long tracts on their way out."""
PASSING_VOXELS = 3

AREA_SITES = {
    "cortex.frontal_eye_field": ("frontal_eye_field",),
    "cortex.inferior_parietal_lobule": ("inferior_parietal",),
    "cortex.broca": ("broca",),
    "cortex.wernicke": ("wernicke",),
}
"""Sites cut from the functional areas of `cortex_areas`."""


def cortical_masks(side: str) -> dict[str, Mask]:
    """Ribbon masks of the cortical sites of one hemisphere."""
    h, strip = freesurfer.load(side), ribbon(side)
    vertices = dict(cortex_map.areas(h))
    vertices |= {site: cortex_areas.mask(h, *names) for site, names in AREA_SITES.items()}
    return {site: strip.mask(mask) for site, mask in vertices.items()}


def _inner(labels: NDArray[np.int32], side: str, lateral: Array) -> Array:
    """Middle of the caudate (mm from the midplane) at each y and z: the limb lies beside it."""
    caudate = np.isin(labels, CAUDATE[side])
    count = caudate.sum(axis=0, keepdims=True)
    return np.asarray((caudate * lateral).sum(axis=0, keepdims=True) / np.maximum(count, 1))


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
    behind = (to_thalamus < 8) & (lateral > 12) & (lateral < 32) & (y > -35)
    wall |= (labels == WHITE[side]) & behind & (z > CAPSULE_FOOT_MM) & (z <= CAPSULE_TOP_MM)
    wall &= (labels == WHITE[side]) | np.isin(labels, (0, 28, 60, 77))
    wall &= lateral > np.maximum(_inner(labels, side, lateral), INNER_MM)
    wall &= ~cerebral_sites.inner_nuclei(grid, side)
    order = np.argsort(GENU[:, 0])
    genu = np.interp(z, GENU[order, 0], GENU[order, 1])
    out = {
        "internal_capsule.anterior_limb": wall & (y > genu + GENU_HALF_MM) & (to_caudate < 9),
        "internal_capsule.genu": wall & (np.abs(y - genu) <= GENU_HALF_MM),
        "internal_capsule.posterior_limb": wall & (y < genu - GENU_HALF_MM) & (y > -36),
    }
    fan = (labels == WHITE[side]) & (z > CAPSULE_TOP_MM) & (z < CORONA_TOP_MM)
    fan &= (y > -48) & (y < 24) & (lateral > 6)
    out["corona_radiata"] = fan
    return out | cerebral_sites.capsule_parts(out["internal_capsule.posterior_limb"], grid)


def _supplied(capsule: dict[str, Mask]) -> dict[str, Mask]:
    return {
        "anterior": capsule["internal_capsule.anterior_limb"],
        "genu": capsule["internal_capsule.genu"],
        "posterior": capsule["internal_capsule.posterior_limb"],
        "sensory": capsule["internal_capsule.posterior_limb.sensory"],
    }


def _passing(masks: dict[tuple[str, str], Mask], site: str, side: str) -> Mask:
    """The fascicle that leaves the stem along a site without belonging to it."""
    fascicle = PASSING.get(site)
    if fascicle is None:
        return np.zeros_like(masks[site, side])
    sides = ("left", "right") if side == "none" else (side,)
    roots = np.any([masks[fascicle, s] for s in sides], axis=0)
    return np.asarray(ndimage.binary_dilation(roots, iterations=PASSING_VOXELS))


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
        capsule = capsule_masks(grid, side)
        for site, mask in capsule.items():
            yield site, side, mask
        for site, mask in territories_volumes.masks(side, grid, _supplied(capsule)):
            yield site, side, mask
    others = cerebral_sites.paired(grid) | stem.sites(grid) | cranial_space.regions(grid)
    for (site, side), mask in others.items():
        yield site, side, mask & ~_passing(others, site, side)


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
    part = places.GEOMETRY / "volumes.part.npz"
    np.savez_compressed(part, **pack(site_masks()))
    part.rename(places.GEOMETRY / "volumes.npz")
