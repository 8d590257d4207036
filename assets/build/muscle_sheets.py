"""The middle sheet of a muscle head: fibres from its origin area to its insertion area.

A head is a strip of fibres. Rows of places (origin, via points, insertion) are joined by smooth
curves; the belly may be wider than its ends; its half thickness follows from its volume.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from assets.build.muscle_places import Bones

Array = NDArray[np.float64]

ACROSS, ALONG = 7, 37
KINDS: dict[str, dict[str, Any]] = {
    "fusiform": {"ends": (0.12, 0.08), "power": 0.8},
    "strap": {"ends": (0.45, 0.35), "power": 0.6},
    "fan": {"ends": (0.3, 0.2), "power": 0.7},
    "sheet": {"ends": (0.7, 0.6), "power": 0.5},
    "pennate": {"ends": (0.15, 0.1), "power": 0.65},
    "ring": {"ends": (1.0, 1.0), "power": 1.0},
    "drape": {"ends": (0.6, 0.6), "power": 0.5},
}
"""Thickness at the two ends of the belly (share of the greatest) and fullness between them."""


@dataclass
class Head:
    """One head: its sheet and the half thickness along it.

    Attributes
    ----------
    name : str
        Mesh id without `muscle.` and side.
    volume_ml : float
        Wanted volume.
    points : (ALONG, ACROSS, 3) array, mm
    across : (ALONG, 3) array
        Unit vectors across the fibres.
    half_mm : (ALONG,) array
        Half thickness.
    free : (ALONG,) array
        0 at ends that sit on bone, 1 where the sheet may give way.
    closed : bool
        Whether the fibres run in a ring.
    gain : float
        Factor on the half thickness that gives the volume.
    draped : bool
        Whether it is a slab about its sheet (`muscle_drape`).
    """

    name: str
    volume_ml: float
    spec: dict[str, Any]
    points: Array
    across: Array
    half_mm: Array
    free: Array
    closed: bool = False
    gain: float = 1.0
    draped: bool = False


def spread_row(places: list[Array], count: int = ACROSS) -> Array:
    """One row (count, 3) of points evenly along a polyline of places."""
    row = np.array(places)
    if len(row) == 1:
        return np.repeat(row, count, axis=0)
    step = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(row, axis=0), axis=1))])
    if step[-1] < 1e-6:
        return np.repeat(row[:1], count, axis=0)
    wanted = np.linspace(0, step[-1], count)
    return np.stack([np.interp(wanted, step, row[:, k]) for k in range(3)], axis=1)


def rows_of(bones: Bones, spec: dict[str, Any]) -> tuple[Array, Array]:
    """Rows (r, ACROSS, 3) of a head and their places (r,) from 0 to 1 along it."""
    texts = [spec["origin"], *spec.get("via", []), spec["insertion"]]
    rows = []
    for text in texts:
        listed = [text] if isinstance(text, str) else text
        rows.append(spread_row([bones.place(t) for t in listed]))
    out = np.array(rows)
    centres = out.mean(axis=1)
    step = np.linalg.norm(np.diff(centres, axis=0), axis=1)
    at = np.concatenate([[0], np.cumsum(np.maximum(step, 0.5))])
    at /= at[-1]
    single = [i for i, t in enumerate(texts) if isinstance(t, str) or len(t) == 1]
    whole = [i for i in range(len(texts)) if i not in single or i in (0, len(texts) - 1)]
    offsets = out - centres[:, None]
    for i in single:
        if i in whole:
            continue
        before = max(j for j in whole if j < i)
        after = min(j for j in whole if j > i)
        share = (at[i] - at[before]) / (at[after] - at[before])
        offsets[i] = (1 - share) * offsets[before] + share * offsets[after]
    return centres[:, None] + offsets, at


def belly(spec: dict[str, Any], along: Array) -> tuple[Array, Array]:
    """Thickness profile (0..1) and fleshiness (0 tendon .. 1 flesh) along a head."""
    kind = KINDS[spec["kind"]]
    first, last = spec.get("tendon", (0.0, 0.0))
    x = np.clip((along - first) / max(1e-6, 1 - first - last), 0, 1)
    peak = spec.get("peak", 0.45)
    bump = np.sin(np.pi * x ** (np.log(0.5) / np.log(peak))) ** spec.get("power", kind["power"])
    low, high = spec.get("ends", kind["ends"])
    low, high = (0.0 if first > 0 else low), (0.0 if last > 0 else high)
    base = low * (1 - x) + high * x
    profile = base + (1 - base) * np.clip(bump, 0, 1)
    inside = (along >= first) & (along <= 1 - last)
    return np.where(inside, profile, 0.0), bump


def _closed_rows(rows: Array) -> tuple[Array, Array]:
    step = np.linalg.norm(np.diff(rows.mean(axis=1), axis=0, append=rows[:1].mean(axis=1)), axis=1)
    place = np.concatenate([[0], np.cumsum(step)])
    again = np.concatenate([rows, rows[:1]])
    return again, place / place[-1]


def curve(rows: Array, at: Array, along: Array, closed: bool) -> Array:
    """Smooth fibres (ALONG, ACROSS, 3) through the rows."""
    if closed:
        rows, at = _closed_rows(rows)
        rows = np.concatenate([rows[-4:-1], rows, rows[1:4]])
        at = np.concatenate([at[-4:-1] - 1, at, at[1:4] + 1])
    points = PchipInterpolator(at, rows, axis=0)(along)
    if closed:
        return gaussian_filter1d(points, 1.2, axis=0, mode="wrap")
    smooth = gaussian_filter1d(points, 1.5, axis=0, mode="nearest")
    keep = np.minimum(1.0, np.minimum(along, 1 - along) / 0.08)[:, None, None]
    return points + keep * (smooth - points)


def directions(bones: Bones, points: Array, closed: bool = False) -> tuple[Array, Array]:
    """Unit vectors along and across (ALONG, 3); narrow strips lie flat on the nearest bone."""
    centre = points.mean(axis=1)
    if closed:
        tangent = np.roll(centre, -1, axis=0) - np.roll(centre, 1, axis=0)
    else:
        tangent = np.gradient(centre, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1), 1e-9)[:, None]
    wide = points[:, -1] - points[:, 0]
    width = np.linalg.norm(wide, axis=1)
    outward = bones.surface.signed(centre)[1]
    outward = gaussian_filter1d(outward, 3, axis=0, mode="nearest")
    flat = np.cross(tangent, outward)
    flat /= np.maximum(np.linalg.norm(flat, axis=1), 1e-9)[:, None]
    if width.max() > 1.0:
        mean = (wide * width[:, None]).sum(axis=0)
        flat *= np.sign(flat @ mean + 1e-12)[:, None]
    else:
        for i in range(1, len(flat)):
            flat[i] *= np.sign(flat[i] @ flat[i - 1] + 1e-12)
    share = np.clip(width / 4.0, 0, 1)[:, None]
    across = share * wide / np.maximum(width, 1e-9)[:, None] + (1 - share) * flat
    across = gaussian_filter1d(across, 1.5, axis=0, mode="wrap" if closed else "nearest")
    across -= np.einsum("ij,ij->i", across, tangent)[:, None] * tangent
    return tangent, across / np.maximum(np.linalg.norm(across, axis=1), 1e-9)[:, None]


def _length(points: Array) -> float:
    return float(np.linalg.norm(np.diff(points.mean(axis=1), axis=0), axis=1).sum())


def thickness(points: Array, profile: Array, volume_ml: float, tendon_mm: float) -> Array:
    """Half thickness (ALONG,), mm, that gives the wanted volume to a stadium section."""
    width = np.linalg.norm(points[:, -1] - points[:, 0], axis=1)
    step = np.linalg.norm(np.gradient(points.mean(axis=1), axis=0), axis=1)
    low, high = 0.05, 80.0
    for _ in range(40):
        middle = (low + high) / 2
        half = np.maximum(tendon_mm, middle * profile)
        if ((np.pi * half**2 + 1.7 * width * half) * step).sum() / 1000 < volume_ml:
            low = middle
        else:
            high = middle
    return np.maximum(tendon_mm, low * profile)


def make_head(bones: Bones, name: str, spec: dict[str, Any], volume_ml: float) -> Head:
    """Build the sheet of one head from its description."""
    draped = spec["kind"] == "drape"
    closed = spec["kind"] == "ring" or (draped and spec.get("belly") == "ring")
    rows, at = rows_of(bones, spec)
    along = np.linspace(0, 1, ALONG, endpoint=not closed)
    points = curve(rows, at, along, closed)
    _, across = directions(bones, points, closed)
    profile, bump = belly(spec, along)
    if not closed and not draped and spec["kind"] != "sheet":
        area = volume_ml * 1000 / (0.65 * _length(points))
        wanted = spec.get("width", 0.75 * np.sqrt(area))
        own = np.linalg.norm(points[:, -1] - points[:, 0], axis=1)
        first, last = spec.get("tendon", (0.0, 0.0))
        fleshy = np.where((along >= first) & (along <= 1 - last), bump, 0.0)
        grown = np.maximum(own, own + (wanted - own) * fleshy)
        u = np.linspace(-0.5, 0.5, ACROSS)
        extra = (grown - own)[:, None, None] * across[:, None] * u[None, :, None]
        points = points + extra
    tendon_mm = spec.get("thin", min(1.6, 0.5 + 0.15 * volume_ml ** (1 / 3)))
    half = thickness(points, np.ones(ALONG) if closed else profile, volume_ml, tendon_mm)
    if not closed:
        half = gaussian_filter1d(half, 1.0, mode="nearest")
    free = np.ones(ALONG) if closed else np.minimum(1, np.minimum(along, 1 - along) / 0.1)
    if draped:
        free = np.zeros(ALONG)
    return Head(name, volume_ml, spec, points, across, half, free, closed, draped=draped)
