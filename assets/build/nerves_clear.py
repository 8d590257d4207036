"""Keep nerve courses out of bone and inside the skin, without kinks."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from assets.build.meshio import Mesh
from assets.build.nerves_inside import Inside

Array = NDArray[np.float64]
SPACING_MM = 1.5
NEIGHBOURS = 5
THICKEST_MM = 7.0
"""Farther from every surface than this a nerve is not inside bone, whatever an edge tells."""
DEPTH_MM = 2.0
ROUNDS = 60
STIFFNESS = 0.24
NEAR_MM = 10.0
STILL_MM = 0.1


def _vertex_normals(mesh: Mesh) -> Array:
    v, f = mesh
    a, b, c = v[f[:, 0]], v[f[:, 1]], v[f[:, 2]]
    face = np.cross(b - a, c - a)
    out = np.zeros_like(v)
    for k in range(3):
        np.add.at(out, f[:, k], face)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


def _samples(mesh: Mesh, spacing: float) -> tuple[Array, Array]:
    """Points on a mesh no farther apart than `spacing`, mm, with smooth outward normals."""
    v, f = mesh
    normals = _vertex_normals(mesh)
    points, directions = [v], [normals]
    corners = v[f]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    steps = np.clip(np.ceil(longest / spacing).astype(int), 1, 24)
    for n in np.unique(steps):
        these = f[steps == n]
        i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
        keep = i + j <= n
        w = np.stack([i[keep], j[keep], n - i[keep] - j[keep]], axis=1) / n
        points.append(np.einsum("wk,fkc->fwc", w, v[these]).reshape(-1, 3))
        directions.append(np.einsum("wk,fkc->fwc", w, normals[these]).reshape(-1, 3))
    d = np.concatenate(directions)
    return np.concatenate(points), d / np.maximum(np.linalg.norm(d, axis=1, keepdims=True), 1e-12)


class Surface:
    """Closed meshes as a cloud of surface points that gives signed distances."""

    def __init__(
        self,
        meshes: Mapping[str, Mesh],
        spacing: float = SPACING_MM,
        thickest: float = THICKEST_MM,
    ) -> None:
        self._thickest = thickest
        parts = [_samples(mesh, spacing) for mesh in meshes.values()]
        self._points = np.concatenate([p for p, _ in parts])
        self._normals = np.concatenate([n for _, n in parts])
        self._tree = cKDTree(self._points)

    def distance(self, points: Array) -> tuple[Array, Array]:
        """Signed distance, mm, positive outside, and the outward direction at (n, 3) points."""
        gaps, indices = self._tree.query(points, k=NEIGHBOURS)
        gap, index = gaps[:, 0], indices[:, 0]
        away, normal = points - self._points[index], self._normals[index]
        around = points[:, None] - self._points[indices]
        facing = np.einsum("nkj,nkj->nk", around, self._normals[indices]).sum(axis=1)
        sign = np.where((facing >= 0) | (gap > self._thickest), 1.0, -1.0)
        far = gap > 1.5
        direction = np.where(far[:, None], sign[:, None] * away / (gap[:, None] + 1e-9), normal)
        return sign * gap, direction

    def nearest(self, point: Array) -> tuple[Array, Array]:
        """Nearest surface point (3,) and its outward normal."""
        _, index = self._tree.query(point)
        return self._points[index], self._normals[index]


class Space:
    """The right half of the body as room for nerves: bones to go round, skin to stay within."""

    def __init__(self, bones: Mapping[str, Mesh], skin: Mesh, passages: Array) -> None:
        """Passages are rows (x, y, z, radius), mm, within which bone is not in the way."""
        self.bone = Surface({k: m for k, m in bones.items() if not k.endswith(".left")})
        v, f = skin
        right = (v[f][:, :, 0] > -15.0).any(axis=1)
        self.skin = Surface({"skin": (v, f[right])}, 2.5)
        self.inside = Inside(skin)
        self._passages = passages

    def blocked(self, points: Array) -> NDArray[np.bool_]:
        """Tell at which (n, 3) points bone counts: outside every named passage."""
        if not len(self._passages):
            return np.ones(len(points), dtype=bool)
        gap = np.linalg.norm(points[:, None] - self._passages[None, :, :3], axis=2)
        return np.asarray((gap > self._passages[None, :, 3]).all(axis=1))

    def push(self, points: Array, margin: Array, depth: Array) -> Array:
        """Displacements (n, 3) that bring points out of bone and in from the skin."""
        gap, away = self.bone.distance(points)
        need = np.where(self.blocked(points), np.clip(margin - gap, 0.0, 6.0), 0.0)
        out, outward = self.inside.distance(points)
        inward = np.clip(out + depth, 0.0, 6.0)
        return need[:, None] * away - inward[:, None] * outward

    def _near(self, points: Array, margin: Array, depth: Array) -> NDArray[np.bool_]:
        """Points that a surface may push."""
        gap, _ = self.bone.distance(points)
        out, _ = self.inside.distance(points)
        return np.asarray((gap < margin + NEAR_MM) | (out + depth > -NEAR_MM))

    def relax(self, points: Array, margin: Array, depth: Array, free: Array) -> Array:
        """Move a dense smooth course clear of bone and skin by a smooth displacement.

        Parameters
        ----------
        points : (n, 3) array, body mm, about evenly spaced
        margin, depth : (n,) arrays, mm
            Wanted distance from bone and below the skin.
        free : (n,) array from 0 (held) to 1
        """
        moved = np.zeros_like(points)
        for turn in range(ROUNDS):
            if turn % 10 == 0:
                now = points + moved
                at = np.flatnonzero((free > 0) & self._near(now, margin, depth))
            if not len(at):
                break
            step = self.push(points[at] + moved[at], margin[at], depth[at])
            if np.abs(step).max() < STILL_MM:
                break
            moved[at] += 0.6 * free[at, None] * step
            for _ in range(4 if turn < ROUNDS - 10 else 1):
                bend = np.zeros_like(moved)
                bend[1:-1] = moved[:-2] + moved[2:] - 2 * moved[1:-1]
                bend[0], bend[-1] = moved[1] - moved[0], moved[-2] - moved[-1]
                moved += STIFFNESS * free[:, None] * bend
        return points + moved

    def clear(self, points: Array, free: Array, margin: float = 0.4, depth: float = 0.6) -> Array:
        """Push the points (n, 3) of one finished fibre out of bone and in from the skin."""
        edge = np.full(len(points), margin)
        deep = np.full(len(points), depth)
        out = points.copy()
        at = np.flatnonzero((free > 0) & self._near(out, edge, deep))
        for _ in range(6):
            if not len(at):
                break
            step = self.push(out[at], edge[at], deep[at]) * free[at, None]
            if np.abs(step).max() < STILL_MM / 4:
                break
            out[at] += step
        return out
