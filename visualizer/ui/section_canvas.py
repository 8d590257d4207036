"""The widget that shows a section: it names, selects, zooms and asks to move the plane."""

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from visualizer.anatomy import Body
from visualizer.render.section import Section
from visualizer.render.section_pick import pick_at
from visualizer.scene import Pick
from visualizer.ui.section_camera import Camera2D, SectionLook
from visualizer.ui.section_paint import SectionPicture
from visualizer.ui.wording import capital

CLICK_PIXELS = 4.0
NEAR_PIXELS = 5.0
KEY_ZOOM = 0.8
WHEEL_ZOOM = 0.85


class SectionCanvas(QWidget):
    """Paints a section.

    `stepped` asks to move the plane by steps, `picked` carries what was clicked.
    """

    stepped = Signal(int)
    picked = Signal(object)

    def __init__(self, body: Body, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = body
        self.picture: SectionPicture | None = None
        self.camera = Camera2D()
        self.look = SectionLook()
        self.selected = ""
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._panning = False
        self.setMinimumSize(240, 220)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Section")
        self.setAccessibleDescription(
            "Up and Down move the plane, plus and minus zoom, 0 fits the picture"
        )

    def sizeHint(self) -> QSize:
        """Return a size that shows a section well."""
        return QSize(460, 460)

    def show_picture(self, picture: SectionPicture | None) -> None:
        """Show another section with the camera that there is."""
        self.picture = picture
        self.update()

    def set_look(self, look: SectionLook) -> None:
        """Change what is painted beside the structures."""
        self.look = look
        self.update()

    def select(self, structure: str) -> None:
        """Outline a structure."""
        self.selected = structure
        self.update()

    def fit(self) -> None:
        """Return to the first look at this kind of plane."""
        if self.picture is not None:
            self.camera = Camera2D(0.0, 0.0, self.picture.section.plane.half_mm)
            self.update()

    def flat(self, point: QPointF) -> tuple[float, float]:
        """Return the place in the plane, mm, under a point of the widget."""
        inverse, _ = self.camera.transform(self.width(), self.height()).inverted()
        found = inverse.map(point)
        return found.x(), found.y()

    def widget_point(self, x: float, y: float) -> QPointF:
        """Return where a place in the plane, mm, is in the widget."""
        return self.camera.transform(self.width(), self.height()).map(QPointF(x, y))

    def pick(self, point: QPointF) -> Pick | None:
        """Return what is under a point of the widget."""
        section = self._section()
        if section is None:
            return None
        scale = self.camera.scale(self.width(), self.height())
        within = NEAR_PIXELS / scale if self.look.fibres else -1.0
        return pick_at(self._body, section, *self.flat(point), within)

    def _section(self) -> Section | None:
        return None if self.picture is None else self.picture.section

    # --- Qt --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the section."""
        if self.picture is None:
            return
        painter = QPainter(self)
        size = (float(self.width()), float(self.height()))
        self.picture.paint(painter, size, self.camera, self.look, self.selected)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a move of the picture."""
        self._pressed, self._last = event.position(), event.position()
        self._panning = event.button() != Qt.MouseButton.LeftButton
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture, or name what is under the cursor."""
        here = event.position()
        if self._pressed is None:
            found = self.pick(here)
            text = "" if found is None else capital(found.label)
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
            return
        if (here - self._pressed).manhattanLength() > CLICK_PIXELS:
            self._panning = True
        if self._panning:
            scale = self.camera.scale(self.width(), self.height())
            step = (self._last - here) / scale
            self.camera = self.camera.moved(step.x(), -step.y())
            self._last = here
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what was clicked."""
        clicked = self._pressed is not None and not self._panning
        self._pressed, self._panning = None, False
        if clicked:
            found = self.pick(event.position())
            if found is not None:
                self.picked.emit(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press as the first."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move the plane; with Ctrl zoom."""
        notches = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(WHEEL_ZOOM**notches, event.position())
        elif notches:
            many = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.stepped.emit(int(np.sign(notches)) * many * max(1, round(abs(notches))))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the plane or zoom by keys."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10,
                 Qt.Key.Key_PageDown: -10}.get(key)  # fmt: skip
        zoom = {Qt.Key.Key_Plus: KEY_ZOOM, Qt.Key.Key_Equal: KEY_ZOOM,
                Qt.Key.Key_Minus: 1 / KEY_ZOOM}.get(key)  # fmt: skip
        if steps is not None:
            self.stepped.emit(steps)
        elif zoom is not None:
            self._zoom(zoom, QPointF(self.rect().center()))
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    def _zoom(self, factor: float, about: QPointF) -> None:
        self.camera = self.camera.zoomed(factor, *self.flat(about))
        self.update()
