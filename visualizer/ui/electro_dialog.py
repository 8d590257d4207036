"""The electrodiagnostic report of the scene in the window; it follows scene and clock."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from visualizer.findings import Knowledge
from visualizer.findings.electro import Measurement
from visualizer.ui.labels import label
from visualizer.ui.theme import Colours
from visualizer.ui.wording import capital, plain

HEADINGS = {
    "central": "Magnetic stimulation of the cortex",
    "motor": "Motor nerve conduction",
    "sensory": "Sensory nerve conduction",
    "repetitive": "Repetitive stimulation",
    "needle": "Needle examination",
}
SIDES = ("right", "left")


class ElectroDialog(QDialog):
    """Shows what conduction studies and needle would find, the abnormal only if wished."""

    def __init__(
        self,
        colours: Colours,
        knowledge: Knowledge,
        measured: Callable[[], Sequence[Measurement]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nerve conduction and needle examination")
        self._colours, self._measured = colours, measured
        self._bold = QFont()
        self._bold.setBold(True)
        self._words = _study_words(knowledge)
        self.show_normal = QCheckBox("Show &normal")
        self.show_normal.toggled.connect(self.refill)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Electrodiagnostic report")
        self.tree.setHeaderLabels(["Study", "Right", "Left", "Normal"])
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        for section, width in ((1, 150), (2, 150), (3, 130)):
            header.resizeSection(section, width)
        column = QVBoxLayout(self)
        column.addWidget(self.show_normal)
        column.addWidget(self.tree, 1)
        column.addWidget(
            label(
                "? near the limit. Figures of one standing body with its own lengths; for teaching "
                "and research, not for diagnosis.",
                "faint",
                wrap=True,
            )
        )
        self.resize(860, 720)
        self.refill()

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of another theme."""
        self._colours = colours
        self.refill()

    def refill(self) -> None:
        """Measure again."""
        self.tree.clear()
        studies: dict[str, dict[str, list[Measurement]]] = {}
        for row in self._measured():
            studies.setdefault(row.kind, {}).setdefault(row.study, []).append(row)
        for kind, found in studies.items():
            heading = QTreeWidgetItem([HEADINGS.get(kind, capital(plain(kind)))])
            for study, rows in found.items():
                if self.show_normal.isChecked() or any(r.verdict != "normal" for r in rows):
                    heading.addChild(self._study(study, rows))
            if heading.childCount():
                self.tree.addTopLevelItem(heading)
        self.tree.expandToDepth(1)
        if not self.tree.topLevelItemCount():
            self.tree.addTopLevelItem(QTreeWidgetItem(["Every study is normal."]))

    def _study(self, study: str, rows: Sequence[Measurement]) -> QTreeWidgetItem:
        item = QTreeWidgetItem([capital(self._words.get(study, plain(study)))])
        quantities: dict[str, dict[str, Measurement]] = {}
        for row in rows:
            quantities.setdefault(row.quantity, {})[row.side] = row
        for quantity, sides in quantities.items():
            some = next(iter(sides.values()))
            plainly = all(r.verdict == "normal" for r in sides.values())
            if plainly and some.kind == "needle" and not self.show_normal.isChecked():
                continue
            texts = [capital(plain(quantity)), *(_cell(sides.get(s)) for s in SIDES), some.normal]
            line = QTreeWidgetItem(item, texts)
            for at, side in enumerate(SIDES, start=1):
                seen = sides.get(side)
                if seen is not None and seen.verdict != "normal":
                    line.setForeground(at, QColor(self._colours.text))
                    line.setFont(at, self._bold)
                else:
                    line.setForeground(at, QColor(self._colours.faint))
        return item


def _cell(row: Measurement | None) -> str:
    if row is None:
        return ""
    value = "absent" if row.value is None else f"{row.value}".removesuffix(".0")
    unit = f" {row.unit}" if row.unit and row.value is not None else ""
    return f"{value}{unit}{'' if row.certainty == 'expected' else ' ?'}"


def _study_words(knowledge: Knowledge) -> Mapping[str, str]:
    tables = knowledge.electro
    named = [(m.id, m.name) for m in knowledge.muscles.values()]
    for group in (tables.central, tables.repetitive, tables.motor, tables.sensory):
        named += [(study.id, study.words) for study in group]
    return dict(named)
