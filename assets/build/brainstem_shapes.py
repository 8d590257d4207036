"""How far inside an authored course of the brainstem a place lies."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

TUBES = frozenset(
    {
        "middle_cerebellar_peduncle",
        "oculomotor_fascicle",
        "trochlear_fascicle",
        "trigeminal_fascicle",
        "abducens_fascicle",
        "facial_genu",
        "facial_fascicle",
        "vestibulocochlear",
        "glossopharyngeal_vagal_fascicle",
        "hypoglossal_fascicle",
        "superior_cerebellar_peduncle",
        "central_tegmental",
    }
)
"""Courses that leave the brainstem's long axis: balls along a line instead of sections."""
ROWS = {"glossopharyngeal_vagal_fascicle": (-4.5, 3.0)}
"""Tubes that stand for a row of rootlets, one above the other: its ends from the course, mm."""
ROW_STEPS = 8
SAMPLE_MM = 0.4


def _ellipse(rows: Array, x: Array, v: Array) -> Array:
    """Elliptic radius of places in sections; rows (..., 5): centre, half axes, tilt."""
    t = np.radians(rows[..., 4])
    dx, dv = x - rows[..., 0], v - rows[..., 1]
    along = np.cos(t) * dx + np.sin(t) * dv
    across = -np.sin(t) * dx + np.cos(t) * dv
    return np.asarray(np.hypot(along / rows[..., 2], across / rows[..., 3]))


def _column(course: Array, x: Array, s: Array, v: Array, least_mm: float) -> Array:
    order = np.argsort(course[:, 0])
    keys = course[order]
    low, high = keys[0, 0], keys[-1, 0]
    at = np.clip(s, low, high)
    rows = np.stack([np.interp(at, keys[:, 0], keys[:, k]) for k in (1, 2, 3, 4, 6)], -1)
    rows[..., 2:4] = np.maximum(rows[..., 2:4], least_mm)
    size = np.minimum(rows[..., 2], rows[..., 3])
    beyond = (s - at) / size
    return np.asarray((1 - np.hypot(_ellipse(rows, x, v), beyond)) * size)


def _ball(row: Array, x: Array, s: Array, v: Array, least_mm: float) -> Array:
    half = np.maximum(row[3:6], least_mm)
    rows = np.array([row[1], row[2], half[0], half[1], row[6]])
    radius = np.hypot(_ellipse(rows, x, v), (s - row[0]) / half[2])
    return np.asarray((1 - radius) * half.min())


def _tube(course: Array, x: Array, s: Array, v: Array, least_mm: float) -> Array:
    best = np.full(np.broadcast(x, s, v).shape, -np.inf)
    for a, b in pairwise(course):
        d = b[:3] - a[:3]
        t = ((s - a[0]) * d[0] + (x - a[1]) * d[1] + (v - a[2]) * d[2]) / max(d @ d, 1e-9)
        t = np.clip(t, 0, 1)
        away = [p - q - t * r for p, q, r in zip((s, x, v), a[:3], d, strict=True)]
        radius = np.maximum(a[3:5].mean() + t * (b[3:5].mean() - a[3:5].mean()), least_mm)
        best = np.maximum(best, radius - np.sqrt(sum(w**2 for w in away)))
    return best


def depth(name: str, course: Array, x: Array, s: Array, v: Array, least_mm: float = 0.0) -> Array:
    """Depth (mm, positive inside) of places in a structure.

    Parameters
    ----------
    name : str
        Structure, a key of the courses.
    course : (n, 7) array
        Its rows.
    x, s, v : arrays of one shape
        Lateral (of the structure's own side), rostral and ventral, mm.
    least_mm : float
        No half axis is taken smaller, so that a thin structure stays whole on a coarse grid.
    """
    if name in ROWS:
        rows = np.linspace(*ROWS[name], ROW_STEPS)
        return np.max([_tube(course, x, s - row, v, least_mm) for row in rows], axis=0)
    if name in TUBES:
        return _tube(course, x, s, v, least_mm)
    if len(course) == 1:
        return _ball(course[0], x, s, v, least_mm)
    return _column(course, x, s, v, least_mm)
