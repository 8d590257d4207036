"""Fibre segments sorted into cells of space, so that a small region finds its own."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

CELL_MM = 12.0


class SegmentGrid:
    """Segments by the cell that holds their middle.

    Parameters
    ----------
    points_mm : (p, 3) float32 array, mm
    starts : (s,) int array
        Index of the first point of each segment; the second is the next one.
    """

    def __init__(self, points_mm: NDArray[np.float32], starts: NDArray[np.int64]) -> None:
        self._points_mm = points_mm
        first, last = points_mm[starts], points_mm[starts + 1]
        self._half_mm = float(np.abs(last - first).max()) / 2 if len(starts) else 0.0
        middle = (first + last) / 2
        self._low = middle.min(axis=0) if len(starts) else np.zeros(3, dtype=np.float32)
        cell = ((middle - self._low) / CELL_MM).astype(np.int64)
        self._shape = cell.max(axis=0) + 1 if len(starts) else np.ones(3, dtype=np.int64)
        key = (cell[:, 0] * self._shape[1] + cell[:, 1]) * self._shape[2] + cell[:, 2]
        order = np.argsort(key, kind="stable")
        self._keys, self._starts = key[order], starts[order]

    def in_box(self, low: NDArray[np.floating], high: NDArray[np.floating]) -> NDArray[np.int64]:
        """Return the first points of the segments whose bounds meet a box, mm."""
        reach = self._half_mm
        lower = np.floor((low - reach - self._low) / CELL_MM).astype(int)
        upper = np.floor((high + reach - self._low) / CELL_MM).astype(int)
        lower, upper = np.maximum(lower, 0), np.minimum(upper, self._shape - 1)
        if np.any(lower > upper):
            return np.empty(0, dtype=np.int64)
        columns = product(range(lower[0], upper[0] + 1), range(lower[1], upper[1] + 1))
        base = np.array([(i * self._shape[1] + j) * self._shape[2] for i, j in columns])
        begin = np.searchsorted(self._keys, base + lower[2], side="left")
        end = np.searchsorted(self._keys, base + upper[2], side="right")
        parts = [self._starts[a:b] for a, b in zip(begin, end, strict=True)]
        starts = np.concatenate(parts)
        first, last = self._points_mm[starts], self._points_mm[starts + 1]
        meets = np.all((np.maximum(first, last) >= low) & (np.minimum(first, last) <= high), axis=1)
        return np.asarray(starts[meets], dtype=np.int64)
