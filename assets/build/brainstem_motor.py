"""Masks of the motor sites of the brainstem that the corticospinal tract is laid through."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build.brain_grid import ORIGIN, SHAPE, SIGN, Grid, Mask

Array = NDArray[np.float64]

AXIS = np.array([0.0, 0.36, 0.933])
"""Direction of the brainstem's axis upwards, MNI."""
PONTOMESENCEPHALIC = np.array([0.0, -19.0, -20.0])
PONTOMEDULLARY = np.array([0.0, -28.0, -48.0])
"""A point of each border plane of the pons at its ventral surface, MNI152 mm."""

#: Course of the corticospinal tract, right side, read off the ICBM152 T1 and the label volume:
#: z, centre |x|, centre y, half axes (first, second) mm, direction of the first axis in degrees
#: (0 medial, 90 forward).
COURSE = np.array(
    [
        (-4.0, 18.4, -15.6, 5.2, 2.9, 62),
        (-8.0, 16.6, -15.4, 5.0, 2.7, 58),
        (-12.0, 14.7, -15.0, 4.6, 2.5, 50),
        (-15.0, 12.6, -14.8, 4.2, 2.4, 45),
        (-18.0, 10.8, -15.9, 3.8, 2.4, 42),
        (-21.0, 9.4, -18.2, 3.6, 2.5, 35),
        (-24.0, 8.4, -20.2, 3.6, 3.0, 20),
        (-44.0, 4.9, -28.0, 3.0, 3.0, 0),
        (-47.0, 4.2, -30.6, 2.5, 2.3, 0),
        (-50.0, 3.8, -32.6, 2.4, 2.0, 0),
        (-53.0, 3.6, -33.5, 2.4, 1.9, 0),
        (-56.0, 3.4, -34.7, 2.3, 1.9, 0),
        (-60.0, 3.0, -37.7, 2.2, 1.8, 0),
        (-63.0, 2.7, -38.9, 2.0, 1.7, 0),
        (-66.0, 2.3, -40.3, 1.7, 1.5, 0),
        (-74.0, 1.2, -42.6, 1.0, 1.2, 0),
    ]
)
CRUS_TOP_MM, CRUS_FOOT_MM = -5.0, -22.0
CRUS_REACH = (2.1, 1.55)
"""The crus in units of the tract's half axes: the tract takes about its middle half."""
PYRAMID_REACH = (1.6, 1.7)
PYRAMID_FOOT_MM = -61.0
DECUSSATION_MM = (-75.0, -61.0)
DECUSSATION_HALF_MM = (5.0, 6.5)
BASIS_SHARE = 0.52
"""Share of the pons, from its ventral surface backwards, that is the basis."""

NUCLEI = {
    "pons.facial_nucleus": ((5.0, -35.5, -40.0), (2.4, 2.4, 3.2)),
    "medulla.hypoglossal_nucleus": ((1.9, -43.2, -54.0), (1.6, 2.0, 4.2)),
}
"""Centre (right side) and half axes, MNI152 mm, read off the ICBM152 T1."""

STEM, DIENCEPHALON = 16, {"left": 28, "right": 60}
WHITE = {"left": 2, "right": 41}


def _above(grid: Grid, point: Array) -> Mask:
    x = grid.x * 0 + (grid.y - point[1]) * AXIS[1] + (grid.z - point[2]) * AXIS[2]
    return np.asarray(x > 0)


def _section(grid: Grid, side: str) -> tuple[Array, Array]:
    """Places of each voxel in the tract's section at its height, in half axes."""
    order = np.argsort(COURSE[:, 0])
    rows = [np.interp(grid.z, COURSE[order, 0], COURSE[order, i]) for i in range(1, 6)]
    cx, cy, a, b, degrees = rows
    t = np.radians(degrees)
    dx, dy = grid.x * SIGN[side] - cx, grid.y - cy
    first = (-np.cos(t) * dx + np.sin(t) * dy) / a
    second = (np.sin(t) * dx + np.cos(t) * dy) / b
    return np.asarray(first), np.asarray(second)


def depth_share(grid: Grid) -> Array:
    """Share (n,) of the way from the ventral to the dorsal surface, per voxel of the stem."""
    share = np.full(SHAPE, np.nan)
    stem = (grid.labels == STEM) & (np.abs(grid.x) < 14)
    for k in range(SHAPE[2]):
        y = np.nonzero(stem[:, :, k])[1] + ORIGIN[1]
        if len(y) > 20:
            front, back = np.percentile(y, [99, 1])
            share[:, :, k] = ((front - grid.y[0, :, 0]) / (front - back))[None, :]
    return share


def masks(grid: Grid, side: str) -> dict[str, Mask]:
    """Sites of one half of the brainstem."""
    own = grid.x * SIGN[side] > 0
    stem = grid.labels == STEM
    first, second = _section(grid, side)
    midbrain = _above(grid, PONTOMESENCEPHALIC)
    pons = _above(grid, PONTOMEDULLARY) & ~midbrain
    medulla = ~_above(grid, PONTOMEDULLARY)
    peduncle = stem | np.isin(grid.labels, (DIENCEPHALON[side], WHITE[side], 0))
    crus = (np.abs(first) < CRUS_REACH[0]) & (np.abs(second) < CRUS_REACH[1])
    crus &= peduncle & (grid.z >= CRUS_FOOT_MM) & (grid.z <= CRUS_TOP_MM) & own
    share = depth_share(grid)
    pontine = stem & pons & own
    basis = pontine & (share < BASIS_SHARE) & ~crus
    near = ndimage.binary_dilation(stem, iterations=1)
    pyramid = (np.hypot(first / PYRAMID_REACH[0], second / PYRAMID_REACH[1]) < 1) & near
    pyramid &= medulla & (grid.z >= PYRAMID_FOOT_MM) & own
    out = {
        "midbrain.crus_cerebri": crus,
        "midbrain.tegmentum": stem & midbrain & own & ~crus,
        "pons.basis": basis,
        "medulla.pyramid": pyramid,
        "medulla.pyramidal_decussation": decussation(grid) & own,
    }
    for name, (centre, half) in NUCLEI.items():
        d = [
            (grid.x * SIGN[side] - centre[0]) / half[0],
            (grid.y - centre[1]) / half[1],
            (grid.z - centre[2]) / half[2],
        ]
        out[name] = np.asarray(d[0] ** 2 + d[1] ** 2 + d[2] ** 2 < 1) & own
    out["pons.tegmentum"] = pontine & ~basis & ~crus
    low, high = DECUSSATION_MM
    dorsal = decussation(grid) & (second < 0.5) & own
    behind = stem & medulla & own & ~pyramid & (grid.z >= PYRAMID_FOOT_MM)
    out["medulla.tegmentum"] = behind | (dorsal & (grid.z >= low) & (grid.z < high))
    return out


def decussation(grid: Grid) -> Mask:
    """Both halves of the pyramidal decussation at the cervicomedullary junction."""
    order = np.argsort(COURSE[:, 0])
    centre = np.interp(grid.z, COURSE[order, 0], COURSE[order, 2])
    low, high = DECUSSATION_MM
    here = (np.abs(grid.x) <= DECUSSATION_HALF_MM[0]) & (grid.z < high) & (grid.z >= low)
    return np.asarray(here & (np.abs(grid.y - centre) <= DECUSSATION_HALF_MM[1]))
