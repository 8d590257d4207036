"""The list of lesions with its editor."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from visualizer.anatomy import Fibres
from visualizer.findings import Prediction
from visualizer.scene import Scene
from visualizer.ui.clock import age_of
from visualizer.ui.labels import label
from visualizer.ui.lesion_editor import LesionEditor
from visualizer.ui.lesion_model import LesionModel, lesion_rows


class _List(QListView):
    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the lesion with the delete key."""
        if event.matches(QKeySequence.StandardKey.Delete):
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class LesionPanel(QWidget):
    """Lists the lesions; `selected` carries a lesion id or ""."""

    selected = Signal(str)
    edited = Signal(object, str)
    aged = Signal(str, float)
    delete_asked = Signal(str)
    place_asked = Signal()

    def __init__(self, fibres: Fibres, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fibres = fibres
        self.model = LesionModel()
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setAccessibleName("Lesions")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(96)
        self.list.selectionModel().currentChanged.connect(self._row_changed)
        self.list.deleted.connect(self._delete)
        self.editor = LesionEditor()
        self.editor.edited.connect(self.edited)
        self.editor.aged.connect(self.aged)
        self.empty = label(
            "No lesion yet. Press P, then click on the brain, the cord, a root or a nerve.",
            "hint",
            wrap=True,
        )
        self._named = QPushButton("Place named lesion…")
        self._named.clicked.connect(self.place_asked)
        self._remove = QPushButton("Delete")
        self._remove.clicked.connect(self._delete)
        buttons = QHBoxLayout()
        buttons.addWidget(self._named, 1)
        buttons.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.editor)
        column.addLayout(buttons)

    def show_scene(self, scene: Scene, prediction: Prediction, selected: str) -> None:
        """Show the lesions of a scene and which one is selected."""
        self.model.set_rows(lesion_rows(scene, prediction, self._fibres))
        self.empty.setVisible(not scene.lesions)
        self.list.setVisible(bool(scene.lesions))
        place = next((i for i, les in enumerate(scene.lesions) if les.id == selected), -1)
        with QSignalBlocker(self.list.selectionModel()):
            if place >= 0:
                self.list.setCurrentIndex(self.model.index(place, 0))
            else:
                self.list.setCurrentIndex(QModelIndex())
                self.list.clearSelection()
        self.list.viewport().update()
        self._remove.setEnabled(place >= 0)
        if place >= 0:
            lesion = scene.lesions[place]
            self.editor.show_lesion(lesion, age_of(scene, lesion.id))
        else:
            self.editor.show_lesion(None, 0.0)

    def _id(self) -> str:
        rows = self.list.selectionModel().selectedIndexes()
        return self.model.rows[rows[0].row()].lesion.id if rows else ""

    def _row_changed(self) -> None:
        place = self.list.currentIndex().row()
        rows = self.model.rows
        self.selected.emit(rows[place].lesion.id if 0 <= place < len(rows) else "")

    def _delete(self) -> None:
        if self._id():
            self.delete_asked.emit(self._id())
