"""Levels of detail: a surface is drawn as fine as the pixels are where it stands."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from vtkmodules.vtkRenderingCore import vtkPolyDataMapper

from visualizer.render.arrays import faces_of, points_of
from visualizer.render.twin import coarse, set_planes

PIXELS = 2.0  # what is smaller on the screen is joined
STEP = 1.5  # from one level to the next, as a ratio of sizes
HOLD = 0.8  # a coarser level stays until pixels are this much finer than it asks for
LEAST_FACES = 1_000  # fewer are drawn as they are
SAMPLE = 400


class Levels:
    """An actor with the mappers of its surface: as fine as it is, and coarser ones.

    Parameters
    ----------
    actor : vtkActor
        Its mapper has the whole surface.
    moving_mm : float
        Size of the details that are left while something moves; 0 keeps all.
    light : vtkPolyData, optional
        The copy for movement, where it is not made of the surface.
    """

    def __init__(self, actor: Any, moving_mm: float = 0.0, light: Any = None) -> None:
        self.actor, self.full = actor, actor.GetMapper()
        self._moving_mm, self._moving = moving_mm, False
        self._planes: Sequence[Any] = ()
        self._still_mm = 0.0
        self._copies: dict[float, Any] = {0.0: self.full}
        if light is not None:
            self._copies[moving_mm] = self._mapper(light)
        self._measure()

    @property
    def data(self) -> Any:
        """The whole surface."""
        return self.full.GetInput()

    def _measure(self) -> None:
        self.box_mm = np.array(self.data.GetBounds()).reshape(3, 2).T
        self._edge_mm = edge_mm(self.data)

    def forget(self) -> None:
        """Drop the coarser copies: the surface has changed."""
        self._copies = {0.0: self.full}
        self._still_mm = 0.0
        self._measure()
        self._draw()

    def clip(self, planes: Sequence[Any]) -> None:
        """Cut all copies by planes."""
        self._planes = planes
        for mapper in self._copies.values():
            set_planes(mapper, planes)

    def set_moving(self, moving: bool) -> None:
        """Draw what is left while something moves, or the level that the pixels ask for."""
        self._moving = moving
        self._draw()

    def fit(self, pixel_mm: float) -> None:
        """Choose the level for pixels of some size; nothing changes while it still fits."""
        size = self._level(pixel_mm)
        held = size < self._still_mm <= PIXELS * pixel_mm / HOLD
        if held or size == self._still_mm:
            return
        self._still_mm = size
        self._draw()

    def prepare(self, pixel_mm: float) -> None:
        """Make what will be drawn for pixels of some size."""
        self._copy(self._level(pixel_mm))
        self._copy(max(self._level(pixel_mm), self._moving_mm))

    def _level(self, pixel_mm: float) -> float:
        heavy = self.data.GetNumberOfPolys() >= LEAST_FACES
        return level_mm(self._edge_mm, PIXELS * pixel_mm) if heavy else 0.0

    def _copy(self, size: float) -> Any:
        if size not in self._copies:
            self._copies[size] = self._mapper(coarse(self.data, size))
        return self._copies[size]

    def _draw(self) -> None:
        mapper = self._copy(max(self._still_mm, self._moving_mm if self._moving else 0.0))
        before = self.actor.GetMapper()
        if mapper is not before:
            mapper.SetScalarVisibility(before.GetScalarVisibility())
            self.actor.SetMapper(mapper)

    def _mapper(self, data: Any) -> Any:
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(data)
        set_planes(mapper, self._planes)
        return mapper


def edge_mm(data: Any) -> float:
    """Return the edge of an even triangle as large as those of a surface are on the whole."""
    faces, points = faces_of(data), points_of(data)
    if not len(faces):
        return 1.0
    a, b, c = (points[faces[:: max(1, len(faces) // SAMPLE), corner]] for corner in range(3))
    area = 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1).mean()
    return float(np.sqrt(4 / np.sqrt(3) * area))


def level_mm(edge: float, wanted_mm: float) -> float:
    """Return the size of details of the coarsest level not above a size, 0 for the finest."""
    if edge <= 0 or wanted_mm < edge * STEP:
        return 0.0
    return edge * STEP ** math.floor(math.log(wanted_mm / edge) / math.log(STEP) + 1e-9)
