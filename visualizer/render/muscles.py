"""Muscle end points: a mark on each muscle, its colour and its form by strength."""

from typing import Any

import numpy as np
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkAppendPolyData
from vtkmodules.vtkFiltersSources import vtkCubeSource, vtkPlatonicSolidSource, vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import Fibres
from visualizer.findings.finding import Prediction
from visualizer.render.arrays import set_point_colours
from visualizer.render.camera import Vec3, vec3
from visualizer.render.palette import body_part_colour, strength_colour
from visualizer.render.parts import PART_OF_MUSCLE

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


def _glyph(place: Vec3, strength: float, radius: float) -> Any:
    if strength >= FULL:
        source = vtkSphereSource()
        source.SetRadius(radius)
        source.SetThetaResolution(16)
        source.SetPhiResolution(12)
        source.SetCenter(*place)
        source.Update()
        return source.GetOutput()
    if strength <= NONE:
        cube = vtkCubeSource()
        for setter in (cube.SetXLength, cube.SetYLength, cube.SetZLength):
            setter(2.1 * radius)
        cube.SetCenter(*place)
        cube.Update()
        return cube.GetOutput()
    solid = vtkPlatonicSolidSource()
    solid.SetSolidTypeToOctahedron()
    solid.Update()
    data = vtkPolyData()
    data.DeepCopy(solid.GetOutput())
    data.GetCellData().Initialize()
    from visualizer.render.arrays import points_of, vtk_points

    data.SetPoints(vtk_points(points_of(data) * 1.5 * radius + np.array(place)))
    return data


class MuscleMarks:
    """One actor with the marks of all muscles."""

    def __init__(self, fibres: Fibres) -> None:
        self.places = end_points(fibres)
        self.strength: dict[tuple[str, str], float] = {}
        self.actor = vtkActor()
        mapper = vtkPolyDataMapper()
        self.actor.SetMapper(mapper)
        self.actor.GetProperty().SetInterpolationToFlat()
        self.actor.GetProperty().SetAmbient(0.25)

    def show(self, prediction: Prediction | None, colouring: str) -> None:
        """Redraw the marks for a prediction."""
        self.strength = dict.fromkeys(self.places, 1.0)
        for finding in prediction.findings if prediction is not None else ():
            key = (finding.target, finding.side)
            if finding.domain == "power" and key in self.places and finding.strength is not None:
                self.strength[key] = finding.strength
        append = vtkAppendPolyData()
        for key, place in self.places.items():
            strength = self.strength[key]
            data = _glyph(place, strength, 4.2 if strength >= FULL else 5.6)
            whole_part = strength >= FULL and colouring == "body_part"
            part = PART_OF_MUSCLE.get(key[0], "")
            colour = body_part_colour(part) if whole_part else strength_colour(strength)
            set_point_colours(data, np.tile(colour, (data.GetNumberOfPoints(), 1)))
            append.AddInputData(data)
        if self.places:
            append.Update()
            self.actor.GetMapper().SetInputData(append.GetOutput())
