"""Sensory and autonomic fibres in the brainstem: along the authored courses of their tracts."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from assets.build import brainstem_frame as frame
from assets.build import tract_curves
from assets.build.cord import JUNCTION_MM
from assets.build.pathways_ascending_cord import share
from assets.build.strands import Place

Array = NDArray[np.float64]
STEP_MM = 2.6
ROW_MM = 2.5
LOWEST_MM = -31.0
"""Rostral place below which a tract has the place that the cord gives it."""
HIGHEST_MM = 33.5
TURN_MM = (-13.0, -5.0)
"""Rostral places between which the medial lemniscus turns from upright to lying."""
BORDER_MM = 10.0
"""Length over which a line is led into its neighbouring part."""


@cache
def _keys(name: str) -> Array:
    rows = frame.read_courses()[name]
    return rows[np.argsort(rows[:, 0])]


def section(name: str, rostral: Array) -> Array:
    """Sections (n, 5) of a course: lateral, ventral, half axes (mm) and tilt (degrees)."""
    keys = _keys(name)
    return np.stack([np.interp(rostral, keys[:, 0], keys[:, k]) for k in (1, 2, 3, 4, 6)], -1)


def within(name: str, rostral: Array, disc: Array) -> Array:
    """Places (n, 3) of (rostral, lateral, ventral) mm in a course.

    Parameters
    ----------
    disc : (2,) or (n, 2) array
        Place in the section in half axes along its first and second axis.
    """
    row = section(name, rostral)
    disc = np.broadcast_to(disc, (len(rostral), 2))
    t = np.radians(row[:, 4])
    a, b = disc[:, 0] * row[:, 2], disc[:, 1] * row[:, 3]
    lateral = row[:, 0] + np.cos(t) * a - np.sin(t) * b
    return np.stack([rostral, lateral, row[:, 1] + np.sin(t) * a + np.cos(t) * b], -1)


def body(places: Array, side: float = 1.0) -> Array:
    """Body mm (n, 3) of (rostral, lateral, ventral) places; `side` -1 mirrors them."""
    out = frame.to_body(places[:, 1], places[:, 0], places[:, 2])
    return out * [side, 1.0, 1.0]


def rows(low: float, high: float) -> Array:
    """Rostral places between two ends, evenly."""
    n = max(int(np.ceil(abs(high - low) / ROW_MM)), 1)
    return np.linspace(low, high, n + 1)


def lemniscus_disc(rostral: Array, order: float, other: float) -> Array:
    """Places (n, 2) in the lemniscus: `order` -1 (neck) to 1 (sacral), `other` across it.

    The sacral end stands in front in the medulla, lies at the side in the pons and behind at
    the side in the midbrain.
    """
    low, high = TURN_MM
    turn = np.radians(90.0) * (1 - tract_curves.smoothstep((rostral - low) / (high - low)))
    a = order * np.cos(turn) - other * np.sin(turn)
    return np.stack([a, order * np.sin(turn) + other * np.cos(turn)], -1)


def smooth(knots: Array, step_mm: float = STEP_MM, width: float = 3.0) -> Array:
    """Lead a smooth line near knots (n, 3), evenly spaced, its ends held."""
    gaps = np.linalg.norm(np.diff(knots, axis=0), axis=1)
    knots = knots[np.append(True, gaps > 0.05)]
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1) ** 0.6)])
    line = CubicSpline(way, knots)(np.linspace(0, way[-1], 16 * len(knots)))
    line = tract_curves.resample(line, 0.5)
    ends = line[[0, -1]].copy()
    line = gaussian_filter1d(line, width, axis=0, mode="nearest")
    ease = np.minimum(np.arange(len(line)), np.arange(len(line))[::-1]) / (3.0 * width)
    pull = np.clip(1 - ease, 0, 1)[:, None]
    first, last = ends - line[[0, -1]]
    half = len(line) // 2
    line[:half] += pull[:half] * first
    line[half:] += pull[half:] * last
    return tract_curves.resample(line, step_mm)


def column_nucleus(gracile: bool, layer: float, k: int) -> tuple[Array, str]:
    """Place (3,), (rostral, lateral, ventral), of a cell of the gracile or cuneate nucleus."""
    name = "gracile" if gracile else "cuneate"
    low, high = (-34.0, -27.0) if gracile else (-33.0, -23.0)
    at = np.array([low + (high - low) * share(k, 0.31)])
    disc = np.array([0.55 * (2 * share(k, 0.17) - 1), 0.55 * (2 * share(k, 0.77) - 1)])
    disc[0] = 0.6 * (2 * layer - 1) + 0.3 * disc[0]
    return within(name, at, disc)[0], f"nucleus.{name}"


def column_end(gracile: bool, layer: float, k: int, before: Array) -> tuple[Array, list[Place]]:
    """Last points (n, 3), body mm, of a dorsal column fibre, from `before` to its nucleus."""
    place, nucleus = column_nucleus(gracile, layer, k)
    goal = body(place[None])[0]
    under = place - [3.0, 0.0, 0.0]
    knots = np.stack([before, 0.5 * (before + goal), goal])
    if under[0] > -35.5:
        knots[1] = 0.5 * (before + goal) + [0.0, -0.4, 0.0]
    n = max(int(np.ceil(np.linalg.norm(goal - before) / STEP_MM)), 2)
    t = np.linspace(0, 1, n + 1)[1:, None]
    line = (1 - t) ** 2 * knots[0] + 2 * t * (1 - t) * knots[1] + t**2 * knots[2]
    levels = [frame.level_at(float(r)) for r in frame.from_body(line)[1]]
    where: list[Place] = [("brainstem.dorsal_column", "right", level) for level in levels]
    where[-1] = (nucleus, "right", levels[-1])
    return line, where


def labels(points: Array, site: str, cord_site: str = "") -> list[Place]:
    """Place of each point (n, 3), body mm, of one tract: its side and classic level.

    Points below the brainstem lie in `cord_site` at C1.
    """
    x, rostral, _ = frame.from_body(points)
    out: list[Place] = []
    for i, at in enumerate(rostral):
        side = "right" if x[i] > 0 else "left"
        if cord_site and points[i, 2] < JUNCTION_MM[2]:
            out.append((cord_site, side, "C1"))
        else:
            out.append((site, side, frame.level_at(float(at))))
    return out
