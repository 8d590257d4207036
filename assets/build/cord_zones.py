"""Zones of the cord's cross-section, made for every segment and blended between them."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cord import Cord
from assets.build.cord_outline import SEGMENTS, points_at, polygon
from assets.build.cord_outline import inside as inside
from assets.build.cord_white import Funiculi

Array = NDArray[np.float64]
REGIONS = {"cervical": "C6", "thoracic": "T6", "lumbar": "L4", "sacral": "S2"}
"""Region to the segment whose shape stands for it."""

GREY = {
    "anterior_horn": (
        "com_v", "i_e", "lh_v", "vh_dl", "vh_l", "vh_vl", "vh_v", "vh_vm", "vh_m", "vh_base_m"),
    "dorsal_horn": (
        "com_d", "dh_base_m", "dh_neck_m", "dh_head_m", "dh_tip_m", "dh_tip", "dh_tip_l",
        "dh_head_l", "dh_neck_l", "dh_base_l", "lh_d", "i_d"),
    "intermediolateral": ("i_d", "lh_d", "lh_tip", "lh_v", "i_e"),
    "central_grey": ("mid_d", "com_d", "i_d", "i_e", "com_v", "mid_v"),
    "ventral_commissure": ("mid_v", "com_v", "wc_v", "wc_mid"),
}  # fmt: skip
"""Zones of the grey matter and the white commissure by their named corners."""

WHITE = {
    "lateral_corticospinal": ("lateral", (
        (0.12, 0.06), (0.30, 0.04), (0.47, 0.06), (0.49, 0.40), (0.40, 0.77), (0.25, 0.79),
        (0.13, 0.77))),
    "anterior_corticospinal": ("anterior", (
        (0.06, 0.14), (0.06, 0.92), (0.27, 0.92), (0.29, 0.60), (0.31, 0.20))),
    "dorsal_column": ("dorsal", (
        (0.0, 0.02), (0.92, 0.06), (0.92, 0.45), (0.92, 0.97), (0.45, 0.97), (0.0, 0.97))),
    "spinothalamic": ("lateral", (
        (0.66, 0.24), (0.90, 0.22), (0.98, 0.50), (0.96, 0.80), (0.80, 0.80), (0.66, 0.78))),
    "spinocerebellar": ("lateral", (
        (0.10, 0.83), (0.25, 0.83), (0.47, 0.83), (0.70, 0.83), (0.88, 0.83), (0.88, 0.98),
        (0.70, 0.98), (0.47, 0.98), (0.25, 0.98), (0.10, 0.98))),
    "descending_sympathetic": ("lateral", (
        (0.50, 0.06), (0.62, 0.06), (0.62, 0.22), (0.50, 0.22))),
    "reticulospinal": ("anterior", (
        (0.34, 0.30), (0.34, 0.78), (0.60, 0.78), (0.94, 0.78), (0.92, 0.62), (0.90, 0.32))),
}  # fmt: skip
"""Zones of the white matter: funiculus and corners (across, out), as in cord_tracts.toml."""

HEAD = """\
# Zones of the cord's cross-section by region; cord_sections.npz has them for every segment.
# Points are (|u|, v): |u| from the midline to the side in half widths, v ventrally in half depths.
# Written by assets/build/cord_zones.py from cord_outline.csv; do not edit here. Drawn after the
# standard plates of the cord (gray2020, kandel2013); schematic, not measured. The four regions
# are the shapes of C6, T6, L4 and S2. Every zone has as many points in all tables.
# The lateral corticospinal zone has no layers by body part: see sources nathan1990, levi2022.
format = "cord-zones"
version = 1
source = "gray2020;kandel2013"
checked = "no"
"""


def shapes(place: float) -> dict[str, Array]:
    """Make the polygons (n, 2) of all zones at a place counted in segments from C1."""
    named, funiculi = points_at(place), Funiculi(place)
    grey = {k: polygon(corners, named) for k, corners in GREY.items()}
    white = {k: funiculi.lay(where, np.array(p)) for k, (where, p) in WHITE.items()}
    return grey | white


@cache
def zones_by_segment() -> dict[str, dict[str, Array]]:
    """Segment to zone to polygon (n, 2) of (|u|, v)."""
    return {name: shapes(float(k)) for k, name in enumerate(SEGMENTS)}


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
        table = zones_by_segment()
        self._middles = (cord.bounds[1:] + cord.bounds[:-1]) / 2
        self._shapes = {
            zone: np.stack([table[name][zone] for name in cord.names])
            for zone in table[cord.names[0]]
        }

    def polygon(self, zone: str, s: float) -> Array:
        """Polygon (n, 2) of a zone `s` mm along the axis."""
        return self.table(zone, np.array([s]))[0]

    def table(self, zone: str, s: Array) -> Array:
        """Polygons (len(s), n, 2) at many places along the axis."""
        shapes = self._shapes[zone]
        at = np.interp(s, self._middles, np.arange(len(self._middles)))
        low = np.minimum(at.astype(int), len(shapes) - 2)
        share = (at - low)[:, None, None]
        out: Array = (1 - share) * shapes[low] + share * shapes[low + 1]
        return out


def _rows(zones: dict[str, Array]) -> list[str]:
    rows = []
    for zone, points in zones.items():
        text = ", ".join(f"[{u:.3f}, {v:.3f}]" for u, v in points + 0.0)
        rows.append(f"{zone} = [{text}]")
    return rows


def main() -> None:
    """Write cord_zones.toml."""
    lines = [HEAD]
    for title, segment in REGIONS.items():
        lines += [f"[{title}]", *_rows(shapes(float(SEGMENTS.index(segment)))), ""]
    path = places.KNOWLEDGE / "cord_zones.toml"
    part = path.with_suffix(".part")
    part.write_text("\n".join(lines), encoding="utf-8")
    part.replace(path)


if __name__ == "__main__":
    main()
