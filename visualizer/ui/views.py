"""Camera flights, layers and colourings, kept with the scene."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from visualizer.anatomy import Body
from visualizer.findings import Prediction
from visualizer.render.camera import Pose, frame, vec3
from visualizer.render.palette import COLOURINGS
from visualizer.scene import SectionView, View
from visualizer.ui.idle import Idle
from visualizer.ui.structure_rows import PLACE, all_structures
from visualizer.ui.viewport import Viewport
from visualizer.ui.workbench import Workbench

FLIGHT_MS = 900
_ANGLE = 24.0


class Views(QObject):
    """Moves the camera of the viewport and stores what it shows in the scene's view."""

    changed = Signal()

    def __init__(
        self, bench: Workbench, viewport: Viewport, body: Body, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bench, self._viewport, self._body = bench, viewport, body
        self._rows = {key: row for key, row in all_structures(body).items() if row.layer != PLACE}
        self._applied: View | None = None
        self._flight = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=FLIGHT_MS)
        self._flight.setEasingCurve(QEasingCurve.Type.Linear)
        self._flight.finished.connect(self._landed)
        self._framed: Pose | None = None
        viewport.resized.connect(self._fit)
        self.idle = Idle(viewport, self)

    @property
    def name(self) -> str:
        """The scene shown."""
        return self._bench.scene.view.name

    @property
    def prediction(self) -> Prediction:
        """The prediction shown."""
        return self._bench.session.prediction

    def go(self, name: str, animate: bool = True) -> None:
        """Fly to one of the named scenes with its own layers."""
        stage = self._viewport.stage
        if stage is None:
            self._store(replace(self._bench.scene.view, name=name, opacity=()))
            return
        start = stage.eye.pose()
        stage.set_view_preset(name)
        end = self._framed = stage.eye.pose()
        shape = "pial" if stage.cortex_shape == "inflated" else stage.cortex_shape
        view = replace(stage.camera(), position_mm=None, focal_mm=None, up=None, cortex=shape)
        stage.eye.place(start)
        self._viewport.hold_moving(True)
        self._store(view)
        self._fly(start, end, animate)

    def fly_to(self, structure: str) -> None:
        """Fly to a structure, from the present direction."""
        stage = self._viewport.stage
        points = self._points(structure)
        if stage is None or not len(points):
            return
        direction = stage.eye.axes()[2]
        up = stage.eye.pose().up
        end = frame(points, direction, up, _ANGLE, stage.eye.aspect, 0.2)
        self._fly(stage.eye.pose(), end, True)

    def fly_back(self, pose: Pose) -> None:
        """Fly to where the camera was."""
        stage = self._viewport.stage
        if stage is not None:
            self._fly(stage.eye.pose(), pose, True)

    def _points(self, structure: str) -> np.ndarray:
        mesh = self._body.mesh(structure)
        if mesh is not None:
            return np.asarray(mesh.vertices_mm, dtype=float)
        fibres = self._body.fibres
        found = [
            fibres.points_at(i)
            for i, place in enumerate(fibres.stations)
            if structure
            in (
                place.site,
                f"{place.site}.{place.side}",
                f"{place.site}.{place.level}.{place.side}",
            )
        ]
        places = [np.asarray(fibres.points_mm[points], dtype=float) for points in found]
        volumes = self._body.volumes.items()
        places += [volume.bounds_mm() for (site, _), volume in volumes if site == structure]
        return np.concatenate(places) if places else np.zeros((0, 3))

    def _fly(self, start: Pose, end: Pose, animate: bool) -> None:
        stage = self._viewport.stage
        if stage is None:
            return
        self.stop()
        if not animate or not self._viewport.isVisible():
            stage.eye.place(end)
            self._viewport.hold_moving(False)
            stage.render()
            return
        stage.eye.place(start)
        step = stage.flight(end)
        self._step = step
        self._viewport.hold_moving(True)
        self._flight.valueChanged.connect(self._advance)
        self._flight.start()

    def _advance(self, share: float) -> None:
        stage = self._viewport.stage
        if stage is not None:
            self._step(float(share))
            stage.render()

    def _landed(self) -> None:
        self._flight.valueChanged.disconnect(self._advance)
        self._viewport.hold_moving(False)

    @property
    def flying(self) -> bool:
        """Whether a flight is under way."""
        return self._flight.state() == QVariantAnimation.State.Running

    def stop(self) -> None:
        """End a flight where it is."""
        if self.flying:
            self._flight.stop()
            self._landed()

    def apply(self, view: View) -> None:
        """Show a stored view when it is not the one shown."""
        stage = self._viewport.stage
        if view == self._applied or stage is None:
            return
        self.stop()
        self._applied = view
        stage.set_camera(view)
        self.changed.emit()

    def reframe(self) -> None:
        """Frame the present view again, as once the size of the picture is known."""
        stage = self._viewport.stage
        if stage is not None:
            self.stop()
            stage.set_camera(self._bench.scene.view)
            self._framed = stage.eye.pose()
            self.changed.emit()
            self._viewport.draw()

    def _fit(self) -> None:
        """Frame again after a change of size, unless the user has turned the picture since."""
        stage = self._viewport.stage
        if stage is None or self.flying or self._bench.scene.view.position_mm is not None:
            return
        if self._framed is not None and _same(stage.eye.pose(), self._framed):
            self._framed = stage.preset_pose(self.name)
            stage.eye.place(self._framed)
            self._framed = stage.eye.pose()
            self._viewport.draw()

    def look_at(self, place_mm: tuple[float, float, float]) -> None:
        """Turn to a place of the body: the camera keeps its direction and its distance."""
        stage = self._viewport.stage
        if stage is None:
            return
        pose = stage.eye.pose()
        step = np.subtract(place_mm, pose.focal_mm)
        there = Pose(vec3(pose.position_mm + step), vec3(np.array(place_mm)), pose.up)
        self._fly(pose, there, True)

    @property
    def view(self) -> View:
        """The view as it is kept with the scene."""
        return self._bench.scene.view

    def keep_maps(self) -> None:
        """Keep the maps drawn and the shape of the cortex with the scene's view."""
        stage, view = self._viewport.stage, self.view
        if stage is not None:
            shown = stage.camera()
            self._store(replace(view, maps=shown.maps, cortex=shown.cortex))

    def store_section(self, section: SectionView | None) -> None:
        """Keep the cutting plane with the scene's view."""
        view = self._bench.scene.view
        if view.section != section:
            self._store(replace(view, section=section))

    def capture(self) -> None:
        """Store the present camera in the scene's view."""
        stage = self._viewport.stage
        if stage is not None:
            self._store(stage.camera())

    def _store(self, view: View) -> None:
        self._applied = view
        self._bench.set_view(view)
        self.changed.emit()

    def opacities(self) -> dict[str, float]:
        """Return how clear each structure is now, by id."""
        stage = self._viewport.stage
        if stage is None:
            return dict(self._bench.scene.view.opacity)
        drawn = stage.layers.opacity
        return {key: drawn(row.layer, key, row.side) for key, row in self._rows.items()}

    def set_opacity(self, structures: Sequence[str], opacity: float) -> None:
        """Show, hide or fade structures."""
        stage = self._viewport.stage
        view = self._bench.scene.view
        values = dict(view.opacity)
        values.update(dict.fromkeys(structures, opacity))
        if stage is not None:
            for structure in structures:
                stage.set_opacity(structure, opacity)
        self._store(replace(view, opacity=tuple(sorted(values.items()))))

    def isolate(self, structures: Sequence[str]) -> None:
        """Show only some structures."""
        stage = self._viewport.stage
        if stage is not None and len(structures) == 1:
            stage.isolate(structures[0])
            self._store(self._bench.scene.view)
            return
        others = [key for key in self._rows if key not in set(structures)]
        self.set_opacity(others, 0.0)

    def restore(self) -> None:
        """Return to the scene's own layers."""
        stage = self._viewport.stage
        if stage is not None:
            stage.isolate(None)
            stage.reset_opacity()
        self._store(replace(self._bench.scene.view, opacity=()))

    def cycle_colouring(self) -> str:
        """Go on to the next colouring and return its name."""
        now = self._bench.scene.view.colouring
        place = COLOURINGS.index(now) if now in COLOURINGS else -1
        after = COLOURINGS[(place + 1) % len(COLOURINGS)]
        stage = self._viewport.stage
        if stage is not None:
            stage.set_colouring(after)
        self._store(replace(self._bench.scene.view, colouring=after))
        return after


def _same(a: Pose, b: Pose) -> bool:
    """Tell whether two poses differ by rounding only."""
    pairs = ((a.position_mm, b.position_mm), (a.focal_mm, b.focal_mm), (a.up, b.up))
    return all(np.allclose(one, other, atol=0.01) for one, other in pairs)
