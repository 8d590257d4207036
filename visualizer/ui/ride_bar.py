"""The bar of a ride: what is passed, how far it is, and how fast."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from visualizer.ui.theme import Colours

SPEEDS = (0.5, 1.0, 2.0, 4.0)
STEPS = 1000
WIDEST, EDGE = 760, 14


class RideBar(QFrame):
    """Caption, progress, pause, stations, speed and end of a ride."""

    toggled = Signal()
    sought = Signal(float)
    stepped = Signal(int)
    speed_asked = Signal(float)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = parent
        self.setObjectName("ride")
        self.setAccessibleName("Ride along a fibre")
        self.title = QLabel()
        self.caption = QLabel(wordWrap=True)
        self.caption.setAccessibleName("Station passed")
        self.note = QLabel(wordWrap=True)
        self.note.setAccessibleName("Lesion on the path")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMaximum(STEPS)
        self.slider.setAccessibleName("Place along the path")
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.valueChanged.connect(lambda value: self.sought.emit(value / STEPS))
        self.pause = self._button("Pause", "Pause or go on (Space)")
        self.pause.clicked.connect(self.toggled)
        back, on = self._button("◀", "Previous station (←)"), self._button("▶", "Next station (→)")
        back.clicked.connect(lambda: self.stepped.emit(-1))
        on.clicked.connect(lambda: self.stepped.emit(1))
        end = self._button("End", "End the ride (Esc)")
        end.clicked.connect(self.ended)
        self.speed = QComboBox()
        self.speed.setAccessibleName("Speed")
        self.speed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.speed.addItems([f"{speed:g} ×" for speed in SPEEDS])
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.speed.currentIndexChanged.connect(lambda row: self.speed_asked.emit(SPEEDS[row]))
        row = QHBoxLayout()
        for button in (back, self.pause, on):
            row.addWidget(button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.speed)
        row.addWidget(end)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(5)
        for label in (self.title, self.caption, self.note):
            column.addWidget(label)
        column.addLayout(row)
        self.hide()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def dress(self, colours: Colours, scale: float = 1.0) -> None:
        """Take the colours of a theme and a size of type."""
        red, green, blue = (int(colours.window[i : i + 2], 16) for i in (1, 3, 5))
        self.setStyleSheet(
            f"QFrame#ride {{ background: rgba({red}, {green}, {blue}, 240); border-radius: 10px;"
            f" border: 1px solid {colours.line}; }} QLabel {{ background: transparent; }}"
        )
        self.title.setStyleSheet(f"color: {colours.faint}; font-size: {9 * scale}pt;")
        self.caption.setStyleSheet(f"font-size: {14 * scale}pt; font-weight: 600;")
        self.note.setStyleSheet(
            f"font-size: {10.5 * scale}pt; border-left: 4px solid #ff1fb4; padding-left: 7px;"
        )

    def say(self, caption: str, note: str, share: float, playing: bool) -> None:
        """Show where the ride is."""
        changed = (caption, note) != (self.caption.text(), self.note.text())
        self.caption.setText(caption)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(share * STEPS))
        self.pause.setText("Pause" if playing else "Go on")
        if changed or self.isHidden():
            self.place()

    def place(self) -> None:
        """Stand at the lower edge of the picture, in its middle."""
        self.show()
        area = self._area.rect()
        wide = min(WIDEST, area.width() - 2 * EDGE)
        self.setFixedWidth(wide)
        self.adjustSize()
        self.move((area.width() - wide) // 2, area.height() - self.height() - EDGE)
        self.raise_()
