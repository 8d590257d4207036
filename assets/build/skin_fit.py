"""Pushes the posed skin smoothly outwards until the bones lie inside it."""

import itertools
from dataclasses import dataclass

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from visualizer.cli.rays import crossings

Array = NDArray[np.float64]
Faces = NDArray[np.int64]

REST = 0.01
"""Weight of staying where the posed skin is."""
LEG_GAP_MM = 1.5
REACH_MM = 45.0
"""A point farther outside than this is left alone."""
STEP_MM = 10.0
DEEP_MM = 9.0
"""Points that lie deeper than this at first stay inside and are not looked at again."""
HOLD = 0.7
"""Weight of keeping what earlier rounds have moved."""
SLICES = 5
PAIR_MM = 6.0
"""A vertex nearer than this to the mirror image of another is its partner."""


@dataclass(frozen=True)
class Stage:
    """One stage of the fit.

    Attributes
    ----------
    rounds : int
    stiffness : float
        Weight of smoothness of the displacement against reaching each target.
    across_mm : float
        How far sideways a point moves skin, besides what it lacks.
    """

    rounds: int
    stiffness: float
    across_mm: float


COARSE = Stage(4, 0.10, 8.0)
FINE = Stage(3, 0.12, 6.0)


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

    The sign is the winding number's, which also holds where fingers overlap; the sign of the
    nearest face fails in folds (armpit, groin).
    """
    cells = np.column_stack([np.full(len(faces), 3), faces]).ravel()
    cloud = pv.PolyData(points)
    far = np.abs(cloud.compute_implicit_distance(pv.PolyData(v, cells))["implicit_distance"])
    return np.where(crossings(v[faces], points)[0] > 0, -far, far)


def symmetric(v: Array) -> Array:
    """Mean of the vertices and of the mirror images of their partners."""
    image = v * [-1.0, 1.0, 1.0]
    gap, partner = cKDTree(image).query(v)
    mean = (v + image[partner]) / 2
    return np.asarray(np.where((gap < PAIR_MM)[:, None], mean, v))


def recentred(v: Array, part: NDArray[np.int64], bones: Array, owner: NDArray[np.int64]) -> Array:
    """Shift the skin of each digit across its length so that the bones lie in its middle.

    Parameters
    ----------
    v : (n, 3) array
    part, owner : (n,), (p,) int array
        Digit of each vertex and each bone point; bone points of the right side only.
    bones : (p, 3) array

    Returns
    -------
    (n, 3) array
    """
    out = v.copy()
    for digit in [*range(1, 6), *range(11, 16)]:
        bone = bones[owner == digit]
        for number, turn in ((digit, 1.0), (digit + 5, -1.0)):
            own = np.nonzero(part == number)[0]
            image = np.array([turn, 1.0, 1.0])
            out[own] += _shift(v[own] * image, bone) * image
    return out


DISTAL = np.array([0.0, 0.7, -0.7])
"""Fingers hang down and toes point forward."""


def _shift(skin: Array, bone: Array) -> Array:
    """How far (n, 3) the skin of one digit is moved to lie round its bones."""
    middle = bone.mean(0)
    axis = np.linalg.svd(bone - middle, full_matrices=False)[2][0]
    axis = axis * np.sign(axis @ DISTAL)
    along, at = (bone - middle) @ axis, (skin - middle) @ axis
    edges = np.linspace(along.min(), along.max(), SLICES + 1)
    shifts = np.zeros((SLICES, 3))
    for k, (low, high) in enumerate(itertools.pairwise(edges)):
        own, shell = bone[(along >= low) & (along <= high)], skin[(at >= low) & (at <= high)]
        if len(own) > 2 and len(shell) > 3:
            shift = (own.min(0) + own.max(0) - shell.min(0) - shell.max(0)) / 2
            shifts[k] = shift - axis * (shift @ axis)
    centres = (edges[1:] + edges[:-1]) / 2
    move = np.column_stack([np.interp(at, centres, shifts[:, k]) for k in range(3)])
    fade = np.clip((at - at.min()) / (0.2 * np.ptp(at)), 0.0, 1.0)
    return np.asarray(move * fade[:, None])


def _wanted(
    v: Array,
    bones: tuple[Array, Array, NDArray[np.int64]],
    part: NDArray[np.int64],
    across: float,
) -> Array:
    """How far (n,) each vertex should go out along its normal for these points, mm."""
    points, lack, owner = bones
    want = np.zeros(len(v))
    for k in np.unique(owner):
        own = np.nonzero((part == k) | (part == 0))[0]
        rows = np.nonzero(owner == k)[0]
        far, near = cKDTree(v[own]).query(points[rows], k=4)
        for gap, column in zip(far.T, near.T, strict=True):
            ok = gap < lack[rows] + across
            np.maximum.at(want, own[column[ok]], np.minimum(lack[rows][ok], STEP_MM))
    return want


def fit(
    v: Array,
    faces: Faces,
    inside: tuple[Array, Array, NDArray[np.int64]],
    part: NDArray[np.int64],
    stage: Stage,
) -> Array:
    """Displace a symmetric skin so that points lie inside by their margins.

    Parameters
    ----------
    v : (n, 3) array
        Posed skin, mm; closed.
    faces : (m, 3) int array
    inside : tuple
        Points of the right side (p, 3), mm; depth wanted under the skin (p,), mm; digit of each
        point (p,), 0 for none.
    part : (n,) int array
        Digit of each vertex; a digit's points never move another digit's skin.
    stage : Stage

    Returns
    -------
    (n, 3) array
        The fitted skin; its right half counts.
    """
    points, margin, owner = inside
    smooth = laplacian(faces, len(v)) * stage.stiffness
    gap, partner = cKDTree(v * [-1.0, 1.0, 1.0]).query(v)
    paired = gap < PAIR_MM
    current = v.copy()
    for step in range(stage.rounds):
        lack = depth(current, faces, points) + margin
        if step == 0:
            near = lack > -DEEP_MM
            points, margin, owner, lack = points[near], margin[near], owner[near], lack[near]
        active = (lack > 0) & (lack < REACH_MM)
        print(f"skin fit {step}: {int((lack > margin).sum())} of {len(points)} outside", flush=True)
        normal = normals(current, faces)
        chosen = points[active], lack[active], owner[active]
        want = _wanted(current, chosen, part, stage.across_mm)
        want = np.maximum(want, np.where(paired, want[partner], 0.0))
        pulled = want > 0
        target = np.where(pulled[:, None], current - v + want[:, None] * normal, 0.0)
        held = np.linalg.norm(current - v, axis=1) > 1.0
        target = np.where((held & ~pulled)[:, None], current - v, target)
        weight = np.where(pulled, 1.0, np.where(held, HOLD, REST))
        solver = splu((smooth + diags(weight)).tocsc())
        right = target * weight[:, None]
        current = v + np.column_stack([solver.solve(right[:, i]) for i in range(3)])
    return current
