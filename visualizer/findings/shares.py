"""Shares: values kept within 0 and 1."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def within(values: Floats) -> Floats:
    """Keep values within 0 and 1; quicker than `numpy.clip` for as few as there are here."""
    share: Floats = np.minimum(np.maximum(values, 0.0), 1.0)
    return share
