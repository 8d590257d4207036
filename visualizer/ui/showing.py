"""What the tools over the picture share: the session's bench, the picture, its views, the body."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from visualizer.anatomy import Body
from visualizer.ui.viewport import Viewport
from visualizer.ui.views import Views
from visualizer.ui.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Showing:
    """One window's picture and what it is made from."""

    bench: Workbench
    viewport: Viewport
    views: Views
    body: Body
    settings: QSettings
