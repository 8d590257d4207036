"""Closed surfaces swept along a line: rings joined into a tube with both ends capped."""

import numpy as np
from numpy.typing import NDArray

from assets.build.meshio import Mesh

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
MIRROR = np.array([-1.0, 1.0, 1.0])


def ear_clip(polygon: Array) -> Ints:
    """Triangles (n - 2, 3) that fill an anticlockwise polygon (n, 2) without crossing edges."""
    left = list(range(len(polygon)))
    out = []
    while len(left) > 3:
        ear = max(range(len(left)), key=lambda k: _quality(polygon, left, k))
        a, b, c = left[ear - 1], left[ear], left[(ear + 1) % len(left)]
        out.append((a, b, c))
        del left[ear]
    out.append((left[0], left[1], left[2]))
    return np.array(out, dtype=np.int64)


def _cross(a: Array, b: Array, c: Array) -> Array:
    ab, ac = b - a, c - a
    return np.asarray(ab[..., 0] * ac[..., 1] - ab[..., 1] * ac[..., 0])


def _quality(polygon: Array, left: list[int], k: int) -> float:
    """Rate an ear: negative when it is none, else how far from a sliver it is."""
    a, b, c = (polygon[left[(k + j) % len(left)]] for j in (-1, 0, 1))
    area = float(_cross(a, b, c))
    if area <= 1e-12:
        return -1.0 + area
    rest = polygon[
        [i for j, i in enumerate(left) if (j - k) % len(left) not in (0, 1, len(left) - 1)]
    ]
    if len(rest):
        inside = (_cross(a, b, rest) > 0) & (_cross(b, c, rest) > 0) & (_cross(c, a, rest) > 0)
        if inside.any():
            return -0.5
    sides = np.linalg.norm([b - a, c - b, a - c], axis=1)
    return area / float((sides**2).sum())


def tube(rings: Array, flat: Array) -> Mesh:
    """Closed mesh of rings (n, m, 3), rostral to caudal; `flat` (m, 2) is one ring's shape.

    Rings run anticlockwise seen from above, so that the faces point outwards.
    """
    n, m, _ = rings.shape
    i, j = np.arange(n - 1)[:, None] * m, np.arange(m)[None, :]
    k = (np.arange(m)[None, :] + 1) % m
    quads = np.stack([i + j, i + m + j, i + m + k, i + k], axis=-1).reshape(-1, 4)
    side = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    cap = ear_clip(flat)
    faces = np.concatenate([side, cap, cap[:, ::-1] + (n - 1) * m])
    return rings.reshape(-1, 3), faces.astype(np.int64)


def mirrored(mesh: Mesh) -> Mesh:
    """Mirror a mesh to the other side, faces still outwards."""
    return mesh[0] * MIRROR, mesh[1][:, ::-1].copy()


def both(name: str, mesh: Mesh) -> dict[str, Mesh]:
    """Name a right mesh and its mirror image."""
    return {f"{name}.right": mesh, f"{name}.left": mirrored(mesh)}


def pipe(line: Array, radius: Array, sides: int = 10) -> Mesh:
    """Closed tube with round rings of `radius` (n,) around a line (n, 3), top to bottom."""
    tangent = np.gradient(line, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    first = np.cross(tangent[0], [0.3, 1.0, 0.2])
    frame = [first / np.linalg.norm(first)]
    for t in tangent[1:]:
        across = frame[-1] - (frame[-1] @ t) * t
        frame.append(across / np.linalg.norm(across))
    one = np.array(frame)
    two = np.cross(one, tangent)
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    flat = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    rings = line[:, None] + radius[:, None, None] * (
        flat[None, :, :1] * one[:, None] + flat[None, :, 1:] * two[:, None]
    )
    return tube(rings, flat)


def volume(mesh: Mesh) -> float:
    """Volume of a closed mesh, mm3; positive when its faces point outwards."""
    a, b, c = (mesh[0][mesh[1][:, i]] for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def ellipsoid(centre: Array, half: Array, frame: Array, rings: int = 9, sides: int = 16) -> Mesh:
    """Closed ellipsoid: half sizes (3,) mm along the rows of `frame` (3, 3)."""
    lat = np.linspace(0, np.pi, rings + 2)[1:-1]
    lon = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ball = np.stack(
        [
            np.sin(lat)[:, None] * np.cos(lon),
            np.sin(lat)[:, None] * np.sin(lon),
            np.repeat(np.cos(lat)[:, None], sides, axis=1),
        ],
        axis=-1,
    ).reshape(-1, 3)
    points = np.concatenate([ball, [[0, 0, 1], [0, 0, -1]]])
    j = np.arange(sides)
    k = (j + 1) % sides
    quads = []
    for r in range(rings - 1):
        a, b = r * sides, (r + 1) * sides
        quads += [np.stack([a + j, b + j, b + k], 1), np.stack([a + j, b + k, a + k], 1)]
    top, low = rings * sides, rings * sides + 1
    end = (rings - 1) * sides
    quads += [
        np.stack([np.full(sides, top), j, k], 1),
        np.stack([end + j, np.full(sides, low), end + k], 1),
    ]
    mesh = centre + (points * half) @ frame, np.concatenate(quads).astype(np.int64)
    return mesh if volume(mesh) > 0 else (mesh[0], mesh[1][:, ::-1].copy())
