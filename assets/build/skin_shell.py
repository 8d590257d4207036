"""Makes the Anny body one closed outer surface: no mouth bag, no eye sockets."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from assets.build.anny import Anny

Array = NDArray[np.float64]
Faces = NDArray[np.int64]

FACE_LOW, FACE_HIGH = np.array([-60.0, 40.0, 670.0]), np.array([60.0, 200.0, 850.0])
"""Box (Anny mm) in which hidden faces are looked for."""
RAYS = 32


def directions(n: int) -> Array:
    """Spread (n, 3) unit vectors evenly over the sphere."""
    i = np.arange(n) + 0.5
    z = 1 - 2 * i / n
    a = np.pi * (1 + 5**0.5) * i
    r = np.sqrt(1 - z * z)
    return np.column_stack([r * np.cos(a), r * np.sin(a), z])


def _blocked(origin: Array, ray: Array, corners: Array) -> NDArray[np.bool_]:
    """Whether each of the origins (n, 3) sees a triangle (m, 3, 3) along one ray (3,)."""
    a = corners[:, 0]
    e1, e2 = corners[:, 1] - a, corners[:, 2] - a
    p = np.cross(ray, e2)
    det = (e1 * p).sum(1)
    det[np.abs(det) < 1e-9] = 1e-9
    out = np.zeros(len(origin), bool)
    for k in range(0, len(origin), 256):
        s = origin[k : k + 256, None] - a
        u = (s * p).sum(2) / det
        q = np.cross(s, e1)
        v = (q @ ray) / det
        t = (q * e2).sum(2) / det
        out[k : k + 256] = ((u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0.05)).any(axis=1)
    return out


def _outer(points: Array, faces: Faces) -> NDArray[np.bool_]:
    """Faces (m,) that can be seen from outside, looked for only in the face's box."""
    corners = points[faces]
    centre = corners.mean(1)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
    test = np.nonzero(((centre > FACE_LOW) & (centre < FACE_HIGH)).all(axis=1))[0]
    head = corners[(centre[:, 2] > FACE_LOW[2] - 10) & (centre[:, 1] > 0)]
    seen = np.ones(len(faces), bool)
    seen[test] = False
    for ray in directions(RAYS):
        facing = test[(normal[test] @ ray > 0.25) & ~seen[test]]
        if len(facing):
            origin = centre[facing] + 0.05 * normal[facing]
            seen[facing] = ~_blocked(origin, ray, head)
    return seen


def loops(faces: Faces) -> list[list[int]]:
    """Boundary loops of a triangle mesh, each in face order."""
    edges = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    known = {(int(a), int(b)) for a, b in edges}
    after: dict[int, int] = {a: b for a, b in known if (b, a) not in known}
    out = []
    while after:
        start, step = next(iter(after.items()))
        loop = [start]
        del after[start]
        while step != start and step in after:
            loop.append(step)
            step = after.pop(step)
        out.append(loop)
    return out


def _grow(quads: Faces, chosen: NDArray[np.bool_], rings: int) -> NDArray[np.bool_]:
    """Grow (or, with a negative number, shrink) a choice of faces by rings of neighbours."""
    flip = rings < 0
    mask = ~chosen if flip else chosen.copy()
    for _ in range(abs(rings)):
        touched = np.zeros(int(quads.max()) + 1, bool)
        touched[quads[mask]] = True
        mask = touched[quads].any(axis=1)
    return ~mask if flip else mask


def _largest(faces: Faces) -> Faces:
    """Faces of the largest edge-connected part."""
    edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    owner = np.tile(np.arange(len(faces)), 3)
    order = np.lexsort(edges.T)
    edges, owner = edges[order], owner[order]
    same = (edges[1:] == edges[:-1]).all(axis=1)
    pairs = owner[:-1][same], owner[1:][same]
    graph = coo_matrix((np.ones(len(pairs[0])), pairs), shape=(len(faces), len(faces)))
    _, part = connected_components(graph, directed=False)
    return faces[part == np.bincount(part).argmax()]


def close(points: Array, faces: Faces) -> tuple[Array, Faces]:
    """Fill each boundary loop with a fan round its middle."""
    for loop in loops(faces):
        middle = points[loop].mean(0)
        points = np.vstack([points, middle])
        fan = [(b, a, len(points) - 1) for a, b in zip(loop, loop[1:] + loop[:1], strict=True)]
        faces = np.vstack([faces, np.array(fan)])
    return points, faces


def shell(anny: Anny) -> Faces:
    """Outer triangles (m, 3) of the body; boundary loops are left for `close`."""
    q = anny.quads
    faces = np.vstack([q[:, [0, 1, 2]], q[:, [0, 2, 3]]])
    centre = anny.points[faces].mean(1)
    seen = _outer(anny.points, faces)
    quad = seen[: len(q)] | seen[len(q) :]
    hidden = _grow(q, _grow(q, ~quad, 2), -2) & ((centre[: len(q)] > FACE_LOW).all(axis=1))
    keep = np.concatenate([~hidden, ~hidden])
    return _largest(faces[keep])
