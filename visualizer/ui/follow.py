"""Where a ride can be begun from: the examination, the card of a structure, a key and the menu."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from visualizer.findings import Finding, Knowledge
from visualizer.scene import Pick
from visualizer.ui.panels import Panels
from visualizer.ui.rides import Rides
from visualizer.ui.showing import Showing
from visualizer.ui.theme import Colours
from visualizer.ui.tools import Tool

SAID_MS = 8000


class Follow:
    """Connects the panels, the commands and the mouse to the rides."""

    def __init__(
        self,
        window: QMainWindow,
        shown: Showing,
        knowledge: Knowledge,
        panels: Panels,
    ) -> None:
        self.rides = Rides(shown, knowledge, window)
        self._viewport, self._panels = shown.viewport, panels
        self._before: Tool | None = None
        self._window = window
        examination, structures = panels.examination, panels.structures
        examination.chosen.connect(self._sign)
        structures.selected.connect(self._structure)
        for button in (examination.follow, structures.follow):
            button.clicked.connect(self.rides.start)
        self.rides.changed.connect(self._changed)
        self.rides.said.connect(lambda text: window.statusBar().showMessage(text, SAID_MS))

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what the commands of the menu do."""
        rides = self.rides
        return {"follow": rides.start, "calm": lambda: rides.set_calm(not rides.calm)}

    def refresh(self, named: Mapping[str, QAction]) -> None:
        """Let the commands say how the rides are."""
        named["calm"].setChecked(self.rides.calm)

    def dress(self, colours: Colours, scale: float) -> None:
        """Take the colours of a theme and a size of type."""
        self.rides.bar.dress(colours, scale)
        if self.rides.active:
            self.rides.bar.place()

    def escape(self) -> bool:
        """End the ride; tell whether there was one."""
        active = self.rides.active
        self.rides.end()
        return active

    def picked(self, pick: Pick | None) -> None:
        """Take the muscle of a motor fibre that was clicked as what would be followed."""
        if pick is not None and pick.fibre >= 0:
            fibres = self._viewport.stage.body.fibres if self._viewport.stage is not None else None
            if fibres is not None:
                population = fibres.populations[fibres.population[pick.fibre]]
                self._panels.structures.follow.setVisible(
                    self.rides.aim_at((population.target, population.side))
                )

    def _sign(self, finding: Finding | None) -> None:
        self._panels.examination.follow.setEnabled(self.rides.aim_at_sign(finding))

    def _structure(self, structure: str) -> None:
        self._panels.structures.follow.setVisible(self.rides.aim_at_structure(structure))

    def _changed(self) -> None:
        viewport = self._viewport
        if self.rides.active:
            self._before = viewport.tool
            viewport.legend.hide()
            viewport.set_tool(self.rides.tool)
        elif self._before is not None:
            viewport.set_tool(self._before)
            viewport.legend.setVisible(bool(viewport.legend.text()))
            self._before = None
            examination = self._panels.examination
            examination.chosen.emit(examination.finding)
