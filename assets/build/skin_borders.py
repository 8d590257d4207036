"""Slides vertices along the skin so that the borders between its areas run straight, not jagged."""

from collections.abc import Sequence

import numpy as np
import pyvista as pv
import trimesh
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from assets.build.surface_fields import average, neighbours

Array = NDArray[np.float64]
Index = NDArray[np.int64]

PASSES, ROUNDS, BACK = 2, 8, 6
SEAM_MM = 1e-6
CURVE = 0.75
"""How far a point on a flat triangle is lifted to the curved surface through its corners."""
APART = 0.35
"""How far from the border its two rows of vertices come to lie, in lengths of an edge."""
MOST = 0.2
"""How far a vertex may slide in one pass, in lengths of an edge."""
LEAST_TURN, LEAST_AREA = 0.95, 0.4
"""A triangle may not turn or shrink more than this; its corners then stay."""


def _normals(v: Array, faces: Index) -> Array:
    c = v[faces]
    return np.asarray(np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0]))


def _slide(v: Array, at: int, ring: Index, lead: Array, normal: Array) -> Array:
    """Move (3,) of one vertex by the lead of its label over the other, known at it and its ring."""
    off = v[ring] - v[at]
    flat = off - np.outer(off @ normal, normal)
    slope = np.linalg.lstsq(flat, lead[1:] - lead[0], rcond=None)[0]
    steep = float(np.linalg.norm(slope))
    if steep < 1e-6:
        return np.zeros(3)
    edge = float(np.linalg.norm(off, axis=1).mean())
    step = np.clip(APART * edge - lead[0] / steep, -MOST * edge, MOST * edge)
    return np.asarray(step * slope / steep)


def straightened(
    v: Array, faces: Index, share: Array, links: csr_matrix, fixed: NDArray[np.bool_]
) -> tuple[Array, NDArray[np.bool_]]:
    """Vertices (n, 3) with straight borders, and which of them have moved.

    Parameters
    ----------
    v : (n, 3) array
    faces : (m, 3) int array
    share : (n, k) array
        Smooth share of each label; the largest is a vertex's own.
    links : (n, n) sparse array
        Neighbours.
    fixed : (n,) bool array
        Vertices that stay.
    """
    out, label = v.copy(), share.argmax(axis=1)
    before = _normals(v, faces)
    size = np.linalg.norm(before, axis=1)
    edge = label[faces] != np.roll(label[faces], 1, axis=1)
    border = np.setdiff1d(np.unique(faces[edge.any(axis=1)]), np.flatnonzero(fixed))
    for _ in range(PASSES):
        unit = np.zeros_like(v)
        for k in range(3):
            np.add.at(unit, faces[:, k], _normals(out, faces))
        unit /= np.linalg.norm(unit, axis=1, keepdims=True) + 1e-12
        new = out.copy()
        for at in border:
            ring = links.indices[links.indptr[at] : links.indptr[at + 1]].astype(np.int64)
            others = label[ring][label[ring] != label[at]]
            if len(others) and len(ring) > 3:
                other = np.bincount(others).argmax()
                rows = np.concatenate([[at], ring])
                lead = share[rows, label[at]] - share[rows, other]
                new[at] += _slide(out, int(at), ring, lead, unit[at])
        for _ in range(BACK):
            after = _normals(new, faces)
            turn = (after * before).sum(1) / np.maximum(size * np.linalg.norm(after, axis=1), 1e-12)
            bad = (turn < LEAST_TURN) | (np.linalg.norm(after, axis=1) < LEAST_AREA * size)
            new[np.unique(faces[bad])] = v[np.unique(faces[bad])]
        out = new
    return out, np.linalg.norm(out - v, axis=1) > 1e-9


def on_surface(points: Array, v: Array, faces: Index) -> Array:
    """Points (n, 3) put back onto the curved surface that a mesh stands for."""
    cells = np.column_stack([np.full(len(faces), 3), faces]).ravel()
    cell, at = pv.PolyData(v, cells).find_closest_cell(points, return_closest_point=True)
    unit = np.zeros_like(v)
    for k in range(3):
        np.add.at(unit, faces[:, k], _normals(v, faces))
    unit /= np.linalg.norm(unit, axis=1, keepdims=True) + 1e-12
    corner, normal = v[faces[cell]], unit[faces[cell]]
    share = trimesh.triangles.points_to_barycentric(corner, at)
    lift = np.einsum("nik,nik->ni", corner - at[:, None], normal)
    return np.asarray(at + CURVE * np.einsum("ni,ni,nik->nk", share, lift, normal))


def straight_borders(v: Array, faces: Index, labels: Sequence[Index]) -> Array:
    """Symmetric skin (n, 3) with straight borders of all maps, the first map before the others."""
    links = neighbours(faces, len(v))
    middle = np.abs(v[:, 0]) <= SEAM_MM
    out, fixed = v, v[:, 0] <= SEAM_MM
    for label in labels:
        share = average(np.eye(int(label.max()) + 1)[label], links, ROUNDS)
        rows = np.arange(len(v))
        lost = share[rows, label] < share.max(axis=1)
        share[rows[lost], label[lost]] = share[lost].max(axis=1) + 1e-3
        out, moved = straightened(out, faces, share, links, fixed)
        fixed = fixed | moved
    gone = np.flatnonzero(np.linalg.norm(out - v, axis=1) > 1e-9)
    out = out.copy()
    out[gone] = on_surface(out[gone], v, faces)
    right, left = np.flatnonzero(v[:, 0] > SEAM_MM), np.flatnonzero((v[:, 0] < 0) & ~middle)
    partner = cKDTree(v[right]).query(v[left] * [-1.0, 1.0, 1.0])[1]
    out[left] = out[right[partner]] * [-1.0, 1.0, 1.0]
    return out
