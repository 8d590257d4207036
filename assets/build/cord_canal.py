"""Room for the cord: how far the bones are from an axis, and the way through their middle."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from assets.build import places
from assets.build.meshio import read_layer

Array = NDArray[np.float64]
SLAB_MM = 1.6
REACH_MM = 18.0
WINDOW_MM = 14.0
"""Half height within which a slab across the axis lies, as steep as the axis gets."""

OFFSETS_MM = np.arange(-5.0, 5.01, 0.25)
WANTED = 1.22
"""Share of the cord's own size that the way through the canal seeks on all sides."""

STEEP, TIGHT, FAR = 0.35, 90.0, 0.01
SMOOTH_MM = 3.0
RAMP_MM = 16.0
_GRID = np.array([[i, j, 6 - i - j] for i in range(7) for j in range(7 - i)]) / 6.0


def bone_points() -> Array:
    """Points (n, 3) spread over the bones around the canal, body mm, from below to above."""
    bones = read_layer(places.MESHES / "skeleton.npz")
    near = [
        np.einsum("gk,fkc->fgc", _GRID, v[f]).reshape(-1, 3)
        for name, (v, f) in bones.items()
        if name.startswith(("bone.vertebra", "bone.sacrum"))
    ]
    points = np.concatenate(near)
    points = points[np.abs(points[:, 0]) < REACH_MM]
    return points[np.argsort(points[:, 2])]


def across(
    points: Array, centre: Array, right: Array, anterior: Array, slab_mm: float = SLAB_MM
) -> Array:
    """Places (n, 2) to the right and to the front, mm, of the points in a slab of the axis."""
    first, last = np.searchsorted(points[:, 2], [centre[2] - WINDOW_MM, centre[2] + WINDOW_MM])
    delta = points[first:last] - centre
    along = delta @ np.cross(right, anterior)
    delta = delta[np.abs(along) < slab_mm]
    place = np.stack([delta @ right, delta @ anterior], axis=1)
    return place[np.hypot(place[:, 0], place[:, 1]) < REACH_MM]


def shares(place: Array, width: float, depth: float, offsets: Array) -> Array:
    """Size, in cord sizes, of the largest free oval around each place `offsets` to the front."""
    if not len(place):
        return np.full(len(offsets), 3.0)
    u = place[None, :, 0] / width
    v = (place[None, :, 1] - offsets[:, None]) / depth
    return np.minimum(np.hypot(u, v).min(axis=1), 3.0)


def middle_way(centre: Array, right: Array, anterior: Array, width: Array, depth: Array) -> Array:
    """Offsets (n,) to the front, mm, that lead an axis through the middle of the canal.

    The cheapest smooth way is found by dynamic programming: narrow places cost most, then
    steep steps, then distance from the given axis. The first rows stay where they are, so that
    the cord joins the medulla.
    """
    points = bone_points()
    cost = np.empty((len(centre), len(OFFSETS_MM)))
    for k in range(len(centre)):
        place = across(points, centre[k], right[k], anterior[k])
        room = shares(place, float(width[k]), float(depth[k]), OFFSETS_MM)
        cost[k] = TIGHT * np.maximum(WANTED - room, 0.0) ** 2 + FAR * OFFSETS_MM**2
    step = STEEP * (OFFSETS_MM[:, None] - OFFSETS_MM[None]) ** 2
    total, back = cost[0] + 10.0 * OFFSETS_MM**2, np.zeros(cost.shape, int)
    for k in range(1, len(cost)):
        way = total[None] + step
        back[k] = way.argmin(axis=1)
        total = way.min(axis=1) + cost[k]
    chosen = [int(total.argmin())]
    for k in range(len(cost) - 1, 0, -1):
        chosen.append(int(back[k][chosen[-1]]))
    length = np.linalg.norm(np.diff(centre, axis=0), axis=1).mean()
    way = gaussian_filter1d(OFFSETS_MM[chosen[::-1]], SMOOTH_MM / length, mode="nearest")
    return way * (1.0 - np.exp(-((np.arange(len(way)) * length / RAMP_MM) ** 2)))


def free_shares(centre: Array, right: Array, anterior: Array, width: Array, depth: Array) -> Array:
    """Size (n,), in cord sizes, of the largest oval free of bone around each row."""
    points = bone_points()
    here = np.zeros(1)
    return np.array(
        [
            shares(
                across(points, centre[k], right[k], anterior[k]),
                float(width[k]),
                float(depth[k]),
                here,
            )[0]
            for k in range(len(centre))
        ]
    )
