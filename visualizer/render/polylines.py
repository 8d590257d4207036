"""Which points of the fibres are joined into lines and dashes."""

import numpy as np
from numpy.typing import NDArray

DASH = 3


def lines(
    starts: NDArray[np.int64], stops: NDArray[np.int64], step: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return offsets and point indices of the polylines [start, stop), every `step`th point."""
    keep = stops - starts >= 2
    starts, stops = starts[keep], stops[keep]
    counts = -(-(stops - starts) // step) + int(step > 1)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    along = np.arange(offsets[-1]) - np.repeat(offsets[:-1], counts)
    last = np.repeat(stops - 1, counts)
    return offsets, np.minimum(np.repeat(starts, counts) + along * step, last)


def dashes(
    starts: NDArray[np.int64], stops: NDArray[np.int64], joined: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return offsets and point indices of the segments that dashed lines keep.

    `joined` makes each dash one straight segment.
    """
    lengths = np.maximum(stops - starts - 1, 0)
    base = np.concatenate([[0], np.cumsum(lengths)])
    along = np.arange(base[-1]) - np.repeat(base[:-1], lengths)
    points = along + np.repeat(starts, lengths)
    if joined:
        last = np.repeat(stops - 1, lengths)
        begins = along % (2 * DASH) == 0
        ends = np.minimum(points + DASH, last)[begins]
        return np.arange(len(ends) + 1) * 2, np.stack([points[begins], ends], axis=1).ravel()
    first = points[along % (2 * DASH) < DASH]
    return np.arange(len(first) + 1) * 2, np.stack([first, first + 1], axis=1).ravel()


def thinned(chosen: NDArray[np.int64], share: int, least: int) -> NDArray[np.int64]:
    """Return one in `share` of some fibres, but not fewer than `least` of them."""
    return chosen[:: max(1, min(share, len(chosen) // least))]
