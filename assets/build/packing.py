"""Packs coordinates; `visualizer/storage/packed.py` unpacks them."""

import numpy as np
from numpy.typing import NDArray


def pack_steps(quantised: NDArray[np.uint16]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Pack (n, 3) quantised points into two (3, n) byte planes, low and high.

    Steps between neighbouring points are small and alike, so that they take a third of the
    room. They are taken modulo 65536, which makes unpacking exact.
    """
    steps = np.diff(quantised.T, axis=1, prepend=np.zeros((3, 1), np.uint16))
    return (steps & 0xFF).astype(np.uint8), (steps >> 8).astype(np.uint8)
