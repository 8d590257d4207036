"""Brings the last points of fibres that stick out of the skin back under it."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from assets.build import places
from assets.build.meshio import read_layer
from visualizer.anatomy.meshes import MeshData
from visualizer.cli.rays import holds

Array = NDArray[np.float64]
MIRROR = np.array([-1.0, 1.0, 1.0])
NEAR_MM = 24.0
DEPTHS_MM = (0.4, 0.8, 1.5, 2.5, 4.0)
MARGIN_MM = 0.1
"""Least depth under the skin, so that rounding the coordinates brings no point out."""


def _covered(skin: MeshData, points: Array, normal: Array) -> NDArray[np.bool_]:
    """Tell which points (n, 3) and their mirror images lie well under the skin, on no corner."""
    clear = cKDTree(skin.vertices_mm).query(points)[0] > MARGIN_MM
    shallow = points + MARGIN_MM * normal
    kept = holds(skin, points) & holds(skin, points * MIRROR)
    return np.asarray(clear & kept & holds(skin, shallow) & holds(skin, shallow * MIRROR))


def kept_under_skin(points: Array) -> Array:
    """Return the points (n, 3), mm, with those outside the skin moved just under it.

    Points farther than `NEAR_MM` from the skin lie inside the body anyway and stay.
    """
    vertices, faces = read_layer(places.MESHES / "skin.npz")["skin"]
    skin = MeshData("skin", vertices.astype(np.float32), faces.astype(np.int32))
    corners = vertices[faces]
    middle = corners.mean(axis=1)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
    tree = cKDTree(middle)
    near = np.flatnonzero(np.isfinite(tree.query(points, distance_upper_bound=NEAR_MM)[0]))
    right = np.column_stack([np.abs(points[near, 0]), points[near, 1:]])
    out = near[~_covered(skin, right, normal[tree.query(right)[1]])]
    side = np.where(points[out, :1] < 0, MIRROR, 1.0)
    folded = points[out] * side
    _, index = tree.query(folded)
    gap = np.einsum("ij,ij->i", folded - middle[index], normal[index])
    moved = folded.copy()
    still = np.arange(len(out))
    for depth in DEPTHS_MM:
        inward = (np.maximum(gap[still], 0.0) + depth)[:, None]
        moved[still] = folded[still] - inward * normal[index[still]]
        still = still[~_covered(skin, moved[still], normal[index[still]])]
    print(f"points outside the skin: {len(out)} moved, {len(still)} left")
    kept = points.copy()
    kept[out] = moved * side
    return kept
