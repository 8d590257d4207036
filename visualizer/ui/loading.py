"""The first window: it appears at once and says that the body is being read."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from visualizer.ui.geometry import put_in_place

TEXT = "Loading the body …"


class LoadingWindow(QWidget):
    """Stands where the main window will be; calls `begin` once it has been drawn."""

    def __init__(self, begin: Callable[[], None], settings: QSettings | None = None) -> None:
        super().__init__()
        self._begin: Callable[[], None] | None = begin
        settings = settings if settings is not None else QSettings()
        light = settings.value("theme", "dark") == "light"
        back, text = ("#fbfaf7", "#1c232c") if light else ("#10151d", "#eef2f7")
        self.setStyleSheet(f"background: {back}; color: {text};")
        self.setWindowTitle("Visualizer")
        self.label = QLabel(TEXT, alignment=Qt.AlignmentFlag.AlignCenter)
        self.label.setStyleSheet("font-size: 16pt;")
        QVBoxLayout(self).addWidget(self.label)
        put_in_place(self, settings)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and begin to load after the first time."""
        super().paintEvent(event)
        if self._begin is not None:
            begin, self._begin = self._begin, None
            QTimer.singleShot(30, begin)
