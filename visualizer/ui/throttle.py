"""Acts on the latest of many points, now and then."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QTimer


class Throttle:
    """Calls a function with the latest point, at most once an interval."""

    def __init__(self, act: Callable[[QPointF], None], interval_ms: int) -> None:
        self._act = act
        self._point: QPointF | None = None
        self._timer = QTimer(singleShot=True, interval=interval_ms)
        self._timer.timeout.connect(self.flush)

    def __call__(self, point: QPointF) -> None:
        """Remember the point and act on it soon."""
        self._point = QPointF(point)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Act on the latest point now, if there is one."""
        self._timer.stop()
        point, self._point = self._point, None
        if point is not None:
            self._act(point)

    def cancel(self) -> None:
        """Forget the latest point."""
        self._timer.stop()
        self._point = None
