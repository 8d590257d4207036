"""The main window: panels around one picture, all redrawn from the session."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from visualizer.anatomy import Body
from visualizer.findings import Finding, Knowledge
from visualizer.render.section_plane import level_names
from visualizer.scene import Pick
from visualizer.scene.scene import VIEW_NAMES
from visualizer.session import Session
from visualizer.ui import actions, geometry
from visualizer.ui.examine import Examine
from visualizer.ui.files import Files
from visualizer.ui.follow import SAID_MS, Follow
from visualizer.ui.lesion_model import places_of
from visualizer.ui.lit_path import lit_fibres
from visualizer.ui.maps import Maps
from visualizer.ui.panels import Panels
from visualizer.ui.place_dialog import PlaceDialog
from visualizer.ui.plates import PLATE_SCALE, Plates
from visualizer.ui.projection import LABEL_SCALE, Projection
from visualizer.ui.section_dock import SectionDock
from visualizer.ui.section_grip import SectionGrip
from visualizer.ui.sections import Sections
from visualizer.ui.showing import Showing
from visualizer.ui.theme import ThemeName, apply_theme, colours
from visualizer.ui.tools import LookTool, PlaceTool, Tool
from visualizer.ui.viewport import Viewport
from visualizer.ui.views import Views
from visualizer.ui.window_menus import WindowMenus
from visualizer.ui.wording import capital
from visualizer.ui.workbench import Workbench


class MainWindow(QMainWindow):
    """The whole window.

    Parameters
    ----------
    session : Session
    body : Body
    knowledge : Knowledge
    settings : QSettings
        Theme, geometry and recent files.
    sources : mapping, optional
        Source key to a table with authors, title and year.
    path : Path, optional
        The file that the session's scene came from.
    """

    def __init__(
        self,
        session: Session,
        body: Body,
        knowledge: Knowledge,
        settings: QSettings | None = None,
        sources: Mapping[str, Any] | None = None,
        path: Path | None = None,
    ) -> None:
        super().__init__()
        self.session, self.body, self.knowledge = session, body, knowledge
        self.settings = settings if settings is not None else QSettings()
        self._framed = False
        theme = self.settings.value("theme", "dark")
        self.theme: ThemeName = "light" if theme == "light" else "dark"
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.bench = Workbench(session, body, self)
        self.viewport = Viewport(body, self.theme)
        self.setCentralWidget(self.viewport)
        self.views = Views(self.bench, self.viewport, body, self)
        self.files = Files(session, body, self.settings, self, self.views.capture)
        self.files.path = path
        self.projection = Projection(self, self.viewport.freeze)
        self.plates = Plates(self, self.viewport)
        self.panels = Panels(self, body, knowledge, sources or {}, self.theme)
        shown = Showing(self.bench, self.viewport, self.views, body, self.settings)
        self.sections = Sections(shown, self)
        self.maps = Maps(self.viewport, self.views, self)
        self.plates.maps, self.plates.note = self.maps.legend, lambda: self.maps.note
        self.follow = Follow(self, shown, knowledge, self.panels)
        self.section = SectionDock(self, self.panels, self.sections, self.projection)
        self.examine = Examine(
            self, session, self.bench, body, knowledge, lambda: colours(self.theme)
        )
        self.statusBar().setSizeGripEnabled(False)
        self.actions_by_id = actions.build(self, self._slots())
        self._finish_menus()
        self.look = LookTool(self.viewport, self.bench, self._clicked)
        self.look.grip = SectionGrip(self.sections, self.viewport)
        self.place = PlaceTool(self.viewport, self.bench)
        self._connect()
        self.set_theme(self.theme)
        self.set_tool(self.look)
        geometry.restore(self, self.settings)
        self._refresh()

    def _finish_menus(self) -> None:
        named = self.actions_by_id
        actions.tool_bar(self, named)
        named["legend"].setChecked(True)
        self.follow.refresh(named)
        self.maps.fill(named, self)
        menus = WindowMenus(self, named)
        menus.recent(lambda: self.files.recent, self.files.open, self.files.clear_recent)
        menus.screens(lambda: self.projection.screen, self.projection.choose)
        menus.panels(self.panels.docks)
        menus.levels(level_names(), self.section.go_to_level)
        menus.patient(lambda: self.session.scene, self.knowledge.variants, self.bench.edit)

    def _slots(self) -> dict[str, Any]:
        return (
            {f"view.{name}": (lambda chosen=name: self.views.go(chosen)) for name in VIEW_NAMES}
            | self.files.slots()
            | self.sections.slots()
            | self.follow.slots()
            | self.maps.slots()
            | self.examine.slots()
            | {
                "section": self.section.toggle,
                "quit": self.close,
                "undo": lambda: self._settled(self.session.undo),
                "redo": lambda: self._settled(self.session.redo),
                "place_named": self.place_named,
                "delete": self.bench.remove,
                "next_lesion": self.bench.select_next,
                "colouring": self.views.cycle_colouring,
                "legend": self._show_plates,
                "restore": self.views.restore,
                "look": self._escape,
                "place": lambda: self.set_tool(self.place),
                "theme": lambda: self.set_theme("light" if self.theme == "dark" else "dark"),
                "project": self.projection.toggle,
                "signs": self._show_plates,
                "find": self.panels.find_structure,
                "shortcuts": self.plates.toggle_help,
            }
        )

    def _connect(self) -> None:
        self.bench.changed.connect(self._refresh)
        for changing in (self.views, self.maps):
            changing.changed.connect(self._show_plates)
        self.viewport.grabbed.connect(self.views.stop)
        self.viewport.resized.connect(self._show_plates)
        for source in (self.bench, self.files):
            source.said.connect(lambda text: self.statusBar().showMessage(text, SAID_MS))
        self.files.changed.connect(self._refresh_title)
        self.files.opened.connect(self.views.reframe)
        self.files.opened.connect(self.sections.opened)
        self.sections.picked.connect(lambda pick: self._clicked(pick, in_3d=False))
        self.sections.changed.connect(lambda: self.section.refresh(self.actions_by_id))
        self.projection.changed.connect(self._projected)
        self.panels.connect(self.bench, self.views)
        self.panels.structures.card_shown.connect(self.plates.show_card)
        self.panels.lesions.place_asked.connect(self.place_named)
        self.panels.examination.chosen.connect(self._light)

    def _refresh(self) -> None:
        """Redraw everything from the session; what is the same stays as it is."""
        scene, prediction = self.session.scene, self.session.prediction
        if self.viewport.stage is not None:
            self.viewport.stage.show(scene, prediction, self.bench.selected_id or None)
        self.views.apply(scene.view)
        self.panels.show(self.session, self.bench.selected_id, self.views.opacities())
        self.examine.refresh()
        self._light(self.panels.examination.finding, render=False)
        actions.refresh(self.actions_by_id, self.session, self.bench.selected is not None)
        self._refresh_title()
        self._show_plates()
        self.sections.scene_changed()
        self.viewport.draw()

    def _refresh_title(self) -> None:
        stem = self.files.path.stem if self.files.path is not None else "New scene"
        name = self.session.scene.title or stem
        self.setWindowTitle(f"{name}[*] \u2013 Visualizer")
        self.setWindowModified(self.session.dirty)

    def _show_plates(self) -> None:
        scene, prediction = self.session.scene, self.session.prediction
        self.plates.signs_shown = self.actions_by_id["signs"].isChecked()
        self.plates.legend_shown = self.actions_by_id["legend"].isChecked()
        places = places_of(scene, prediction, self.body.fibres)
        self.plates.show(scene, prediction, places, self.theme)

    def _light(self, finding: Finding | None, render: bool = True) -> None:
        if self.viewport.stage is not None:
            self.viewport.stage.highlight(lit_fibres(finding, self.body.fibres))
            if render:
                self.viewport.draw()

    def set_theme(self, theme: ThemeName) -> None:
        """Change between dark and light."""
        self.theme = theme
        self.settings.setValue("theme", theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        self.panels.examination.set_colours(colours(theme))
        self.plates.dress(theme)
        self.examine.dress()
        self.follow.dress(colours(theme), PLATE_SCALE if self.plates.projected else 1.0)
        self.sections.set_theme(theme)
        if self.viewport.stage is not None:
            self.viewport.stage.set_theme(theme)
            self.viewport.draw()
        self._show_plates()

    def set_tool(self, tool: Tool) -> None:
        """Change the mode of the mouse."""
        if self.viewport.tool is not None:
            self.viewport.tool.leave()
        self.viewport.set_tool(tool)
        self.actions_by_id[tool.name].setChecked(True)

    def _settled(self, act: Callable[[], None]) -> None:
        self.panels.timeline.settle()
        act()

    def _escape(self) -> None:
        if not self.plates.help.isHidden():
            self.plates.toggle_help()
        elif self.follow.escape():
            return
        elif self.viewport.tool is self.look and self.projection.active:
            self.projection.leave()
        self.set_tool(self.look)

    def _clicked(self, pick: Pick | None, in_3d: bool = True) -> None:
        if in_3d:
            self.sections.go_through(pick)
        if pick is not None and pick.kind == "lesion":
            self.bench.select(pick.structure)
            return
        self.bench.select("")
        if pick is not None:
            self.panels.structures.select(pick.structure, capital(pick.label), pick.side)
            self.follow.picked(pick)
            self.statusBar().showMessage(capital(pick.label), SAID_MS)

    def place_named(self) -> None:
        """Ask for a named lesion and place it."""
        dialog = PlaceDialog(self.knowledge.sites, self)
        if dialog.exec() and dialog.lesion is not None:
            self.bench.place(dialog.lesion, age_days=dialog.age_days)

    def _projected(self, active: bool) -> None:
        self.plates.projected = active
        actions.set_clicker(self.actions_by_id, active)
        self.plates.dress(self.theme)
        self.follow.dress(colours(self.theme), PLATE_SCALE if active else 1.0)
        if self.viewport.stage is not None:
            self.viewport.stage.set_labels(LABEL_SCALE if active else 1.0)
        self._show_plates()
        self.viewport.setFocus()
        self.viewport.draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Frame the picture once its size is known."""
        super().showEvent(event)
        if not self._framed:
            self._framed = True
            QTimer.singleShot(0, self._first_frame)

    def _first_frame(self) -> None:
        if self.viewport.stage is not None:
            self.views.reframe()
            if self.session.scene.view.section is not None:
                self.sections.opened()
            self.viewport.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a scene file."""
        self.files.drag(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the scene file dropped."""
        self.files.drop(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Guard unsaved changes, then end the picture before the window."""
        self.panels.timeline.settle()
        if not self.files.may_leave():
            event.ignore()
            return
        self.projection.leave()
        geometry.remember(self, self.settings)
        self.views.stop()
        self.bench.close()
        self.viewport.close_picture()
        super().closeEvent(event)
