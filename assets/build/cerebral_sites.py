"""Masks of the deep cerebral sites that no atlas label gives, and of the cerebellum.

Thalamic relay, subthalamic nucleus and cerebellum are exact mirror pairs; the parts of the
capsule follow each hemisphere's own capsule.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build.brain_grid import ORIGIN, SHAPE, Grid, Mask

Array = NDArray[np.float64]

SENSORY_FRONT = np.array([(-6.0, -31.0), (0.0, -28.5), (8.0, -27.8), (15.0, -27.2)])
"""Height and place (MNI y, mm) behind which the limb carries the radiation to touch cortex."""
SENSORY_BACK_MM = -35.0
LEG_FRONT = np.array([(-6.0, -18.6), (0.0, -20.4), (8.0, -21.9), (15.0, -20.4)])
"""Height and place (MNI y, mm) behind which the motor part carries mostly fibres of the leg.

The order face, arm, leg from front to back is the classical one; in patients the hand also lies
lateral to the foot (qian2017), and the hand's fibres pass the back half of the limb (kim2008).
"""

RELAY_CENTRE, RELAY_HALF_MM = (15.2, -20.0, 4.0), (6.6, 4.6, 7.0)
"""Ventral posterior nucleus of the thalamus, right side, MNI mm, before clipping."""
RELAY_BELLY_MM = 3.2
"""Half the width of the nucleus in front of and behind its arched middle plane."""
SUBTHALAMIC_CENTRE = (11.9, -13.6, -6.8)
SUBTHALAMIC_HALF_MM = (5.6, 3.6, 2.1)
SUBTHALAMIC_AXES = np.array([(0.62, -0.50, 0.60), (0.55, 0.83, 0.10), (0.55, -0.27, -0.79)])
"""Rough axes: up, back and outwards; forwards and outwards; across the plate to the peduncle."""

THALAMUS = {"left": (10,), "right": (49,)}
CEREBELLUM = {"left": (7, 8), "right": (46, 47)}
VERMIS_HALF = np.array([(-60.0, 4.0), (-45.0, 6.5), (-30.0, 7.5), (-15.0, 6.0), (5.0, 4.5)])
"""Height (MNI z, mm) and half width of the vermis."""
VERMIS_BACK_MM = -48.0


def flipped(mask: Mask) -> Mask:
    """Mirror image of a mask across x = 0."""
    return mask[::-1]


def ellipsoid(grid: Grid, centre: tuple[float, ...], axes: Array, half: tuple[float, ...]) -> Array:
    """Distance of each voxel from a centre in half axes (1 on the ellipsoid)."""
    d = [grid.x - centre[0], grid.y - centre[1], grid.z - centre[2]]
    total = np.zeros(SHAPE)
    for axis, size in zip(axes, half, strict=True):
        total += (sum(a * v for a, v in zip(axis, d, strict=True)) / size) ** 2
    return np.asarray(np.sqrt(total))


def _even(grid: Grid, codes: dict[str, tuple[int, ...]]) -> Mask:
    """Right half of a structure, averaged with the mirrored left half."""
    both = [np.isin(grid.labels, codes["right"]), flipped(np.isin(grid.labels, codes["left"]))]
    mean = sum(ndimage.gaussian_filter(m.astype(np.float32), 0.8) for m in both)
    return np.asarray(mean > 1.0)


def relay(grid: Grid) -> Mask:
    """Ventral posterolateral and posteromedial nuclei of the right thalamus."""
    near = ellipsoid(grid, RELAY_CENTRE, np.eye(3), RELAY_HALF_MM) < 1.0
    arch = RELAY_CENTRE[1] + 0.10 * (grid.x - RELAY_CENTRE[0]) - 0.25 * (grid.z - RELAY_CENTRE[2])
    return np.asarray(near & (np.abs(grid.y - arch) < RELAY_BELLY_MM) & _even(grid, THALAMUS))


def subthalamic(grid: Grid) -> Mask:
    """Right subthalamic nucleus: a lens on the inner side of the peduncle."""
    axes, _ = np.linalg.qr(SUBTHALAMIC_AXES.T)
    return ellipsoid(grid, SUBTHALAMIC_CENTRE, axes.T, SUBTHALAMIC_HALF_MM) < 1.0


def inner_nuclei(grid: Grid, side: str) -> Mask:
    """Subthalamic nucleus and relay nucleus of one side, which the capsule leaves out."""
    right = subthalamic(grid) | relay(grid)
    return right if side == "right" else flipped(right)


def cerebellum(grid: Grid) -> dict[str, Mask]:
    """Hemisphere and half vermis of the right side of the cerebellum."""
    half = _even(grid, CEREBELLUM) & (grid.x >= 0)
    width = np.interp(grid.z, *VERMIS_HALF.T)
    middle = half & (grid.x <= width) & (grid.y < VERMIS_BACK_MM)
    return {"cerebellum.vermis": middle, "cerebellum.hemisphere": half & ~middle & (grid.x > 0)}


def capsule_parts(posterior_limb: Mask, grid: Grid) -> dict[str, Mask]:
    """Motor part, its leg fibres and the sensory part of one posterior limb."""
    front = np.interp(grid.z, *SENSORY_FRONT.T)
    sensory = posterior_limb & (grid.y < front) & (grid.y > SENSORY_BACK_MM)
    motor = posterior_limb & (grid.y >= front)
    leg = motor & (grid.y < np.interp(grid.z, *LEG_FRONT.T))
    return {
        "internal_capsule.posterior_limb": motor,
        "internal_capsule.posterior_limb.sensory": sensory,
        "internal_capsule.posterior_limb.leg_fibres": leg,
    }


def one_piece(mask: Mask) -> Mask:
    """Largest piece of a mask, without hollows."""
    pieces, count = ndimage.label(mask, np.ones((3, 3, 3)))
    if count > 1:
        mask = pieces == np.bincount(pieces.ravel())[1:].argmax() + 1
    return np.asarray(ndimage.binary_fill_holes(mask))


def paired(grid: Grid) -> dict[tuple[str, str], Mask]:
    """Sites built on the right and mirrored: (site, side) to mask."""
    right = {"thalamus.vpl_vpm": relay(grid), "subthalamic_nucleus": subthalamic(grid)}
    right |= cerebellum(grid)
    out = {}
    for site, mask in right.items():
        out[site, "right"] = one_piece(mask)
        out[site, "left"] = flipped(out[site, "right"])
    return out


def centre(mask: Mask) -> Array:
    """Middle (3,) of a mask, MNI mm."""
    return np.asarray(np.argwhere(mask).mean(axis=0) + ORIGIN)
