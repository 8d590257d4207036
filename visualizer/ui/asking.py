"""A question whose answer takes time, asked away from the window's thread."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid


class _Signals(QObject):
    done = Signal(int, object)
    failed = Signal(str)


class Question:
    """One question, asked in a thread that does not keep the program from ending.

    Its signals belong to the widget that asks, so that they are never deleted in the other
    thread; where the widget is gone before the answer, the answer is dropped.

    Parameters
    ----------
    work : callable
        Gives the answer; a ValueError, OSError or RuntimeError of it is said as failed.
    asker : QObject
        Who asks.
    number : int
        Handed back with the answer, so that only the last question counts.
    """

    def __init__(self, work: Callable[[], object], asker: QObject, number: int = 0) -> None:
        self.signals = _Signals(asker)
        self._work, self._number = work, number

    def ask(self) -> None:
        """Start; `signals` tell the window's thread of the answer."""
        threading.Thread(target=self.run, name="question", daemon=True).start()

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
        except RuntimeError:  # the widget was closed between the two lines
            if isValid(self.signals):
                raise
