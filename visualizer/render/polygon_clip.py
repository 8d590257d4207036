"""Keeps an outline inside another that bulges everywhere outwards."""

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from visualizer.render.contours import Loop, Points


def within(loops: list[Loop], holder: list[Loop]) -> list[Loop]:
    """Return what of closed loops lies in the convex outline of a holder, all if it has none."""
    hull = hull_of(holder)
    if not len(hull):
        return loops
    return [part for loop in loops if (part := clipped(loop, hull)) is not None]


def hull_of(loops: list[Loop]) -> Points:
    """Return the convex outline round loops, counter-clockwise, (n, 2) mm; empty if flat."""
    points = np.concatenate([np.zeros((0, 2)), *(loop.points for loop in loops)])
    try:
        return np.asarray(points[ConvexHull(points).vertices])
    except (QhullError, ValueError):
        return np.zeros((0, 2))


def clipped(loop: Loop, hull: Points) -> Loop | None:
    """Return the part of a closed loop within a convex outline, None where nothing is."""
    points = np.asarray(loop.points, dtype=float)
    for start, stop in zip(hull, np.roll(hull, -1, axis=0), strict=True):
        along = stop - start
        inside = along[0] * (points[:, 1] - start[1]) - along[1] * (points[:, 0] - start[0])
        points = _cut(points, inside)
        if len(points) < 3:
            return None
    return Loop(points, True)


def _cut(points: Points, inside: Points) -> Points:
    """Keep what lies on the positive side of a line, with the places where it is crossed."""
    kept = []
    for here in range(len(points)):
        before = here - 1
        if (inside[here] >= 0) != (inside[before] >= 0):
            share = inside[before] / (inside[before] - inside[here])
            kept.append(points[before] + share * (points[here] - points[before]))
        if inside[here] >= 0:
            kept.append(points[here])
    return np.array(kept).reshape(-1, 2)
