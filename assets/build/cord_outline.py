"""The cross-section of the cord at any segment: named points blended between key levels."""

import csv
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assets.build import places

Array = NDArray[np.float64]
SEGMENTS = (
    *(f"C{i}" for i in range(1, 9)),
    *(f"T{i}" for i in range(1, 13)),
    *(f"L{i}" for i in range(1, 6)),
    *(f"S{i}" for i in range(1, 6)),
    "Co1",
)
OUTLINE = (
    "mid_d", "com_d", "dh_base_m", "dh_neck_m", "dh_head_m", "dh_tip_m", "dh_tip", "dh_tip_l",
    "dh_head_l", "dh_neck_l", "dh_base_l", "lh_d", "lh_tip", "lh_v", "vh_dl", "vh_l", "vh_vl",
    "vh_v", "vh_vm", "vh_m", "vh_base_m", "com_v", "mid_v",
)  # fmt: skip
"""Points of the right half of the grey matter, from the midline behind to the midline in front."""

CURVE = 3
"""Points on the curve from one outline point to the next."""


@cache
def _levels() -> tuple[Array, dict[str, Array]]:
    """Positions of the key levels (in segments from C1) and each point's (levels, 2) places."""
    with (places.KNOWLEDGE / "cord_outline.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    levels = list(dict.fromkeys(r["level"] for r in rows))
    found: dict[str, list[list[float]]] = {}
    for r in rows:
        found.setdefault(r["point"], []).append([float(r["u"]), float(r["v"])])
    at = np.array([SEGMENTS.index(n) for n in levels], dtype=float)
    return at, {k: np.array(v) for k, v in found.items()}


def points_at(place: float) -> dict[str, Array]:
    """Named points (u, v) at a place counted in segments: 0 is the middle of C1, 1 that of C2."""
    at, table = _levels()
    named = {
        k: np.array([np.interp(place, at, v[:, 0]), np.interp(place, at, v[:, 1])])
        for k, v in table.items()
    }
    named["i_d"] = 0.35 * named["com_d"] + 0.65 * named["lh_d"]
    named["i_e"] = 0.35 * named["com_v"] + 0.65 * named["lh_v"]
    for back, front in (("com_v", "wc_v"), ("mid_v", "wc_mid")):
        named[front] = named[back] + [0.0, 0.09]
    return named


def curve(named: dict[str, Array]) -> dict[tuple[str, str], Array]:
    """Points (CURVE, 2) of the smooth outline from each point to the next, the first included.

    The curve is Catmull-Rom; at the midline it is mirrored, so that both halves join smoothly.
    """
    mirror = np.array([-1.0, 1.0])
    p = np.array([named[k] for k in OUTLINE])
    p = np.concatenate([p[1:2] * mirror, p, p[-2:-1] * mirror])
    t = (np.arange(CURVE) / CURVE)[:, None]
    out = {}
    for i, (a, b) in enumerate(pairwise(OUTLINE)):
        p0, p1, p2, p3 = p[i], p[i + 1], p[i + 2], p[i + 3]
        spline = p1 + 0.5 * t * (
            p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0))
        )
        out[a, b] = np.maximum(spline, [0.0, -1.0])
    return out


def polygon(corners: tuple[str, ...], named: dict[str, Array]) -> Array:
    """Polygon (n, 2) through named corners; neighbours on the outline are joined by its curve."""
    legs = curve(named)
    out = []
    for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (a, b) in legs:
            out.append(legs[a, b])
        elif (b, a) in legs:
            out.append(np.concatenate([named[a][None], legs[b, a][:0:-1]]))
        else:
            out.append(named[a][None])
    return np.concatenate(out)


def half_outline(named: dict[str, Array]) -> Array:
    """Curve (n, 2) of the right half of the grey matter, from behind to in front."""
    legs = curve(named)
    pairs = pairwise(OUTLINE)
    return np.concatenate([*(legs[a, b] for a, b in pairs), named[OUTLINE[-1]][None]])


def butterfly(named: dict[str, Array]) -> Array:
    """Closed outline (n, 2) of the grey matter of both sides, exactly mirrored."""
    right = half_outline(named)
    return np.concatenate([right, right[-2:0:-1] * [-1.0, 1.0]])


def inside(polygon: Array, points: Array) -> NDArray[np.bool_]:
    """Tell which (n, 2) points lie in a polygon."""
    a, b = polygon, np.roll(polygon, -1, axis=0)
    x, y = points[:, :1], points[:, 1:]
    spans = (a[:, 1] > y) != (b[:, 1] > y)
    rise = np.where(b[:, 1] == a[:, 1], 1e-12, b[:, 1] - a[:, 1])
    crossing = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / rise
    odd: NDArray[np.bool_] = (spans & (x < crossing)).sum(axis=1) % 2 == 1
    return odd


def area(polygon_uv: Array) -> float:
    """Area of a polygon (n, 2), positive when it runs anticlockwise."""
    x, y = polygon_uv.T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)


def grey_share(place: float) -> float:
    """Share of the cord's cross-section that is grey at a place counted in segments."""
    return abs(area(butterfly(points_at(place)))) / np.pi
