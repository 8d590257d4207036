"""Front and back charts of the skin, coloured by what is felt of one modality."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from visualizer.anatomy import MeshData
from visualizer.anatomy.skin_chart import OUTSIDE, Patch, SkinChart, painted, skin_chart
from visualizer.findings import Finding, Prediction
from visualizer.findings.finding import SkinValues
from visualizer.findings.spans import MODALITIES
from visualizer.render.words import spaced
from visualizer.ui.asking import Question
from visualizer.ui.theme import Colours
from visualizer.ui.wording import capital, plain

ROWS = 560
GAP = 14
LEGEND = 22
TITLE = 20
_LIGHT_FIELD = 128
_VALUES = {
    "dark": {"": "#4a4038", "normal": "#b59a86", "reduced": "#e8b93c", "lost": "#5b2fd0"},
    "light": {"": "#d8d0c6", "normal": "#e3cdb9", "reduced": "#e0a020", "lost": "#4b1fb8"},
}
_ORDER = ("", "normal", "reduced", "lost")


class SensoryMap(QWidget):
    """A choice of modality above the charts; `chosen` carries a dermatome's finding."""

    chosen = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modality = QComboBox()
        self.modality.setAccessibleName("Modality shown on the skin")
        for name in MODALITIES:
            self.modality.addItem(capital(plain(name)), name)
        self.chart = _Charts(colours)
        self.chart.chosen.connect(self.chosen)
        self.modality.currentIndexChanged.connect(self._refresh)
        self.modality.activated.connect(self._chosen_by_hand)
        self._by_hand = False
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.modality)
        column.addWidget(self.chart, 1)
        self._prediction: Prediction | None = None

    def set_skin(self, skin: Callable[[], MeshData | None]) -> None:
        """Take the way to the skin's surface; it is read when the charts are first seen."""
        self.chart.skin = skin

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of another theme."""
        self.chart.set_colours(colours)

    def show_prediction(self, prediction: Prediction) -> None:
        """Show what is felt in a prediction; read when the charts are on the screen."""
        self._prediction = prediction
        if not self._by_hand and self.isVisible():
            self._go_to_what_is_lost()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with a modality that is disturbed."""
        super().showEvent(event)
        if not self._by_hand:
            self._go_to_what_is_lost()

    def _chosen_by_hand(self) -> None:
        self._by_hand = True

    def _go_to_what_is_lost(self) -> None:
        """Show the first modality that is disturbed anywhere, if that shown is not."""
        felt = self._prediction.skin.values() if self._prediction is not None else ()
        wrong = {name for area in felt for name, value in area.items() if value != "normal"}
        if wrong and self.modality.currentData() not in wrong:
            first = next((name for name in MODALITIES if name in wrong), MODALITIES[0])
            self.modality.setCurrentIndex(self.modality.findData(first))

    def _refresh(self) -> None:
        if self._prediction is not None:
            self.chart.show_prediction(self._prediction, str(self.modality.currentData()))


class _Charts(QWidget):
    chosen = Signal(object)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._prediction: Prediction | None = None
        self._modality = MODALITIES[0]
        self.skin: Callable[[], MeshData | None] = lambda: None
        self._images: tuple[QImage, QImage] | None = None
        self._made: SkinChart | None = None
        self._question: Question | None = None
        self.setMinimumSize(210, 170)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Sensory map")

    def sizeHint(self) -> QSize:
        """Return room for both charts side by side."""
        return QSize(300, 300)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of another theme."""
        self._colours, self._images = colours, None
        self.update()

    def show_prediction(self, prediction: Prediction, modality: str) -> None:
        """Show one modality of a prediction."""
        self._prediction, self._modality, self._images = prediction, modality, None
        self.update()

    def value(self, patch: Patch) -> str:
        """Return what is felt on a patch (dermatome, territory, side), "" where not known."""
        if self._prediction is None or patch[0] == "":
            return ""
        dermatome, territory, side = patch
        felt = self._prediction.skin
        found = felt.get((side, dermatome, territory))
        if found is None:
            found = _next_to(felt, patch)
        return found.get(self._modality, "") if found else ""

    def _chart(self) -> SkinChart | None:
        """Return the charts; None while they are made, away from the window's thread."""
        mesh = self.skin() if self._question is None else None
        if mesh is not None:
            self._question = Question(lambda: _chart_of(mesh), self)
            self._question.signals.done.connect(self._take)
            self._question.ask()
        return self._made

    def _take(self, _number: int, chart: SkinChart) -> None:
        self._made, self._images = chart, None
        self.update()

    def _palette(self) -> dict[str, str]:
        dark = QColor(self._colours.field).lightness() < _LIGHT_FIELD
        return _VALUES["dark" if dark else "light"]

    def _pictures(self) -> tuple[QImage, QImage] | None:
        chart = self._chart()
        if self._images is None and chart is not None:
            shades = {value: QColor(code).rgba() for value, code in self._palette().items()}
            front, back = (
                painted(chart, lambda patch: shades[self.value(patch)], back=side)
                for side in (False, True)
            )
            self._images = (_image(front), _image(back))
        return self._images

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Return where front and back are drawn."""
        chart = self._chart()
        ratio = 0.575 if chart is None else chart.front.shape[1] / chart.front.shape[0]
        high = max(self.height() - LEGEND - TITLE, 40)
        wide = min((self.width() - GAP) / 2, high * ratio)
        high = int(wide / ratio)
        left = (self.width() - 2 * wide - GAP) / 2
        return (
            QRectF(left, TITLE, wide, high),
            QRectF(left + wide + GAP, TITLE, wide, high),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both charts, the sides and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pictures = self._pictures()
        for area, name, image in zip(
            self._areas(), ("Front", "Back"), pictures or (None, None), strict=True
        ):
            if image is not None:
                painter.drawImage(area, image)
            self._titles(painter, area, name)
        self._legend(painter)

    def _titles(self, painter: QPainter, area: QRectF, name: str) -> None:
        painter.setPen(QColor(self._colours.faint))
        strip = QRectF(area.left(), 0, area.width(), TITLE)
        sides = ("R", "L") if name == "Front" else ("L", "R")
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, name)
        painter.drawText(
            strip, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, sides[0]
        )
        painter.drawText(
            strip, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sides[1]
        )

    def _legend(self, painter: QPainter) -> None:
        metrics, shades = painter.fontMetrics(), self._palette()
        words = ("normal", "reduced", "lost")
        total = sum(metrics.horizontalAdvance(word) + 26 for word in words)
        x, y = (self.width() - total) / 2, self.height() - LEGEND
        for word in words:
            painter.fillRect(QRectF(x, y + 5, 12, 12), QColor(shades[word]))
            painter.setPen(QColor(self._colours.text))
            painter.drawText(QPointF(x + 16, y + 15), word)
            x += metrics.horizontalAdvance(word) + 26

    def patch_at(self, at: QPointF) -> Patch | None:
        """Return the patch of skin below a point of the widget."""
        chart = self._chart()
        if chart is None:
            return None
        for area, labels in zip(self._areas(), (chart.front, chart.back), strict=True):
            if area.contains(at):
                rows, columns = labels.shape
                row = int((at.y() - area.top()) / area.height() * rows)
                column = int((at.x() - area.left()) / area.width() * columns)
                code = int(labels[min(row, rows - 1), min(column, columns - 1)])
                return None if code == OUTSIDE else chart.patches[code]
        return None

    def event(self, event: QEvent) -> bool:
        """Name the skin under the cursor."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            patch = self.patch_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(patch) if patch else "", self)
            return True
        return super().event(event)

    def words(self, patch: Patch) -> str:
        """Say what is felt on a patch."""
        dermatome, territory, side = patch
        value = self.value(patch) or "not modelled"
        names = ", ".join(name for name in (dermatome, spaced(territory)) if name)
        return f"{capital(side)} {names}: {plain(self._modality)} {value}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the dermatome below the cursor."""
        patch = self.patch_at(event.position())
        finding = None if patch is None else self._finding(patch)
        if finding is not None:
            self.chosen.emit(finding)

    def _finding(self, patch: Patch) -> Finding | None:
        if self._prediction is None:
            return None
        try:
            return self._prediction.get("sensation", patch[0], patch[2], self._modality)
        except KeyError:
            return None


def _next_to(felt: SkinValues, patch: Patch) -> Mapping[str, str]:
    """Return the values of the same territory, else of the same dermatome, the worst of each."""
    dermatome, territory, side = patch
    same = [p for p in felt if p[0] == side and p[2] == territory]
    same = same or [p for p in felt if p[0] == side and p[1] == dermatome]
    found: dict[str, str] = {}
    for near in same:
        for name, value in felt[near].items():
            found[name] = max(found.get(name, ""), value, key=_ORDER.index)
    return found


@lru_cache(maxsize=2)
def _chart_of(mesh: MeshData) -> SkinChart:
    return skin_chart(mesh, ROWS)


def _image(pixels: NDArray[np.uint32]) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32).copy()
