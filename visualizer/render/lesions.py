"""Lesions drawn: a magenta solid with a bright rim as the second cue."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkCleanPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.render.arrays import points_of, vtk_points, with_edges, with_normals
from visualizer.render.camera import Vec3, vec3
from visualizer.render.palette import LESION, LESION_RIM, SELECTION
from visualizer.render.twin import Twin, coarse

HEAVY_FACES = 3_000


@dataclass(eq=False)
class LesionActors:
    """The actors of one lesion, what they were made of, and where it is.

    `through` is a faint copy for the front layer: a lesion shines through what hides it.
    `solid` are its triangles, joined.
    """

    key: object
    body: Any
    rim: Any
    through: Any
    centre_mm: Vec3
    radius_mm: float
    twins: tuple[Twin, ...] = ()
    solid: Any = None

    @property
    def actors(self) -> tuple[Any, Any]:
        """The solid and its rim."""
        return self.body, self.rim


def _rim_of(data: Any, thickness: float) -> Any:
    """Make a slightly larger copy, drawn inside out: a rim at any zoom."""
    larger = vtkPolyData()
    larger.DeepCopy(data)
    normals = np.asarray(vtk_to_numpy(larger.GetPointData().GetNormals()))
    larger.SetPoints(vtk_points(points_of(larger) + thickness * normals))
    return larger


def joined(data: Any) -> Any:
    """Join points at the same place, so that what is outside can be told from inside."""
    bare = vtkPolyData()
    bare.SetPoints(data.GetPoints())
    bare.SetPolys(data.GetPolys())
    clean = vtkCleanPolyData()
    clean.SetInputData(bare)
    clean.Update()
    return clean.GetOutput()


def build_actors(key: object, data: Any) -> LesionActors:
    """Make the actors of a lesion surface."""
    bounds = np.array(data.GetBounds()).reshape(3, 2)
    size = float(np.linalg.norm(bounds[:, 1] - bounds[:, 0])) / 2
    data = with_normals(joined(data), orient=True)
    inner, outer = vtkActor(), vtkActor()
    rim_data = _rim_of(data, max(0.25, 0.05 * size))
    for actor, source in ((inner, with_edges(data)), (outer, rim_data)):
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(source)
        mapper.ScalarVisibilityOff()
        actor.SetMapper(mapper)
    prop = inner.GetProperty()
    prop.SetColor(*LESION)
    prop.SetAmbient(0.38)
    prop.SetDiffuse(0.62)
    prop.SetSpecular(0.25)
    prop.SetSpecularPower(30)
    rim = outer.GetProperty()
    rim.FrontfaceCullingOn()
    rim.LightingOff()
    rim.SetColor(*LESION_RIM)
    through = vtkActor()
    through.SetMapper(inner.GetMapper())
    through.GetProperty().SetColor(*LESION)
    through.GetProperty().LightingOff()
    through.GetProperty().SetOpacity(0.22)
    through.GetProperty().BackfaceCullingOn()
    twins: tuple[Twin, ...] = ()
    if data.GetNumberOfPolys() > HEAVY_FACES:
        light = coarse(data, size / 14)
        rim_light = _rim_of(light, max(0.25, 0.05 * size))
        twins = (Twin(inner, light), Twin(outer, rim_light), Twin(through, light))
    return LesionActors(key, inner, outer, through, vec3(bounds.mean(axis=1)), size, twins, data)


def set_selected(actors: LesionActors, selected: bool) -> None:
    """Show which lesion is selected by its rim."""
    actors.rim.GetProperty().SetColor(*(SELECTION if selected else LESION_RIM))
    actors.body.GetProperty().SetAmbient(0.5 if selected else 0.38)


def set_clear(actors: LesionActors, opacity: float) -> None:
    """Draw a lesion clear: one that is still being placed, or one on an opened segment."""
    prop = actors.body.GetProperty()
    prop.SetOpacity(opacity)
    prop.SetBackfaceCulling(opacity < 1)
    actors.rim.SetVisibility(opacity > 0.5)
    actors.through.SetVisibility(opacity > 0.5)
