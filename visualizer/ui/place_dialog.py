"""Places a named lesion by keyboard: site, side, level, extent and age."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from visualizer.anatomy import SEGMENTS, parse_levels
from visualizer.findings.sites import SiteRule
from visualizer.scene import Lesion
from visualizer.ui.labels import label
from visualizer.ui.timeline import STOPS
from visualizer.ui.wording import capital, plain

_EXTENTS = ("complete", "partial", "conduction_block")


class PlaceDialog(QDialog):
    """Asks for a named lesion; `lesion` is the answer once it is accepted."""

    def __init__(self, sites: Mapping[str, SiteRule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Place named lesion")
        self.setMinimumWidth(460)
        self._sites = {key: rule for key, rule in sites.items() if rule.modelled}
        words = {capital(rule.words or key): key for key, rule in self._sites.items()}
        self._by_words = words
        self.site = QComboBox(editable=True)
        self.site.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.site.addItems(sorted(words))
        completer = QCompleter(sorted(words), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.site.setCompleter(completer)
        self.site.setAccessibleName("Site")
        self.side = QComboBox()
        self.level = QComboBox(editable=True)
        self.extent = QComboBox()
        for extent in _EXTENTS:
            self.extent.addItem(capital(plain(extent)), extent)
        self.percent = QSpinBox(suffix=" %", value=60)
        self.percent.setRange(1, 99)
        self.age = QComboBox()
        self.age.addItem("As old as the others, by the clock", None)
        for days, words_of_age in STOPS:
            self.age.addItem(words_of_age, days)
        self.problem = label("", "hint", wrap=True)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        for name, widget in (
            ("&Site", self.site),
            ("S&ide", self.side),
            ("&Level", self.level),
            ("&Extent", self.extent),
            ("&Interrupted", self.percent),
            ("&Age now", self.age),
        ):
            form.addRow(name, widget)
        self._form = form
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)
        self.site.currentTextChanged.connect(self._site_changed)
        self.level.currentTextChanged.connect(self._check)
        self.extent.currentIndexChanged.connect(self._site_extent)
        line = self.site.lineEdit()
        if line is not None:
            line.selectAll()
        self._site_changed()
        self._site_extent()

    @property
    def rule(self) -> SiteRule | None:
        """The site chosen, None while the text names none."""
        text = self.site.currentText().strip()
        key = self._by_words.get(capital(text), text)
        return self._sites.get(key)

    @property
    def age_days(self) -> float | None:
        """How old the lesion is now; None for as old as the others."""
        days: float | None = self.age.currentData()
        return days

    @property
    def lesion(self) -> Lesion | None:
        """The lesion described, None while something is missing."""
        rule = self.rule
        if rule is None or self._level_problem(rule):
            return None
        extent = self.extent.currentData()
        return Lesion(
            site=rule.id,
            side=self.side.currentData(),
            level=self.level.currentText().strip() or None,
            extent=extent,
            fraction=self.percent.value() / 100 if extent == "partial" else None,
        )

    def choose(self, site: str, side: str | None = None, level: str = "") -> None:
        """Fill the dialog in."""
        words = next(text for text, key in self._by_words.items() if key == site)
        self.site.setCurrentText(words)
        if side is not None:
            self.side.setCurrentIndex(self.side.findData(side))
        self.level.setCurrentText(level)

    def _site_changed(self) -> None:
        rule = self.rule
        self.side.clear()
        self.level.clear()
        if rule is not None:
            for side in rule.sides:
                midline = side in ("none", "")
                self.side.addItem(
                    "Midline" if midline else capital(side), None if midline else side
                )
            cord = rule.level_kind in ("cord", "cord_or_none")
            optional = rule.level_kind != "cord"
            self.level.addItems([*([""] if optional else []), *(SEGMENTS if cord else ())])
            self.level.addItems([name for name in rule.levels if name])
            self.level.setCurrentIndex(0)
        self._form.setRowVisible(self.side, rule is not None and self.side.count() > 0)
        self._form.setRowVisible(self.level, rule is not None and rule.level_kind != "none")
        self._check()

    def _site_extent(self) -> None:
        self._form.setRowVisible(self.percent, self.extent.currentData() == "partial")

    def _level_problem(self, rule: SiteRule) -> str:
        text = self.level.currentText().strip()
        if not text:
            return "Choose a segment or a range such as C5-T1." if rule.level_kind == "cord" else ""
        if text in rule.levels:
            return ""
        if rule.level_kind == "none":
            return ""
        if rule.level_kind == "named":
            return f"{text} is no level of this site."
        try:
            parse_levels(text)
        except ValueError as error:
            return capital(f"{error}.")
        return ""

    def _check(self) -> None:
        rule = self.rule
        problem = "Type part of a site's name and choose it." if rule is None else ""
        problem = problem or (self._level_problem(rule) if rule is not None else "")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)
