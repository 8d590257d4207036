"""Points inside the zones of the cord's cross-section, carried from region to region."""

import tomllib

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cord import Cord

Array = NDArray[np.float64]
REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}
BLEND_MM = 9.0


def read_zones() -> dict[str, dict[str, Array]]:
    """Region to zone to polygon (n, 2) of (|u|, v)."""
    with (places.KNOWLEDGE / "cord_zones.toml").open("rb") as f:
        table = tomllib.load(f)
    return {
        region: {k: np.array(p, dtype=float) for k, p in table[region].items()}
        for region in REGIONS.values()
    }


def inside(polygon: Array, points: Array) -> NDArray[np.bool_]:
    """Tell which (n, 2) points lie in a polygon."""
    a, b = polygon, np.roll(polygon, -1, axis=0)
    x, y = points[:, :1], points[:, 1:]
    spans = (a[:, 1] > y) != (b[:, 1] > y)
    rise = np.where(b[:, 1] == a[:, 1], 1e-12, b[:, 1] - a[:, 1])
    crossing = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / rise
    odd: NDArray[np.bool_] = (spans & (x < crossing)).sum(axis=1) % 2 == 1
    return odd


def fill(polygon: Array, n: int) -> Array:
    """Return `n` points spread evenly over a polygon, the same on every call."""
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    k = np.arange(1, 40 * n + 200)
    grid = np.stack([(k * 0.7548776662466927) % 1.0, (k * 0.5698402909980532) % 1.0], axis=1)
    points = low + grid * (high - low)
    return points[inside(polygon, points)][:n]


def weights(polygon: Array, points: Array) -> Array:
    """Mean value coordinates (points, corners) of points inside a polygon."""
    d = polygon[None] - points[:, None]
    r = np.linalg.norm(d, axis=2)
    nxt = np.roll(d, -1, axis=1)
    cross = d[..., 0] * nxt[..., 1] - d[..., 1] * nxt[..., 0]
    dot = (d * nxt).sum(axis=2)
    half = np.tan(np.arctan2(cross, dot) / 2)
    w = (half + np.roll(half, 1, axis=1)) / np.maximum(r, 1e-9)
    total: Array = w / w.sum(axis=1, keepdims=True)
    return total


class Zones:
    """Zone polygons that change smoothly along the cord."""

    def __init__(self, cord: Cord) -> None:
        self._regions = read_zones()
        last = dict.fromkeys(REGIONS, 0.0)
        for name, end in zip(cord.names, cord.bounds[1:], strict=True):
            if name[0] in last and name != "Co1":
                last[name[0]] = float(end)
        self._ends = [last["C"], last["T"], last["L"]]

    def polygon(self, zone: str, s: float) -> Array:
        """Polygon (n, 2) of a zone `s` mm along the axis."""
        shapes = [self._regions[r][zone] for r in REGIONS.values()]
        out = shapes[0]
        for end, shape in zip(self._ends, shapes[1:], strict=True):
            share = np.clip((s - end) / BLEND_MM + 0.5, 0.0, 1.0)
            if share > 0:
                out = out + share * (shape - out) if share < 1 else shape
        return out

    def table(self, zone: str, s: Array) -> Array:
        """Polygons (len(s), n, 2) at many places along the axis."""
        return np.stack([self.polygon(zone, float(t)) for t in s])
