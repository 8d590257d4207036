"""Colours of vertices mixed with those around them, so that borders up close have no steps."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from visualizer.anatomy import MeshData


def smoothed(mesh: MeshData, values: NDArray[np.float64], rounds: int = 2) -> NDArray[np.float64]:
    """Mix (n, 3) colours of vertices with their neighbours', so that borders have no steps."""
    near = neighbours(mesh)
    for _ in range(rounds):
        values = 0.5 * values + 0.5 * (near @ values)
    return np.asarray(values)


@lru_cache(maxsize=8)
def neighbours(mesh: MeshData) -> csr_matrix:
    """Return the (n, n) matrix that takes the mean over the neighbours of each vertex."""
    a, b, c = mesh.faces.T.astype(np.int64)
    one, other = np.concatenate([a, b, c]), np.concatenate([b, c, a])
    rows, columns = np.concatenate([one, other]), np.concatenate([other, one])
    count = len(mesh.vertices_mm)
    pairs = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, count))
    lonely = np.asarray(pairs.sum(axis=1)).ravel() == 0
    pairs = pairs + diags(lonely.astype(float))
    return csr_matrix(diags(1.0 / np.asarray(pairs.sum(axis=1)).ravel()) @ pairs)
