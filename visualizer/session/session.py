"""A session: edit, preview, undo, redo and watch."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from visualizer.findings import Prediction
from visualizer.scene import Scene, View

Watcher = Callable[["Session"], None]
Predictor = Callable[[Scene], Prediction]


@dataclass(frozen=True, slots=True)
class _Step:
    scene: Scene
    text: str


class Session:
    """Holds the scene, predicts it, and keeps the history as a list of scenes.

    Parameters
    ----------
    predictor : callable
        Takes a scene and returns its prediction; it runs before anything is swapped, so an
        exception leaves scene and history as they were.
    scene : Scene
        The scene to begin with.
    """

    def __init__(self, predictor: Predictor, scene: Scene | None = None) -> None:
        self._predictor = predictor
        first = Scene() if scene is None else scene
        self._prediction = predictor(first)
        self._steps = [_Step(first, "")]
        self._position = 0
        self._preview: Scene | None = None
        self._saved: Scene = first
        self._watchers: list[Watcher] = []

    @property
    def scene(self) -> Scene:
        """The scene shown: the preview during a drag, else the committed one."""
        return self._steps[self._position].scene if self._preview is None else self._preview

    @property
    def prediction(self) -> Prediction:
        """The prediction of `scene`."""
        return self._prediction

    @property
    def previewing(self) -> bool:
        """Whether a drag is under way."""
        return self._preview is not None

    @property
    def dirty(self) -> bool:
        """Whether there is something to save (camera and layers do not count)."""
        here = replace(self._steps[self._position].scene, view=self._saved.view)
        return here != self._saved

    @property
    def undo_text(self) -> str | None:
        """What undo would take back, None when there is nothing."""
        return self._steps[self._position].text if self._position else None

    @property
    def redo_text(self) -> str | None:
        """What redo would bring back, None when there is nothing."""
        more = self._position + 1 < len(self._steps)
        return self._steps[self._position + 1].text if more else None

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` after every change; returns a function that stops that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def preview(self, scene: Scene) -> None:
        """Show a scene without a step of undo, as during a drag."""
        prediction = self._predictor(scene)
        self._preview, self._prediction = scene, prediction
        self._notify()

    def cancel_preview(self) -> None:
        """Return from a preview to the committed scene."""
        if self._preview is not None:
            self._show(self._steps[self._position].scene)

    def edit(self, scene: Scene, text: str) -> None:
        """Commit a scene as one step of undo, named by `text`."""
        if scene == self._steps[self._position].scene:
            self.cancel_preview()
            return
        prediction = self._predictor(scene)
        self._steps = [*self._steps[: self._position + 1], _Step(scene, text)]
        self._position += 1
        self._preview, self._prediction = None, prediction
        self._notify()

    def set_view(self, view: View) -> None:
        """Change camera or layers: kept with the present step, never predicted."""
        step = self._steps[self._position]
        self._steps[self._position] = _Step(replace(step.scene, view=view), step.text)
        if self._preview is not None:
            self._preview = replace(self._preview, view=view)
        self._notify()

    def undo(self) -> None:
        """Step back, if there is a step."""
        if self._position:
            self._move(self._position - 1)

    def redo(self) -> None:
        """Step forward, if there is a step."""
        if self._position + 1 < len(self._steps):
            self._move(self._position + 1)

    def load(self, scene: Scene) -> None:
        """Replace scene and history, as after opening a file."""
        prediction = self._predictor(scene)
        self._steps, self._position, self._saved = [_Step(scene, "")], 0, scene
        self._preview, self._prediction = None, prediction
        self._notify()

    def mark_saved(self) -> None:
        """Take the present scene as the one on disk."""
        self._saved = self._steps[self._position].scene
        self._notify()

    def _move(self, position: int) -> None:
        prediction = self._predictor(self._steps[position].scene)
        self._position, self._preview, self._prediction = position, None, prediction
        self._notify()

    def _show(self, scene: Scene) -> None:
        prediction = self._predictor(scene)
        self._preview, self._prediction = None, prediction
        self._notify()

    def _notify(self) -> None:
        for watcher in tuple(self._watchers):
            watcher(self)
