"""Where a plane cuts triangles: loops in the plane."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
SEAM_MM = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """A polyline in the plane, (n, 2) mm; a closed one does not repeat its first point."""

    points: Points
    closed: bool


def meets(low: Points, high: Points, origin: Points, normal: Points) -> bool:
    """Tell whether a box is cut by a plane."""
    middle, half = (low + high) / 2, (high - low) / 2
    return bool(abs((middle - origin) @ normal) <= half @ np.abs(normal))


def loops(
    vertices_mm: NDArray[np.floating],
    faces: NDArray[np.integer],
    distance: NDArray[np.floating],
    flat: Callable[[NDArray[np.floating]], Points],
) -> list[Loop]:
    """Cut triangles with a plane.

    Parameters
    ----------
    vertices_mm : (n, 3) array
    faces : (m, 3) array
        Counter-clockwise from outside, so that loops about matter turn one way and loops about
        holes the other.
    distance : (n,) array
        Of each vertex before the plane, mm.
    flat : callable
        Takes (k, 3) points to their (k, 2) places along the plane, mm.
    """
    front = distance >= 0
    first = front[faces[:, 0]]
    crossing = np.flatnonzero((first != front[faces[:, 1]]) | (first != front[faces[:, 2]]))
    if not len(crossing):
        return []
    cut = faces[crossing].astype(np.int64)
    side = front[cut]
    count = side.sum(axis=1)
    odd_is_front = count == 1
    odd = np.argmax(side == odd_is_front[:, None], axis=1)
    row = np.arange(len(cut))
    corner, after, before = cut[row, odd], cut[row, (odd + 1) % 3], cut[row, (odd + 2) % 3]
    start = np.where(odd_is_front, after, before)
    stop = np.where(odd_is_front, before, after)
    number = len(vertices_mm)
    keys = np.concatenate([_key(corner, start, number), _key(corner, stop, number)])
    edges, index = np.unique(keys, return_inverse=True)
    a, b = edges // number, edges % number
    share = (distance[a] / (distance[a] - distance[b]))[:, None]
    points = flat(vertices_mm[a]) * (1 - share) + flat(vertices_mm[b]) * share
    return _chained(points, index[: len(cut)], index[len(cut) :])


def _key(a: NDArray[np.int64], b: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    return np.minimum(a, b) * number + np.maximum(a, b)


def _chained(points: Points, start: NDArray[np.int64], stop: NDArray[np.int64]) -> list[Loop]:
    """Join steps from point to point into loops; open ones begin where nothing leads to."""
    following = np.full(len(points), -1, dtype=np.int64)
    following[start] = stop
    led = np.zeros(len(points), dtype=bool)
    led[stop] = True
    after = following.tolist()
    begins = [*np.flatnonzero(~led).tolist(), *range(len(points))]
    seen = bytearray(len(points))
    found = []
    for first in begins:
        if seen[first]:
            continue
        chain, here = [], first
        while here >= 0 and not seen[here]:
            seen[here] = 1
            chain.append(here)
            here = after[here]
        if len(chain) > 2:
            found.append(_loop(points[chain], here == first))
    return found


def _loop(points: Points, closed: bool) -> Loop:
    """Make a loop; one whose ends meet at a seam of the surface is closed."""
    if not closed and np.abs(points[0] - points[-1]).max() < SEAM_MM:
        return Loop(points[:-1], True)
    return Loop(points, closed)


def area(points: Points) -> float:
    """Return the signed area of a closed (n, 2) polygon, positive when it turns to the left."""
    x, y = points[:, 0], points[:, 1]
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def contains(closed: list[Points], x: float, y: float) -> bool:
    """Tell whether a place is in the matter that loops enclose (winding number not zero)."""
    turns = 0
    for points in closed:
        above = points[:, 1] > y
        step = above != np.roll(above, -1)
        if not step.any():
            continue
        p, q = points[step], np.roll(points, -1, axis=0)[step]
        at = p[:, 0] + (y - p[:, 1]) / (q[:, 1] - p[:, 1]) * (q[:, 0] - p[:, 0])
        turns += int(np.sum(np.where(q[:, 1] > p[:, 1], 1, -1)[at > x]))
    return turns != 0


def middles(closed: list[Points]) -> list[tuple[float, float]]:
    """List places well inside the matter that loops enclose: middles of level chords, long first.

    The chords are taken at the heights of the largest loop.
    """
    largest = max(closed, key=lambda points: abs(area(points)))
    low, high = largest[:, 1].min(), largest[:, 1].max()
    found = []
    for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92):
        y = low + share * (high - low)
        x = np.sort(np.concatenate([_crossings(points, y) for points in closed]))
        centred = 1.15 if share == 0.5 else 1.0
        found += [
            ((b - a) * centred, (a + b) / 2, y) for a, b in zip(x[::2], x[1::2], strict=False)
        ]
    found.sort(reverse=True)
    places = [(float(x), float(y)) for _, x, y in found]
    return places or [(float(largest[:, 0].mean()), float(largest[:, 1].mean()))]


def _crossings(points: Points, y: float) -> Points:
    """Return where a closed loop crosses a height."""
    after = np.roll(points, -1, axis=0)
    step = (points[:, 1] > y) != (after[:, 1] > y)
    p, q = points[step], after[step]
    return np.asarray(p[:, 0] + (y - p[:, 1]) / (q[:, 1] - p[:, 1]) * (q[:, 0] - p[:, 0]))
