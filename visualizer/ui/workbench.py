"""What the user does to the scene: each a pure edit handed to the session."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from visualizer.anatomy import Body
from visualizer.scene import (
    Lesion,
    Scene,
    Shape,
    View,
    remove_lesion,
    replace_lesion,
    set_days,
)
from visualizer.session import Session
from visualizer.ui.clock import add_now, set_age
from visualizer.ui.placing import moved, resized
from visualizer.ui.wording import capital


class Workbench(QObject):
    """Holds which lesion is selected; every change of the scene goes through here.

    `changed` is emitted after every change of scene or selection, `said` with a sentence for
    the status bar.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, body: Body, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.body = body
        self._selected = ""
        self._forget = session.watch(lambda _: self._session_changed())

    def close(self) -> None:
        """Stop watching the session."""
        self._forget()

    @property
    def scene(self) -> Scene:
        """The scene shown."""
        return self.session.scene

    @property
    def selected_id(self) -> str:
        """Id of the lesion selected, or ""."""
        return self._selected

    @property
    def selected(self) -> Lesion | None:
        """The lesion selected."""
        found = (les for les in self.scene.lesions if les.id == self._selected)
        return next(found, None)

    def select(self, lesion_id: str) -> None:
        """Select a lesion, or none."""
        if lesion_id != self._selected:
            self._selected = lesion_id
            self.changed.emit()

    def select_next(self) -> None:
        """Select the lesion after the one selected, round and round."""
        ids = [lesion.id for lesion in self.scene.lesions]
        if ids:
            after = ids.index(self._selected) + 1 if self._selected in ids else 0
            self.select(ids[after % len(ids)])

    def _session_changed(self) -> None:
        if self.selected is None:
            self._selected = ""
        self.changed.emit()

    def edit(self, scene: Scene, text: str) -> bool:
        """Commit a scene; a refusal is said and returns False."""
        try:
            self.session.edit(scene, text)
        except ValueError as error:
            self.session.cancel_preview()
            self.said.emit(capital(str(error)))
            return False
        return True

    def preview(self, scene: Scene) -> None:
        """Show a scene without a step of undo; a refusal is said."""
        try:
            self.session.preview(scene)
        except ValueError as error:
            self.said.emit(capital(str(error)))

    def place(self, lesion: Lesion, words: str = "", age_days: float | None = None) -> None:
        """Add a lesion, as old as the others unless its age is given, and select it."""
        before = {les.id for les in self.scene.lesions}
        grown = add_now(self.scene, lesion)
        new = next(les.id for les in grown.lesions if les.id not in before)
        if age_days is not None:
            grown = set_age(grown, new, age_days)
        if self.edit(grown, "Place lesion"):
            self.select(new)
            self.said.emit(f"Placed: {words}" if words else "Lesion placed")

    def change(self, lesion: Lesion, text: str) -> None:
        """Commit a changed lesion."""
        self.edit(replace_lesion(self.scene, lesion), text)

    def drag(self, lesion: Lesion, shape: Shape) -> None:
        """Show a lesion in another shape while the mouse is down."""
        self.preview(replace_lesion(self.scene, replace(lesion, shape=shape)))

    def drop(self) -> None:
        """Commit what a drag shows."""
        if self.session.previewing:
            self.edit(self.scene, "Move lesion")

    def resize(self, steps: int) -> None:
        """Grow the selected lesion, or shrink it."""
        lesion = self.selected
        if lesion is not None and lesion.shape is not None:
            shape = resized(lesion.shape, steps)
            self.change(replace(lesion, shape=shape), "Resize lesion")

    def nudge(self, delta_mm: np.ndarray) -> None:
        """Move the selected lesion by a (3,) vector in mm."""
        lesion = self.selected
        if lesion is not None and lesion.shape is not None:
            shape = moved(lesion.shape, delta_mm, self.body)
            self.change(replace(lesion, shape=shape), "Move lesion")

    def remove(self, lesion_id: str = "") -> None:
        """Delete a lesion, else the one selected."""
        target = lesion_id or self._selected
        if any(les.id == target for les in self.scene.lesions):
            self.edit(remove_lesion(self.scene, target), "Delete lesion")

    def set_age(self, lesion_id: str, days: float) -> None:
        """Change how old one lesion is now."""
        self.edit(set_age(self.scene, lesion_id, days), "Change age of lesion")

    def drag_days(self, days: float) -> None:
        """Show another time while the slider moves."""
        self.preview(set_days(self.scene, days))

    def settle_days(self, days: float) -> None:
        """Commit the time that the slider rests at."""
        self.edit(set_days(self.scene, days), "Move time")

    def set_view(self, view: View) -> None:
        """Change camera or layers."""
        self.session.set_view(view)

    def set_opacity(self, structures: Iterable[str], opacity: float) -> None:
        """Show, hide or fade structures."""
        values = dict(self.scene.view.opacity)
        values.update(dict.fromkeys(structures, opacity))
        self.set_view(replace(self.scene.view, opacity=tuple(sorted(values.items()))))
