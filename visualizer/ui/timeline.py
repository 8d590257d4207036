"""The clock: a logarithmic slider from the first hour to two years."""

import math

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from visualizer.ui.labels import label
from visualizer.ui.wording import HOUR, MONTH, YEAR, time_words

FIRST_DAYS = 0.04
LAST_DAYS = 731.0
STEPS = 2000
COMMIT_MS = 350
STOPS: tuple[tuple[float, str], ...] = (
    (HOUR, "1 hour"),
    (6 * HOUR, "6 hours"),
    (1.0, "1 day"),
    (7.0, "1 week"),
    (MONTH, "1 month"),
    (90.0, "3 months"),
    (YEAR, "1 year"),
    (730.0, "2 years"),
)


def position_of(days: float) -> int:
    """Return the place of a time on the slider, 0 to `STEPS`."""
    clipped = min(max(days, FIRST_DAYS), LAST_DAYS)
    share = math.log(clipped / FIRST_DAYS) / math.log(LAST_DAYS / FIRST_DAYS)
    return round(STEPS * share)


def days_at(position: int) -> float:
    """Return the time at a place of the slider, in days, rounded as a clinician would."""
    for stop, _ in STOPS:
        if abs(position - position_of(stop)) <= 8:
            return stop
    days = FIRST_DAYS * (LAST_DAYS / FIRST_DAYS) ** (position / STEPS)
    return round(days) if days >= 3 else round(days / HOUR) * HOUR


class _ClockSlider(QSlider):
    """A slider whose page keys step from one labelled time to the next."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step to the next labelled time with the page keys."""
        stops = [position_of(days) for days, _ in STOPS]
        if event.key() == Qt.Key.Key_PageUp:
            self.setValue(next((p for p in stops if p > self.value() + 8), STEPS))
        elif event.key() == Qt.Key.Key_PageDown:
            self.setValue(next((p for p in reversed(stops) if p < self.value() - 8), 0))
        else:
            super().keyPressEvent(event)


class _Ticks(QWidget):
    """Labels below the slider; a click goes there."""

    chosen = Signal(float)

    def __init__(self, slider: QSlider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = slider
        self.setFixedHeight(self.fontMetrics().height() + 12)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Click a time to go there")

    def _x(self, days: float) -> int:
        option = QStyleOptionSlider()
        self._slider.initStyleOption(option)
        style = self._slider.style()
        length = style.pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self._slider)
        span = self._slider.width() - length
        offset = QStyle.sliderPositionFromValue(0, STEPS, position_of(days), span)
        return offset + length // 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ticks with their labels."""
        painter = QPainter(self)
        metrics = self.fontMetrics()
        taken = -20
        for days, words in STOPS:
            x = self._x(days)
            painter.setPen(self.palette().mid().color())
            painter.drawLine(x, 0, x, 5)
            painter.setPen(self.palette().placeholderText().color())
            width = metrics.horizontalAdvance(words)
            left = min(max(x - width // 2, 0), self.width() - width)
            if left < taken + 12:
                continue
            taken = left + width
            painter.drawText(left, 7 + metrics.ascent(), words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the nearest labelled time."""
        x = event.position().x()
        self.chosen.emit(min(STOPS, key=lambda stop: abs(self._x(stop[0]) - x))[0])


class Timeline(QWidget):
    """Shows the time in words and lets it be moved.

    `dragged` carries the days while the slider moves, `settled` once it rests.
    """

    dragged = Signal(float)
    settled = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = label("", "clock", wrap=True)
        self._words.setFixedWidth(325)
        self.slider = _ClockSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setSingleStep(10)
        self.slider.setFixedHeight(22)
        self.slider.setAccessibleName("Time since onset")
        self.slider.setToolTip("Time since onset. Page Up and Page Down step along the labels.")
        ticks = _Ticks(self.slider)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.slider)
        column.addWidget(ticks)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 18, 6)
        row.setSpacing(14)
        row.addWidget(self._words)
        row.addLayout(column, 1)
        self._timer = QTimer(self, singleShot=True, interval=COMMIT_MS)
        self._timer.timeout.connect(self.settle)
        self._days = FIRST_DAYS
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self.settle)
        ticks.chosen.connect(self.go_to)

    @property
    def days(self) -> float:
        """The time shown, in days."""
        return self._days

    def show_days(self, days: float) -> None:
        """Show a time without telling anyone."""
        if self._timer.isActive() or self.slider.isSliderDown():
            return
        self._days = days
        with QSignalBlocker(self.slider):
            self.slider.setValue(position_of(days))
        self._say()

    def go_to(self, days: float) -> None:
        """Move to a time at once, as a click on a label does."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(position_of(days))
        self._days = days
        self._say()
        self._timer.stop()
        self.settled.emit(days)

    def settle(self) -> None:
        """Commit a move that is still under way."""
        if self._timer.isActive():
            self._timer.stop()
            self.settled.emit(self._days)

    def _moved(self, position: int) -> None:
        self._days = days_at(position)
        self._say()
        self._timer.start()
        self.dragged.emit(self._days)

    def _say(self) -> None:
        self._words.setText(time_words(self._days))
        self.slider.setAccessibleDescription(time_words(self._days))
