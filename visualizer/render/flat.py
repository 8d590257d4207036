"""The flat things over the picture: labels, compass and handles."""

from typing import Any

import numpy as np

from visualizer.render.camera import Vec3
from visualizer.render.compass import Compass, Handles
from visualizer.render.eye import Eye
from visualizer.render.overlay import Labels
from visualizer.render.palette import Theme
from visualizer.render.pins import Pins

MOST_OF_LIMB = 800  # points that say where a limb is in the picture
NOWHERE = np.zeros((0, 2))


class Flat:
    """Labels, compass, the handles of the selected lesion and the grip of the cutting plane."""

    def __init__(self, renderer: Any) -> None:
        self.labels, self.compass, self.pins = Labels(), Compass(), Pins()
        self.handles, self.grip = Handles(), Handles()
        self.limb_mm: Any = np.zeros((0, 3))
        self.labels.use_renderer(renderer)
        for part in (self.labels, self.compass, self.pins, self.handles, self.grip):
            for actor in part.actors:
                renderer.AddViewProp(actor)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for part in (self.labels, self.compass, self.pins, self.handles, self.grip):
            part.set_theme(theme)

    def set_scale(self, scale: float) -> None:
        """Scale labels and compass; 0 hides the labels."""
        self.labels.visible = scale > 0
        self.labels.scale = self.compass.scale = self.pins.scale = scale if scale > 0 else 1.0

    def beside(self, limb_mm: Any, side: str) -> None:
        """Keep names beside a limb, (n, 3) world mm, on its outer side; none has both sides."""
        self.limb_mm = limb_mm[:: max(1, len(limb_mm) // MOST_OF_LIMB)]
        # seen from the front, the patient's left is on our right
        outer = "right" if side == "left" else "left"
        self.labels.column = outer if len(limb_mm) else "both"

    def place(self, eye: Eye, pixel_ratio: float, framed: Any, moving: bool = False) -> None:
        """Place labels, pins and compass for the present camera; `framed` is (n, 3) world mm."""
        right, up, back = eye.axes()
        self.compass.place(right, up, back, pixel_ratio)
        extent = eye.project(framed)[:, 0] if len(framed) else np.zeros(1)
        sides = (float(extent.min()), float(extent.max()))
        self.labels.limb = eye.project(self.limb_mm)[:, :2] if len(self.limb_mm) else NOWHERE
        self.labels.corner, self.labels.moving = self.compass.rect, moving
        self.labels.place(eye.project, eye.size, pixel_ratio, sides)
        taken = (self.compass.rect, *self.labels.taken, *self.labels.rects)
        self.pins.place(eye, pixel_ratio, moving, taken)

    def place_handles(
        self, eye: Eye, pixel_ratio: float, handles: dict[str, Any], grip: Vec3 | None
    ) -> None:
        """Place the handles of the lesion, by name, and the grip of the plane, world mm."""
        self.handles.follow(handles, eye.project, pixel_ratio)
        held = {} if grip is None else {"centre": grip}
        self.grip.follow(held, eye.project, pixel_ratio)
