"""What the mouse and keys do in the picture: look and place."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, Qt

from visualizer.scene import Lesion, Pick, Shape, Slab, Sphere
from visualizer.ui.placing import at_pick, lesion_for, moved, place_words
from visualizer.ui.throttle import Throttle
from visualizer.ui.wording import capital
from visualizer.ui.workbench import Workbench

Keys = Qt.KeyboardModifier
CLICK_PIXELS = 5.0
HOVER_MS = 70
DRAG_MS = 25
NUDGE_MM = 1.0


class Picture(Protocol):
    """What a tool needs of the viewport."""

    def pick(self, point: QPointF) -> Pick | None:
        """Return what is at a place of the widget."""

    def handle_at(self, point: QPointF) -> str | None:
        """Return the handle of the selected lesion at a place of the widget."""

    def world_at(self, point: QPointF, depth_of_mm: np.ndarray) -> np.ndarray:
        """Return the place under a widget point as deep as another place."""

    def axes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the camera's right, up and inward unit vectors."""

    def say_at(self, text: str, point: QPointF) -> None:
        """Show words beside the cursor."""

    def ghost(self, shape: Shape | None, label: str) -> None:
        """Show the shape that a release would make, or none."""


class Grip(Protocol):
    """Something in the picture that can be dragged; each says whether it is held."""

    def press(self, point: QPointF) -> bool:
        """Take hold of it where it is."""

    def move(self, point: QPointF) -> bool:
        """Drag it."""

    def release(self, point: QPointF) -> bool:
        """Let it go."""


class Tool:
    """A mode of the mouse; every method says whether it took the event."""

    name = ""

    def __init__(self, picture: Picture, bench: Workbench) -> None:
        self.picture = picture
        self.bench = bench
        self._hover = Throttle(self._say_hover, HOVER_MS)

    def press(self, _point: QPointF) -> bool:
        """Take a press of the left button."""
        self._hover.cancel()
        return False

    def move(self, _point: QPointF) -> bool:
        """Take a move with a button down."""
        return False

    def release(self, _point: QPointF) -> bool:
        """Take a release of the left button."""
        return False

    def hover(self, point: QPointF) -> None:
        """Name what is under the cursor."""
        self._hover(point)

    def _say_hover(self, point: QPointF) -> None:
        pick = self.picture.pick(point)
        self.picture.say_at("" if pick is None else capital(pick.label), point)

    def wheel(self, notches: int, modifiers: Keys) -> bool:
        """Resize or deepen the selected lesion with Ctrl; leave the rest to the camera."""
        lesion = self.bench.selected
        if not modifiers & Keys.ControlModifier or lesion is None or not notches:
            return False
        if modifiers & Keys.ShiftModifier:
            self.bench.nudge(self.picture.axes()[2] * notches * NUDGE_MM)
        else:
            self.bench.resize(notches)
        return True

    def key(self, key: int, modifiers: Keys) -> bool:
        """Nudge, resize or delete the selected lesion."""
        if self.bench.selected is None:
            return False
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.bench.remove()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.bench.resize(1)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.bench.resize(-1)
        else:
            return self._arrow(key, modifiers)
        return True

    def _arrow(self, key: int, modifiers: Keys) -> bool:
        right, up, inward = self.picture.axes()
        deep = bool(modifiers & Keys.ShiftModifier)
        step = {
            Qt.Key.Key_Left: -right,
            Qt.Key.Key_Right: right,
            Qt.Key.Key_Up: inward if deep else up,
            Qt.Key.Key_Down: -inward if deep else -up,
        }.get(Qt.Key(key))
        lesion = self.bench.selected
        if step is None or lesion is None:
            return False
        long = isinstance(lesion.shape, Slab)
        self.bench.nudge(step * (NUDGE_MM * (14.0 if long else 1.0)))
        return True

    def leave(self) -> None:
        """Give up what is under way."""
        self._hover.cancel()
        self.picture.say_at("", QPointF())


class LookTool(Tool):
    """Turns the camera, selects, and moves the selected lesion."""

    name = "look"

    def __init__(
        self, picture: Picture, bench: Workbench, selected: Callable[[Pick | None], None]
    ) -> None:
        super().__init__(picture, bench)
        self._tell = selected
        self._start = QPointF()
        self._lesion: Lesion | None = None
        self._handle = ""
        self._drag = Throttle(self._drag_to, DRAG_MS)
        self.grip: Grip | None = None

    def press(self, point: QPointF) -> bool:
        """Begin a drag of the selected lesion, else leave it to the camera."""
        super().press(point)
        self._start = QPointF(point)
        if self.grip is not None and self.grip.press(point):
            return True
        lesion = self.bench.selected
        if lesion is None or lesion.shape is None:
            return False
        handle = self.picture.handle_at(point)
        if handle is None:
            pick = self.picture.pick(point)
            if pick is None or pick.kind != "lesion" or pick.structure != lesion.id:
                return False
        self._lesion, self._handle = lesion, handle or "centre"
        return True

    def move(self, point: QPointF) -> bool:
        """Drag the lesion, or the grip."""
        if self._lesion is None:
            return self.grip is not None and self.grip.move(point)
        if self.bench.session.previewing or _far(point, self._start):
            self._drag(point)
        return True

    def release(self, point: QPointF) -> bool:
        """Commit a drag, or select what was clicked."""
        if self.grip is not None and self.grip.release(point):
            return True
        if self._lesion is not None:
            self._drag.flush()
            self._lesion = None
            self.bench.drop()
            return True
        if not _far(point, self._start):
            self._tell(self.picture.pick(point))
        return False

    def _drag_to(self, point: QPointF) -> None:
        lesion = self._lesion
        if lesion is not None and lesion.shape is not None:
            self.bench.drag(lesion, self._dragged(lesion.shape, point))

    def _dragged(self, shape: Shape, point: QPointF) -> Shape:
        if not isinstance(shape, Sphere):
            pick = self.picture.pick(point)
            return shape if pick is None else at_pick(shape, pick, self.bench.body)
        centre = np.array(shape.center_mm)
        here = self.picture.world_at(point, centre)
        if self._handle == "radius":
            radius = float(np.clip(round(2 * float(np.linalg.norm(here - centre))) / 2, 1, 60))
            return Sphere(shape.center_mm, radius)
        start = self.picture.world_at(self._start, centre)
        if self._handle == "depth":
            _, up, inward = self.picture.axes()
            return moved(shape, inward * float((here - start) @ up), self.bench.body)
        return moved(shape, here - start, self.bench.body)

    def leave(self) -> None:
        """Give up a drag."""
        super().leave()
        self._drag.cancel()
        if self._lesion is not None:
            self._lesion = None
            self.bench.session.cancel_preview()


class PlaceTool(Tool):
    """Places on release what fits under the cursor, and says it before."""

    name = "place"

    def __init__(self, picture: Picture, bench: Workbench) -> None:
        super().__init__(picture, bench)
        self._down = False
        self._aim = Throttle(self._aim_at, DRAG_MS)

    def press(self, point: QPointF) -> bool:
        """Show what a release here would place."""
        super().press(point)
        self._down = True
        self._aim_at(point)
        return True

    def move(self, point: QPointF) -> bool:
        """Show what a release there would place."""
        if self._down:
            self._aim(point)
        return self._down

    def release(self, point: QPointF) -> bool:
        """Place it."""
        if not self._down:
            return False
        self._aim.cancel()
        self._down = False
        pick = self.picture.pick(point)
        lesion = None if pick is None else lesion_for(pick, self.bench.body)
        self.picture.ghost(None, "")
        self.picture.say_at("", point)
        words = capital(place_words(pick, lesion))
        if lesion is None:
            self.bench.said.emit(words)
        else:
            self.bench.place(lesion, words)
        return True

    def _aim_at(self, point: QPointF) -> None:
        pick = self.picture.pick(point)
        lesion = None if pick is None else lesion_for(pick, self.bench.body)
        words = capital(place_words(pick, lesion))
        self.picture.ghost(None if lesion is None else lesion.shape, "")
        self.picture.say_at(words, point)
        self.bench.said.emit(words)

    def _say_hover(self, point: QPointF) -> None:
        pick = self.picture.pick(point)
        lesion = None if pick is None else lesion_for(pick, self.bench.body)
        self.picture.say_at("" if pick is None else capital(place_words(pick, lesion)), point)

    def leave(self) -> None:
        """Forget what was aimed at."""
        super().leave()
        self._aim.cancel()
        self._down = False
        self.picture.ghost(None, "")


def _far(a: QPointF, b: QPointF) -> bool:
    return (a - b).manhattanLength() > CLICK_PIXELS
