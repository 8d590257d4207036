"""Which points a closed surface holds, by counting the faces above each point; fast for many.

The faces are sorted into columns of a grid, so that a point only meets those over it. Faces
that look up count +1 and faces that look down -1: the sum is the winding number, which also
holds where a surface overlaps itself.
"""

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import MeshData

Array = NDArray[np.float64]
Index = NDArray[np.int64]

CELL_MM = 3.0
NUDGE = np.array([0.00137, 0.00071])
"""Keeps rays from passing exactly through vertices and edges, mm."""
DIRECTIONS = 10


def _expand(counts: Index) -> tuple[Index, Index]:
    """Row of each entry, and its number within the row."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)


def _columns(corners: Array) -> tuple[Index, Index]:
    """Sorted keys of the columns that faces stand in, and the face of each."""
    low = np.floor(corners[:, :, :2].min(axis=1) / CELL_MM).astype(np.int64)
    high = np.floor(corners[:, :, :2].max(axis=1) / CELL_MM).astype(np.int64)
    span = high - low + 1
    face, number = _expand(span.prod(axis=1))
    column = low[face] + np.column_stack([number // span[face, 1], number % span[face, 1]])
    key = _key(column)
    order = np.argsort(key, kind="stable")
    return key[order], face[order]


def _key(column: Index) -> Index:
    return np.asarray((column[:, 0] + 100_000) * 1_000_003 + column[:, 1] + 100_000)


def crossings(corners: Array, points: Array) -> tuple[Index, Index, Index]:
    """Winding number, and number of faces above and below each point.

    Parameters
    ----------
    corners : (m, 3, 3) array
        Corners of the faces, mm.
    points : (n, 3) array
        Points, mm.

    Returns
    -------
    tuple of (n,) int arrays
    """
    keys, faces = _columns(corners)
    at = points[:, :2] + NUDGE
    key = _key(np.floor(at / CELL_MM).astype(np.int64))
    first = np.searchsorted(keys, key)
    point, number = _expand(np.searchsorted(keys, key, side="right") - first)
    face = faces[first[point] + number]
    a, b, c = (corners[face, k] for k in range(3))
    p = at[point]
    u, v, w = _turn(p, b, c), _turn(p, c, a), _turn(p, a, b)
    area = u + v + w
    hit = ((u > 0) & (v > 0) & (w > 0)) | ((u < 0) & (v < 0) & (w < 0))
    safe = np.where(area == 0, 1.0, area)
    height = (u * a[:, 2] + v * b[:, 2] + w * c[:, 2]) / safe
    above = hit & (height > points[point, 2])
    size = len(points)
    winding = np.bincount(point[above], np.sign(area[above]), size)
    up = np.bincount(point[above], minlength=size)
    down = np.bincount(point[hit & ~above], minlength=size)
    return np.rint(winding).astype(np.int64), up, down


def _turn(p: Array, a: Array, b: Array) -> Array:
    return np.asarray(
        (a[:, 0] - p[:, 0]) * (b[:, 1] - p[:, 1]) - (a[:, 1] - p[:, 1]) * (b[:, 0] - p[:, 0])
    )


def corners_of(mesh: MeshData) -> Array:
    """Corners (m, 3, 3) of the faces of a mesh, mm."""
    return mesh.vertices_mm.astype(float)[mesh.faces]


def holds(mesh: MeshData, points: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Tell which of the points (n, 3), mm, lie inside a closed mesh."""
    places = np.asarray(points, dtype=float)
    low, high = mesh.vertices_mm.min(axis=0), mesh.vertices_mm.max(axis=0)
    near = np.nonzero(np.all((places >= low) & (places <= high), axis=1))[0]
    out = np.zeros(len(places), dtype=bool)
    if len(near):
        out[near] = crossings(corners_of(mesh), places[near])[0] > 0
    return out


def shut_in(mesh: MeshData, points: NDArray[np.floating]) -> Array:
    """Share (n,) of the directions in which each point looks at the mesh.

    In the cavity of the skull this is nearly 1 (all but the foramen magnum), in the orbit or
    below the base it is not.
    """
    corners, places = corners_of(mesh), np.asarray(points, dtype=float)
    seen = np.zeros(len(places))
    for k in range(DIRECTIONS):
        turn = _frame(k)
        _, up, down = crossings(corners @ turn.T, places @ turn.T)
        seen += (up > 0).astype(float) + (down > 0)
    return np.asarray(seen / (2 * DIRECTIONS))


def _frame(k: int) -> Array:
    """Rotation whose third row is the k-th of evenly spread directions of a half sphere."""
    z = (k + 0.5) / DIRECTIONS
    angle = np.pi * (1 + 5**0.5) * k
    r = np.sqrt(1 - z * z)
    axis = np.array([r * np.cos(angle), r * np.sin(angle), z])
    other = np.array([1.0, 0.0, 0.0]) if abs(axis[0]) < 0.9 else np.array([0.0, 1.0, 0.0])
    x = np.cross(other, axis)
    x /= np.linalg.norm(x)
    return np.stack([x, np.cross(axis, x), axis])


def samples(mesh: MeshData, count: int, seed: int = 1) -> Array:
    """Points (count, 3) spread evenly over the area of a mesh, mm."""
    corners = corners_of(mesh)
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    random = np.random.default_rng(seed)
    face = random.choice(len(area), count, p=area / area.sum())
    r, s = np.sqrt(random.random((count, 1))), random.random((count, 1))
    return np.asarray((1 - r) * a[face] + r * (1 - s) * b[face] + r * s * c[face])
