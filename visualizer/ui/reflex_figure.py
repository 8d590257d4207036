"""The classic stick figure of the reflexes, seen facing the patient."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from visualizer.findings import Finding, Prediction, is_normal
from visualizer.ui.theme import Colours
from visualizer.ui.wording import finding_words, neuron_glyph

# places on the figure: fractions of a 200 x 260 sheet, for the side drawn on the left
# (the patient's right); the other side is mirrored
SPOTS: tuple[tuple[str, str, str, float, float], ...] = (
    ("reflex", "biceps", "biceps", 0.24, 0.33),
    ("reflex", "triceps", "triceps", 0.24, 0.235),
    ("reflex", "brachioradialis", "supinator", 0.17, 0.43),
    ("reflex", "finger_flexor", "fingers", 0.11, 0.53),
    ("reflex", "knee", "knee", 0.27, 0.69),
    ("reflex", "ankle", "ankle", 0.25, 0.835),
    ("plantar", "plantar", "plantar", 0.25, 0.945),
)
_ARROWS = {"extensor": "\u2191", "flexor": "\u2193", "absent": "\u2013"}
_BODY = (
    ((0.50, 0.17), (0.50, 0.55)),
    ((0.50, 0.23), (0.36, 0.25)),
    ((0.36, 0.25), (0.32, 0.40)),
    ((0.32, 0.40), (0.24, 0.54)),
    ((0.50, 0.55), (0.42, 0.57)),
    ((0.42, 0.57), (0.40, 0.74)),
    ((0.40, 0.74), (0.39, 0.90)),
    ((0.39, 0.90), (0.32, 0.93)),
)


class ReflexFigure(QWidget):
    """Draws reflex grades and plantar responses on a figure; a click chooses a sign."""

    chosen = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._findings: dict[tuple[str, str], Finding] = {}
        self._selected: Finding | None = None
        self.setMinimumSize(210, 190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Reflex figure")
        self.setToolTip("Seen facing the patient. Click a grade for its reason.")

    def sizeHint(self) -> QSize:
        """Return a sheet of 220 x 280."""
        return QSize(220, 280)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of another theme."""
        self._colours = colours
        self.update()

    def show_prediction(self, prediction: Prediction) -> None:
        """Show the reflexes of a prediction."""
        wanted = {(domain, target) for domain, target, *_ in SPOTS}
        self._findings = {
            (f.target, f.side): f for f in prediction.findings if (f.domain, f.target) in wanted
        }
        words = [finding_words(f) for f in self._findings.values()]
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def select(self, finding: Finding | None) -> None:
        """Mark the grade of a finding."""
        self._selected = finding
        self.update()

    def grades(self) -> Mapping[tuple[str, str], str]:
        """Return what is written at each (target, side)."""
        return {key: _mark(finding) for key, finding in self._findings.items()}

    def _sheet(self) -> QRectF:
        scale = min(self.width() / 200.0, self.height() / 260.0)
        wide, high = 200.0 * scale, 260.0 * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _at(self, x: float, y: float, side: str) -> QPointF:
        sheet = self._sheet()
        across = x if side == "right" else 1.0 - x
        return QPointF(sheet.left() + across * sheet.width(), sheet.top() + y * sheet.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the figure with its grades."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_body(painter)
        self._draw_sides(painter)
        for _, target, _, x, y in SPOTS:
            for side in ("right", "left"):
                finding = self._findings.get((target, side))
                if finding is not None:
                    self._draw_mark(painter, finding, self._at(x, y, side))

    def _draw_body(self, painter: QPainter) -> None:
        scale = self._sheet().width() / 200.0
        painter.setPen(QPen(QColor(self._colours.faint), 3 * scale, c=Qt.PenCapStyle.RoundCap))
        for side in ("right", "left"):
            for start, end in _BODY:
                painter.drawLine(self._at(*start, side), self._at(*end, side))
        painter.drawEllipse(self._at(0.5, 0.115, "right"), 14 * scale, 14 * scale)

    def _draw_sides(self, painter: QPainter) -> None:
        scale = self._sheet().width() / 200.0
        self._font(painter, 10.5 * scale, bold=True)
        painter.setPen(QColor(self._colours.text))
        for side in ("right", "left"):
            place = self._at(0.17, 0.05, side)
            box = QRectF(place.x() - 40 * scale, place.y() - 8 * scale, 80 * scale, 16 * scale)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, side.upper())

    def _draw_mark(self, painter: QPainter, finding: Finding, place: QPointF) -> None:
        scale = self._sheet().width() / 200.0
        normal = is_normal(finding)
        arrow = finding.domain == "plantar"
        self._font(painter, (17 if arrow else 12) * scale, bold=not normal)
        text = _mark(finding)
        width = max(painter.fontMetrics().horizontalAdvance(text) + 8 * scale, 22 * scale)
        box = QRectF(place.x() - width / 2, place.y() - 10 * scale, width, 20 * scale)
        if finding == self._selected:
            painter.setPen(QPen(QColor(self._colours.accent), 2))
            painter.drawRoundedRect(box, 5, 5)
        elif not normal:
            painter.setPen(QPen(QColor(self._colours.line), 1))
            painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(self._colours.faint if normal else self._tint(finding)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _tint(self, finding: Finding) -> str:
        glyph = neuron_glyph(finding)
        known = {"\u25b2": self._colours.umn, "\u25bc": self._colours.lmn}
        return known.get(glyph, self._colours.text)

    @staticmethod
    def _font(painter: QPainter, pixels: float, bold: bool) -> None:
        font = QFont(painter.font())
        font.setPixelSize(max(round(pixels), 9))
        font.setBold(bold)
        painter.setFont(font)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the sign under the cursor."""
        near = 16.0 * self._sheet().width() / 200.0
        for _, target, _, x, y in SPOTS:
            for side in ("right", "left"):
                finding = self._findings.get((target, side))
                delta = self._at(x, y, side) - event.position()
                if finding is not None and delta.manhattanLength() < near:
                    self.chosen.emit(finding)
                    return


def _mark(finding: Finding) -> str:
    if finding.domain == "plantar":
        return _ARROWS.get(finding.value, "?")
    words = {"absent": "0", "decreased": "1+", "normal": "2+", "increased": "3+"}
    return finding.grade or words.get(finding.value, "?")
