"""The stage during a ride: the path lit, all else as glass, and an impulse that runs along it."""

from dataclasses import replace
from typing import Any

import numpy as np
from vtkmodules.vtkFiltersSources import vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.render.arrays import cells, set_point_colours, triangles, vtk_points
from visualizer.render.camera import vec3
from visualizer.render.label import Label
from visualizer.render.palette import HIGHLIGHT, INTERRUPTED, LESION, LMN, THEMES, UMN, mixed
from visualizer.render.presets import Preset
from visualizer.render.ride import ANGLE, Ride
from visualizer.render.stage import Stage

PATH_PIXELS = 6.0
ON_PAPER = 0.5  # how clear glass is in the light theme, where its edges add up to dark lines
BEHIND = 0.35  # opacity of the path where something hides it
HEAD = 0.0065  # radius of the impulse, as a share of the distance of the eye
_GLASS: dict[str, float] = {
    "skin": 0.06, "skeleton": 0.24, "skull": 0.08, "discs": 0.16, "cortex": 0.2, "brainstem": 0.24,
    "cord": 0.22, "fibres.corticospinal": 0.012, "fibres.corticobulbar": 0.03,
    "fibres.lmn": 0.035,
}  # fmt: skip
_PRESET = Preset(direction=(0.0, 1.0, 0.1), up=(0.0, 0.0, 1.0), frame="tract", opacity=_GLASS)


class RideScene:
    """Shows a ride on a stage until `end`."""

    def __init__(self, stage: Stage, ride: Ride) -> None:
        self.stage, self.ride = stage, ride
        self._before, self._share = stage.layers.preset, 0.0
        self._changed = dict(stage.layers.changed)
        self._isolated = stage.layers.isolated
        self._paper = stage.theme is THEMES["light"]
        self._path, self._head = _path_actor(ride, stage.pixel_ratio, self._paper), _ball()
        self._behind = _path_actor(ride, stage.pixel_ratio, self._paper)
        self._behind.GetProperty().SetOpacity(BEHIND)
        stage.renderer.AddActor(self._path)
        for actor in (self._behind, self._head):  # seen through whatever is before them
            stage.lesions.front.AddActor(actor)
        self._names: tuple[Label, ...] = stage.flat.labels.items
        clear = ON_PAPER if self._paper else 1.0
        glass = {name: clear * value for name, value in _GLASS.items()}
        self._preset = replace(_PRESET, opacity=glass | self._bellies())
        stage.layers.preset = self._preset
        stage.layers.changed.clear()
        stage.layers.isolated = None
        stage.props.keep_glass = True
        stage.highlight(None)
        stage.props.open(None)
        stage.props.clear(stage.theme)
        stage.eye.angle(ANGLE)

    def _bellies(self) -> dict[str, float]:
        route = self.ride.route
        return {
            belly.id: 1.0
            for belly in self.stage.props.bellies.items
            if (belly.muscle, belly.side) == (route.muscle, route.side)
        }

    def show(self, share: float) -> None:
        """Move to a share of the ride, 0 to 1."""
        stage, ride = self.stage, self.ride
        pose = ride.pose(share)
        self._share = share
        stage.eye.place(pose)
        stage.eye.angle(ride.angle(share))
        place = ride.place(share)
        self._head.SetPosition(*place)
        self._head.SetScale(HEAD * ride.away(share))
        lost = ride.lost(share)
        bright = HIGHLIGHT if not self._paper else stage.theme.text
        self._head.GetProperty().SetColor(*(INTERRUPTED if lost else bright))
        words = ride.words(share)
        label = Label(words, vec3(place), LESION if lost else None, False)
        stage.flat.labels.items = (label,) if words else ()
        stage.flat.labels.few = False

    def end(self) -> None:
        """Return the stage to what it showed before, if it shows nothing else by now."""
        stage = self.stage
        stage.renderer.RemoveActor(self._path)
        for actor in (self._behind, self._head):
            stage.lesions.front.RemoveActor(actor)
        stage.props.keep_glass = False
        if stage.layers.preset is not self._preset:
            return
        stage.layers.preset = self._before
        stage.layers.changed.clear()
        stage.layers.changed.update(self._changed)
        stage.layers.isolated = self._isolated
        stage.props.open(stage.segment if self._before.section else None)
        stage.props.clear(stage.theme)
        stage.eye.place(self.ride.pose(self._share, 0.0))  # as near as it looked
        stage.eye.angle(self._before.angle)
        stage.flat.labels.items = self._names


def _path_actor(ride: Ride, pixel_ratio: float, paper: bool) -> Any:
    route = ride.route
    count = len(route.points_mm)
    data = triangles(route.points_mm[:1], np.zeros((0, 3), dtype=np.int64))
    data.SetPoints(vtk_points(route.points_mm))
    data.SetLines(cells(np.array([0, count]), np.arange(count)))
    colours = np.empty((count, 3))
    bright = THEMES["light"].text if paper else HIGHLIGHT
    colours[: route.joint] = mixed(UMN, bright, 0.25)
    colours[route.joint :] = mixed(LMN, bright, 0.2)
    start, end = route.lost
    colours[start:end] = INTERRUPTED
    set_point_colours(data, colours)
    actor = vtkActor()
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    actor.SetMapper(mapper)
    prop = actor.GetProperty()
    prop.SetLineWidth(PATH_PIXELS * pixel_ratio)
    prop.SetLighting(False)
    prop.SetRenderLinesAsTubes(False)
    return actor


def _ball() -> Any:
    source = vtkSphereSource()
    source.SetRadius(1.0)
    source.SetThetaResolution(20)
    source.SetPhiResolution(14)
    actor = vtkActor()
    mapper = vtkPolyDataMapper()
    mapper.SetInputConnection(source.GetOutputPort())
    actor.SetMapper(mapper)
    actor.GetProperty().SetLighting(False)
    return actor
