"""Whether meshes are closed and look outwards, and how symmetric they are."""

from collections.abc import Mapping

import numpy as np
from scipy.spatial import cKDTree

from visualizer.anatomy import Body, MeshData

MIRROR = np.array([-1.0, 1.0, 1.0])


def faulty(mesh: MeshData) -> str:
    """Say what is wrong with a closed surface: holes, folds or faces that look inwards."""
    faces = mesh.faces.astype(np.int64)
    count = len(mesh.vertices_mm)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    there = edges[:, 0] * count + edges[:, 1]
    back = edges[:, 1] * count + edges[:, 0]
    if len(np.unique(there)) != len(there):
        return "folds or flipped faces"
    if not np.isin(there, back).all():
        return "holes"
    corners = mesh.vertices_mm.astype(float)[faces]
    corners -= corners.reshape(-1, 3).mean(axis=0)
    volume = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum()
    return "" if volume > 0 else "faces look inwards"


def _image(meshes: Mapping[str, MeshData], name: str) -> MeshData | None:
    if name.endswith(".left"):
        return None
    return meshes.get(name.removesuffix(".right") + ".left" if name.endswith(".right") else name)


def asymmetries(body: Body) -> dict[str, tuple[float, str]]:
    """Largest distance (mm) of a vertex from the mirrored other side, by layer, and where."""
    out = {}
    for layer, meshes in body.meshes.items():
        by_id = {mesh.id: mesh for mesh in meshes}
        worst = (0.0, "all")
        for name, mesh in by_id.items():
            other = _image(by_id, name)
            if other is not None and len(mesh.vertices_mm):
                tree = cKDTree(other.vertices_mm * MIRROR)
                gap = float(np.max(tree.query(mesh.vertices_mm)[0]))
                worst = max(worst, (gap, name))
        out[layer] = worst
    return out
