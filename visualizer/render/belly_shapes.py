"""All bellies in one set of arrays, of which any can be drawn together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy

from visualizer.anatomy import MeshData
from visualizer.render.arrays import triangles, with_normals

DETAILS = 16  # of a coarse belly, along its length
LEAST_MM, MOST_MM = 1.6, 9.0
BESIDE_MM, BANDS = 110.0, 8


@dataclass(frozen=True, eq=False)
class Heap:
    """Triangles of many structures.

    Attributes
    ----------
    points_mm, normals : (n, 3) arrays
    owner : (n,) int array
        The structure of each point.
    tendon : (n,) array
        0 flesh to 1 tendon.
    faces : (m, 3) int array, the structures in order
    offsets : (k + 1,) int array
        Structure i has the faces offsets[i]:offsets[i + 1].
    """

    points_mm: NDArray[np.float32]
    normals: NDArray[np.float32]
    owner: NDArray[np.int64]
    tendon: NDArray[np.float32]
    faces: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def group(self, chosen: Sequence[int], colours: NDArray[np.uint8]) -> Any:
        """Make polydata of some structures; `colours` is (n, 4) from 0 to 255."""
        parts = [self.faces[self.offsets[i] : self.offsets[i + 1]] for i in chosen]
        faces = np.concatenate(parts)
        used = np.zeros(len(self.points_mm), dtype=bool)
        used[faces.ravel()] = True
        number = np.cumsum(used) - 1
        data = triangles(self.points_mm[used], number[faces])
        normals = numpy_to_vtk(self.normals[used], deep=True)
        data.GetPointData().SetNormals(normals)
        scalars = numpy_to_vtk(np.ascontiguousarray(colours[used]), deep=True)
        scalars.SetName("colour")
        data.GetPointData().SetScalars(scalars)
        return data


def heap(meshes: Sequence[MeshData]) -> Heap:
    """Put meshes into one set of arrays with smooth normals."""
    counts = np.array([len(mesh.vertices_mm) for mesh in meshes])
    first = np.concatenate([[0], np.cumsum(counts)])[:-1]
    points = np.concatenate([mesh.vertices_mm for mesh in meshes])
    faces = np.concatenate(
        [mesh.faces.astype(np.int64) + at for mesh, at in zip(meshes, first, strict=True)]
    )
    offsets = np.concatenate([[0], np.cumsum([len(mesh.faces) for mesh in meshes])])
    plain = [np.zeros(count, dtype=np.float32) for count in counts]
    tendon = np.concatenate(
        [
            np.asarray(mesh.vertex_data.get("tendon", none), dtype=np.float32)
            for mesh, none in zip(meshes, plain, strict=True)
        ]
    )
    if tendon.max(initial=0) > 0:
        tendon = tendon / tendon.max()
    shaded = with_normals(triangles(points, faces)).GetPointData().GetNormals()
    normals = np.array(vtk_to_numpy(shaded), dtype=np.float32)
    owner = np.repeat(np.arange(len(meshes)), counts)
    return Heap(points, normals, owner, tendon, faces, offsets)


def regions(shapes: Heap) -> NDArray[np.int64]:
    """Return in which part of the body each structure is, so that what is not seen is left out."""
    count = np.maximum(np.bincount(shapes.owner, minlength=len(shapes.offsets) - 1), 1)
    x, z = (np.bincount(shapes.owner, shapes.points_mm[:, i]) / count for i in (0, 2))
    column = np.where(np.abs(x) < BESIDE_MM, 0, np.sign(x)).astype(np.int64) + 1
    share = (z - z.min()) / max(float(np.ptp(z)), 1.0)
    return column * BANDS + np.minimum((BANDS * share).astype(np.int64), BANDS - 1)


def coarser(full: Heap, most_mm: float = MOST_MM) -> Heap:
    """Join points that are close for the size of their structure, and closer than some mm."""
    count = len(full.offsets) - 1
    low, high = np.zeros((count, 3)), np.zeros((count, 3))
    if len(full.owner):  # the points of a structure stand together
        own = full.owner[starts := np.flatnonzero(np.diff(full.owner, prepend=-1))]
        low[own] = np.minimum.reduceat(full.points_mm, starts)
        high[own] = np.maximum.reduceat(full.points_mm, starts)
    size = np.clip(np.linalg.norm(high - low, axis=1) / DETAILS, LEAST_MM, most_mm)
    place = ((full.points_mm - low[full.owner]) / size[full.owner, None]).astype(np.int64)
    key = ((full.owner * 1024 + place[:, 0]) * 1024 + place[:, 1]) * 1024 + place[:, 2]
    _, first, cluster, members = np.unique(
        key, return_index=True, return_inverse=True, return_counts=True
    )
    points = np.stack(
        [np.bincount(cluster, full.points_mm[:, i]) / members for i in range(3)], axis=1
    )
    normals = np.stack([np.bincount(cluster, full.normals[:, i]) for i in range(3)], axis=1)
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1), 1e-9)[:, None]
    tendon = np.bincount(cluster, full.tendon) / members
    faces = cluster[full.faces]
    a, b, c = faces.T
    kept = (a != b) & (b != c) & (a != c)
    offsets = np.concatenate([[0], np.cumsum(kept)])[full.offsets]
    return Heap(
        points.astype(np.float32), normals.astype(np.float32), full.owner[first],
        tendon.astype(np.float32), faces[kept], offsets,
    )  # fmt: skip
