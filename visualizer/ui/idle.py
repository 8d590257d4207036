"""Uses the moments in which nobody does anything to make ready what other views will show."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from visualizer.render.preparing import preparing
from visualizer.storage import AssetError
from visualizer.ui.viewport import Viewport

WAIT_MS = 1_500  # for the first picture to settle
STEP_MS = 40


class Idle(QObject):
    """Takes one small step of the preparation at a time, and none while something moves."""

    def __init__(self, viewport: Viewport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewport = viewport
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self, interval=WAIT_MS)
        self._timer.timeout.connect(self.step)
        if viewport.stage is not None:
            self._timer.start()

    @property
    def active(self) -> bool:
        """Whether there is more to prepare."""
        return self._timer.isActive()

    def step(self) -> None:
        """Take the next step if the picture is seen and stands still."""
        stage = self._viewport.stage
        if stage is None:
            self._timer.stop()
        elif self._viewport.isVisible() and not stage.props.moving:
            self._timer.setInterval(STEP_MS)
            self._steps = self._steps or preparing(stage)
            try:
                next(self._steps)
            except (StopIteration, AssetError):  # a view that needs what is damaged will say so
                self._timer.stop()
