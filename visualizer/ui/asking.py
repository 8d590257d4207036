"""A question about an examination, asked away from the window's thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid


class _Signals(QObject):
    done = Signal(int, object)
    failed = Signal(str)


class Question(QRunnable):
    """One question, asked in a thread of the pool.

    Parameters
    ----------
    work : callable
        Gives the answer; a ValueError, OSError or RuntimeError of it is said as failed.
    number : int
        Handed back with the answer, so that only the last question counts.
    """

    def __init__(self, work: Callable[[], object], number: int = 0) -> None:
        super().__init__()
        self.signals = _Signals()
        self._work, self._number = work, number

    def ask(self) -> None:
        """Start; `signals` tell the window's thread of the answer."""
        QThreadPool.globalInstance().start(self)

    def run(self) -> None:
        """Ask, and hand the answer to the window's thread if there is still a window."""
        try:
            answer = self._work()
        except (ValueError, OSError, RuntimeError) as error:
            self._tell("failed", str(error))
        else:
            self._tell("done", self._number, answer)

    def _tell(self, name: str, *said: Any) -> None:
        if not isValid(self.signals):
            return
        try:
            getattr(self.signals, name).emit(*said)
        except RuntimeError:  # the window was closed between the two lines
            if isValid(self.signals):
                raise
