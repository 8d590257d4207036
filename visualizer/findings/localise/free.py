"""Balls along the paths, where no site has a name."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body
from visualizer.findings.compiled import PLACES, compiled
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.localise.hypotheses import Hypothesis
from visualizer.scene import Lesion, Sphere

GRID_MM = 3.0
NERVE_GRID_MM = 20.0
RADIUS_MM = 3.0
_NERVE = tuple(PLACES.index(name) for name in ("axon", "muscle"))


def balls(body: Body, knowledge: Knowledge) -> tuple[Hypothesis, ...]:
    """Return a small ball at every place of a grid that fibres run through.

    Brain, cord and roots are covered every 3 mm, nerves every 20 mm of their course.
    """
    place = compiled(body, knowledge).place
    nerve = np.isin(place, _NERVE)
    points = body.fibres.points_mm
    centers = [*_cells(points[~nerve], GRID_MM), *_cells(points[nerve], NERVE_GRID_MM)]
    return tuple(Hypothesis((Lesion(shape=Sphere(c, RADIUS_MM)),)) for c in centers)


def _cells(points_mm: NDArray[np.floating], step_mm: float) -> Iterator[tuple[float, float, float]]:
    """Return for each cell of a grid that holds points the point next to their middle."""
    if not len(points_mm):
        return
    cell = np.round(np.asarray(points_mm, dtype=float) / step_mm).astype(np.int64)
    _, owner, count = np.unique(cell, axis=0, return_inverse=True, return_counts=True)
    middle = np.stack([np.bincount(owner, points_mm[:, axis]) / count for axis in range(3)], axis=1)
    yield from ((x, y, z) for x, y, z in middle.round(1).tolist())
