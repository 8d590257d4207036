"""Laminae and nuclei of the grey matter at one place of the cord, right side."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cord_outline import (
    SEGMENTS,
    curve,
    half_outline,
    inside,
    points_at,
    polygon,
)
from assets.build.cord_white import along

Array = NDArray[np.float64]
BOW = 0.035
"""How far a border between laminae of the dorsal horn bows backwards, in half depths."""

ACROSS, ROUND = 7, 14
_MEDIAL = ("dh_base_m", "dh_neck_m", "dh_head_m", "dh_tip_m", "dh_tip")
_LATERAL = ("dh_tip", "dh_tip_l", "dh_head_l", "dh_neck_l", "dh_base_l")


@dataclass(frozen=True, eq=False)
class Lamina:
    """A part of a lamina in a range of segments, see `cord_laminae.csv`."""

    name: str
    corners: tuple[str, ...]
    strip: tuple[float, float]
    first: int
    last: int

    def polygon(self, place: float) -> Array:
        """Polygon (n, 2) of (u, v) at a place counted in segments."""
        named = points_at(place)
        if self.corners:
            return polygon(self.corners, named)
        return strip(named, *self.strip)


@dataclass(frozen=True, eq=False)
class Nucleus:
    """A column of cells in a range of segments, see `cord_nuclei.csv`."""

    name: str
    centre: tuple[tuple[str, float], ...]
    half_mm: tuple[float, float]
    first: int
    last: int
    source: str

    def polygon(self, place: float, width: float, depth: float) -> Array:
        """Polygon (n, 2) of (u, v) at a place; half width and half depth of the cord in mm."""
        named = points_at(place)
        middle = sum(named[k] * w for k, w in self.centre)
        swell = np.clip(min(place - self.first, self.last - place) + 0.75, 0.25, 1.0) ** 0.5
        turn = np.linspace(0, 2 * np.pi, ROUND, endpoint=False)
        u = self.half_mm[0] / width * swell * np.cos(turn)
        v = self.half_mm[1] / depth * swell * np.sin(turn)
        return within(np.asarray(middle), np.stack([u, v], axis=1), half_outline(named))


def within(middle: Array, spokes: Array, outline: Array) -> Array:
    """Draw points (n, 2) at `middle` plus `spokes` in until they lie inside a polygon."""
    size = np.ones(len(spokes))
    for _ in range(12):
        fits = inside(outline, middle + 1.12 * size[:, None] * spokes)
        if fits.all():
            break
        size = np.where(fits, size, 0.85 * size)
    return middle + size[:, None] * spokes


def strip(named: dict[str, Array], low: float, high: float) -> Array:
    """Polygon (n, 2) of the dorsal horn between two shares of its length, 0 base to 1 tip."""
    legs = curve(named)
    pairs = list(pairwise(_MEDIAL))
    medial = np.concatenate([*(legs[p] for p in pairs), named["dh_tip"][None]])
    pairs = list(pairwise(_LATERAL))
    lateral = np.concatenate([*(legs[p] for p in pairs), named["dh_base_l"][None]])[::-1]
    rise = np.linspace(low, high, ACROSS)
    up, down = along(medial, rise), along(lateral, rise)[::-1]
    t = np.linspace(0, 1, ACROSS)[1:-1, None]
    bow = np.concatenate([0 * t, -BOW * 4 * t * (1 - t)], axis=1)
    far = (1 - t) * up[-1] + t * down[0] + bow * (high < 1)
    near = (1 - t) * down[-1] + t * up[0] + bow * (low > 0)
    if high >= 1:
        return np.concatenate([up, down[1:], near])
    return np.concatenate([up, far, down, near])


def _rows(name: str) -> list[dict[str, str]]:
    with (places.KNOWLEDGE / name).open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


@cache
def laminae() -> tuple[Lamina, ...]:
    """Read the laminae."""
    return tuple(
        Lamina(
            r["lamina"],
            tuple(r["corners"].split(";")) if r["corners"] else (),
            (float(r["from"] or 0), float(r["to"] or 0)),
            SEGMENTS.index(r["first"]),
            SEGMENTS.index(r["last"]),
        )
        for r in _rows("cord_laminae.csv")
    )


@cache
def nuclei() -> tuple[Nucleus, ...]:
    """Read the columns of cells."""
    found = []
    for r in _rows("cord_nuclei.csv"):
        pairs = [p.split(":") for p in r["centre"].split(";")]
        found.append(
            Nucleus(
                r["nucleus"],
                tuple((k, float(w)) for k, w in pairs),
                (float(r["half_u_mm"]), float(r["half_v_mm"])),
                SEGMENTS.index(r["first"]),
                SEGMENTS.index(r["last"]),
                r["source"],
            )
        )
    return tuple(found)
