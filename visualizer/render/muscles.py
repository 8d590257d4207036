"""Muscle end points: a mark on each muscle, its colour and its form by strength."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkTriangleFilter
from vtkmodules.vtkFiltersSources import vtkCubeSource, vtkPlatonicSolidSource, vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import Fibres
from visualizer.findings.finding import Prediction
from visualizer.render.arrays import faces_of, points_of, set_point_colours, triangles
from visualizer.render.camera import Vec3, vec3
from visualizer.render.palette import body_part_colour, strength_colour
from visualizer.render.parts import PART_OF_MUSCLE
from visualizer.render.twin import Twin

FULL, NONE = 0.985, 0.05


def end_points(fibres: Fibres) -> dict[tuple[str, str], Vec3]:
    """Return the mean end of the motor fibres of each (muscle, side), world RAS, mm."""
    ends = fibres.points_mm[fibres.offsets[1:] - 1]
    sums: dict[tuple[str, str], list[int]] = {}
    for index, population in enumerate(fibres.population):
        item = fibres.populations[population]
        if item.kind == "lmn":
            sums.setdefault((item.target, item.side), []).append(index)
    return {key: vec3(ends[which].mean(axis=0)) for key, which in sums.items()}


Form = tuple[NDArray[np.float64], NDArray[np.int64]]


def _form(source: Any, size: float) -> Form:
    triangles_only = vtkTriangleFilter()
    triangles_only.SetInputConnection(source.GetOutputPort())
    triangles_only.Update()
    data = triangles_only.GetOutput()
    return points_of(data).astype(float) * size, faces_of(data).astype(np.int64)


def forms(around: int = 12, along: int = 9) -> dict[str, Form]:
    """Return (points, faces) about the origin, mm: ball full, diamond weak, cube paralysed.

    A ball has `around` by `along` points.
    """
    ball, cube, diamond = vtkSphereSource(), vtkCubeSource(), vtkPlatonicSolidSource()
    ball.SetThetaResolution(around)
    ball.SetPhiResolution(along)
    diamond.SetSolidTypeToOctahedron()
    return {"ball": _form(ball, 8.4), "diamond": _form(diamond, 8.4), "cube": _form(cube, 11.0)}


def form_of(strength: float) -> str:
    """Return the form of a mark: the second cue of strength."""
    return "ball" if strength >= FULL else "cube" if strength <= NONE else "diamond"


def muscle_strengths(
    prediction: Prediction | None, abnormal: bool = False
) -> dict[tuple[str, str], float]:
    """Return the predicted strength of each (target, side), 0 paralysed to 1 full.

    With `abnormal` only of those that an examiner finds weak.
    """
    return {
        (finding.target, finding.side): finding.strength
        for finding in (prediction.findings if prediction is not None else ())
        if finding.domain == "power"
        and finding.strength is not None
        and not (abnormal and finding.value == "normal")
    }


class MuscleMarks:
    """One actor with the marks of the muscles that have no belly.

    Parameters
    ----------
    fibres : Fibres
    bellies : collection of (muscle, side)
        They are drawn as bellies: no mark is needed.
    """

    def __init__(self, fibres: Fibres, bellies: Collection[tuple[str, str]] = frozenset()) -> None:
        self.places = end_points(fibres)
        self._marked = [key for key in self.places if key not in bellies]
        self.strength: dict[tuple[str, str], float] = {}
        self._forms, self._light_forms = forms(), forms(7, 5)
        self.actor = vtkActor()
        mapper = vtkPolyDataMapper()
        self.actor.SetMapper(mapper)
        self._twin = Twin(self.actor, vtkPolyData())
        self.actor.GetProperty().SetInterpolationToFlat()
        self.actor.GetProperty().SetAmbient(0.25)

    def show(self, prediction: Prediction | None, colouring: str) -> None:
        """Redraw the marks for a prediction."""
        known = muscle_strengths(prediction)
        self.strength = {key: known.get(key, 1.0) for key in self.places}
        for mapper, shapes in (
            (self._twin.full, self._forms),
            (self._twin.light, self._light_forms),
        ):
            if self._marked:
                mapper.SetInputData(self._marks(shapes, colouring))

    def clip(self, planes: Sequence[Any]) -> None:
        """Cut the marks by planes."""
        self._twin.clip(planes)

    def set_moving(self, moving: bool) -> None:
        """Draw simpler balls while something moves."""
        self._twin.set_moving(moving)

    def _marks(self, shapes: dict[str, Form], colouring: str) -> Any:
        points, faces, colours, count = [], [], [], 0
        for key in self._marked:
            place, strength = self.places[key], self.strength[key]
            shape, triangle = shapes[form_of(strength)]
            points.append(shape + np.array(place))
            faces.append(triangle + count)
            count += len(shape)
            whole_part = strength >= FULL and colouring == "body_part"
            part = PART_OF_MUSCLE.get(key[0], "")
            colour = body_part_colour(part) if whole_part else strength_colour(strength)
            colours.append(np.tile(colour, (len(shape), 1)))
        data = triangles(np.concatenate(points), np.concatenate(faces))
        set_point_colours(data, np.concatenate(colours))
        return data
