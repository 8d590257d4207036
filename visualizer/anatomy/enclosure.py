"""Which points a closed surface encloses, by the winding number.

It holds where parts of a surface touch or overlap, as skin does in the armpit, where the
sign of the distance to the nearest triangle does not.
"""

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy.meshes import MeshData

CHUNK = 64


def encloses(mesh: MeshData, points_mm: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Tell which of the (n, 3) points, mm, lie inside a closed surface.

    Sources
    -------
    van Oosterom and Strackee 1983, the solid angle of a plane triangle.
    """
    corners = mesh.vertices_mm.astype(float)[mesh.faces]
    inside = np.zeros(len(points_mm), dtype=bool)
    for start in range(0, len(points_mm), CHUNK):
        chunk = np.asarray(points_mm[start : start + CHUNK], dtype=float)
        inside[start : start + CHUNK] = [_winding(corners - point) > 0.5 for point in chunk]
    return inside


def _winding(seen: NDArray[np.float64]) -> float:
    a, b, c = seen[:, 0], seen[:, 1], seen[:, 2]
    length_a, length_b, length_c = (np.linalg.norm(side, axis=1) for side in (a, b, c))
    triple = np.einsum("ij,ij->i", a, np.cross(b, c))
    ab, bc, ca = (np.einsum("ij,ij->i", *pair) for pair in ((a, b), (b, c), (c, a)))
    below = length_a * length_b * length_c + ab * length_c + bc * length_a + ca * length_b
    return float(np.arctan2(triple, below).sum() / (2 * np.pi))
