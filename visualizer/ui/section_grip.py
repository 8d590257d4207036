"""The handle of the plane in the 3D picture, dragged along the plane's normal."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF

from visualizer.render.section_plane import along
from visualizer.ui.sections import Sections
from visualizer.ui.viewport import Viewport

MM_PER_PIXEL = 0.3  # where the normal points at the eye


class SectionGrip:
    """Takes presses, moves and releases of the mouse; each says whether it was meant."""

    def __init__(self, sections: Sections, viewport: Viewport) -> None:
        self._sections, self._viewport = sections, viewport
        self._held: tuple[float, QPointF] | None = None

    def press(self, point: QPointF) -> bool:
        """Take hold of the plane where its handle is."""
        stage = self._viewport.stage
        self._held = None
        if (
            stage is not None
            and self._sections.shown
            and stage.at_plane_handle(*self._pixel(point))
        ):
            self._held = (self._sections.view.at_mm, QPointF(point))
        return self._held is not None

    def move(self, point: QPointF) -> bool:
        """Drag the plane along its normal."""
        if self._held is not None:
            self._sections.move_to(
                replace(self._sections.view, at_mm=self._held[0] + self._dragged_mm(point))
            )
        return self._held is not None

    def release(self, _point: QPointF) -> bool:
        """Let the plane go."""
        held, self._held = self._held, None
        return held is not None

    def _pixel(self, point: QPointF) -> tuple[float, float]:
        return self._viewport.display(point)

    def _dragged_mm(self, point: QPointF) -> float:
        """Return how far a drag of the handle moves the plane along its axis."""
        stage = self._viewport.stage
        if stage is None or self._held is None:
            return 0.0
        now = np.subtract(self._pixel(point), self._pixel(self._held[1]))
        handle = np.array(stage.cutter.handle_mm)
        ends = np.array([handle, handle + along(self._sections.view)])
        (x0, y0, _), (x1, y1, _) = stage.eye.project(ends)
        step = np.array([x1 - x0, y1 - y0])
        length = float(step @ step)
        least = 0.05 * float(
            np.linalg.norm(stage.eye.project(ends + [[0, 0, 1.0]])[0] - [x0, y0, 0])
        )
        if length < least**2 or length < 1e-6:  # it points at the eye: up is towards it
            return float(now[1]) * MM_PER_PIXEL
        return float(now @ step / length)
