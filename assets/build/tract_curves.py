"""Curves and evenly spread places: small geometry that all bundles of the tract share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

Array = NDArray[np.float64]

STEP_MM = 1.5  # between stored points


def halton(count: int, start: int = 0) -> Array:
    """Give `count` values in 0..1 of the base-2 van der Corput sequence, from `start`."""
    i = np.arange(start, start + count)
    value, scale = np.zeros(count), 0.5
    while i.any():
        value += scale * (i & 1)
        i, scale = i >> 1, scale / 2
    return value


def spread(count: int, start: int = 0) -> Array:
    """Give evenly spread places in the unit square: (count, 2), the R2 sequence from `start`.

    Any run of consecutive places is spread evenly too, so every body part fills the section.
    """
    g = 1.32471795724474602596
    steps = np.outer(np.arange(start + 1, start + count + 1), [1 / g, 1 / g**2])
    return np.asarray((0.5 + steps) % 1.0)


def even_disc(places: Array) -> Array:
    """Give places ((n, 2)) a uniform density over the unit disc again, by rank of the radius."""
    r = np.linalg.norm(places, axis=1)
    rank = np.empty(len(r))
    rank[np.argsort(r)] = np.arange(len(r))
    return places * (np.sqrt((rank + 0.5) / len(r)) / np.maximum(r, 1e-9))[:, None]


def smoothstep(values: Array) -> Array:
    """Ease values from 0 to 1."""
    w = np.clip(values, 0, 1)
    return np.asarray(w * w * (3 - 2 * w))


def through(heights_mm: Array, knots: Array, at_mm: Array) -> Array:
    """Lead curves through their knots: ((k,) z, (n, k, 3), (m,) z) -> (n, m, 3)."""
    order = np.argsort(heights_mm)
    return np.asarray(PchipInterpolator(heights_mm[order], knots[:, order], axis=1)(at_mm))


def resample(points: Array, step_mm: float) -> Array:
    """Space a line's points ((n, 3) mm) evenly, at most `step_mm` apart; the ends stay."""
    s = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    keep = np.r_[True, np.diff(s) > 1e-6]
    s, points = s[keep], points[keep]
    n = max(2, int(np.ceil(s[-1] / step_mm)) + 1)
    at = np.linspace(0, s[-1], n)
    return np.stack([np.interp(at, s, points[:, i]) for i in range(3)], -1)


def bend_to(start: Array, heading: Array, goal: Array, arrival: Array, count: int = 24) -> Array:
    """Lead a Hermite curve from `start` along `heading` to `goal`: (count, 3)."""
    t = np.linspace(0, 1, count)[:, None]
    h = (2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, -2 * t**3 + 3 * t**2, t**3 - t**2)
    return np.asarray(h[0] * start + h[1] * heading + h[2] * goal + h[3] * arrival)
