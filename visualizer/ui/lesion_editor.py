"""Edits one lesion: size, part of the cord, completeness and age."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QWidget,
)

from visualizer.anatomy import SEGMENTS, segment_index
from visualizer.scene import Lesion, Patch, Slab, Sphere
from visualizer.ui.placing import MAX_RADIUS_MM, MIN_RADIUS_MM
from visualizer.ui.wording import HOUR, MONTH, YEAR

PARTS = (
    ("whole", "Whole"),
    ("left", "Left half"),
    ("right", "Right half"),
    ("front", "Front"),
    ("back", "Back"),
    ("free", "Free rectangle"),
)
_UNITS = (("hours", HOUR), ("days", 1.0), ("months", MONTH), ("years", YEAR))
_FREE = (-0.5, 0.5, -0.5, 0.5)


class LesionEditor(QWidget):
    """Shows the values of a lesion; `edited` carries the changed lesion, `aged` its days."""

    edited = Signal(object, str)
    aged = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesion: Lesion | None = None
        self.radius = QDoubleSpinBox(suffix=" mm", decimals=1, singleStep=0.5)
        self.radius.setRange(MIN_RADIUS_MM, MAX_RADIUS_MM)
        self.first, self.last, self.part = QComboBox(), QComboBox(), QComboBox()
        for box in (self.first, self.last):
            box.addItems(SEGMENTS)
        for identifier, words in PARTS:
            self.part.addItem(words, identifier)
        self.complete = QSpinBox(suffix=" %", singleStep=10)
        self.complete.setRange(0, 100)
        self.age = QDoubleSpinBox(decimals=1)
        self.age.setRange(0.0, 999.0)
        self.unit = QComboBox()
        for name, days in _UNITS:
            self.unit.addItem(name, days)
        for spin in (self.radius, self.complete, self.age):
            spin.setKeyboardTracking(False)
        self._lay_out()
        self._connect()
        self.show_lesion(None, 0.0)

    def _lay_out(self) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._segments = _pair(self.first, self.last)
        self._age = _pair(self.age, self.unit)
        self._rows: tuple[tuple[str, QWidget], ...] = (
            ("Radius", self.radius),
            ("Segments", self._segments),
            ("Part", self.part),
            ("Complete", self.complete),
            ("Age now", self._age),
        )
        for name, widget in self._rows:
            self._form.addRow(name, widget)
            widget.setAccessibleName(name)
        self.unit.setAccessibleName("Unit of the age")

    def _connect(self) -> None:
        self.radius.valueChanged.connect(self._radius_changed)
        self.first.activated.connect(self._slab_changed)
        self.last.activated.connect(self._slab_changed)
        self.part.activated.connect(self._slab_changed)
        self.complete.valueChanged.connect(self._complete_changed)
        self.age.valueChanged.connect(self._age_changed)
        self.unit.activated.connect(self._age_changed)

    def show_lesion(self, lesion: Lesion | None, age_days: float) -> None:
        """Show a lesion and how old it is now; None empties the editor."""
        self._lesion = lesion
        self.setVisible(lesion is not None)
        if lesion is None:
            return
        shape = lesion.shape
        widgets = (self.radius, self.first, self.last, self.part, self.complete, self.age)
        blockers = [QSignalBlocker(widget) for widget in (*widgets, self.unit)]
        self._form.setRowVisible(self.radius, isinstance(shape, Sphere | Patch))
        self._form.setRowVisible(self._segments, isinstance(shape, Slab))
        self._form.setRowVisible(self.part, isinstance(shape, Slab))
        if isinstance(shape, Sphere | Patch):
            self.radius.setValue(shape.radius_mm)
        if isinstance(shape, Slab):
            low, _, high = shape.levels.partition("-")
            self.first.setCurrentText(low)
            self.last.setCurrentText(high or low)
            self.part.setCurrentIndex(self.part.findData(shape.part))
        self.complete.setValue(round(100 * lesion.completeness))
        self._show_age(age_days)
        del blockers

    def _show_age(self, days: float) -> None:
        shown = max(days, 0.0)
        if abs(self.age.value() * self.unit.currentData() - shown) < 1e-6:
            return
        place = next((i for i in (3, 2, 1) if shown >= 2 * _UNITS[i][1]), 0)
        if place >= 2 and shown / _UNITS[place][1] != round(shown / _UNITS[place][1]):
            place = 1 if shown < 1000 else place
        self.unit.setCurrentIndex(place)
        self.age.setValue(shown / _UNITS[place][1])

    def _radius_changed(self, radius_mm: float) -> None:
        lesion = self._lesion
        if lesion is not None and isinstance(lesion.shape, Sphere | Patch):
            shape = replace(lesion.shape, radius_mm=radius_mm)
            self.edited.emit(replace(lesion, shape=shape), "Resize lesion")

    def _slab_changed(self) -> None:
        lesion = self._lesion
        if lesion is None or not isinstance(lesion.shape, Slab):
            return
        low, high = self.first.currentText(), self.last.currentText()
        if segment_index(high) < segment_index(low):
            low, high = high, low
        part = self.part.currentData()
        levels = low if low == high else f"{low}-{high}"
        uv = (lesion.shape.uv or _FREE) if part == "free" else None
        self.edited.emit(replace(lesion, shape=Slab(levels, part, uv)), "Change cord lesion")

    def _complete_changed(self, percent: int) -> None:
        if self._lesion is None:
            return
        extent = self._lesion.extent
        if extent in (None, "complete", "partial"):
            extent = "complete" if percent == 100 else "partial"
        changed = replace(self._lesion, fraction=percent / 100.0, extent=extent)
        self.edited.emit(changed, "Change completeness")

    def _age_changed(self) -> None:
        if self._lesion is not None:
            self.aged.emit(self._lesion.id, self.age.value() * float(self.unit.currentData()))


def _pair(first: QWidget, second: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(first, 1)
    row.addWidget(second, 1)
    return holder
