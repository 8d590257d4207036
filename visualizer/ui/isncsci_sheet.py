"""The worksheet of the spinal cord injury examination, classified as its scores change."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from visualizer.findings.isncsci import (
    MOTOR_LEVELS,
    MOTOR_SCORES,
    OBSERVATIONS,
    SENSORY_LEVELS,
    SENSORY_SCORES,
    Classification,
    Exam,
    ExamSide,
    classify,
)
from visualizer.ui.labels import label
from visualizer.ui.theme import Colours

HEADERS = (
    "Right\nmotor",
    "Right\nlight touch",
    "Right\npin prick",
    "Left\nlight touch",
    "Left\npin prick",
    "Left\nmotor",
)
_FIELDS = ("motor", "light_touch", "pin_prick", "light_touch", "pin_prick", "motor")
_SIDES = ("right", "right", "right", "left", "left", "left")
_RESULTS: tuple[tuple[str, Callable[[Classification], tuple[str, str] | str]], ...] = (
    ("Neurological level of injury", lambda c: c.level),
    ("ASIA impairment scale", lambda c: c.scale),
    ("Complete (C) or incomplete (I)", lambda c: c.complete),
    ("Sensory level", lambda c: c.sensory),
    ("Motor level", lambda c: c.motor),
    ("Sensory zone of partial preservation", lambda c: c.sensory_zones),
    ("Motor zone of partial preservation", lambda c: c.motor_zones),
    ("Upper limb motor score", lambda c: (c.totals[0]["upper"], c.totals[1]["upper"])),
    ("Lower limb motor score", lambda c: (c.totals[0]["lower"], c.totals[1]["lower"])),
    ("Light touch score", lambda c: (c.totals[0]["touch"], c.totals[1]["touch"])),
    ("Pin prick score", lambda c: (c.totals[0]["prick"], c.totals[1]["prick"])),
)


class IsncsciSheet(QDialog):
    """Shows an examination and what it is classified as; `refill` takes it from the scene."""

    def __init__(
        self, colours: Colours, from_scene: Callable[[], Exam], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Spinal cord injury worksheet (ISNCSCI, 2019 revision)")
        self._colours, self._from_scene = colours, from_scene
        self._filling = False
        self._lowest: dict[str, str | None] = {"right": None, "left": None}
        self.table = self._make_table()
        self.contraction, self.pressure = (_answers(name) for name in ("contraction", "pressure"))
        self.results: dict[str, QLabel] = {}
        self.problem = label("", "hint", wrap=True)
        self._lay_out()
        self.table.itemChanged.connect(self._edited)
        for box in (self.contraction, self.pressure):
            box.currentIndexChanged.connect(self._classify)
        self.refill()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(SENSORY_LEVELS), len(HEADERS))
        table.setAccessibleName("Scores of the examination")
        table.setHorizontalHeaderLabels(HEADERS)
        table.setVerticalHeaderLabels([level.replace("_", "-") for level in SENSORY_LEVELS])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setDefaultSectionSize(24)
        table.setTabKeyNavigation(False)  # Tab leaves the table, the arrows go through it
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for row, level in enumerate(SENSORY_LEVELS):
            for column, field in enumerate(_FIELDS):
                item = QTableWidgetItem("")
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                if field == "motor" and level not in MOTOR_LEVELS:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                    item.setBackground(QColor(self._colours.window))
                table.setItem(row, column, item)
        return table

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Voluntary anal contraction", self.contraction)
        form.addRow("Deep anal pressure", self.pressure)
        found = QFormLayout()
        for name, _ in _RESULTS:
            self.results[name] = label("", "summary")
            found.addRow(name, self.results[name])
        again = QPushButton("&Fill in from the scene")
        again.clicked.connect(self.refill)
        side = QVBoxLayout()
        side.addLayout(form)
        side.addSpacing(10)
        side.addLayout(found)
        side.addWidget(self.problem)
        side.addStretch(1)
        side.addWidget(
            label(
                "Scores 0 to 5 and 0 to 2, NT not testable; a star marks a score that something "
                "other than the cord injury explains. Pairs are right, left. INT intact, NA not "
                "applicable, ND not determinable. For teaching and research, not for diagnosis.",
                "faint",
                wrap=True,
            )
        )
        side.addWidget(again)
        row = QHBoxLayout(self)
        row.addWidget(self.table, 3)
        row.addLayout(side, 2)
        self.resize(980, 800)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of another theme."""
        self._colours, self._filling = colours, True
        for row in range(self.table.rowCount()):
            for column in range(self.table.columnCount()):
                item = self._item(row, column)
                if not item.flags():
                    item.setBackground(QColor(colours.window))
        self._filling = False

    def refill(self) -> None:
        """Fill the worksheet in from the scene."""
        self.show_exam(self._from_scene())

    def show_exam(self, exam: Exam) -> None:
        """Show an examination and classify it."""
        self._filling = True
        sides = {"right": exam.right, "left": exam.left}
        for row, level in enumerate(SENSORY_LEVELS):
            for column, (side, field) in enumerate(zip(_SIDES, _FIELDS, strict=True)):
                score = getattr(sides[side], field).get(level, "")
                self._item(row, column).setText(score)
        self._lowest = {name: side.lowest_non_key for name, side in sides.items()}
        self.contraction.setCurrentText(exam.anal_contraction)
        self.pressure.setCurrentText(exam.anal_pressure)
        self._filling = False
        self._classify()

    def exam(self) -> Exam:
        """Return the examination as it stands on the sheet."""
        sides = []
        for name in ("right", "left"):
            scores: dict[str, dict[str, str]] = {"motor": {}, "light_touch": {}, "pin_prick": {}}
            for column, (side, field) in enumerate(zip(_SIDES, _FIELDS, strict=True)):
                if side == name:
                    levels = MOTOR_LEVELS if field == "motor" else SENSORY_LEVELS
                    scores[field] = {
                        level: self._item(SENSORY_LEVELS.index(level), column).text()
                        for level in levels
                    }
            sides.append(ExamSide(**scores, lowest_non_key=self._lowest[name]))
        contraction, pressure = (
            OBSERVATIONS[box.currentIndex()] for box in (self.contraction, self.pressure)
        )
        return Exam(sides[0], sides[1], contraction, pressure)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        return self.table.item(row, column) or QTableWidgetItem()

    def _edited(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        self._filling = True
        item.setText(item.text().strip().upper())
        self._filling = False
        self._classify()

    def _wrong(self) -> str:
        """Name the first score that is none, "" if all are."""
        for row, level in enumerate(SENSORY_LEVELS):
            for column, field in enumerate(_FIELDS):
                item = self._item(row, column)
                allowed = MOTOR_SCORES if field == "motor" else SENSORY_SCORES
                if item.flags() and item.text() not in allowed:
                    return f"{HEADERS[column].replace(chr(10), ' ')}, {level}: '{item.text()}'"
        return ""

    def _classify(self) -> None:
        if self._filling:
            return
        wrong = self._wrong()
        self.problem.setText(f"{wrong} is no score." if wrong else "")
        found = None if wrong else classify(self.exam())
        for name, read in _RESULTS:
            value = "" if found is None else read(found)
            text = value if isinstance(value, str) else ", ".join(value)
            self.results[name].setText(text.replace("_", "-"))


def _answers(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(f"Anal {name}")
    box.addItems(OBSERVATIONS)
    return box
