"""Size, place and panels of the window, remembered between runs."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

FIRST_SIZE = (1480, 920)


def remember(window: QMainWindow, settings: QSettings) -> None:
    """Store where the window and its panels are."""
    settings.setValue("geometry", window.saveGeometry())
    settings.setValue("state", window.saveState())


def restore(window: QMainWindow, settings: QSettings) -> None:
    """Put the window and its panels where they were, or in their first places."""
    geometry, state = settings.value("geometry"), settings.value("state")
    if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):
        room = window.screen().availableSize()
        window.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))
    if isinstance(state, QByteArray):
        window.restoreState(state)
