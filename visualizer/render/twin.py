"""Coarser copies of heavy surfaces, drawn while something moves."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkFiltersCore import vtkBinnedDecimation
from vtkmodules.vtkRenderingCore import vtkPolyDataMapper

from visualizer.render.arrays import set_point_bytes, with_normals


def set_planes(mapper: Any, planes: Sequence[Any]) -> None:
    """Draw only what is on the inner side of some planes."""
    mapper.RemoveAllClippingPlanes()
    for plane in planes:
        mapper.AddClippingPlane(plane)


class Twin:
    """An actor with its own mapper and that of a coarser copy.

    Parameters
    ----------
    actor : vtkActor
        It keeps the mapper that it has as the full one.
    data : vtkPolyData
        The coarser copy.
    """

    def __init__(self, actor: Any, data: Any) -> None:
        self.actor, self.full = actor, actor.GetMapper()
        self.light = vtkPolyDataMapper()
        self.light.SetInputData(data)

    def clip(self, planes: Sequence[Any]) -> None:
        """Cut both by planes."""
        for mapper in (self.full, self.light):
            set_planes(mapper, planes)

    def set_moving(self, moving: bool) -> None:
        """Draw the coarse copy, or the full surface again."""
        visible = self.actor.GetMapper().GetScalarVisibility()
        self.actor.SetMapper(self.light if moving else self.full)
        self.actor.GetMapper().SetScalarVisibility(visible)


def coarse(data: Any, size_mm: float) -> Any:
    """Make a coarser copy of a heavy surface, with details of some size, mm.

    Its normals and colours are means of those of the surface.
    """
    bounds = np.array(data.GetBounds()).reshape(3, 2)
    steps = np.maximum((bounds[:, 1] - bounds[:, 0]) / size_mm, 2).astype(int)
    bins = vtkBinnedDecimation()
    bins.SetInputData(data)
    bins.AutoAdjustNumberOfDivisionsOff()
    bins.SetNumberOfDivisions(*(int(n) for n in steps))
    bins.SetPointGenerationModeToBinAverages()
    bins.ProducePointDataOn()
    bins.Update()
    found = bins.GetOutput()
    values = found.GetPointData()
    normals, colours = values.GetNormals(), values.GetScalars()
    if normals is None:
        found = with_normals(found)
    else:
        means = np.asarray(vtk_to_numpy(normals))
        unit = means / np.maximum(np.linalg.norm(means, axis=1), 1e-6)[:, None]
        values.SetNormals(numpy_to_vtk(unit, deep=True))
    if colours is not None:
        set_point_bytes(found, np.asarray(vtk_to_numpy(colours)).round().astype(np.uint8))
    return found
