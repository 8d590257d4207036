"""Depth below the skin on a grid, sound where the skin overlaps itself."""

import zlib

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, map_coordinates

from assets.build import places
from assets.build.meshio import Mesh

Array = NDArray[np.float64]
CELL_MM = 3.0
LEAST_X_MM = -30.0
PAD = 4


class Inside:
    """Signed distance to the skin of the right half of the body, positive outside."""

    def __init__(self, skin: Mesh) -> None:
        v, f = skin
        low, high = v.min(axis=0), v.max(axis=0)
        low[0] = max(low[0], LEAST_X_MM)
        self._origin = low - PAD * CELL_MM
        shape = np.ceil((high - self._origin) / CELL_MM).astype(int) + PAD
        key = zlib.crc32(v.tobytes() + f.tobytes() + repr(CELL_MM).encode())
        kept = places.SCRATCH / f"skin_depth_{key}.npy"
        if kept.exists():
            self._field = np.load(kept)
            return
        inside = self._fill(v[f], (int(shape[0]), int(shape[1]), int(shape[2])))
        out = distance_transform_edt(~inside).astype(np.float32)
        deep = distance_transform_edt(inside).astype(np.float32)
        self._field = (np.where(inside, 0.5 - deep, out - 0.5) * CELL_MM).astype(np.float32)
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, self._field)

    def _fill(self, corners: Array, shape: tuple[int, int, int]) -> NDArray[np.bool_]:
        """Cells inside, by counting the layers that rays from the back have come through."""
        count = np.zeros(shape, dtype=np.int16)
        t = (corners - self._origin) / CELL_MM
        a, b, c = t[:, 0], t[:, 1], t[:, 2]
        area = (b[:, 0] - a[:, 0]) * (c[:, 2] - a[:, 2]) - (b[:, 2] - a[:, 2]) * (c[:, 0] - a[:, 0])
        first = np.floor(t[:, :, [0, 2]].min(axis=1)).astype(int)
        size = (np.ceil(t[:, :, [0, 2]].max(axis=1)).astype(int) - first + 1).max(axis=1)
        seen = (np.abs(area) > 1e-9) & (first[:, 0] + size >= 0)
        for n in np.unique(size[seen]):
            k = np.flatnonzero(seen & (size == n))
            grid = np.stack(np.meshgrid(np.arange(n), np.arange(n), indexing="ij"), -1)
            cell = first[k][:, None] + grid.reshape(1, -1, 2)
            # rays pass between the vertices: off the grid by an odd fraction of a cell
            x = cell[:, :, 0] + 0.4983 - a[k, 0][:, None]
            z = cell[:, :, 1] + 0.5019 - a[k, 2][:, None]
            e, g = (b[k] - a[k])[:, None], (c[k] - a[k])[:, None]
            u = (x * g[:, :, 2] - z * g[:, :, 0]) / area[k][:, None]
            w = (z * e[:, :, 0] - x * e[:, :, 2]) / area[k][:, None]
            hit = (u >= 0) & (w >= 0) & (u + w <= 1)
            hit &= (cell >= 0).all(axis=2) & (cell < [shape[0], shape[2]]).all(axis=2)
            y = a[k, 1][:, None] + u * e[:, :, 1] + w * g[:, :, 1]
            row = np.clip(np.ceil(y - 0.5).astype(int), 0, shape[1] - 1)[hit]
            # facing back (area > 0) is an entry
            sign = np.broadcast_to(np.sign(area[k])[:, None], hit.shape)[hit].astype(np.int16)
            np.add.at(count, (cell[:, :, 0][hit], row, cell[:, :, 1][hit]), sign)
        return np.asarray(np.cumsum(count, axis=1) >= 1)

    def distance(self, points: Array) -> tuple[Array, Array]:
        """Signed distance, mm, positive outside, and the outward direction at (n, 3) points."""
        where = ((points - self._origin) / CELL_MM - 0.5).T
        at = map_coordinates(self._field, where, order=1, mode="nearest")
        slope = np.empty_like(points)
        for k in range(3):
            step = np.zeros((3, 1))
            step[k] = 0.7
            ahead = map_coordinates(self._field, where + step, order=1, mode="nearest")
            behind = map_coordinates(self._field, where - step, order=1, mode="nearest")
            slope[:, k] = ahead - behind
        size = np.linalg.norm(slope, axis=1, keepdims=True)
        return at.astype(float), slope / np.maximum(size, 1e-9)
