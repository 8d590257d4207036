"""The structures of the body as a checkable tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from visualizer.anatomy import Structure
from visualizer.ui.structure_rows import PLACE
from visualizer.ui.wording import capital

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ID_ROLE = Qt.ItemDataRole.UserRole
GROUPS = {
    "bone": "Skeleton",
    "deep": "Deep nuclei",
    "cortex": "Cerebral cortex",
    "disc": "Intervertebral discs",
    "cartilage": "Cartilages",
    "territory": "Arterial territories",
    "passages": "Passages of nerves",
}


@dataclass(slots=True, eq=False)
class Node:
    """A structure or a group of them."""

    id: str
    label: str
    structure: Structure | None = None
    above: "Node | None" = None
    place: int = 0
    children: list["Node"] = field(default_factory=list)

    def leaves(self) -> Iterable[str]:
        """Yield the ids of what is drawn in and below this node."""
        if self.structure is not None and self.structure.layer != PLACE:
            yield self.id
        for child in self.children:
            yield from child.leaves()


def build(structures: Mapping[str, Structure]) -> Node:
    """Arrange structures below their parents; a parent that is none of them is a group.

    A dotted group lies in the group before its last dot, and a group that a structure is
    called after ("pons", "brainstem.pons") is that structure.
    """
    nodes = {s.id: Node(s.id, _label(s), s) for s in structures.values()}
    called = {s.id.rpartition(".")[2]: s.id for s in structures.values()}
    root = Node("", "")
    parents = {structure.parent for structure in structures.values()}
    for structure in structures.values():
        parent = structure.parent if structure.parent != structure.id else ""
        if not parent and structure.id in parents:
            root.children.append(nodes[structure.id])
            continue
        _above(called.get(parent, parent) or "Other", nodes, root).children.append(
            nodes[structure.id]
        )
    for node in (root, *nodes.values()):
        for place, child in enumerate(node.children):
            child.place, child.above = place, node
    return root


def _above(parent: str, nodes: dict[str, Node], root: Node) -> Node:
    if parent not in nodes:
        group, _, last = parent.rpartition(".")
        nodes[parent] = Node(parent, GROUPS.get(parent, capital(last.replace("_", " "))))
        holder = _above(group, nodes, root) if group else root
        holder.children.append(nodes[parent])
    return nodes[parent]


def _label(structure: Structure) -> str:
    side = structure.side
    name = capital(structure.name)
    if side in ("left", "right") and side not in name.lower():
        return f"{name} ({side})"
    return name


class StructureModel(QAbstractItemModel):
    """Tree of structures; the check box shows or hides. `toggled` carries ids and opacity."""

    toggled = Signal(list, float)

    def __init__(self, structures: Mapping[str, Structure], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = build(structures)
        self._opacity: dict[str, float] = {}

    def set_opacities(self, opacity: Mapping[str, float]) -> None:
        """Show which structures are hidden or faded."""
        if dict(opacity) == self._opacity:
            return
        self.layoutAboutToBeChanged.emit()
        self._opacity = dict(opacity)
        self.layoutChanged.emit()

    def node_at(self, index: Index) -> Node:
        """Return the node behind an index."""
        if not index.isValid():
            return self._root
        node: Node = index.internalPointer()
        return node

    def opacity_of(self, node: Node) -> float:
        """Return the greatest opacity set in or below a node."""
        return max((self._opacity.get(leaf, 1.0) for leaf in node.leaves()), default=1.0)

    def index_of(self, structure: str) -> QModelIndex:
        """Return the index of a structure id, invalid when it is none."""
        stack = [self._root]
        while stack:
            node = stack.pop()
            if node.id == structure:
                return self.createIndex(node.place, 0, node)
            stack.extend(node.children)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Return the index of a child."""
        children = self.node_at(parent).children
        if not 0 <= row < len(children) or column != 0:
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the index of the node above."""
        above = self.node_at(index).above if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.place, 0, above)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of children."""
        return len(self.node_at(parent).children)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Return one."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Make every node checkable that is drawn."""
        flags = super().flags(index)
        drawn = any(self.node_at(index).leaves())
        return flags | Qt.ItemFlag.ItemIsUserCheckable if drawn else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, the check state or the text to search."""
        node = self.node_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            faded = self.opacity_of(node)
            return node.label if faded in (0.0, 1.0) else f"{node.label}  ({faded:.0%})"
        if role == Qt.ItemDataRole.CheckStateRole and any(node.leaves()):
            shown = self.opacity_of(node) > 0
            return Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked
        if role == ID_ROLE:
            return node.id
        if role == Qt.ItemDataRole.ToolTipRole and node.structure is not None:
            return node.structure.latin or None
        if role == Qt.ItemDataRole.UserRole + 1:
            found = node.structure
            extra = (found.latin, *found.synonyms) if found is not None else ()
            return " ".join([node.label, node.id, *extra])
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Show or hide what is checked or unchecked."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        shown = Qt.CheckState(value) == Qt.CheckState.Checked
        self.toggled.emit(list(self.node_at(index).leaves()), 1.0 if shown else 0.0)
        return True
