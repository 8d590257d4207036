"""Keeps the section panel, the plane in the 3D picture and the scene's view together."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from visualizer.render.camera import vec3
from visualizer.render.palette import THEMES
from visualizer.render.section import Section, Slicer, lesion_regions
from visualizer.render.section_dots import dots, no_dots
from visualizer.render.section_plane import (
    SectionPlane,
    level,
    level_names,
    plane_of,
    span,
    through,
)
from visualizer.scene import SECTION_PLANES, Pick, SectionView
from visualizer.ui.section_paint import SectionPicture
from visualizer.ui.section_panel import SectionPanel
from visualizer.ui.showing import Showing
from visualizer.ui.theme import ThemeName

STEP_MM = 1.0
SOON_MS = 12
SETTLE_MS = 350


class Sections(QObject):
    """Moves the plane.

    `picked` carries what was clicked in the section, `wanted` asks for the panel to be shown or
    hidden, `changed` says that the commands of the menu may look different.
    """

    picked = Signal(object)
    changed = Signal()
    wanted = Signal(bool)

    def __init__(self, shown: Showing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._viewport, self._views = shown.bench, shown.viewport, shown.views
        self._body, self._settings = shown.body, shown.settings
        self.panel = SectionPanel(shown.body, level_names())
        self.view = self._first_view()
        self.shown = False
        self.theme: ThemeName = "dark"
        self._slicer = Slicer(shown.body)
        kept = shown.settings.value("section_convention", "radiological")
        self.convention = "neurological" if kept == "neurological" else "radiological"
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.redraw)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._store)
        self._connect()

    def _connect(self) -> None:
        panel = self.panel
        panel.plane_asked.connect(self.set_plane)
        panel.place_asked.connect(lambda at: self.move_to(replace(self.view, at_mm=float(at))))
        panel.level_asked.connect(self.go_to_level)
        panel.clip_asked.connect(self.clip)
        panel.flip_asked.connect(lambda on: self.move_to(replace(self.view, flip=on)))
        panel.convention_asked.connect(self.set_convention)
        panel.look_changed.connect(self._soon.start)
        panel.appeared.connect(lambda: self.refresh(fit=self.panel.canvas.picture is None))
        panel.canvas.stepped.connect(self.step)
        panel.canvas.picked.connect(self._clicked)

    def _first_view(self) -> SectionView:
        try:
            return level(self._body, "capsule")
        except ValueError:
            low, high = span(self._body, "axial")
            return SectionView("axial", (low + high) / 2)

    # --- moving the plane ------------------------------------------------------------

    def show(self, shown: bool) -> None:
        """Show the section, or take its plane out of the 3D picture."""
        if shown == self.shown:
            return
        self.shown = shown
        if shown:
            self.refresh(fit=True)
        else:
            self._tell_stage()
        self._settle.start()
        self.changed.emit()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what the commands of the menu do."""
        found: dict[str, Callable[[], object]] = {
            f"plane.{name}": partial(self._ask, partial(self.set_plane, name))
            for name in SECTION_PLANES
        }
        return found | {
            "clip": partial(self._ask, lambda: self.clip(not self.view.clip)),
            "flip": partial(self._ask, self._flip),
            "neurological": lambda: self.set_convention(
                "radiological" if self.convention == "neurological" else "neurological"
            ),
        }

    def _ask(self, act: Callable[[], object]) -> None:
        """Show the section, then act on it."""
        self.wanted.emit(True)
        act()

    def clip(self, on: bool) -> None:
        """Cut the 3D open, so that the camera looks at the cut; or close it."""
        stage = self._viewport.stage
        flip = self.view.flip
        if on and stage is not None:
            toward = np.dot(plane_of(self._body, self.view, False).normal, stage.eye.axes()[2])
            flip = bool(toward < 0)
        self.move_to(replace(self.view, clip=on, flip=flip))

    def _flip(self) -> None:
        self.move_to(replace(self.view, flip=not self.view.flip))

    def move_to(self, view: SectionView, fit: bool = False) -> None:
        """Move the plane, or change how the 3D is cut."""
        low, high = span(self._body, view.plane, view.normal)
        view = replace(view, at_mm=min(max(view.at_mm, low), high))
        changed = view.plane != self.view.plane
        self.view = view
        self._show_controls()
        if fit or changed:
            self.redraw()
            self.panel.canvas.fit()
        else:
            self._soon.start()
        self._settle.start()

    def set_plane(self, plane: str) -> None:
        """Cut another way, through the place that is in the middle now."""
        here = self._middle()
        normal = None
        if plane == "free":
            stage = self._viewport.stage
            normal = (0.0, 1.0, 0.0) if stage is None else stage.eye.axes()[2]
        chosen = replace(self.view, plane=plane, normal=normal)
        self.move_to(through(self._body, chosen, here))

    def _middle(self) -> Any:
        canvas = self.panel.canvas
        flat = [(canvas.camera.x, canvas.camera.y)]
        return vec3(self.plane.place(flat)[0])

    def go_to_level(self, name: str) -> None:
        """Go to a classic level or a cord segment."""
        found = level(self._body, name)
        self.move_to(replace(found, clip=self.view.clip, flip=self.view.flip), fit=True)

    def step(self, steps: int) -> None:
        """Move the plane by steps; up and forwards are positive."""
        down = self.view.plane == "cord"
        at = self.view.at_mm + (-steps if down else steps) * STEP_MM
        self.move_to(replace(self.view, at_mm=at))

    def go_through(self, pick: Pick | None) -> None:
        """Move the plane through what was clicked in the 3D picture."""
        if self.shown and pick is not None:
            self.move_to(through(self._body, self.view, pick.position_mm))
            self.panel.canvas.select(pick.structure)

    def set_convention(self, convention: str) -> None:
        """Put the patient's right at the left (radiological) or the right (neurological)."""
        self.convention = convention
        self._settings.setValue("section_convention", convention)
        self._show_controls()
        self.redraw()

    def set_theme(self, theme: ThemeName) -> None:
        """Take the colours of a theme."""
        self.theme = theme
        self.redraw()

    # --- drawing ---------------------------------------------------------------------

    @property
    def plane(self) -> SectionPlane:
        """The plane as it is looked at."""
        return plane_of(self._body, self.view, self.convention == "radiological")

    def refresh(self, fit: bool = False) -> None:
        """Show controls and picture anew."""
        self._show_controls()
        self.redraw()
        if fit:
            self.panel.canvas.fit()

    def _show_controls(self) -> None:
        self.changed.emit()
        limits = span(self._body, self.view.plane, self.view.normal)
        self.panel.show_view(self.view, limits, self.convention)

    def redraw(self) -> None:
        """Cut anew and paint, in the panel and in the 3D picture."""
        self._soon.stop()
        if not self.shown:
            return
        section = None
        if self.panel.isVisible():
            section = self.section()
            self.panel.canvas.show_picture(SectionPicture(section, THEMES[self.theme]))
        self._tell_stage(section)

    def section(self) -> Section:
        """Cut everything at the present plane."""
        plane, stage = self.plane, self._viewport.stage
        regions = self._slicer.regions(plane)
        sites = self._slicer.sites(plane) if self.panel.sites.isChecked() else ()
        if stage is None:
            return Section(plane, regions, no_dots(), (), sites)
        tracts = stage.tracts
        cut = dots(self._body.fibres, plane, tracts.cut, tracts.colours)
        lesions = lesion_regions(plane, stage.lesions.solids())
        return Section(plane, regions, cut, lesions, sites)

    def _tell_stage(self, section: Section | None = None) -> None:
        stage = self._viewport.stage
        if stage is None:
            return
        stage.set_section(self.view if self.shown else None, section)
        self._viewport.draw()

    def scene_changed(self) -> None:
        """Cut anew after a change of lesions, colours or view."""
        if self.shown:
            self._soon.start()

    def opened(self) -> None:
        """Take the plane of a scene that was opened."""
        view = self._bench.scene.view.section
        if view is not None:
            self.view = view
            self.refresh(fit=True)
        self.wanted.emit(view is not None)

    def _store(self) -> None:
        self._views.store_section(self.view if self.shown else None)

    def _clicked(self, pick: Pick) -> None:
        self.panel.canvas.select(pick.structure)
        self.picked.emit(pick)
        self._views.look_at(pick.position_mm)
