"""A question whose answer takes time, asked away from the window's thread."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

_COUNTING = threading.Lock()
_asked: list[object] = []
_collects: list[bool] = []


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Collect no cycles while some question is asked.

    Python collects in the thread that happens to allocate; a widget or a VTK object freed in
    another thread than the window's hangs or ends the program.
    """
    mark = object()
    with _COUNTING:
        if not _asked:
            _collects.append(gc.isenabled())
            gc.disable()
        _asked.append(mark)
    try:
        yield
    finally:
        with _COUNTING:
            _asked.remove(mark)
            if not _asked and _collects.pop():
                gc.enable()


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
        with _nothing_collected():
            self._answer()

    def _answer(self) -> None:
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
