"""The note as a Qt item model: sign, right, left."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from visualizer.findings import Finding, is_normal
from visualizer.ui.exam_row import Row
from visualizer.ui.theme import Colours
from visualizer.ui.wording import LMN, UMN, finding_words, neuron_glyph

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("Sign", "Right", "Left")
NO_SIDE = "no side"  # where the finding of the midline stands in the column before
_ROOT = QModelIndex()


class ExamModel(QAbstractItemModel):
    """Shows the rows of a note; the patient's right comes first, as when facing them."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._top: list[Row] = []
        self._parents: dict[int, tuple[Row | None, int]] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of another theme."""
        self.layoutAboutToBeChanged.emit()
        self._colours = colours
        self.layoutChanged.emit()

    def set_rows(self, rows: list[Row]) -> None:
        """Show another note."""
        self.beginResetModel()
        self._top, self._parents = rows, {}
        self._enter(None, rows)
        self.endResetModel()

    def _enter(self, parent: Row | None, rows: list[Row]) -> None:
        for place, row in enumerate(rows):
            self._parents[id(row)] = (parent, place)
            self._enter(row, row.children)

    @staticmethod
    def row_at(index: Index) -> Row:
        """Return the row of the note behind an index."""
        row: Row = index.internalPointer()
        return row

    def finding_at(self, index: Index) -> Finding | None:
        """Return the finding in a cell; for the name of a sign its first abnormal side."""
        if not index.isValid():
            return None
        row = self.row_at(index)
        if index.column() in (1, 2):
            return row.worst("right" if index.column() == 1 else "left")
        sides = [f for f in (row.right, row.left) if f is not None]
        return next((f for f in sides if not is_normal(f)), sides[0] if sides else None)

    def index_of(self, finding: Finding | None) -> QModelIndex:
        """Return the cell of a finding, invalid when it is not shown."""
        stack = list(self._top) if finding is not None else []
        while stack:
            row = stack.pop()
            if finding in (row.right, row.left):
                column = 2 if finding is row.left else 1
                return self.createIndex(self._parents[id(row)][1], column, row)
            stack.extend(row.children)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Return the index of a child."""
        rows = self.row_at(parent).children if parent.isValid() else self._top
        if not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the heading above an index."""
        if not index.isValid():
            return QModelIndex()
        above, _ = self._parents.get(id(self.row_at(index)), (None, 0))
        if above is None:
            return QModelIndex()
        return self.createIndex(self._parents[id(above)][1], 0, above)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows below an index."""
        if parent.column() > 0:
            return 0
        return len(self.row_at(parent).children if parent.isValid() else self._top)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Return three: sign, right and left."""
        return len(HEADERS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Name the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, font, colour and accessible text of a cell."""
        row, column = self.row_at(index), index.column()
        finding = (None, row.right, row.left)[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column, finding)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row, finding)
        if role == Qt.ItemDataRole.FontRole:
            strong = bool(row.children) or (finding is not None and not is_normal(finding))
            return self._bold if strong else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._colour(row, column, finding))
        return None

    @staticmethod
    def _text(row: Row, column: int, finding: Finding | None) -> str:
        if column == 0:
            return row.label
        if finding is not None:
            return row.text(finding)
        if column == 2 and row.midline:
            return NO_SIDE
        if row.key.startswith("power."):
            return row.span("right" if column == 1 else "left")
        return ""

    @staticmethod
    def _spoken(row: Row, finding: Finding | None) -> str:
        if finding is None:
            return row.label
        if finding.ashworth is not None:
            return f"{finding_words(finding)}, modified Ashworth scale"
        glyph = neuron_glyph(finding)
        kinds = [
            name
            for mark, name in ((UMN, "upper motor neuron"), (LMN, "lower motor neuron"))
            if mark in glyph
        ]
        kind = f" ({' and '.join(kinds)})" if kinds else ""
        return f"{finding_words(finding)}{kind}"

    def _colour(self, row: Row, column: int, finding: Finding | None) -> str:
        if column == 2 and row.midline:
            return self._colours.faint
        if column == 0 or finding is None:
            return self._colours.faint if row.normal else self._colours.text
        if is_normal(finding):
            return self._colours.faint
        glyph = neuron_glyph(finding)
        return {UMN: self._colours.umn, LMN: self._colours.lmn}.get(glyph, self._colours.text)
