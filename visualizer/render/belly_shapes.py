"""All bellies in one set of arrays, of which any can be drawn together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy

from visualizer.anatomy import MeshData
from visualizer.render.arrays import triangles, with_normals

BESIDE_MM, BANDS = 110.0, 8


@dataclass(frozen=True, eq=False)
class Heap:
    """Triangles of many structures.

    Attributes
    ----------
    points_mm, normals : (n, 3) arrays
    owner : (n,) int array
        The structure of each point; the points of a structure stand together, in order.
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
        starts, stops = (np.searchsorted(self.owner, chosen, side) for side in ("left", "right"))
        rows = [slice(a, b) for a, b in zip(starts, stops, strict=True)]
        earlier = np.concatenate([[0], np.cumsum(stops - starts)])[:-1] - starts
        faces = [
            self.faces[self.offsets[i] : self.offsets[i + 1]] + shift
            for i, shift in zip(chosen, earlier, strict=True)
        ]
        data = triangles(_joined(self.points_mm, rows), np.concatenate(faces))
        normals = numpy_to_vtk(_joined(self.normals, rows), deep=True)
        data.GetPointData().SetNormals(normals)
        scalars = numpy_to_vtk(_joined(colours, rows), deep=True)
        scalars.SetName("colour")
        data.GetPointData().SetScalars(scalars)
        return data


def _joined(values: NDArray[Any], rows: Sequence[slice]) -> NDArray[Any]:
    return np.concatenate([values[own] for own in rows])


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


@dataclass(frozen=True, slots=True)
class Detail:
    """How coarse: so many details along a structure, but within some bounds, mm."""

    most_mm: float
    least_mm: float = 1.6
    along: int = 16


MOVING = Detail(9.0)


def coarser(full: Heap, detail: Detail = MOVING) -> Heap:
    """Join points that are close for the size of their structure."""
    count = len(full.offsets) - 1
    members = np.bincount(full.owner, minlength=count)
    low, high = np.zeros((count, 3), np.float32), np.zeros((count, 3), np.float32)
    if len(full.owner):  # the points of a structure stand together
        own = full.owner[starts := np.flatnonzero(np.diff(full.owner, prepend=-1))]
        low[own] = np.minimum.reduceat(full.points_mm, starts)
        high[own] = np.maximum.reduceat(full.points_mm, starts)
    length = np.linalg.norm(high - low, axis=1)
    size = np.clip(length / detail.along, detail.least_mm, detail.most_mm)
    key = np.repeat(np.arange(count, dtype=np.int64), members)
    for axis in range(3):
        away = full.points_mm[:, axis] - np.repeat(low[:, axis], members)
        key = key * 1024 + (away * np.repeat(1 / size, members)).astype(np.int64)
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    joined = np.diff(np.append(first, len(key)))
    cluster = np.empty(len(key), dtype=np.int64)
    cluster[order] = np.repeat(np.arange(len(first)), joined)
    points = _sums(full.points_mm, order, first) / joined[:, None]
    normals = _sums(full.normals, order, first)
    normals /= np.maximum(np.linalg.norm(normals, axis=1), 1e-9)[:, None]
    tendon = _sums(full.tendon, order, first) / joined
    a, b, c = (cluster[full.faces[:, corner]] for corner in range(3))
    kept = (a != b) & (b != c) & (a != c)
    offsets = np.concatenate([[0], np.cumsum(kept)])[full.offsets]
    return Heap(
        points.astype(np.float32), normals.astype(np.float32), full.owner[order[first]],
        tendon.astype(np.float32), np.stack([a[kept], b[kept], c[kept]], axis=1), offsets,
    )  # fmt: skip


def _sums(
    values: NDArray[np.float32], order: NDArray[np.int64], first: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Add up the values of each cluster; `order` sorts by it and `first` is where each begins."""
    return np.asarray(np.add.reduceat(values[order], first)) if len(first) else values[:0]
