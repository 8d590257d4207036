"""Size, place and panels of the window, remembered between runs."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QWidget

FIRST_SIZE = (1480, 920)


def remember(window: QMainWindow, settings: QSettings) -> None:
    """Store where the window and its panels are."""
    settings.setValue("geometry", window.saveGeometry())
    settings.setValue("state", window.saveState())


def restore(window: QMainWindow, settings: QSettings) -> None:
    """Put the window and its panels where they were, or in their first places."""
    put_in_place(window, settings)
    state = settings.value("state")
    if isinstance(state, QByteArray):
        window.restoreState(state)


def put_in_place(window: QWidget, settings: QSettings) -> None:
    """Give a window the size and place it had, no larger than the screen."""
    geometry = settings.value("geometry")
    if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):
        window.resize(*FIRST_SIZE)
    room = window.screen().availableSize()
    window.resize(min(window.width(), room.width()), min(window.height(), room.height()))
