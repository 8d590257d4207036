"""The panel of the section: its plane, its place and what it shows."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from visualizer.anatomy import Body
from visualizer.scene import SectionView
from visualizer.ui.section_camera import SectionLook
from visualizer.ui.section_canvas import SectionCanvas
from visualizer.ui.wording import level_words

STEPS_PER_MM = 2
PLANES = (
    ("axial", "Axial"),
    ("coronal", "Coronal"),
    ("sagittal", "Sagittal"),
    ("cord", "Across cord and brainstem"),
    ("free", "Facing me"),
)
CONVENTIONS = (
    ("radiological", "Radiological", "The patient's right is at the left of the picture"),
    ("neurological", "Neurological", "The patient's right is at the right of the picture"),
)


class SectionPanel(QWidget):
    """Asks for another plane through its signals; it holds no plane itself."""

    plane_asked = Signal(str)
    place_asked = Signal(float)
    level_asked = Signal(str)
    clip_asked = Signal(bool)
    flip_asked = Signal(bool)
    convention_asked = Signal(str)
    look_changed = Signal()
    appeared = Signal()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the panel can be seen again."""
        super().showEvent(event)
        self.appeared.emit()

    def __init__(self, body: Body, levels: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = SectionCanvas(body, self)
        self.plane = _combo("Plane", "Which way the body is cut", PLANES)
        self.plane.activated.connect(lambda _: self.plane_asked.emit(self.plane.currentData()))
        self.levels = QPushButton("Levels")
        self.levels.setToolTip("Go to a level by name")
        self.levels.setAccessibleName("Levels")
        self.level_menu = QMenu(self.levels)
        self.fill_levels(self.level_menu, levels)
        self.levels.setMenu(self.level_menu)
        self.convention = _combo(
            "Convention", "Which side the patient's right is on",
            tuple((key, text) for key, text, _ in CONVENTIONS),
        )  # fmt: skip
        for row, (_, _, tip) in enumerate(CONVENTIONS):
            self.convention.setItemData(row, tip, Qt.ItemDataRole.ToolTipRole)
        self.convention.activated.connect(
            lambda _: self.convention_asked.emit(self.convention.currentData())
        )
        self.clip = _check("Cut the 3D", "Cut the 3D picture open at this plane (K)")
        self.clip.toggled.connect(self.clip_asked)
        self.flip = _check("Other half", "Keep the other half of the 3D picture")
        self.flip.toggled.connect(self.flip_asked)
        self.fibres = _check("Fibres", "Fibres cut, in the present colours", True)
        self.sites = _check("Sites", "Thin outlines of the sites that a lesion can have")
        self.names = _check("Names", "Name what is cut", True)
        for box in (self.fibres, self.sites, self.names):
            box.toggled.connect(self._look)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Place of the plane")
        self.slider.setToolTip("Move the plane (wheel or Up and Down in the picture)")
        self.slider.valueChanged.connect(lambda value: self.place_asked.emit(value / STEPS_PER_MM))
        self.place = QDoubleSpinBox(decimals=1, singleStep=1 / STEPS_PER_MM, suffix=" mm")
        self.place.setAccessibleName("Place of the plane in mm")
        self.place.setKeyboardTracking(False)
        self.place.valueChanged.connect(self.place_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(6)
        for parts in (
            (self.plane, self.levels, self.convention),
            (self.clip, self.flip, None, self.fibres, self.sites, self.names),
        ):
            row = QHBoxLayout()
            row.setSpacing(6)
            for part in parts:
                if part is None:
                    row.addStretch(1)
                else:
                    row.addWidget(part)
            column.addLayout(row)
        column.addWidget(self.canvas, 1)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.place)
        column.addLayout(row)

    def fill_levels(self, menu: QMenu, levels: tuple[str, ...]) -> None:
        """Fill a menu with the levels by name."""
        for name in levels:
            action = menu.addAction(level_words(name))
            action.triggered.connect(partial(self._ask_level, name))

    def _ask_level(self, name: str, _checked: bool = False) -> None:
        self.level_asked.emit(name)

    def _look(self) -> None:
        self.canvas.set_look(
            SectionLook(self.fibres.isChecked(), self.sites.isChecked(), self.names.isChecked())
        )
        self.look_changed.emit()

    def show_view(self, view: SectionView, span_mm: tuple[float, float], convention: str) -> None:
        """Show where the plane is, without asking for anything."""
        parts = (self.plane, self.slider, self.place, self.clip, self.flip, self.convention)
        blockers = [QSignalBlocker(part) for part in parts]
        self.plane.setCurrentIndex(self.plane.findData(view.plane))
        low, high = (round(v * STEPS_PER_MM) for v in span_mm)
        self.slider.setRange(low, high)
        self.slider.setPageStep(10 * STEPS_PER_MM)
        self.slider.setValue(round(view.at_mm * STEPS_PER_MM))
        self.place.setRange(*span_mm)
        self.place.setValue(view.at_mm)
        self.clip.setChecked(view.clip)
        self.flip.setChecked(view.flip)
        self.flip.setEnabled(view.clip)
        self.convention.setCurrentIndex(self.convention.findData(convention))
        del blockers


def _combo(name: str, tip: str, items: tuple[tuple[str, str], ...]) -> QComboBox:
    made = QComboBox()
    for key, text in items:
        made.addItem(text, key)
    made.setAccessibleName(name)
    made.setToolTip(tip)
    return made


def _check(text: str, tip: str, on: bool = False) -> QCheckBox:
    made = QCheckBox(text)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setChecked(on)
    return made
