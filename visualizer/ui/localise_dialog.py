"""From signs to sites in the window: what was found at the left, where it may lie at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from visualizer.findings import Finding, Prediction, is_normal
from visualizer.findings.localise import Candidate, Localiser, Observation, Ranking
from visualizer.findings.tables.localise import Scales
from visualizer.ui.asking import Question
from visualizer.ui.labels import label
from visualizer.ui.localise_words import (
    candidate_words,
    is_sure,
    key_of,
    listing,
    observed,
    sign_words,
)
from visualizer.ui.wording import capital, plain

LISTED = 12


class LocaliseDialog(QDialog):
    """Ranks sites for the signs in its table; `lesions_asked` carries a candidate to place."""

    lesions_asked = Signal(object)
    progress = Signal(str)

    def __init__(
        self,
        make: Callable[[Callable[[str], None]], Localiser],
        prediction: Callable[[], Prediction],
        days: Callable[[], float],
        scales: Scales,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Localise from signs")
        self._make, self._prediction, self._days = make, prediction, days
        self._scales = scales
        self._localiser: Localiser | None = None
        self._rows: dict[str, list[Finding]] = {}
        self.observations: list[Observation] = []
        self._asked = 0
        self._fill_rows(prediction().findings)
        self.sign, self.side, self.value = QComboBox(editable=True), QComboBox(), QComboBox()
        self._make_chooser()
        self.table = _table(("Sign", "Side", "Value"), "Signs found")
        self.candidates = QTreeWidget()
        self.candidates.setAccessibleName("Where the lesion may be")
        self.candidates.setHeaderLabels(["Agreement", "Site", "Missed", "Wrong"])
        self.candidates.setRootIsDecorated(False)
        self.candidates.currentItemChanged.connect(lambda *_: self._show_candidate())
        self.state = label("", "hint", wrap=True)
        self.detail = QTextBrowser()
        self.detail.setAccessibleName("What the site explains")
        self.place = QPushButton("&Place this lesion in the scene")
        self.place.setEnabled(False)
        self.place.clicked.connect(self._place)
        self.ranking: Ranking | None = None
        self.progress.connect(self._say)
        self._lay_out()
        self._say("Add signs, present and absent, or take them from the scene.")

    def _fill_rows(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self._rows.setdefault(sign_words(finding), []).append(finding)

    def _make_chooser(self) -> None:
        self.sign.setAccessibleName("Sign")
        self.sign.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.sign.addItems(list(self._rows))
        completer = QCompleter(list(self._rows), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.sign.setCompleter(completer)
        self.side.setAccessibleName("Side")
        self.value.setAccessibleName("Value")
        self.sign.currentTextChanged.connect(self._sign_changed)
        self._sign_changed(self.sign.currentText())

    def _lay_out(self) -> None:
        add, take = QPushButton("&Add"), QPushButton("Take from the &scene")
        remove, clear = QPushButton("&Remove"), QPushButton("&Clear")
        add.setDefault(True)
        for button, slot in (
            (add, self._add),
            (take, self.take_from_scene),
            (remove, self._remove),
            (clear, self._clear),
        ):
            button.clicked.connect(slot)
        chooser = QHBoxLayout()
        chooser.addWidget(self.sign, 3)
        chooser.addWidget(self.side, 1)
        chooser.addWidget(self.value, 1)
        chooser.addWidget(add)
        below = QHBoxLayout()
        for button in (take, remove, clear):
            below.addWidget(button)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(chooser)
        left.addWidget(self.table, 1)
        left.addLayout(below)
        header = self.candidates.header()
        header.setStretchLastSection(False)
        for column in (0, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        right.addWidget(self.state)
        right.addWidget(self.candidates, 3)
        right.addWidget(self.detail, 2)
        right.addWidget(self.place)
        note = "Agreement with the model's own predictions. For teaching and research, not for "
        right.addWidget(label(f"{note}diagnosis.", "faint", wrap=True))
        whole = QHBoxLayout(self)
        whole.addLayout(left, 1)
        whole.addLayout(right, 1)
        self.resize(1180, 720)

    def _sign_changed(self, text: str) -> None:
        rows = self._rows.get(text, [])
        self.side.clear()
        self.side.addItems([row.side for row in rows])
        self.value.clear()
        if rows:
            usual = rows[0].value
            known = self._scales.of(rows[0].domain, rows[0].target).values
            values = [v for v in known if v != usual]
            for value in (*values, usual):
                self.value.addItem(plain(value), value)

    def _add(self) -> None:
        rows = [r for r in self._rows.get(self.sign.currentText(), []) if r.side]
        row = next((r for r in rows if r.side == self.side.currentText()), None)
        if row is not None:
            self._take(observed(row, str(self.value.currentData())))
            self._changed()

    def _take(self, observation: Observation) -> None:
        key = key_of(observation)
        self.observations = [o for o in self.observations if key_of(o) != key]
        self.observations.append(observation)

    def take_from_scene(self) -> None:
        """Take the sure signs of the scene, and the same signs of the other side."""
        findings = self._prediction().findings
        found = {
            (f.domain, f.target, f.modality) for f in findings if not is_normal(f) and is_sure(f)
        }
        for finding in findings:
            if (finding.domain, finding.target, finding.modality) in found and is_sure(finding):
                self._take(observed(finding, finding.value))
        self._changed()

    def _remove(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        self.observations = [o for i, o in enumerate(self.observations) if i not in rows]
        self._changed()

    def _clear(self) -> None:
        self.observations = []
        self._changed()

    def _changed(self) -> None:
        self.table.setRowCount(len(self.observations))
        for row, seen in enumerate(self.observations):
            cells = (sign_words(seen), "" if seen.side == "none" else seen.side, plain(seen.value))
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self._ask()

    def _ask(self) -> None:
        """Rank the sites away from the window's thread; only the last question counts."""
        self._asked += 1
        if not self.observations:
            self._show(None)
            return
        if self._localiser is None:
            self._say("Reading the answers of every site. The first time takes up to a minute …")
        observations, days = tuple(self.observations), self._days()
        task = Question(lambda: self._rank(observations, days), self, self._asked)
        task.signals.done.connect(self._ranked)
        task.signals.failed.connect(self._say)
        task.ask()

    def _rank(self, observations: tuple[Observation, ...], days: float) -> Ranking:
        if self._localiser is None:
            self._localiser = self._make(self._tell)
        return self._localiser.rank(observations, days)

    def _ranked(self, number: int, ranking: Ranking) -> None:
        if number == self._asked:
            self._show(ranking)

    def _tell(self, words: str) -> None:
        """Say from another thread how far the reading is."""
        if isValid(self):
            self.progress.emit(words)

    def _say(self, words: str) -> None:
        self.state.setText(capital(words))

    def _show(self, ranking: Ranking | None) -> None:
        self.ranking = ranking
        self.candidates.clear()
        self.detail.clear()
        self.place.setEnabled(False)
        if ranking is None:
            self._say("Add signs, present and absent, or take them from the scene.")
            return
        one = "One site explains every sign." if ranking.single_site_explains_all else ""
        self._say(one or "No single site explains every sign.")
        for candidate in ranking.candidates[:LISTED]:
            cells = [
                f"{candidate.score:.0%}",
                candidate_words(candidate),
                str(len(candidate.unexplained)),
                str(len(candidate.wrongly_predicts)),
            ]
            item = QTreeWidgetItem(self.candidates, cells)
            item.setToolTip(1, cells[1])
        first = self.candidates.topLevelItem(0)
        if first is not None:
            self.candidates.setCurrentItem(first)

    def candidate(self) -> Candidate | None:
        """Return the candidate selected."""
        item = self.candidates.currentItem()
        if item is None or self.ranking is None:
            return None
        return self.ranking.candidates[self.candidates.indexOfTopLevelItem(item)]

    def _show_candidate(self) -> None:
        candidate = self.candidate()
        self.place.setEnabled(candidate is not None)
        if candidate is None or self.ranking is None:
            return
        missed = [sign_words(self.observations[i]) for i in candidate.unexplained]
        wrong = [f"{sign_words(s)} {plain(s.value)}" for s in candidate.wrongly_predicts]
        lines = [
            f"<p>Explains {len(candidate.explains)} of {len(self.observations)} signs.</p>",
            listing("Leaves unexplained", missed),
            listing("Predicts wrongly", wrong),
        ]
        test = self.ranking.next_test
        if test is not None:
            side = "" if test.side == "none" else f", {test.side}"
            lines.append(
                f"<p><b>Examine next</b>: {sign_words(test)}{side}. {capital(test.why)}.</p>"
            )
        self.detail.setHtml("".join(lines))

    def _place(self) -> None:
        candidate = self.candidate()
        if candidate is not None:
            self.lesions_asked.emit(candidate.hypothesis.lesions)


def _table(headers: tuple[str, ...], name: str) -> QTableWidget:
    table = QTableWidget(0, len(headers))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(headers)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
