"""The Qt window: panels around one picture, modes, files and words."""

from visualizer.ui.application import make_application
from visualizer.ui.window import MainWindow

__all__ = ["MainWindow", "make_application"]
