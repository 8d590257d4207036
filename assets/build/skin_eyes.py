"""Closes the lids: smooth domes with a line between the lids instead of open sockets."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import spsolve

Array = NDArray[np.float64]
Faces = NDArray[np.int64]

HALF_WIDTH_MM, HALF_HEIGHT_MM = 15.5, 7.5
"""Half axes of the part of the face that is replaced, round the middle of the opening."""
BULGE_MM = 2.2
"""How far the eyeball lifts the closed lids."""
CREASE_MM, CREASE_WIDTH_MM, SAG_MM = 0.7, 0.8, 3.0
"""Depth and half width of the line between the lids, and how far its middle sags."""
DEPTH_MM = 25.0
"""The dome replaces what lies at most this far before or behind the opening."""


def closed_lids(v: Array, laplacian: csr_matrix, middles: Array) -> Array:
    """Skin (n, 3) with a smooth dome in place of each open eye.

    Parameters
    ----------
    v : (n, 3) array
        Fine skin, mm.
    laplacian : (n, n) sparse array
        Its graph Laplacian.
    middles : (2, 3) array
        Middles of the two openings, mm.
    """
    out = v.copy()
    for middle in middles:
        off = v - middle
        reach = np.hypot(off[:, 0] / HALF_WIDTH_MM, off[:, 2] / HALF_HEIGHT_MM)
        free = np.flatnonzero((reach < 1.0) & (np.abs(off[:, 1]) < DEPTH_MM))
        bend = (laplacian @ laplacian).tocsr()[free]
        held = np.setdiff1d(np.unique(bend.indices), free)
        out[free] = spsolve(bend[:, free].tocsc(), -(bend[:, held] @ v[held]))
        off = out[free] - middle
        reach = np.hypot(off[:, 0] / HALF_WIDTH_MM, off[:, 2] / HALF_HEIGHT_MM)
        dome = np.clip(1.0 - reach**2, 0.0, 1.0)
        line = -SAG_MM * (1.0 - (off[:, 0] / HALF_WIDTH_MM) ** 2)
        crease = np.exp(-(((off[:, 2] - line) / CREASE_WIDTH_MM) ** 2)) * np.sqrt(dome)
        out[free, 1] += BULGE_MM * dome - CREASE_MM * crease
    return out
