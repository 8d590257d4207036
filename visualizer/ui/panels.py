"""The panels around the picture and the docks that hold them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from visualizer.anatomy import Body
from visualizer.findings import Knowledge
from visualizer.session import Session
from visualizer.ui.examination import ExaminationPanel
from visualizer.ui.lesion_panel import LesionPanel
from visualizer.ui.structure_panel import StructurePanel
from visualizer.ui.structure_rows import all_structures
from visualizer.ui.theme import ThemeName, colours
from visualizer.ui.timeline import Timeline
from visualizer.ui.views import Views
from visualizer.ui.wording import clock_days
from visualizer.ui.workbench import Workbench

LEFT_WIDTH, RIGHT_WIDTH = 310, 505


class Panels:
    """Structures and lesions at the left, the examination at the right, time below."""

    def __init__(
        self,
        window: QMainWindow,
        body: Body,
        knowledge: Knowledge,
        sources: Mapping[str, Any],
        theme: ThemeName,
    ) -> None:
        self.structures = StructurePanel(all_structures(body), sources)
        self.lesions = LesionPanel(body.fibres)
        self.examination = ExaminationPanel(colours(theme), knowledge.rules, sources)
        self.examination.skin.set_skin(lambda: body.mesh("skin"))
        self.timeline = Timeline()
        areas = Qt.DockWidgetArea
        left, right, bottom = (
            areas.LeftDockWidgetArea,
            areas.RightDockWidgetArea,
            areas.BottomDockWidgetArea,
        )
        window.setCorner(Qt.Corner.BottomLeftCorner, bottom)
        window.setCorner(Qt.Corner.BottomRightCorner, bottom)
        self.docks = [
            _dock(window, "Structures", self.structures, left),
            _dock(window, "Lesions", self.lesions, left),
            _dock(window, "Examination", self.examination, right),
            _dock(window, "Time", self.timeline, bottom),
        ]
        self.docks[3].setTitleBarWidget(QWidget())
        sizes = [LEFT_WIDTH, RIGHT_WIDTH]
        window.resizeDocks([self.docks[0], self.docks[2]], sizes, Qt.Orientation.Horizontal)
        window.resizeDocks(self.docks[:2], [600, 280], Qt.Orientation.Vertical)

    def add_section(self, window: QMainWindow, panel: QWidget) -> QDockWidget:
        """Put the section behind the examination, hidden at first."""
        dock = _dock(window, "Section", panel, Qt.DockWidgetArea.RightDockWidgetArea)
        window.tabifyDockWidget(self.docks[2], dock)
        dock.hide()
        self.docks.append(dock)
        return dock

    def connect(self, bench: Workbench, views: Views) -> None:
        """Hand what the user does in the panels to the workbench and the views."""
        self.structures.opacity_asked.connect(views.set_opacity)
        self.structures.isolate_asked.connect(views.isolate)
        self.structures.restore_asked.connect(views.restore)
        self.structures.fly_asked.connect(views.fly_to)
        self.lesions.selected.connect(bench.select)
        self.lesions.edited.connect(bench.change)
        self.lesions.aged.connect(bench.set_age)
        self.lesions.delete_asked.connect(bench.remove)
        self.timeline.dragged.connect(bench.drag_days)
        self.timeline.settled.connect(bench.settle_days)

    def show(self, session: Session, selected: str, opacities: Mapping[str, float]) -> None:
        """Refill every panel from the session."""
        scene, prediction = session.scene, session.prediction
        self.structures.show_opacities(opacities)
        self.lesions.show_scene(scene, prediction, selected)
        self.examination.show_prediction(scene, prediction)
        self.timeline.show_days(clock_days(scene))

    def find_structure(self) -> None:
        """Go to the search of the structures."""
        self.docks[0].show()
        self.structures.search.setFocus()
        self.structures.search.selectAll()


def _dock(window: QMainWindow, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(title.lower())
    dock.setWidget(widget)
    features = QDockWidget.DockWidgetFeature
    dock.setFeatures(features.DockWidgetMovable | features.DockWidgetClosable)
    window.addDockWidget(area, dock)
    return dock
