"""The dock of the section, and what it means to show or hide it."""

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from visualizer.ui.panels import Panels
from visualizer.ui.projection import Projection
from visualizer.ui.sections import Sections


class SectionDock:
    """Shows the section; a projection hides the dock but leaves the cut as it is."""

    def __init__(
        self, window: QMainWindow, panels: Panels, sections: Sections, projection: Projection
    ) -> None:
        self.dock = panels.add_section(window, sections.panel)
        self._sections, self._projection = sections, projection
        self.dock.toggleViewAction().toggled.connect(self._toggled)
        sections.wanted.connect(self.show)

    def show(self, shown: bool) -> None:
        """Show the section in front of the examination, or hide it."""
        self.dock.setVisible(shown)
        if shown:
            self.dock.raise_()

    def toggle(self) -> None:
        """Show the section, or hide it."""
        self.show(self.dock.isHidden())

    def go_to_level(self, name: str) -> None:
        """Show the section at a level."""
        self.show(True)
        self._sections.go_to_level(name)

    def refresh(self, named: Mapping[str, QAction]) -> None:
        """Let the commands say how the section is."""
        sections = self._sections
        for name, on in (
            ("section", sections.shown),
            ("clip", sections.shown and sections.view.clip),
            ("flip", sections.view.flip),
            ("neurological", sections.convention == "neurological"),
        ):
            named[name].setChecked(on)

    def _toggled(self, shown: bool) -> None:
        if not self._projection.active:
            self._sections.show(shown)
