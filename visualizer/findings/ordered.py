"""Ordered sets of indices, quicker than `np.unique` where the parts already ascend."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def merged(parts: Iterable[Ints]) -> Ints:
    """Return every index of some parts once, ascending."""
    values = np.sort(np.concatenate([*parts, np.empty(0, dtype=np.int64)]), kind="stable")
    return np.asarray(values[changes(values)], dtype=np.int64)


def changes(values: Ints) -> NDArray[np.bool_]:
    """Mark where ordered values differ from the one before; the first always does."""
    marks = np.ones(len(values), dtype=bool)
    marks[1:] = values[1:] != values[:-1]
    return marks
