"""How a section is looked at."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtGui import QTransform


@dataclass(frozen=True, slots=True)
class Camera2D:
    """What of the plane is seen: the middle, mm, and half the shorter side of the picture, mm."""

    x: float = 0.0
    y: float = 0.0
    half_mm: float = 100.0

    def scale(self, width: float, height: float) -> float:
        """Return pixels per mm."""
        return min(width, height) / 2 / self.half_mm

    def transform(self, width: float, height: float) -> QTransform:
        """Return what takes mm in the plane to pixels from the upper left corner."""
        scale = self.scale(width, height)
        made = QTransform(scale, 0, 0, -scale, width / 2, height / 2)
        return made.translate(-self.x, -self.y)

    def zoomed(self, factor: float, x: float, y: float) -> "Camera2D":
        """Zoom about a place in the plane, mm."""
        half = float(np.clip(self.half_mm * factor, 1.5, 1200.0))
        share = half / self.half_mm
        return Camera2D(x + (self.x - x) * share, y + (self.y - y) * share, half)

    def moved(self, x: float, y: float) -> "Camera2D":
        """Move by mm in the plane."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class SectionLook:
    """What is painted beside the structures, and how large the type is."""

    fibres: bool = True
    sites: bool = False
    names: bool = True
    points: float = 9.0
