"""A question about an examination, asked away from the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, Signal

from visualizer.findings.localise import Observation, Ranking


class _Signals(QObject):
    done = Signal(int, object)
    failed = Signal(str)


class Question(QRunnable):
    """One question, asked in a thread of the pool."""

    def __init__(
        self,
        rank: Callable[[tuple[Observation, ...], float], Ranking],
        number: int,
        observations: tuple[Observation, ...],
        days: float,
    ) -> None:
        super().__init__()
        self.signals = _Signals()
        self._rank, self._number = rank, number
        self._observations, self._days = observations, days

    def run(self) -> None:
        """Ask, and hand the answer to the window's thread."""
        try:
            self.signals.done.emit(self._number, self._rank(self._observations, self._days))
        except (ValueError, OSError, RuntimeError) as error:
            self.signals.failed.emit(str(error))
