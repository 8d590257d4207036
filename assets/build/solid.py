"""Closed solids as signed distances on a grid: the way to cut, join and remesh bones."""

from dataclasses import dataclass

import fast_simplification
import numpy as np
import pymeshfix
import pyvista as pv
import trimesh
from numpy.typing import NDArray
from scipy import ndimage
from scipy.sparse.csgraph import reverse_cuthill_mckee
from scipy.spatial import cKDTree
from skimage.measure import marching_cubes
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkImagingStencil import vtkImageStencilToImage, vtkPolyDataToImageStencil

from assets.build.meshio import Mesh

Array = NDArray[np.float64]
BAND = 4.0
"""Distances are exact within this many voxels of the surface and clipped beyond."""
STRAY_MM = 2.0
"""Decimation may not throw a vertex farther than this from the surface."""


@dataclass(frozen=True)
class Grid:
    """A box of voxels: `low` corner (3,), `pitch` in mm, `shape`."""

    low: Array
    pitch: float
    shape: tuple[int, int, int]

    @staticmethod
    def around(points: Array, pitch: float, pad: float, symmetric: bool = False) -> "Grid":
        """Smallest grid round the points (n, 3); a symmetric one has a layer at x = 0."""
        low, high = points.min(0) - pad, points.max(0) + pad
        if symmetric:
            half = np.ceil(max(-low[0], high[0]) / pitch) * pitch
            low[0], high[0] = -half, half
        shape = np.ceil((high - low) / pitch - 1e-9).astype(int) + 1
        return Grid(low, pitch, (int(shape[0]), int(shape[1]), int(shape[2])))

    def points(self, index: NDArray[np.int64]) -> Array:
        """Places (n, 3) of voxel indices, mm."""
        return np.asarray(self.low + self.pitch * index)

    def axes(self) -> tuple[Array, Array, Array]:
        """Coordinates along x, y, z as arrays that broadcast to the grid."""
        x, y, z = (self.low[k] + self.pitch * np.arange(self.shape[k]) for k in range(3))
        return x[:, None, None], y[None, :, None], z[None, None, :]


def occupancy(mesh: Mesh, grid: Grid) -> NDArray[np.bool_]:
    """Voxels whose centre lies inside a closed mesh."""
    v, f = mesh
    surface = pv.PolyData(v, np.column_stack([np.full(len(f), 3), f]).ravel())
    stencil = vtkPolyDataToImageStencil()
    stencil.SetInputData(surface)
    stencil.SetOutputOrigin(*grid.low)
    stencil.SetOutputSpacing(*(grid.pitch,) * 3)
    stencil.SetOutputWholeExtent(0, grid.shape[0] - 1, 0, grid.shape[1] - 1, 0, grid.shape[2] - 1)
    stencil.SetTolerance(0.0)
    image = vtkImageStencilToImage()
    image.SetInputConnection(stencil.GetOutputPort())
    image.SetInsideValue(1)
    image.SetOutsideValue(0)
    image.SetOutputScalarTypeToUnsignedChar()
    image.Update()
    flat = vtk_to_numpy(image.GetOutput().GetPointData().GetScalars())
    return np.asarray(flat.reshape(grid.shape[::-1]).transpose(2, 1, 0) > 0)


def distance(mesh: Mesh, grid: Grid) -> NDArray[np.float32]:
    """Signed distance to a closed mesh, mm, negative inside, clipped beyond the band."""
    inside = occupancy(mesh, grid)
    reach = int(BAND)
    near = ndimage.binary_dilation(inside, iterations=reach) & ~ndimage.binary_erosion(
        inside, iterations=reach, border_value=0
    )
    body = trimesh.Trimesh(*mesh, process=False)
    count = int(np.clip(body.area / (0.35 * grid.pitch) ** 2, 3000, 600_000))
    cloud = trimesh.sample.sample_surface_even(body, count, seed=1)[0]
    index = np.argwhere(near)
    gap = cKDTree(np.vstack([cloud, mesh[0]])).query(grid.points(index), workers=2)[0]
    limit = BAND * grid.pitch
    out = np.where(inside, -limit, limit).astype(np.float32)
    sign = np.where(inside[near], -1.0, 1.0)
    out[near] = np.clip(sign * gap, -limit, limit)
    return out


def from_mask(mask: NDArray[np.bool_], grid: Grid, sigma: float) -> NDArray[np.float32]:
    """Smoothed signed distance of a voxel mask, mm."""
    signed = ndimage.distance_transform_edt(~mask) - ndimage.distance_transform_edt(mask)
    return np.asarray(ndimage.gaussian_filter(signed.astype(np.float32), sigma) * grid.pitch)


def smooth_union(a: Array, b: Array, width: float) -> Array:
    """Union of two distances with a rounded seam of `width` mm."""
    h = np.clip(0.5 + 0.5 * (b - a) / width, 0.0, 1.0)
    return np.asarray(b + (a - b) * h - width * h * (1 - h))


def marked(points: Array, grid: Grid) -> NDArray[np.bool_]:
    """Voxels that hold one of the points (n, 3), mm."""
    out = np.zeros(grid.shape, bool)
    out[tuple(np.round((points - grid.low) / grid.pitch).astype(int).T)] = True
    return out


def winding_mask(mesh: Mesh, grid: Grid) -> NDArray[np.bool_]:
    """Inside of a mesh with torn or folded edges, by the winding number near the surface."""
    body = trimesh.Trimesh(*mesh, process=False)
    cloud = trimesh.sample.sample_surface(body, int(body.area / grid.pitch**2 * 8), seed=1)[0]
    wall = ndimage.binary_dilation(marked(cloud, grid))
    part, _ = ndimage.label(~wall)
    out = ~wall & (part != part[0, 0, 0])
    out[wall] = winding(mesh, grid.points(np.argwhere(wall))) > 0.5
    return out


def winding(mesh: Mesh, points: Array) -> Array:
    """Winding number (n,) of a surface round points, without its sign."""
    corners = mesh[0][mesh[1]].astype(np.float32)
    total = np.zeros(len(points))
    for k in range(0, len(points), 1000):
        s = corners[None] - points[k : k + 1000, None, None].astype(np.float32)
        length = np.sqrt(np.einsum("nijk,nijk->nij", s, s))
        a, b, c = s[:, :, 0], s[:, :, 1], s[:, :, 2]
        la, lb, lc = length[:, :, 0], length[:, :, 1], length[:, :, 2]
        ab, bc, ca = (np.einsum("nik,nik->ni", p, q) for p, q in ((a, b), (b, c), (c, a)))
        triple = np.einsum("nik,nik->ni", a, np.cross(b, c))
        angle = np.arctan2(triple, la * lb * lc + ab * lc + bc * la + ca * lb)
        total[k : k + 1000] = angle.sum(1) / (2 * np.pi)
    return np.abs(total)


def ordered(mesh: Mesh) -> Mesh:
    """The same mesh with vertices and triangles in an order that packs well."""
    v, f = mesh
    graph = trimesh.graph.edges_to_coo(trimesh.Trimesh(v, f, process=False).edges_unique)
    order = np.asarray(reverse_cuthill_mckee(graph.tocsr(), symmetric_mode=True))
    if len(order) != len(v):
        return mesh
    rank = np.empty(len(v), np.int64)
    rank[order] = np.arange(len(v))
    faces = rank[f]
    turn = faces.argmin(axis=1)
    faces = np.stack([faces[np.arange(len(f)), (turn + k) % 3] for k in range(3)], axis=1)
    return v[order], faces[np.lexsort((faces[:, 1], faces[:, 0]))]


def largest(mesh: Mesh) -> Mesh:
    """Largest connected part of a mesh."""
    parts = trimesh.Trimesh(*mesh, process=False).split(only_watertight=False)
    best = max(parts, key=lambda p: len(p.faces))
    return np.asarray(best.vertices, float), np.asarray(best.faces, np.int64)


def skin_of(field: NDArray[np.float32], grid: Grid, rounds: int = 8) -> Mesh:
    """Smooth outward surface of the negative part of a distance field."""
    v, f, _, _ = marching_cubes(np.pad(field, 1, constant_values=field.max()), 0.0)
    body = trimesh.Trimesh((v - 1) * grid.pitch + grid.low, f, process=True)
    before = np.array(body.vertices)
    trimesh.smoothing.filter_taubin(body, lamb=0.5, nu=0.53, iterations=rounds)
    after = np.asarray(body.vertices, float)
    stray = np.linalg.norm(after - before, axis=1) > grid.pitch
    after = np.where(stray[:, None], before, after)
    return outward((after, np.asarray(body.faces, np.int64)))


def outward(mesh: Mesh) -> Mesh:
    """Turn a consistently wound closed mesh so that its faces look outwards."""
    v, f = mesh
    c = v[f]
    volume = float((c[:, 0] * np.cross(c[:, 1], c[:, 2])).sum())
    return (v, f) if volume > 0 else (v, f[:, ::-1].copy())


def closed(mesh: Mesh) -> bool:
    """Whether a mesh is a consistently wound closed manifold."""
    body = trimesh.Trimesh(*mesh, process=False)
    return bool(body.is_watertight and body.is_winding_consistent)


def fewer(mesh: Mesh, triangles: int) -> Mesh:
    """Decimate by quadrics where there are more triangles than wanted; stays closed."""
    v, f = mesh
    share = 1 - triangles / len(f)
    if share <= 0.02:
        return mesh
    points, faces = fast_simplification.simplify(
        v.astype(np.float32), f.astype(np.int32), target_reduction=share, agg=6
    )
    body = trimesh.Trimesh(points, faces, process=True)
    out = np.asarray(body.vertices, float), np.asarray(body.faces, np.int64)
    near = cKDTree(trimesh.Trimesh(v, f, process=False).subdivide().subdivide().vertices)
    out = out if closed(out) else mended(out)
    if closed(out) and near.query(out[0])[0].max() < STRAY_MM:
        return outward(out)
    surface = pv.PolyData(v, np.column_stack([np.full(len(f), 3), f]).ravel())
    careful = surface.decimate_pro(share, preserve_topology=True, splitting=False)
    out = np.asarray(careful.points, float), careful.faces.reshape(-1, 4)[:, 1:].astype(np.int64)
    return outward(out if closed(out) else mended(out))


def mended(mesh: Mesh) -> Mesh:
    """Close the holes and cut the folds of a mesh; its largest part is kept."""
    fixer = pymeshfix.MeshFix(mesh[0], mesh[1].astype(np.int32))
    fixer.repair()
    return np.asarray(fixer.points, float), np.asarray(fixer.faces, np.int64)


def half_mirrored(mesh: Mesh, snap_mm: float) -> Mesh:
    """Right half of a closed mesh and its mirror image, joined at x = 0."""
    v, f = mesh[0].copy(), mesh[1]
    v[np.abs(v[:, 0]) < snap_mm, 0] = 0.0
    surface = pv.PolyData(v, np.column_stack([np.full(len(f), 3), f]).ravel())
    cut = surface.clip("-x", origin=(0.0, 0.0, 0.0)).triangulate()
    p, q = np.asarray(cut.points, float).copy(), cut.faces.reshape(-1, 4)[:, 1:].astype(np.int64)
    q = q[~(np.abs(p[q][:, :, 0]) < 1e-9).all(axis=1)]
    p[np.abs(p[:, 0]) < 1e-6, 0] = 0.0
    both = np.vstack([p, p * [-1.0, 1.0, 1.0]])
    faces = np.vstack([q, q[:, ::-1] + len(p)])
    body = trimesh.Trimesh(both, faces, process=False)
    body.merge_vertices(digits_vertex=6)
    body.update_faces(body.nondegenerate_faces() & body.unique_faces())
    body.remove_unreferenced_vertices()
    return outward((np.asarray(body.vertices, float), np.asarray(body.faces, np.int64)))
