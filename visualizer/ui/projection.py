"""Projection: the same window fills a screen, panels hidden, for a lecture."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar, QWidget

LABEL_SCALE = 1.8
THAW_MS = 200


class Projection(QObject):
    """Enters and leaves; nothing is reparented, panels are only hidden.

    `freeze` holds the size of the picture while the window changes in several steps.
    """

    changed = Signal(bool)

    def __init__(self, window: QMainWindow, freeze: Callable[[bool], None]) -> None:
        super().__init__(window)
        self._window, self._freeze = window, freeze
        self._thaw = QTimer(self, singleShot=True, interval=THAW_MS)
        self._thaw.timeout.connect(lambda: freeze(False))
        self._state = QByteArray()
        self._geometry = QByteArray()
        self._hidden: list[QWidget] = []
        self._maximised = False
        self.screen: QScreen | None = None

    @property
    def active(self) -> bool:
        """Whether the window is projected."""
        return bool(self._hidden)

    def choose(self, screen: QScreen) -> None:
        """Choose the screen to fill."""
        self.screen = screen

    def toggle(self) -> None:
        """Enter, or leave."""
        if self.active:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Hide the panels and fill the chosen screen."""
        window = self._window
        self._freeze(True)
        self._state, self._geometry = window.saveState(), window.saveGeometry()
        self._maximised = window.isMaximized()
        parts: list[QWidget] = [window.menuBar(), window.statusBar()]
        parts += window.findChildren(QDockWidget)
        parts += window.findChildren(QToolBar)
        self._hidden = [part for part in parts if part.isVisible()] or [window.menuBar()]
        for part in self._hidden:
            part.hide()
        if self.screen is not None and self.screen in QGuiApplication.screens():
            window.setGeometry(self.screen.geometry())
        window.showFullScreen()
        self._thaw.start()
        self.changed.emit(True)

    def leave(self) -> None:
        """Return to the window as it was."""
        if not self.active:
            return
        self._freeze(True)
        shown, self._hidden = self._hidden, []
        window = self._window
        if self._maximised:
            window.showMaximized()
        else:
            window.showNormal()
            window.restoreGeometry(self._geometry)
        for part in shown:
            part.show()
        window.restoreState(self._state)
        self._thaw.start()
        self.changed.emit(False)
