"""Qt: the window, its panels and the modes of the mouse.

Nothing heavy is loaded until `MainWindow` is asked for, so that a first window appears at once.
"""

from typing import TYPE_CHECKING, Any

from visualizer.ui.application import make_application
from visualizer.ui.loading import LoadingWindow

if TYPE_CHECKING:
    from visualizer.ui.window import MainWindow

__all__ = ["LoadingWindow", "MainWindow", "make_application"]


def __getattr__(name: str) -> Any:
    if name == "MainWindow":
        from visualizer.ui.window import MainWindow

        return MainWindow
    raise AttributeError(name)
