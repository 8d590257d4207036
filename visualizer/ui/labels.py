"""Labels that the style sheet knows by name, and texts that scroll where they are long."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget


def label(text: str, name: str, wrap: bool = False) -> QLabel:
    """Make a label whose look the style sheet gives by its name."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


class LongText(QScrollArea):
    """A label as high as its text, but no higher than a share of the panel; then it scrolls.

    Parameters
    ----------
    text : QLabel
        Wraps its words.
    share : float
        The most of the height of the widget that holds it.
    """

    def __init__(self, text: QLabel, share: float) -> None:
        super().__init__()
        self._text, self._share = text, share
        text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def fit(self) -> None:
        """Take the height of the text, as far as there is room."""
        holder = self.parentWidget()
        most = round(self._share * holder.height()) if isinstance(holder, QWidget) else 0
        line = self._text.fontMetrics().lineSpacing()
        room = max(most, LEAST_LINES * line)
        self.setFixedHeight(min(self._text.heightForWidth(self.viewport().width()) + 2, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self.fit()


LEAST_LINES = 4
