"""New, open, save, recent files and the guard of unsaved changes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from visualizer.anatomy import Body
from visualizer.scene import Scene
from visualizer.session import Session
from visualizer.storage import SceneFileError, load_scene, save_scene

FILTER = "Scene files (*.json);;All files (*)"
MOST_RECENT = 8


class Files(QObject):
    """Knows which file the scene belongs to.

    `changed` tells of another file or recent list, `opened` that a scene was read;
    `before_save` stores the present camera in the scene.
    """

    changed = Signal()
    opened = Signal()
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        body: Body,
        settings: QSettings,
        window: QWidget,
        before_save: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._session, self._body, self._settings = session, body, settings
        self._window, self._before_save = window, before_save
        self.path: Path | None = None

    @property
    def recent(self) -> list[Path]:
        """The files opened or saved last."""
        stored = self._settings.value("recent", [])
        names = [stored] if isinstance(stored, str) else stored
        return [Path(str(name)) for name in names] if isinstance(names, list) else []

    @property
    def folder(self) -> Path:
        """Where a file dialog begins."""
        if self.path is not None:
            return self.path.parent
        return self.recent[0].parent if self.recent else Path.home()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what the commands of the menu do."""
        return {
            "new": self.new,
            "open": self.open_asked,
            "save": self.save,
            "save_as": self.save_as,
            "next_scene": lambda: self.step(1),
            "previous_scene": lambda: self.step(-1),
        }

    def new(self) -> bool:
        """Begin an empty scene."""
        if not self.may_leave():
            return False
        self.path = None
        self._session.load(Scene(view=self._session.scene.view))
        self.changed.emit()
        return True

    def open_asked(self) -> bool:
        """Ask for a file and open it."""
        if not self.may_leave():
            return False
        name, _ = QFileDialog.getOpenFileName(self._window, "Open scene", str(self.folder), FILTER)
        return bool(name) and self.open(Path(name), guarded=True)

    def open(self, path: Path, guarded: bool = False) -> bool:
        """Open a file; a bad one is refused with a message and nothing changes."""
        if not guarded and not self.may_leave():
            return False
        try:
            scene = load_scene(path, self._body.mni_to_body)
            self._session.load(scene)
        except ValueError as error:
            self._refuse("This scene cannot be opened", f"{path.name}: {error}")
            return False
        self.opened.emit()
        self._remember(path)
        self.said.emit(f"Opened {path.name}")
        return True

    def step(self, step: int) -> bool:
        """Open the next or previous scene file of the folder."""
        path = neighbour(self.path, step)
        if path is None:
            self.said.emit("No further scene file in this folder")
            return False
        return self.open(path)

    def save(self) -> bool:
        """Save to the scene's file, asking for one the first time."""
        return self.save_as() if self.path is None else self._write(self.path)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        start = self.path or self.folder / "scene.json"
        name, _ = QFileDialog.getSaveFileName(self._window, "Save scene", str(start), FILTER)
        if not name:
            return False
        path = Path(name)
        return self._write(path if path.suffix else path.with_suffix(".json"))

    def _write(self, path: Path) -> bool:
        self._before_save()
        try:
            save_scene(self._session.scene, path)
        except SceneFileError as error:
            self._refuse("The scene could not be saved", str(error))
            return False
        self._session.mark_saved()
        self._remember(path)
        self.said.emit(f"Saved {path.name}")
        return True

    def may_leave(self) -> bool:
        """Ask what to do with unsaved changes; False when the user stays."""
        if not self._session.dirty:
            return True
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Unsaved changes")
        box.setText("Save the changes to this scene?")
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        if answer == buttons.Save:
            return self.save()
        return bool(answer == buttons.Discard)

    def drag(self, event: QDragEnterEvent) -> None:
        """Let a file be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        """Open a file dropped, once the drop is over."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.open(Path(paths[0])))

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._settings.setValue("recent", [])
        self.changed.emit()

    def _remember(self, path: Path) -> None:
        self.path = path.resolve()
        names = [str(self.path), *(str(p) for p in self.recent if p != self.path)]
        self._settings.setValue("recent", names[:MOST_RECENT])
        self.changed.emit()

    def _refuse(self, title: str, text: str) -> None:
        QMessageBox.warning(self._window, title, text)


def neighbour(path: Path | None, step: int) -> Path | None:
    """Return the scene file after (or before) one in its folder, None when there is none."""
    if path is None:
        return None
    files = sorted(path.parent.glob("*.json"))
    if path not in files:
        return files[0 if step > 0 else -1] if files else None
    place = files.index(path) + step
    return files[place] if 0 <= place < len(files) else None
