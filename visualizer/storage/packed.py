"""Coordinates packed into files: quantised, as steps between neighbours, in byte planes."""

import numpy as np
from numpy.typing import NDArray


def unpack_steps(low: NDArray[np.uint8], high: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return the (n, 3) quantised points of two byte planes.

    Raises
    ------
    ValueError
        If the planes do not fit together.
    """
    if low.shape != high.shape or low.ndim != 2 or len(low) != 3:
        raise ValueError("the byte planes of the points do not fit together")
    steps = high.astype(np.uint16)
    steps <<= np.uint16(8)
    steps |= low
    return np.cumsum(steps, axis=1, dtype=np.uint16, out=steps).T
