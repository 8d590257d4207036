"""A question whose answer takes time, asked away from the window's thread."""

import gc
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid


class _Pause(QObject):
    """Collects no cycles while any question is asked.

    Python collects in the thread that happens to allocate; a widget or a VTK object freed in
    another thread than the window's hangs or ends the program. So the pause begins and ends in
    the window's thread, where this object lives: it hears `over` there.
    """

    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._questions, self._collects = 0, False
        self.over.connect(self._end)

    def begin(self) -> None:
        """Collect nothing until this question is over."""
        if not self._questions:
            self._collects = gc.isenabled()
            gc.disable()
        self._questions += 1

    @Slot()
    def _end(self) -> None:
        self._questions -= 1
        if not self._questions and self._collects:
            gc.enable()


@cache
def _pause() -> _Pause:
    """Return the one pause, made by the first question, in the window's thread."""
    return _Pause()


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
        self._work, self._number, self._pause = work, number, _pause()

    def ask(self) -> None:
        """Ask in another thread; `signals` tell the window's thread of the answer."""
        self._pause.begin()
        threading.Thread(target=self._answer, name="question", daemon=True).start()

    def run(self) -> None:
        """Ask in this thread, the window's, and wait for the answer."""
        self._pause.begin()
        self._answer()

    def _answer(self) -> None:
        try:
            answer = self._work()
        except (ValueError, OSError, RuntimeError) as error:
            self._tell("failed", str(error))
        else:
            self._tell("done", self._number, answer)
        finally:
            if isValid(self._pause):
                self._pause.over.emit()

    def _tell(self, name: str, *said: Any) -> None:
        """Hand the answer to the window's thread if there is still a window."""
        if not isValid(self.signals):
            return
        try:
            getattr(self.signals, name).emit(*said)
        except RuntimeError:  # the widget was closed between the two lines
            if isValid(self.signals):
                raise
