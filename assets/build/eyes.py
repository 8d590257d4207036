"""The eyeballs: closed globes with cornea, iris and pupil marked, and a stump of optic nerve."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assets.build.meshio import Mesh, write_layer
from assets.build.muscle_places import MESHES

CENTRE_MM = np.array([31.0, -41.0, 1566.0])
"""Centre of the right globe; the muscles of `muscle_shapes/head.toml` insert on this globe."""
RADIUS_MM, CORNEA_MM, CORNEA_FORWARD_MM = 12.0, 7.8, 5.3
PUPIL_DEG, LIMBUS_DEG = 8.0, 29.0
NERVE_MM, NERVE_TO = 2.0, np.array([25.0, -62.0, 1569.5])
NERVE_ROOT = np.array([-0.24, -0.96, 0.06])
RINGS, AROUND = 48, 48
PARTS = ("sclera", "iris", "pupil", "optic_nerve")
OPEN_SHEETS: tuple[str, ...] = ()


def _closed(points: NDArray[np.float64]) -> Mesh:
    """A solid of rings of points (s, n, 3) between two poles at the ends."""
    count, around = points.shape[:2]
    index = np.arange(count * around).reshape(count, around)
    faces = []
    for low, high in pairwise(index):
        faces.append(np.stack([low, np.roll(low, -1), high], axis=1))
        faces.append(np.stack([np.roll(low, -1), np.roll(high, -1), high], axis=1))
    n = count * around
    first, last = index[0], index[-1]
    faces.append(np.stack([np.full(around, n), np.roll(first, -1), first], axis=1))
    faces.append(np.stack([np.full(around, n + 1), last, np.roll(last, -1)], axis=1))
    poles = np.array([points[0].mean(axis=0), points[-1].mean(axis=0)])
    vertices = np.concatenate([points.reshape(-1, 3), poles])
    triangles = np.concatenate(faces).astype(np.int64)
    a, b, c = (vertices[triangles[:, k]] - vertices.mean(axis=0) for k in range(3))
    outward = np.einsum("ij,ij->i", a, np.cross(b, c)).sum() > 0
    return vertices, triangles if outward else triangles[:, ::-1].copy()


def globe() -> tuple[Mesh, NDArray[np.uint8]]:
    """The right eyeball and the part of each vertex."""
    theta = np.radians(np.linspace(0, 180, RINGS + 2)[1:-1])
    turn = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    forward = CORNEA_FORWARD_MM * np.cos(theta)
    bulge = forward + np.sqrt(
        np.maximum(CORNEA_MM**2 - (CORNEA_FORWARD_MM * np.sin(theta)) ** 2, 0.0)
    )
    radius = np.maximum(RADIUS_MM, np.where(theta < np.pi / 2, bulge, 0.0))
    x = (radius * np.sin(theta))[:, None] * np.cos(turn)
    z = (radius * np.sin(theta))[:, None] * np.sin(turn)
    y = np.broadcast_to((radius * np.cos(theta))[:, None], x.shape)
    vertices, faces = _closed(CENTRE_MM + np.stack([x, y, z], axis=2))
    vertices[-2] = CENTRE_MM + [0, CORNEA_FORWARD_MM + CORNEA_MM, 0]
    vertices[-1] = CENTRE_MM - [0, RADIUS_MM, 0]
    offset = vertices - CENTRE_MM
    angle = np.degrees(np.arccos(offset[:, 1] / np.linalg.norm(offset, axis=1)))
    part = np.select([angle < PUPIL_DEG, angle < LIMBUS_DEG], [2, 1], 0)
    return (vertices, faces), part.astype(np.uint8)


def stump() -> Mesh:
    """The right optic nerve in the orbit, from the globe to the apex."""
    start = CENTRE_MM + (RADIUS_MM - 0.6) * NERVE_ROOT / np.linalg.norm(NERVE_ROOT)
    t = np.linspace(0, 1, 14)[:, None]
    sag = np.array([0.8, 0.0, -0.8])
    centre = (1 - t) * start + t * NERVE_TO + 4 * t * (1 - t) * sag
    along = NERVE_TO - start
    along /= np.linalg.norm(along)
    side = np.cross(along, [0.0, 0.0, 1.0])
    side /= np.linalg.norm(side)
    up = np.cross(side, along)
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    ring = np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * up
    return _closed(centre[:, None] + NERVE_MM * ring[None])


def main() -> None:
    """Write the layer."""
    eye, part = globe()
    nerve = stump()
    layer: dict[str, Mesh] = {}
    parts = []
    for side, sign in (("right", 1.0), ("left", -1.0)):
        for name, mesh, mark in (
            ("eyeball", eye, part),
            ("eyeball.optic_nerve", nerve, np.full(len(nerve[0]), 3, np.uint8)),
        ):
            faces = mesh[1] if sign > 0 else mesh[1][:, ::-1].copy()
            layer[f"{name}.{side}"] = (mesh[0] * [sign, 1.0, 1.0], faces)
            parts.append(mark)
    path = MESHES / "eyes.npz"
    partial = path.with_name("eyes.partial.npz")
    write_layer(partial, layer, part=np.concatenate(parts), part_names=np.array(PARTS))
    partial.replace(path)


if __name__ == "__main__":
    main()
