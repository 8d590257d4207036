"""Structure tree with search, fading and isolation, and the card of the selection."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from visualizer.anatomy import Structure
from visualizer.ui.card import card_html
from visualizer.ui.reasons import Sources
from visualizer.ui.structure_model import ID_ROLE, StructureModel

_FADES = (1.0, 0.35, 0.1)


class StructurePanel(QWidget):
    """The tree of structures; asks for what it cannot do itself through its signals."""

    opacity_asked = Signal(list, float)
    isolate_asked = Signal(list)
    restore_asked = Signal()
    fly_asked = Signal(str)
    selected = Signal(str)
    card_shown = Signal(str)

    def __init__(
        self,
        structures: Mapping[str, Structure],
        sources: Sources | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._structures, self._sources = structures, sources or {}
        self.model = StructureModel(structures, self)
        self.model.toggled.connect(self.opacity_asked)
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(self.model)
        self.proxy.setRecursiveFilteringEnabled(True)
        self.proxy.setAutoAcceptChildRows(True)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.setFilterRole(Qt.ItemDataRole.UserRole + 1)
        self.search = QLineEdit(placeholderText="Search structures", clearButtonEnabled=True)
        self.search.setAccessibleName("Search structures")
        self.search.textChanged.connect(self._filter)
        self.tree = QTreeView(headerHidden=True, uniformRowHeights=True, indentation=16)
        self.tree.setModel(self.proxy)
        self.tree.setAccessibleName("Structures")
        self.tree.selectionModel().currentChanged.connect(self._current_changed)
        self.tree.doubleClicked.connect(lambda index: self._fly(index))
        self.tree.setExpandsOnDoubleClick(False)
        self.card = QTextBrowser()
        self.card.setAccessibleName("About the selection")
        self.card.setMinimumHeight(90)
        self.follow = QPushButton("&Follow this fibre")
        self.follow.setToolTip("Ride along the path of this muscle, from cortex to muscle (F)")
        self.follow.hide()
        self._lay_out()
        self.show_card("")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for text, tip, slot in (
            ("Fly to", "Move the camera to the selection (double click)", self._fly),
            ("Fade", "Step through full, faint and ghost", self._fade),
            ("Isolate", "Hide everything else", self._isolate),
            ("Show all", "Return to the scene's own layers", self.restore_asked.emit),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setStyleSheet("padding: 4px 7px;")
            button.clicked.connect(lambda _=False, act=slot: act())
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.tree, 1)
        above.addLayout(buttons)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(upper)
        parts.addWidget(self.card)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        column.addWidget(parts, 1)
        column.addWidget(self.follow)

    def show_opacities(self, opacity: Mapping[str, float]) -> None:
        """Show which structures are hidden or faded."""
        self.model.set_opacities(opacity)

    def select(self, structure: str, place: str = "", side: str = "") -> None:
        """Select a structure by id, as after a click in the picture."""
        for name in (structure, f"{structure}.{side}"):
            index = self.proxy.mapFromSource(self.model.index_of(name))
            if structure and index.isValid():
                self.tree.setCurrentIndex(index)
                self.tree.scrollTo(index)
                self.show_card(name, place, side)
                return
        self.show_card(structure, place, side)
        self.selected.emit(f"{structure}.{side}" if side else structure)

    def show_card(self, structure: str, place: str = "", side: str = "") -> None:
        """Show the card of a structure, or of a place that has none."""
        html = card_html(self._structures, self._sources, structure, place, side)
        self.card.setHtml(html)
        self.card_shown.emit(html if structure else "")

    def _filter(self, text: str) -> None:
        self.proxy.setFilterFixedString(text)
        if text:
            self.tree.expandAll()

    def _leaves(self) -> list[str]:
        index = self.proxy.mapToSource(self.tree.currentIndex())
        return list(self.model.node_at(index).leaves()) if index.isValid() else []

    def _current_changed(self, current: QModelIndex) -> None:
        structure = current.data(ID_ROLE) or ""
        self.show_card(structure)
        self.selected.emit(structure)

    def _fly(self, index: QModelIndex | None = None) -> None:
        structure = (index or self.tree.currentIndex()).data(ID_ROLE)
        if structure:
            self.fly_asked.emit(structure)

    def _fade(self) -> None:
        index = self.proxy.mapToSource(self.tree.currentIndex())
        if not index.isValid():
            return
        now = self.model.opacity_of(self.model.node_at(index))
        after = next((fade for fade in _FADES if fade < now - 0.01), 1.0)
        self.opacity_asked.emit(self._leaves(), after)

    def _isolate(self) -> None:
        leaves = self._leaves()
        if leaves:
            self.isolate_asked.emit(leaves)
