"""The examination panel: summary, note, reflex figure and reasons."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from visualizer.findings import Finding, Prediction
from visualizer.findings.knowledge import Rule
from visualizer.render.words import site_words
from visualizer.scene import Scene
from visualizer.ui.exam_model import ExamModel
from visualizer.ui.exam_note import count, note
from visualizer.ui.exam_row import Row
from visualizer.ui.labels import LongText, label
from visualizer.ui.reasons import reasons_html
from visualizer.ui.reflex_figure import ReflexFigure
from visualizer.ui.sensory_map import SensoryMap
from visualizer.ui.theme import Colours
from visualizer.ui.wording import LMN, UMN, capital

FEW_ROWS = 40
SUMMARY_SHARE = 0.2  # of the panel's height; a longer summary scrolls
_OPEN_AT_FIRST = (
    "power", "tone", "reflex", "plantar", "sensation", "cranial", "autonomic", "gait", "other",
)  # fmt: skip
_LONG = ("sensation.places",)


class ExaminationPanel(QWidget):
    """Reads like a neurologist's note; `chosen` carries the sign selected, or None."""

    chosen = Signal(object)

    def __init__(
        self,
        colours: Colours,
        rules: Mapping[str, Rule],
        sources: Mapping[str, Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules, self._sources = rules, sources
        self._scene = Scene()
        self._prediction: Prediction | None = None
        self._finding: Finding | None = None
        self._closed: set[str] = set()
        self._opened: set[str] = set(_OPEN_AT_FIRST)
        self._filling = False
        self._few = False
        self.summary = label("", "summary", wrap=True)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.summary.setAccessibleName("Summary of the examination")
        self.said = LongText(self.summary, SUMMARY_SHARE)
        self.said.setAccessibleName("Summary")
        self.syndromes = label("", "faint", wrap=True)
        self.show_normal = QCheckBox("Show &normal")
        self.show_normal.toggled.connect(self._refill)
        self.follow = QPushButton("&Follow this fibre")
        self.follow.setToolTip("Ride along the path of this muscle, from cortex to muscle (F)")
        self.follow.setEnabled(False)
        self.model = ExamModel(colours, self)
        self.tree = self._make_tree()
        self.figure = ReflexFigure(colours)
        self.figure.chosen.connect(self.choose)
        self.skin = SensoryMap(colours)
        self.skin.chosen.connect(self.choose)
        self.charts = QTabWidget()
        self.charts.tabBar().setAccessibleName("Charts")
        self.charts.setDocumentMode(True)
        self.charts.addTab(self.figure, "Re&flexes")
        self.charts.addTab(self.skin, "S&ensation")
        self.reasons = QTextBrowser()
        self.reasons.setAccessibleName("Why this sign is there")
        self.reasons.setMinimumWidth(150)
        self._lay_out()
        self._show_reasons()

    def _make_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setAccessibleName("Examination")
        tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        tree.setUniformRowHeights(True)
        tree.setIndentation(14)
        tree.setMinimumHeight(150)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, 132)
        tree.selectionModel().currentChanged.connect(self._current_changed)
        tree.collapsed.connect(lambda index: self._toggled(index, False))
        tree.expanded.connect(lambda index: self._toggled(index, True))
        return tree

    def _lay_out(self) -> None:
        key = label(f"{UMN} upper   {LMN} lower motor neuron", "hint")
        bar = QHBoxLayout()
        bar.addWidget(self.show_normal)
        bar.addWidget(self.follow)
        bar.addStretch(1)
        bar.addWidget(key)
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.addWidget(self.charts)
        lower.addWidget(self.reasons)
        lower.setSizes([280, 220])
        lower.setChildrenCollapsible(False)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.tree)
        parts.addWidget(lower)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.syndromes)
        column.addLayout(bar)
        column.addWidget(parts, 1)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of another theme."""
        self.model.set_colours(colours)
        self.figure.set_colours(colours)
        self.skin.set_colours(colours)

    def show_prediction(self, scene: Scene, prediction: Prediction) -> None:
        """Show the examination of a scene."""
        self._scene, self._prediction = scene, prediction
        self.summary.setText(prediction.summary)
        self.said.fit()
        named = "; ".join(capital(name) for name in prediction.syndromes)
        self.syndromes.setText(named)
        self.syndromes.setVisible(bool(named))
        self.figure.show_prediction(prediction)
        self.skin.show_prediction(prediction)
        self._finding = self._same(self._finding)
        self._refill()
        self.figure.select(self._finding)
        self._show_reasons()

    @property
    def finding(self) -> Finding | None:
        """The sign selected."""
        return self._finding

    def choose(self, finding: Finding | None) -> None:
        """Select a sign, as a click on it does."""
        self._finding = finding
        self.figure.select(finding)
        self._select_in_tree()
        self._show_reasons()
        self.chosen.emit(finding)

    def _same(self, finding: Finding | None) -> Finding | None:
        if finding is None or self._prediction is None:
            return None
        for other in self._prediction.findings:
            if _identity(other) == _identity(finding):
                return other
        return None

    def _refill(self) -> None:
        if self._prediction is None:
            return
        self._filling = True
        scroll = self.tree.verticalScrollBar().value()
        rows = note(self._prediction, self.show_normal.isChecked())
        self._few = sum(count(row) for row in rows) <= FEW_ROWS
        self.model.set_rows(rows)
        self._expand(QModelIndex())
        self._select_in_tree()
        self.tree.verticalScrollBar().setValue(scroll)
        self._filling = False

    def _expand(self, parent: QModelIndex) -> None:
        for place in range(self.model.rowCount(parent)):
            index = self.model.index(place, 0, parent)
            row = self.model.row_at(index)
            if row.children:
                self.tree.setExpanded(index, self._is_open(row))
                self._expand(index)

    def _is_open(self, row: Row) -> bool:
        if row.key in self._closed:
            return False
        return (self._few and row.key not in _LONG) or row.key in self._opened

    def _toggled(self, index: QModelIndex, opened: bool) -> None:
        if self._filling:
            return
        key = self.model.row_at(index).key
        (self._opened if opened else self._closed).add(key)
        (self._closed if opened else self._opened).discard(key)

    def _select_in_tree(self) -> None:
        selection = self.tree.selectionModel()
        was, self._filling = self._filling, True
        index = self.model.index_of(self._finding)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(index, flags)
        else:
            selection.clear()
        self._filling = was

    def _current_changed(self, current: QModelIndex) -> None:
        if self._filling:
            return
        finding = self.model.finding_at(current)
        self._finding = finding
        self.figure.select(finding)
        self._show_reasons()
        self.chosen.emit(finding)

    def _show_reasons(self) -> None:
        """Explain the sign selected; nothing is explained before somebody asks."""
        why = None
        if self._finding is not None and self._prediction is not None:
            why = self._prediction.explain(self._finding, site_words)
        self.reasons.setHtml(reasons_html(self._finding, why, self._sources))


def _identity(finding: Finding) -> tuple[object, ...]:
    return (
        finding.domain,
        finding.target,
        finding.side,
        finding.modality,
        finding.direction,
        finding.level,
    )
