"""How flat things are drawn over the picture: texts and lines in display pixels."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor2D, vtkPolyDataMapper2D, vtkTextActor


def text_actor(size: int, bold: bool = False) -> Any:
    """Make a text in display pixels with a plate behind it."""
    actor = vtkTextActor()
    prop = actor.GetTextProperty()
    prop.SetFontFamilyToArial()
    prop.SetFontSize(size)
    prop.SetBold(bold)
    prop.SetJustificationToLeft()
    prop.SetVerticalJustificationToCentered()
    actor.SetVisibility(False)
    return actor


def line_actor(width: float) -> tuple[Any, Any]:
    """Make an actor of lines in display pixels; returns (actor, polydata)."""
    data = vtkPolyData()
    mapper = vtkPolyDataMapper2D()
    mapper.SetInputData(data)
    actor = vtkActor2D()
    actor.SetMapper(mapper)
    actor.GetProperty().SetLineWidth(width)
    return actor, data


def set_lines(data: Any, lines: Sequence[NDArray[np.floating]]) -> None:
    """Fill polydata with polylines of (n, 2) display pixels."""
    points, array = vtkPoints(), vtkCellArray()
    for line in lines:
        array.InsertNextCell(len(line))
        for x, y in line:
            array.InsertCellPoint(points.InsertNextPoint(float(x), float(y), 0.0))
    data.SetPoints(points)
    data.SetLines(array)
    data.Modified()


def circle(centre: NDArray[np.floating], radius: float) -> NDArray[np.float64]:
    """Return the outline of a circle in display pixels."""
    angle = np.linspace(0, 2 * np.pi, 25)
    return np.asarray(np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius + centre)
