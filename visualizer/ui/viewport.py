"""The sole holder of the 3D widget: its events, its overlays and its end."""

import math
from html import escape

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QWidget
from pyvistaqt import QtInteractor

from visualizer.anatomy import Body
from visualizer.render.stage import Stage
from visualizer.scene import Pick, Shape
from visualizer.ui.opengl import opengl_problem
from visualizer.ui.overlays import Plate, place_plates
from visualizer.ui.theme import Colours, ThemeName
from visualizer.ui.tools import Tool

STILL_MS = 220
SETTLE_MS = 80


class Viewport(QWidget):
    """The 3D picture with the plates over it.

    Mouse and keys go to the present tool first; what it leaves goes to the camera.
    """

    resized = Signal()
    grabbed = Signal()

    def __init__(self, body: Body, theme: ThemeName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(360, 300)
        self.setAcceptDrops(False)
        self.plotter: QtInteractor | None = None
        self.stage: Stage | None = None
        self.tool: Tool | None = None
        self.message: QLabel | None = None
        self._moving = self._frozen = False
        self._held = False
        self._reserved = self._top = 0
        problem = opengl_problem()
        if problem:
            self.message = QLabel(problem, self, wordWrap=True, margin=40)
            self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        else:
            self._begin(body, theme)
        self.hover = Plate(self, "Under the cursor")
        self.legend = Plate(self, "Legend")
        self.banner = Plate(self, "Lesion and time")
        self.signs = Plate(self, "Signs")
        for plate in (self.signs, self.banner):
            plate.setWordWrap(True)
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._stand_still)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.resized)

    def _begin(self, body: Body, theme: ThemeName) -> None:
        self.plotter = QtInteractor(self, auto_update=False, multi_samples=0)
        self.plotter.setAcceptDrops(False)
        self.plotter.setMouseTracking(True)
        self.plotter.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotter.setAccessibleName("3D picture")
        self.plotter.installEventFilter(self)
        self.stage = Stage(self.plotter, body, theme)
        self.stage.pixel_ratio = self.devicePixelRatioF()
        self.setFocusProxy(self.plotter)

    def dress(self, colours: Colours, scale: float = 1.0) -> None:
        """Give the plates the colours of a theme; `scale` enlarges them for a projector."""
        self.hover.dress(colours, 10 * scale, 6)
        self.legend.dress(colours, 9 * scale, 9)
        self.banner.dress(colours, 13 * scale, 10)
        self.signs.dress(colours, 12 * (1 + 0.6 * (scale - 1)), 14)
        self.arrange()

    def arrange(self) -> None:
        """Put every plate in its place."""
        lesions = [] if self.stage is None else self.stage.lesions.centres
        places = [self.widget_point(np.array(place)) for place in lesions]
        limb = [] if self.stage is None else self.stage.flat.labels.limb.tolist()
        limb = [self._from_display(x, y) for x, y in limb]
        plates = (self.signs, self.legend, self.banner)
        self._reserve_top(place_plates(self.size(), *plates, places, limb))
        taken = tuple(self._rect(p) for p in (self.legend, self.banner) if not p.isHidden())
        if self.stage is not None and self.stage.keep_clear(taken) and self.isVisible():
            self.moving_briefly()

    def _rect(self, plate: QWidget) -> tuple[float, float, float, float]:
        """Return where a plate is in display pixels: left, bottom, right, top."""
        area = plate.geometry()
        left, bottom = self.display(QPointF(area.left(), area.bottom()))
        right, top = self.display(QPointF(area.right(), area.top()))
        return left, bottom, right, top

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Let the picture fill the widget."""
        if self.message is not None:
            self.message.setGeometry(self.rect())
        if not self._frozen:
            self._fill()
        self.arrange()
        self._settle.start()

    def _fill(self) -> None:
        area = self.rect().adjusted(0, self._top, -self._reserved, 0)
        if self.plotter is not None and self.plotter.geometry() != area:
            self.moving_briefly()
            self.plotter.setGeometry(area)

    def reserve(self, pixels: int) -> None:
        """Keep the picture clear of a strip at the right."""
        self._reserved = pixels
        if not self._frozen:
            self._fill()

    def _reserve_top(self, pixels: int) -> None:
        """Keep the picture clear of a strip above, so that its words cover no anatomy."""
        if pixels != self._top:
            self._top = pixels
            if not self._frozen:
                self._fill()
                self._settle.start()

    def freeze(self, frozen: bool) -> None:
        """Leave the size of the picture alone while the window changes in several steps."""
        self._frozen = frozen
        if not frozen:
            self._fill()
            self._settle.start()

    def set_moving(self, moving: bool) -> None:
        """Tell the stage to draw less while something moves."""
        if self.stage is not None and moving != self._moving:
            self._moving = moving
            self.stage.moving(moving)
            if not moving:
                self.stage.render()

    def hold_moving(self, held: bool) -> None:
        """Draw less during a flight, and well after it."""
        self._held = held
        self.set_moving(held)
        if not held:
            self.arrange()

    def _stand_still(self) -> None:
        if not self._held:
            self.set_moving(False)
            self.arrange()

    def moving_briefly(self) -> None:
        """Draw less until nothing has moved for a moment."""
        self.set_moving(True)
        self._still.start()

    def draw(self) -> None:
        """Draw a quick frame now and a good one once nothing changes."""
        if self.stage is not None:
            self.moving_briefly()
            self.stage.render()

    def pick(self, point: QPointF) -> Pick | None:
        """Return what is at a place of the widget."""
        if self.stage is None:
            return None
        return self.stage.pick(*self.display(point))

    def handle_at(self, point: QPointF) -> str | None:
        """Return the handle of the selected lesion at a place of the widget."""
        return None if self.stage is None else self.stage.handle_at(*self.display(point))

    def ghost(self, shape: Shape | None, label: str) -> None:
        """Show the shape that a release would make, or none."""
        if self.stage is not None:
            self.stage.ghost(shape, label)
            self.draw()

    def say_at(self, text: str, point: QPointF) -> None:
        """Show words beside the cursor."""
        self.hover.say_near(escape(text), point.toPoint())

    def display(self, point: QPointF) -> tuple[float, float]:
        """Return the VTK display coordinates of a place of the widget."""
        ratio = self.devicePixelRatioF()
        return point.x() * ratio, (self.height() - point.y() - 1) * ratio

    def widget_point(self, position_mm: np.ndarray) -> QPoint:
        """Return where a place of the body appears in the widget."""
        if self.stage is None:
            return QPoint()
        x, y, _ = self.stage.eye.project(np.asarray(position_mm, dtype=float)[None])[0]
        return self._from_display(x, y)

    def _from_display(self, x: float, y: float) -> QPoint:
        ratio = self.devicePixelRatioF()
        return QPoint(round(x / ratio), round(self.height() - 1 - y / ratio))

    def world_at(self, point: QPointF, depth_of_mm: np.ndarray) -> np.ndarray:
        """Return the (3,) place under a widget point as deep as another place, mm."""
        if self.stage is None:
            return np.asarray(depth_of_mm, dtype=float)
        x, y, z = (float(v) for v in depth_of_mm)
        return np.array(self.stage.point_in_plane(*self.display(point), (x, y, z)))

    def axes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the camera's right, up and inward unit vectors."""
        if self.stage is None:
            return np.eye(3)[0], np.eye(3)[2], np.eye(3)[1]
        right, up, back = self.stage.eye.axes()
        return np.array(right), np.array(up), -np.array(back)

    def set_tool(self, tool: Tool) -> None:
        """Hand mouse and keys to another tool, and show it by the cursor."""
        self.tool = tool
        if self.plotter is not None:
            place = tool.name == "place"
            shape = Qt.CursorShape.CrossCursor if place else Qt.CursorShape.ArrowCursor
            self.plotter.setCursor(shape)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer the events of the picture to the tool."""
        if watched is not self.plotter or self.tool is None:
            return False
        kind = event.type()
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.Leave:
            self.hover.hide()
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        tool = self.tool
        kind = event.type()
        left = event.button() == Qt.MouseButton.LeftButton
        if tool is None:
            return False
        if kind == QEvent.Type.MouseMove:
            return self._moved(tool, event)
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self.hover.hide()
            self.grabbed.emit()
            taken = left and tool.press(event.position())
            if not taken:
                self._still.stop()
                self.set_moving(True)
            return bool(taken)
        if kind == QEvent.Type.MouseButtonRelease:
            taken = left and tool.release(event.position())
            self._still.start()
            return bool(taken)
        return False

    def _moved(self, tool: Tool, event: QMouseEvent) -> bool:
        if event.buttons() == Qt.MouseButton.NoButton:
            tool.hover(event.position())
            return True
        return tool.move(event.position())

    def _wheel(self, event: QWheelEvent) -> bool:
        steps = event.angleDelta().y() or event.angleDelta().x()
        notches = int(math.copysign(max(1, abs(steps) // 120), steps)) if steps else 0
        if self.tool is not None and self.tool.wheel(notches, event.modifiers()):
            return True
        self.moving_briefly()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            return False
        taken = (
            event.type() == QEvent.Type.KeyPress
            and self.tool is not None
            and self.tool.key(event.key(), event.modifiers())
        )
        event.setAccepted(bool(taken))
        return True

    def close_picture(self) -> None:
        """End the 3D widget; nothing is drawn after this."""
        self._still.stop()
        self._settle.stop()
        if self.plotter is not None:
            self.plotter.removeEventFilter(self)
            if self.stage is not None:
                self.stage.close()
            self.plotter.close()
            self.plotter = None
            self.stage = None
