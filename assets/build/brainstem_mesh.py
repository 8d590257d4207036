"""Closed meshes from fields on a regular grid."""

import fast_simplification
import numpy as np
import pymeshfix
import trimesh
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import marching_cubes

from assets.build.meshio import Mesh

Array = NDArray[np.float64]


def largest(field: Array) -> Array:
    """Keep the largest piece of the inside (field > 0) and close holes that no way leads to."""
    labels, count = ndimage.label(field > 0)
    out = field
    if count > 1:
        sizes = np.bincount(labels.ravel())[1:]
        other = (labels > 0) & (labels != 1 + int(np.argmax(sizes)))
        out = np.where(other, -0.1, out)
    hidden = ndimage.binary_fill_holes(out > 0) & ~(out > 0)
    return np.asarray(np.where(hidden, 0.1, out))


def surface(field: Array, low: Array, step: float, keep: int) -> Mesh:
    """Closed surface of field = 0 in the grid's own coordinates, about `keep` vertices.

    Parameters
    ----------
    field : (a, b, c) array
        Positive inside, mm.
    low : (3,) array
        Place of voxel (0, 0, 0), mm.
    step : float
        Voxel edge, mm.
    keep : int
        Vertices wanted.
    """
    where = np.argwhere(field > 0)
    a, b = np.maximum(where.min(0) - 2, 0), where.max(0) + 3
    cut = largest(field[tuple(slice(i, j) for i, j in zip(a, b, strict=True))])
    v, f, _, _ = marching_cubes(np.pad(cut, 2, constant_values=-1.0), 1e-4)
    mesh = trimesh.Trimesh((v - 2 + a) * step + low, f)
    trimesh.smoothing.filter_taubin(mesh, iterations=8)
    v, f = np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces)
    share = 1 - keep / max(len(v), keep + 1)
    if share > 0.02:
        v, f = fast_simplification.simplify(v, f.astype(np.int32), target_reduction=share)
    mesh = trimesh.Trimesh(v, f, process=True)
    trimesh.repair.fix_normals(mesh)
    if not mesh.is_watertight:
        mesh = _mended(mesh)
    return np.asarray(mesh.vertices, float), np.asarray(mesh.faces, np.int64)


def _mended(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """Mend the few non-manifold edges that simplifying may leave."""
    fix = pymeshfix.MeshFix(np.asarray(mesh.vertices), np.asarray(mesh.faces))
    fix.repair()
    mended = trimesh.Trimesh(fix.points, fix.faces, process=False)
    trimesh.repair.fix_normals(mended)
    if not mended.is_watertight:
        raise ValueError("a surface is not closed")
    return mended


def mirrored(mesh: Mesh) -> Mesh:
    """Mirror a mesh over the midplane and keep its faces outward."""
    return mesh[0] * [-1.0, 1.0, 1.0], mesh[1][:, ::-1]


def even(field: Array, low: Array, step: float) -> Mesh:
    """Closed surface of a coarse smooth field = 0, its vertices where the grid's edges cross it.

    A field that is its own mirror image gives vertices that are.
    """
    v, f, _, _ = marching_cubes(field, 1e-4)
    mesh = trimesh.Trimesh(v * step + low, f, process=True)
    trimesh.repair.fix_normals(mesh)
    return np.asarray(mesh.vertices, float), np.asarray(mesh.faces, np.int64)
