"""Fibre segments in short runs along each fibre, so that a small region finds its own."""

import numpy as np
from numpy.typing import NDArray

RUN = 8  # segments


class SegmentGrid:
    """Segments by the bounds of short runs of neighbours.

    Parameters
    ----------
    points_mm : (p, 3) float32 array, mm
    offsets : (f + 1,) int array
        Fibre i has the points offsets[i]:offsets[i + 1].
    """

    def __init__(self, points_mm: NDArray[np.float32], offsets: NDArray[np.int64]) -> None:
        self._points_mm = points_mm
        counts = np.maximum(np.diff(offsets) - 1, 0)
        runs = -(-counts // RUN)
        end = np.cumsum(runs)
        number = np.arange(runs.sum()) - np.repeat(end - runs, runs)
        self._first = np.repeat(np.asarray(offsets[:-1], np.int64), runs) + RUN * number
        self._count = np.minimum(np.repeat(counts, runs) - RUN * number, RUN)
        self._low, self._high = (np.empty((3, len(self._first)), np.float32) for _ in range(2))
        if not len(self._first):
            return
        for axis in range(3):  # a run ends with the point at which its last segment does
            along = np.ascontiguousarray(points_mm[:, axis])
            last = along[self._first + self._count]
            self._low[axis] = np.minimum(np.minimum.reduceat(along, self._first), last)
            self._high[axis] = np.maximum(np.maximum.reduceat(along, self._first), last)

    def in_box(self, low: NDArray[np.floating], high: NDArray[np.floating]) -> NDArray[np.int64]:
        """Return the first points of the segments whose bounds meet a box, mm, in order."""
        near = np.ones(len(self._first), dtype=bool)
        for axis in range(3):
            near &= (self._high[axis] >= low[axis]) & (self._low[axis] <= high[axis])
        runs = np.flatnonzero(near)
        steps, count = np.arange(RUN + 1), self._count[runs, None]
        points = self._points_mm[self._first[runs, None] + np.minimum(steps, count)]
        meets = steps[:-1] < count
        for axis in range(3):
            above, below = points[..., axis] >= low[axis], points[..., axis] <= high[axis]
            meets &= (above[:, :-1] | above[:, 1:]) & (below[:, :-1] | below[:, 1:])
        return np.asarray((self._first[runs, None] + steps[:-1])[meets], dtype=np.int64)
