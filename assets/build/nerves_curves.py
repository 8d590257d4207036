"""Smooth curves through points."""

import zlib

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def chain(points: Array) -> Array:
    """Length along a polyline at each of its (n, 3) points, mm."""
    step = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(step)])


def smooth(points: Array, step: float = 1.0) -> tuple[Array, Array]:
    """Centripetal Catmull-Rom curve through points.

    Parameters
    ----------
    points : (n, 3) array, mm, no two neighbours equal
    step : float
        Largest distance of neighbouring results, mm.

    Returns
    -------
    curve : (m, 3) array, mm
    place : (m,) array
        Position of each result as a fractional index into `points`.
    """
    p = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    knots = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1) ** 0.5)])
    out, place = [], []
    for i in range(len(points) - 1):
        a, b, c, d = p[i : i + 4]
        ta, tb, tc, td = knots[i : i + 4]
        n = max(int(np.ceil(np.linalg.norm(c - b) / step)), 2)
        f = np.arange(n) / n
        t = (tb + f * (tc - tb))[:, None]
        ab = (tb - t) / (tb - ta) * a + (t - ta) / (tb - ta) * b
        bc = (tc - t) / (tc - tb) * b + (t - tb) / (tc - tb) * c
        cd = (td - t) / (td - tc) * c + (t - tc) / (td - tc) * d
        abc = (tc - t) / (tc - ta) * ab + (t - ta) / (tc - ta) * bc
        bcd = (td - t) / (td - tb) * bc + (t - tb) / (td - tb) * cd
        out.append((tc - t) / (tc - tb) * abc + (t - tb) / (tc - tb) * bcd)
        place.append(i + f)
    out.append(points[-1:])
    place.append(np.array([float(len(points) - 1)]))
    return np.concatenate(out), np.concatenate(place)


def rounded(line: Array, free: Array, reach: int = 9) -> Array:
    """Round the kinks of a dense line (n, 3) where `free` (n,) is 1, its ends held.

    Parameters
    ----------
    reach : int
        Half width of the running mean, in points; it is run twice.
    """
    out = line
    blend = np.convolve(np.pad(free, reach, "edge"), np.ones(2 * reach + 1), "valid")
    blend = np.clip(2.0 * blend / (2 * reach + 1) - 1.0, 0.0, 1.0)
    ends = np.minimum(np.arange(len(line)), np.arange(len(line))[::-1])
    blend = (blend * np.clip(ends / (2.0 * reach), 0.0, 1.0))[:, None]
    kernel = np.ones(2 * reach + 1) / (2 * reach + 1)
    for _ in range(2):
        padded = np.pad(out, ((reach, reach), (0, 0)), "edge")
        mean = np.stack([np.convolve(padded[:, k], kernel, "valid") for k in range(3)], axis=1)
        out = out + blend * (mean - out)
    return out


def drop_repeats(points: Array, least: float = 0.05) -> NDArray[np.intp]:
    """Indices of the points that are not on top of the one before."""
    keep = [0]
    for i in range(1, len(points)):
        if np.linalg.norm(points[i] - points[keep[-1]]) > least:
            keep.append(i)
    return np.array(keep)


def ball(key: str, n: int) -> Array:
    """Return `n` points (n, 3) spread over the unit ball, the same for the same key."""
    seed = zlib.crc32(key.encode())
    v = np.random.default_rng(seed).normal(size=(n, 3))
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    r = ((np.arange(n) + 0.5) / n) ** (1 / 3)
    return v * r[:, None]
