"""Makes the Qt application with what the 3D widget needs set before it."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication


def make_application(arguments: Sequence[str] | None = None) -> QApplication:
    """Return the one QApplication, made when there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setOrganizationName("Visualizer")
    QCoreApplication.setApplicationName("Visualizer")
    application = QApplication(list(arguments if arguments is not None else sys.argv))
    application.setApplicationDisplayName("")
    return application
