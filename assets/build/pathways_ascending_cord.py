"""Where the sensory fibres run in the cord: layered tracts and the grey matter they end in."""

import csv

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from assets.build import places
from assets.build.cord import Cord
from assets.build.cord_white import Funiculi
from assets.build.cord_zones import Zones, fill

Array = NDArray[np.float64]
ROW_MM = 3.0
CELLS = 20
"""Cells of the lattice over one funiculus, each way."""
STEP_MM = 3.2
GOLDEN = 0.6180339887498949

COLUMN_ACROSS = (0.05, 0.86)
"""Median and lateral edge of the dorsal column that fibres use, in its funiculus."""
COLUMN_OUT = (0.16, 0.90)
SPINOTHALAMIC_ACROSS = (0.70, 0.88)
SPINOTHALAMIC_OUT = (0.30, 0.75)
CEREBELLAR_OUT = 0.90


def smoothstep(x: Array) -> Array:
    """Ease values from 0 to 1."""
    t = np.clip(x, 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t))


def share(k: int, first: float = 0.5) -> float:
    """Return the `k`-th of evenly spread numbers from 0 to 1."""
    return (first + k * GOLDEN) % 1.0


def read_segments() -> dict[str, dict[str, str]]:
    """Rows of ascending_segments.csv by segment, rostral to caudal."""
    with (places.KNOWLEDGE / "ascending_segments.csv").open(encoding="utf-8") as f:
        return {r["segment"]: r for r in csv.DictReader(f)}


class SensoryCord:
    """The right half of the cord as sensory fibres use it."""

    def __init__(self, cord: Cord) -> None:
        self.cord, self.zones = cord, Zones(cord)
        middles = (cord.bounds[1:] + cord.bounds[:-1]) / 2
        self._rows = np.arange(0.0, cord.axis.conus + ROW_MM, ROW_MM)
        at = np.interp(self._rows, middles, np.arange(len(middles)))
        self._funiculi = [Funiculi(float(a)) for a in at]
        self._tables: dict[str, Array] = {}
        rows = read_segments()
        weight = np.array([float(rows[n]["root_size"]) if n in rows else 0.0 for n in cord.names])
        self._below = np.append(np.cumsum(weight[::-1])[::-1], 0.0)

    def _table(self, funiculus: str) -> Array:
        """Lattice (rows, CELLS + 1, CELLS + 1, 2) of (u, v) over (across, out)."""
        if funiculus not in self._tables:
            edge = np.linspace(0.0, 1.0, CELLS + 1)
            grid = np.stack(np.meshgrid(edge, edge, indexing="ij"), -1).reshape(-1, 2)
            flat = [getattr(f, funiculus)(grid) for f in self._funiculi]
            self._tables[funiculus] = np.stack(flat).reshape(-1, CELLS + 1, CELLS + 1, 2)
        return self._tables[funiculus]

    def place(self, funiculus: str, s: Array, across: Array, out: Array | float) -> Array:
        """Places (n, 3), body mm, in a funiculus of the right side at `s` (n,) mm along."""
        s, across, out = np.broadcast_arrays(s, across, np.asarray(out))
        table = self._table(funiculus)
        at = np.stack([s / ROW_MM, across * CELLS, out * CELLS])
        uv = [map_coordinates(table[..., k], at, order=1, mode="nearest") for k in range(2)]
        return self.cord.point(s, uv[0], uv[1])

    def layer(self, origin: float, s: Array) -> Array:
        """Share (0 sacral to 1 just joined) of the fibres at `s` that joined below `origin`."""
        at = self.cord.bounds
        here = np.interp(s, at, self._below)
        own = float(np.interp(origin, at, self._below))
        return np.asarray(np.clip(own / np.maximum(here, 1e-6), 0.0, 1.0))

    def along(self, point: Array) -> float:
        """Mm along the axis of a point (3,), body mm, square to the axis."""
        axis = self.cord.axis
        i = int(np.clip(np.linalg.norm(axis.centre - point, axis=1).argmin(), 1, len(axis.s) - 2))
        tangent = axis.centre[i + 1] - axis.centre[i - 1]
        ahead = (point - axis.centre[i]) @ tangent / np.linalg.norm(tangent)
        return float(axis.s[i] + ahead)

    def names(self, s: Array) -> list[str]:
        """Segments at `s` (n,) mm along."""
        return [self.cord.names[int(k)] for k in self.cord.segment_at(s)]

    def climb(self, start: float, stop: float) -> Array:
        """Places along the axis from `start` to `stop`, evenly and at most `STEP_MM` apart."""
        n = max(int(np.ceil(abs(stop - start) / STEP_MM)), 1)
        return np.linspace(start, stop, n + 1)

    def column(self, origin: float, s: Array, out: float) -> Array:
        """Places (n, 3) in the dorsal column of a fibre that entered at `origin` mm along."""
        low, high = COLUMN_ACROSS
        depth = COLUMN_OUT[0] + out * (COLUMN_OUT[1] - COLUMN_OUT[0])
        return self.place("dorsal", s, low + (high - low) * self.layer(origin, s), depth)

    def anterolateral(self, origin: float, s: Array, across: float) -> Array:
        """Places (n, 3) in the spinothalamic tract: sacral fibres outermost and behind."""
        inner, outer = SPINOTHALAMIC_OUT
        layer = self.layer(origin, s)
        low, high = SPINOTHALAMIC_ACROSS
        wide = 0.7 * across + 0.3 * layer
        return self.place("lateral", s, low + (high - low) * wide, outer + layer * (inner - outer))

    def cerebellar(self, ventral: bool, s: Array, across: float) -> Array:
        """Places (n, 3) in the dorsal or ventral spinocerebellar tract."""
        low, high = (0.54, 0.84) if ventral else (0.14, 0.40)
        return self.place("lateral", s, np.array(low + (high - low) * across), CEREBELLAR_OUT)

    def inside(self, zone: str, s: float, k: int) -> Array:
        """Return the `k`-th of a dozen places (u, v) spread over a zone of the right side."""
        polygon = self.zones.polygon(zone, s)
        spots = fill(polygon, 12)
        middle = polygon.mean(axis=0)
        return np.asarray(middle + 0.8 * (spots[k % len(spots)] - middle))

    def horn(self, s: float, k: int) -> Array:
        """Return a place (u, v) in the outer laminae of the dorsal horn."""
        spot = self.inside("dorsal_horn", s, k)
        polygon = self.zones.polygon("dorsal_horn", s)
        tip = polygon[np.argmin(polygon[:, 1])]
        return np.asarray(spot + (0.25 + 0.3 * share(k)) * (tip - spot))

    def point(self, s: float | Array, uv: Array) -> Array:
        """Point (3,) or (n, 3) of places (u, v) at `s` mm along."""
        return self.cord.point(s, uv[..., 0], uv[..., 1])
