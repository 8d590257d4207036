"""Cell bodies, dendrites and endings of neurons, grown from a fixed seed."""

from typing import Any

import numpy as np

from visualizer.render.horn_shapes import Points, ball, disc, smooth, tube

Mesh = tuple[Points, Any]


def _joined(meshes: list[Mesh]) -> Mesh:
    points, faces, base = [], [], 0
    for p, f in meshes:
        points.append(p)
        faces.append(f + base)
        base += len(p)
    return np.concatenate(points), np.concatenate(faces)


def dendrites(
    centre: Points,
    body_mm: float,
    reach_mm: float,
    seed: int,
    stems: int = 7,
    depth: int = 2,
    squeeze: Any = (1.0, 1.0, 1.0),
) -> Mesh:
    """Grow branching, tapering dendrites.

    Parameters
    ----------
    centre : (3,) array
    body_mm, reach_mm : float
        Radius of the cell body and how far the tips are from its middle.
    seed, stems, depth : int
        `depth` is how often each stem forks.
    squeeze : (3,) array
        How much of the reach there is in each direction.
    """
    rng = np.random.default_rng(seed)
    golden = np.pi * (3 - np.sqrt(5))
    found: list[Mesh] = []
    for i in range(stems):
        z = 1 - 2 * (i + 0.5) / stems
        turn = golden * i + rng.uniform(0, 6.3)
        way = np.array([np.sqrt(1 - z * z) * np.cos(turn), np.sqrt(1 - z * z) * np.sin(turn), z])
        _grow(found, rng, centre + 0.75 * body_mm * way, way, 0.30 * body_mm,
              reach_mm - 0.75 * body_mm, depth, np.asarray(squeeze))  # fmt: skip
    return _joined(found)


def _grow(
    found: list[Mesh], rng: Any, start: Points, way: Points, radius: float, left: float,
    depth: int, squeeze: Points,
) -> None:  # fmt: skip
    length = left / (depth + 1) * rng.uniform(0.85, 1.15)
    bend = rng.normal(0, 0.28, 3)
    middle = start + 0.5 * length * (way + 0.5 * bend) * squeeze
    stop = start + length * (way + bend) * squeeze
    taper = (
        np.linspace(radius, 0.62 * radius, 7) if depth else np.linspace(radius, 0.25 * radius, 7)
    )
    points, faces, _ = tube(smooth([start, middle, stop], 3), taper, 5)
    found.append((points, faces))
    if depth == 0:
        return
    heading = (stop - middle) / max(float(np.linalg.norm(stop - middle)), 1e-9)
    for _ in range(2):
        turned = heading + rng.normal(0, 0.55, 3)
        turned /= np.linalg.norm(turned)
        _grow(found, rng, stop, turned, 0.6 * radius, left - length, depth - 1, squeeze)


def neuron(centre: Points, body_mm: float, reach_mm: float, seed: int, stems: int = 7,
           depth: int = 2, squeeze: Any = (1.0, 1.0, 1.0)) -> Mesh:  # fmt: skip
    """Make a cell body with its dendrites."""
    axis = np.random.default_rng(seed).normal(0, 1, 3)
    body = ball(centre, (body_mm, 1.18 * body_mm), axis, 12)
    return _joined([body, dendrites(centre, body_mm, reach_mm, seed, stems, depth, squeeze)])


def excitatory(tip: Points, way: Points, size_mm: float) -> Mesh:
    """Make a round bouton at the end of a fibre that arrives along `way`."""
    return ball(tip - way * 0.6 * size_mm, size_mm, way, 8)


def inhibitory(tip: Points, way: Points, size_mm: float) -> Mesh:
    """Make a flat bar across the end of a fibre that arrives along `way`."""
    return disc(tip - way * 0.3 * size_mm, way, 2.1 * size_mm, 0.8 * size_mm)
