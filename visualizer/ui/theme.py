"""One calm style sheet for both themes, made from the palette of the pictures."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from visualizer.render import palette

ThemeName = Literal["dark", "light"]


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of the panels, as "#rrggbb"."""

    window: str
    raised: str
    field: str
    line: str
    text: str
    faint: str
    accent: str
    on_accent: str
    umn: str
    lmn: str
    lesion: str


_COLOURS: dict[ThemeName, Colours] = {
    "dark": Colours(
        window="#161b23",
        raised="#1e2530",
        field="#11161d",
        line="#323c4a",
        text="#e8edf3",
        faint="#9aa7b8",
        accent="#7cb8f5",
        on_accent="#0b1017",
        umn=palette.to_hex(palette.UMN),
        lmn=palette.to_hex(palette.LMN),
        lesion="#ff5cc8",
    ),
    "light": Colours(
        window="#f4f2ed",
        raised="#ffffff",
        field="#fdfcfa",
        line="#d3cec4",
        text="#1c232c",
        faint="#5c6672",
        accent="#1d5fae",
        on_accent="#ffffff",
        umn="#1d5fae",
        lmn="#8f5800",
        lesion="#b8007c",
    ),
}


def colours(theme: ThemeName) -> Colours:
    """Return the panel colours of a theme."""
    return _COLOURS[theme]


_STYLED = "visualizer_styled"


def apply_theme(app: QApplication, theme: ThemeName) -> None:
    """Give the whole application the palette and the style sheet of a theme."""
    c = _COLOURS[theme]
    if app.property(_STYLED) is None:  # once: a style sheet hides the name of the style below
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    qt = QPalette()
    roles = QPalette.ColorRole
    for role, code in (
        (roles.Window, c.window),
        (roles.Base, c.field),
        (roles.AlternateBase, c.raised),
        (roles.Button, c.raised),
        (roles.ToolTipBase, c.raised),
        (roles.Text, c.text),
        (roles.WindowText, c.text),
        (roles.ButtonText, c.text),
        (roles.ToolTipText, c.text),
        (roles.PlaceholderText, c.faint),
        (roles.Highlight, c.accent),
        (roles.HighlightedText, c.on_accent),
        (roles.Link, c.accent),
        (roles.Mid, c.line),
    ):
        qt.setColor(role, QColor(code))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        qt.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.faint))
    app.setPalette(qt)
    sheet = style_sheet(c)
    if app.styleSheet() != sheet:  # every widget is dressed again, which takes a while
        app.setStyleSheet(sheet)


def style_sheet(c: Colours) -> str:
    """Return the style sheet in the colours given."""
    return f"""
* {{ font-size: 10pt; }}
QMainWindow, QDialog {{ background: {c.window}; }}
QDockWidget {{ color: {c.text}; font-weight: 600; }}
QDockWidget::title {{ background: {c.window}; padding: 7px 12px; }}
QDockWidget > QWidget {{ background: {c.window}; }}
QMainWindow::separator {{ background: {c.window}; width: 5px; height: 5px; }}
QMainWindow::separator:hover {{ background: {c.line}; }}
QMenuBar {{ background: {c.window}; padding: 2px 6px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.line}; padding: 6px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 4px; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 5px 8px; }}
QToolBar {{ background: {c.window}; border: 0; padding: 3px 8px; spacing: 2px; }}
QToolBar::separator {{ width: 1px; background: {c.line}; margin: 5px 6px; }}
QToolButton {{ padding: 5px 7px; border: 1px solid transparent; border-radius: 5px; }}
QToolButton:hover {{ background: {c.raised}; }}
QToolButton:checked {{ background: {c.raised}; border-color: {c.accent}; color: {c.accent}; }}
QToolButton:focus, QPushButton:focus, QCheckBox:focus {{ border: 1px solid {c.accent}; }}
QPushButton {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: 5px;
  padding: 5px 12px; }}
QPushButton:hover {{ border-color: {c.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.faint}; }}
QPushButton:checked {{ border-color: {c.accent}; color: {c.accent}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ background: {c.field}; border: 1px solid {c.line};
  border-radius: 5px; padding: 4px 7px; selection-background-color: {c.accent};
  selection-color: {c.on_accent}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border-color: {c.accent}; }}
QTreeView, QTableView, QListView, QTextBrowser {{ background: {c.field};
  border: 1px solid {c.line}; border-radius: 5px; outline: 0; gridline-color: {c.line}; }}
QTreeView:focus, QTableView:focus, QListView:focus, QTextBrowser:focus {{
  border-color: {c.accent}; }}
QTreeView::item, QTableView::item, QListView::item {{ padding: 3px 4px; }}
QTreeView::item:selected, QTableView::item:selected, QListView::item:selected {{
  background: {c.accent}; color: {c.on_accent}; }}
QHeaderView::section {{ background: {c.window}; color: {c.faint}; border: 0;
  border-bottom: 1px solid {c.line}; padding: 4px 6px; }}
QStatusBar {{ background: {c.window}; color: {c.text}; }}
QStatusBar::item {{ border: 0; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: 5px; }}
QCheckBox::indicator, QTreeView::indicator, QMenu::indicator {{ width: 11px; height: 11px;
  border: 1px solid {c.faint}; border-radius: 3px; background: {c.field}; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QMenu::indicator:checked {{
  background: {c.accent}; border: 1px solid {c.accent}; }}
QMenu::indicator {{ margin-left: 6px; }}
QSlider::groove:horizontal {{ height: 4px; background: {c.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {c.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 16px; height: 16px; margin: -6px 0; border-radius: 8px;
  background: {c.text}; }}
QSlider::handle:horizontal:focus {{ background: {c.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {c.line}; border-radius: 4px; min-height: 28px;
  min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QSplitter::handle {{ background: {c.window}; }}
QLabel#summary {{ font-size: 12pt; }}
QLabel#faint, QLabel#hint {{ color: {c.faint}; }}
QLabel#title {{ font-size: 11pt; font-weight: 600; }}
QLabel#clock {{ font-size: 13pt; font-weight: 600; }}
QLabel#heading {{ color: {c.faint}; font-weight: 600; }}
"""
