"""The surface of a belly: rays from its middle sheet, stopped by bone, skin and neighbours."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from assets.build.meshio import Mesh
from assets.build.muscle_places import Bones, Surface
from assets.build.muscle_sheets import Head, directions

Array = NDArray[np.float64]

AROUND = 22
STEPS = 8
SKIN_MM, BONE_MM, MIDLINE_MM = 1.2, 0.2, 0.2
LEAST_MM = 0.3


def dense(head: Head, factor: int = 2) -> tuple[Array, Array]:
    """Samples (n, 3) of the sheet and the reach (n,), mm, of the belly there."""
    s = np.linspace(0, len(head.points) - 1, factor * len(head.points))
    low = np.minimum(s.astype(int), len(head.points) - 2)
    share = (s - low)[:, None, None]
    fine = (1 - share) * head.points[low] + share * head.points[low + 1]
    u = np.linspace(0, fine.shape[1] - 1, factor * fine.shape[1])
    left = np.minimum(u.astype(int), fine.shape[1] - 2)
    part = (u - left)[None, :, None]
    fine = (1 - part) * fine[:, left] + part * fine[:, left + 1]
    half = np.interp(s, np.arange(len(head.half_mm)), head.half_mm) * head.gain
    taper = 1 - 0.35 * np.abs(np.linspace(-1, 1, fine.shape[1])) ** 2
    return fine.reshape(-1, 3), (half[:, None] * taper[None]).ravel()


def outline(width: Array, half: Array) -> tuple[Array, Array, Array]:
    """Rays of a stadium section (s, AROUND): place across (0..1), cosine across, sine out."""
    width, half = width[:, None], half[:, None]
    perimeter = 2 * width + 2 * np.pi * half
    at = (np.arange(AROUND)[None] / AROUND) * perimeter
    at = (at + width / 2) % perimeter
    cap = np.pi * half
    top = at < width
    right = ~top & (at < width + cap)
    bottom = ~top & ~right & (at < 2 * width + cap)
    safe = np.maximum(width, 1e-6)
    u = np.select(
        [top, right, bottom], [at / safe, np.ones_like(at), 1 - (at - width - cap) / safe], 0.0
    )
    angle = np.select(
        [top, right, bottom],
        [
            np.full_like(at, np.pi / 2),
            np.pi / 2 - (at - width) / half,
            np.full_like(at, -np.pi / 2),
        ],
        -np.pi / 2 - (at - 2 * width - cap) / half,
    )
    return np.clip(u, 0, 1), np.cos(angle), np.sin(angle)


def rays(head: Head, bones: Bones) -> tuple[Array, Array, Array]:
    """Foot (s, AROUND, 3), direction and free reach (s, AROUND) of every ray."""
    width = np.linalg.norm(head.points[:, -1] - head.points[:, 0], axis=1)
    half = head.half_mm
    u, out_b, out_n = outline(width, half)
    tangent, across = directions(bones, head.points, head.closed)
    column = u * (head.points.shape[1] - 1)
    left = np.minimum(column.astype(int), head.points.shape[1] - 2)
    part = (column - left)[..., None]
    row = np.arange(len(u))[:, None]
    foot = (1 - part) * head.points[row, left] + part * head.points[row, left + 1]
    local = head.points[row, left + 1] - head.points[row, left]
    size = np.linalg.norm(local, axis=2, keepdims=True)
    blend = np.clip(size / 0.5, 0, 1)
    local = blend * local / np.maximum(size, 1e-9) + (1 - blend) * across[:, None]
    local -= (local * tangent[:, None]).sum(axis=2, keepdims=True) * tangent[:, None]
    local /= np.maximum(np.linalg.norm(local, axis=2, keepdims=True), 1e-9)
    normal = np.cross(local, tangent[:, None])
    direction = out_b[..., None] * local + out_n[..., None] * normal
    taper = 1 - 0.35 * np.abs(2 * u - 1) ** 2
    return foot, direction, half[:, None] * taper


class Crowd:
    """What stops a ray: neighbours' reach, bone, skin and the midline."""

    def __init__(
        self, heads: list[Head], near: list[list[int]], bones: Bones, skin: Surface
    ) -> None:
        self.bones, self.skin = bones, skin
        self.samples = [dense(h) for h in heads]
        self.near = near

    def others(self, i: int) -> tuple[cKDTree, Array] | None:
        """Samples of the heads near head `i`."""
        if not self.near[i]:
            return None
        points = np.concatenate([self.samples[j][0] for j in self.near[i]])
        return cKDTree(points), np.concatenate([self.samples[j][1] for j in self.near[i]])

    def reach(self, i: int, foot: Array, direction: Array, free: Array) -> Array:
        """How far (n,), mm, each ray of head `i` goes before it meets something."""
        r = np.linspace(0, 1, STEPS)[None] * free[:, None]
        at = foot[:, None] + r[..., None] * direction[:, None]
        flat = at.reshape(-1, 3)
        slack = np.full(r.shape, 50.0)
        other = self.others(i)
        if other is not None:
            distance, index = other[0].query(flat, k=3, workers=-1)
            theirs = (distance / np.maximum(other[1][index], 0.3)).min(axis=1).reshape(r.shape)
            slack = (theirs - np.linspace(0, 1, STEPS)[None]) * 4.0
        bone = self.bones.surface.signed(flat)[0].reshape(r.shape)
        slack = np.minimum(slack, np.maximum(bone - BONE_MM, bone - bone[:, :1] + 0.05))
        depth = -self.skin.signed(flat)[0].reshape(r.shape)
        slack = np.minimum(slack, np.maximum(depth - SKIN_MM, depth - depth[:, :1] + 0.05))
        x = at[..., 0]
        slack = np.minimum(slack, np.maximum(x - MIDLINE_MM, x - x[:, :1] + 0.05))
        slack[:, 0] = np.maximum(slack[:, 0], 1e-3)
        bad = slack < 0
        first = np.where(bad.any(axis=1), bad.argmax(axis=1), STEPS)
        row = np.arange(len(r))
        hit = first < STEPS
        k = np.where(hit, first, 1)
        before, after = slack[row, k - 1], slack[row, k]
        share = before / np.maximum(before - after, 1e-9)
        stop = r[row, k - 1] + np.clip(share, 0, 1) * (r[row, k] - r[row, k - 1])
        return np.where(hit, stop, free)


def grid_mesh(points: Array, closed: bool) -> Mesh:
    """A tube with two capped ends, or a ring, from rings of points (s, AROUND, 3)."""
    count, around = points.shape[:2]
    index = np.arange(count * around).reshape(count, around)
    rows = range(count) if closed else range(count - 1)
    faces = []
    for i in rows:
        a, b = index[i], index[(i + 1) % count]
        c, d = np.roll(a, -1), np.roll(b, -1)
        faces += [np.stack([a, c, b], axis=1), np.stack([c, d, b], axis=1)]
    vertices = points.reshape(-1, 3)
    if not closed:
        ends = np.array([points[0].mean(axis=0), points[-1].mean(axis=0)])
        n = len(vertices)
        vertices = np.concatenate([vertices, ends])
        a, z = index[0], index[-1]
        faces.append(np.stack([np.full(around, n), np.roll(a, -1), a], axis=1))
        faces.append(np.stack([np.full(around, n + 1), z, np.roll(z, -1)], axis=1))
    return vertices, np.concatenate(faces).astype(np.int64)


def volume_ml(mesh: Mesh) -> float:
    """Signed volume of a closed mesh."""
    a, b, c = (mesh[0][mesh[1][:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6000)


def loft(i: int, head: Head, crowd: Crowd) -> Mesh:
    """The closed surface of head `i`, outward faces."""
    foot, direction, half = rays(head, crowd.bones)
    free = half * head.gain
    shape = free.shape
    r = crowd.reach(i, foot.reshape(-1, 3), direction.reshape(-1, 3), free.ravel()).reshape(shape)
    mode = ("wrap" if head.closed else "nearest", "wrap")
    smooth = gaussian_filter(r, (1.3, 0.8), mode=mode)
    r = np.maximum(np.minimum(smooth, r + 0.25), LEAST_MM)
    mesh = grid_mesh(foot + r[..., None] * direction, head.closed)
    return mesh if volume_ml(mesh) > 0 else (mesh[0], mesh[1][:, ::-1].copy())
