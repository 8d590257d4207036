"""Solid pieces of the ventral horn scene: tubes, balls and discs as vertices and faces."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.render.palette import Rgb

Points = NDArray[np.float64]
Faces = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One part of the scene.

    Attributes
    ----------
    part : str
        The structure that a click on it names.
    points : (n, 3) array
        In the block's own millimetres: lateral, ventral, rostral.
    faces : (m, 3) int array
    along : (m,) int array
        Step along a tube, for dashes; empty for what is not a tube.
    colour : (r, g, b)
    system : str
        umn, reticulospinal, lmn, afferent, or "" for what no lesion of a path interrupts.
    order : int
        Place along its path, in the direction of the impulse: what comes after a cut is silent.
    member : float
        Which of the pool's neurons this is, 0 to 1: those below the share cut are silent.
    glass : float
        Opacity; 1 is solid.
    """

    part: str
    points: Points
    faces: Faces
    colour: Rgb
    system: str = ""
    order: int = 0
    member: float = 0.0
    glass: float = 1.0
    along: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def smooth(knots: Any, per_leg: int = 8) -> Points:
    """Draw a curve (Catmull-Rom) through (n, 3) knots."""
    p = np.asarray(knots, dtype=float)
    if len(p) < 3:
        t = np.linspace(0, 1, per_leg + 1)[:, None]
        return np.asarray(p[0] * (1 - t) + p[-1] * t)
    ends = np.concatenate([[2 * p[0] - p[1]], p, [2 * p[-1] - p[-2]]])
    t = np.linspace(0, 1, per_leg, endpoint=False)[:, None]
    legs = []
    for a, b, c, d in zip(ends[:-3], ends[1:-2], ends[2:-1], ends[3:], strict=True):
        turn = (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        legs.append(0.5 * (2 * b + (c - a) * t + turn))
    return np.concatenate([*legs, p[-1:]])


def _frames(line: Points) -> tuple[Points, Points]:
    tangent = np.gradient(line, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-12)
    first = np.eye(3)[int(np.argmin(np.abs(tangent[0])))]
    across = np.empty_like(line)
    for i, t in enumerate(tangent):
        first = first - (first @ t) * t
        first /= max(float(np.linalg.norm(first)), 1e-12)
        across[i] = first
    return across, np.cross(tangent, across)


def tube(line: Points, radius: Any, sides: int = 6) -> tuple[Points, Faces, NDArray[np.int64]]:
    """Make a closed tube: points, faces and the step along it of each face.

    Parameters
    ----------
    line : (n, 3) array
    radius : float or (n,) array
    sides : int
    """
    n = len(line)
    a, b = _frames(line)
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = np.cos(turn)[None, :, None] * a[:, None] + np.sin(turn)[None, :, None] * b[:, None]
    wide = np.broadcast_to(np.asarray(radius, dtype=float), (n,))
    points = (line[:, None] + wide[:, None, None] * ring).reshape(-1, 3)
    i, j = np.arange(n - 1)[:, None] * sides, np.arange(sides)[None]
    k = (j + 1) % sides
    quads = np.stack([i + j, i + k, i + sides + k, i + sides + j], axis=-1).reshape(-1, 4)
    step = np.repeat(np.arange(n - 1), sides)
    points = np.concatenate([points, line[[0, -1]]])
    last = (n - 1) * sides
    start = np.stack([np.full(sides, n * sides), k[0], j[0]], axis=1)
    end = np.stack([np.full(sides, n * sides + 1), last + j[0], last + k[0]], axis=1)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]], start, end])
    along = np.concatenate([step, step, np.zeros(sides, int), np.full(sides, n - 2)])
    return points, faces.astype(np.int64), along.astype(np.int64)


def ball(
    centre: Any, radii: float | tuple[float, float], axis: Any = (0.0, 0.0, 1.0), n: int = 10
) -> tuple[Points, Faces]:
    """Make an ellipsoid: `radii` are (across, along the axis)."""
    wide, tall = radii if isinstance(radii, tuple) else (radii, radii)
    polar = np.linspace(0, np.pi, n)
    way = np.asarray(axis, dtype=float) / np.linalg.norm(axis)
    line = np.asarray(centre) - np.cos(polar)[:, None] * way * tall
    points, faces, _ = _lathe(line, wide * np.sin(polar), way, 2 * n - 6)
    return points, faces


def disc(centre: Any, normal: Any, radius: float, thick: float) -> tuple[Points, Faces]:
    """Make a flat disc: the bar of an inhibitory ending."""
    way = np.asarray(normal, dtype=float) / max(float(np.linalg.norm(normal)), 1e-12)
    line = np.asarray(centre) + np.array([-1, -1, 1, 1])[:, None] * way * thick / 2
    points, faces, _ = _lathe(line, np.array([0, radius, radius, 0]), way, 10)
    return points, faces


def _lathe(
    line: Points, radius: NDArray[np.float64], way: Points, sides: int
) -> tuple[Points, Faces, NDArray[np.int64]]:
    a = np.eye(3)[int(np.argmin(np.abs(way)))]
    a = a - (a @ way) * way
    a /= np.linalg.norm(a)
    b = np.cross(way, a)
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = np.cos(turn)[:, None] * a + np.sin(turn)[:, None] * b
    points = (line[:, None] + radius[:, None, None] * ring[None]).reshape(-1, 3)
    i, j = np.arange(len(line) - 1)[:, None] * sides, np.arange(sides)[None]
    k = (j + 1) % sides
    quads = np.stack([i + j, i + k, i + sides + k, i + sides + j], axis=-1).reshape(-1, 4)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]).astype(np.int64)
    return points, faces, np.zeros(0, dtype=np.int64)
