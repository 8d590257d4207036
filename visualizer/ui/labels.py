"""Labels that the style sheet knows by name."""

from PySide6.QtWidgets import QLabel


def label(text: str, name: str, wrap: bool = False) -> QLabel:
    """Make a label whose look the style sheet gives by its name."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    return made
