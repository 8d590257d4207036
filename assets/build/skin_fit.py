"""Pushes the posed skin smoothly outwards until the bones lie inside it."""

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkFiltersModeling import vtkSelectEnclosedPoints

Array = NDArray[np.float64]
Faces = NDArray[np.int64]

ROUNDS = 8
STIFFNESS = 0.35
"""Weight of smoothness of the displacement against reaching each target."""
REST = 0.01
"""Weight of staying where the posed skin is."""
LEG_GAP_MM = 1.5
REACH_MM = 45.0
"""A bone point farther outside than this is left alone."""
STEP_MM = 10.0
ACROSS_MM = 9.0
HOLD = 0.08
"""Weight of keeping what earlier rounds have moved."""


def laplacian(faces: Faces, count: int) -> csr_matrix:
    """Graph Laplacian (count, count)."""
    e = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    e = np.vstack([e, e[:, ::-1]])
    a = coo_matrix((np.ones(len(e)), (e[:, 0], e[:, 1])), shape=(count, count)).tocsr()
    a.data[:] = 1.0
    degree = np.asarray(a.sum(axis=1)).ravel()
    return (diags(degree) - a).tocsr()


def normals(v: Array, faces: Faces) -> Array:
    """Area-weighted vertex normals (n, 3)."""
    c = v[faces]
    n = np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0])
    out = np.zeros_like(v)
    for k in range(3):
        np.add.at(out, faces[:, k], n)
    return np.asarray(out / (np.linalg.norm(out, axis=1, keepdims=True) + 1e-12))


def depth(v: Array, faces: Faces, points: Array) -> Array:
    """Signed distance (n,) of points to a closed surface, mm, positive outside.

    The sign is found by casting rays: the sign of the nearest face fails in folds (armpit, groin).
    """
    cells = np.column_stack([np.full(len(faces), 3), faces]).ravel()
    surface = pv.PolyData(v, cells)
    cloud = pv.PolyData(points)
    far = np.abs(cloud.compute_implicit_distance(surface)["implicit_distance"])
    test = vtkSelectEnclosedPoints()
    test.SetInputData(cloud)
    test.SetSurfaceData(surface)
    test.SetTolerance(1e-6)
    test.Update()
    inside = vtk_to_numpy(test.GetOutput().GetPointData().GetArray("SelectedPoints")) > 0
    return np.where(inside, -far, far)


def _wanted(
    v: Array, bones: tuple[Array, Array, NDArray[np.int64]], part: NDArray[np.int64]
) -> Array:
    """How far (n,) each vertex should go out along its normal for these bone points, mm."""
    points, lack, owner = bones
    want = np.zeros(len(v))
    for k in np.unique(owner):
        own = np.nonzero((part == k) | (part == 0) | (k == 0))[0]
        rows = np.nonzero(owner == k)[0]
        far, near = cKDTree(v[own]).query(points[rows], k=3)
        for gap, column in zip(far.T, near.T, strict=True):
            ok = gap < lack[rows] + ACROSS_MM
            np.maximum.at(want, own[column[ok]], np.minimum(lack[rows][ok], STEP_MM))
    return want


def fit(
    v: Array, faces: Faces, bones: Array, margin: Array, part: Array, bone_part: Array
) -> Array:
    """Displace a skin so that bone points lie inside by their margins.

    Parameters
    ----------
    v : (n, 3) array
        Posed skin, mm; closed.
    faces : (m, 3) int array
    bones : (p, 3) array
        Points on the bones' surfaces, mm.
    margin : (p,) array
        Depth wanted under the skin, mm.
    part, bone_part : (n,), (p,) int array
        Digit of each skin vertex and bone point, 0 for none; a digit's bones never move another
        digit's skin.

    Returns
    -------
    (n, 3) array
        The fitted skin.
    """
    smooth = laplacian(faces, len(v)) * STIFFNESS
    current = v.copy()
    for step in range(ROUNDS):
        lack = depth(current, faces, bones) + margin
        active = (lack > 0) & (lack < REACH_MM)
        if step % 3 == 0:
            outside = int((lack > margin).sum())
            print(f"skin fit {step}: {outside} of {len(bones)} bone points outside")
        chosen = bones[active], lack[active], bone_part[active]
        normal = normals(current, faces)
        want = _wanted(current, chosen, part)
        pulled = want > 0
        target = np.where(pulled[:, None], current - v + want[:, None] * normal, 0.0)
        held = np.linalg.norm(current - v, axis=1) > 1.0
        target = np.where((held & ~pulled)[:, None], current - v, target)
        weight = np.where(pulled, 1.0, np.where(held, HOLD, REST))
        solver = splu((smooth + diags(weight)).tocsc())
        right = target * weight[:, None]
        current = v + np.column_stack([solver.solve(right[:, i]) for i in range(3)])
    return current
