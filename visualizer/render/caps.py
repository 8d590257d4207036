"""The faces that a cut opens, filled in the colours of the structures."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersGeneral import vtkContourTriangulator

from visualizer.render.arrays import cells, faces_of, points_of, triangles, vtk_points
from visualizer.render.contours import Loop, Points
from visualizer.render.section import Region
from visualizer.render.section_plane import SectionPlane

LIFT_MM = 0.04  # each face a little nearer to the eye than what it lies on
LIGHTER = 0.16
MOVING_STEP = 3
LEAST_POINTS = 24


def cap_data(regions: Sequence[Region], plane: SectionPlane, toward: float, moving: bool) -> Any:
    """Fill regions in the plane into one surface with a colour a triangle.

    Parameters
    ----------
    regions : sequence of Region
        Containers first.
    plane : SectionPlane
    toward : float
        1 when the half that is cut away is before the plane, -1 when it is behind it.
    moving : bool
        Whether to leave out detail.
    """
    points, faces, colours = [], [], []
    count = 0
    for number, region in enumerate(regions):
        flat, triangle = filled([loop for loop in region.loops if loop.closed], moving)
        if not len(triangle):
            continue
        lift = (number + 1) * LIFT_MM * toward
        points.append(plane.place(flat) + lift * np.array(plane.normal))
        faces.append(triangle + count)
        count += len(flat)
        colour = lighter(region.colour)
        colours.append(np.tile((255 * colour).astype(np.uint8), (len(triangle), 1)))
    if not points:
        return vtkPolyData()
    data = triangles(np.concatenate(points), np.concatenate(faces))
    array = numpy_to_vtk(np.concatenate(colours), deep=True)
    data.GetCellData().SetScalars(array)
    return data


def lighter(colour: Sequence[float]) -> NDArray[np.float64]:
    """Return a tissue's colour as its cut face has it."""
    return np.asarray(colour, float) * (1 - LIGHTER) + LIGHTER


def filled(loops: Sequence[Loop], moving: bool) -> tuple[Points, NDArray[np.int64]]:
    """Triangulate what closed loops enclose; returns (n, 2) points and (m, 3) faces."""
    chosen = [thinner(loop.points) if moving else loop.points for loop in loops]
    chosen = [points for points in chosen if len(points) > 2]
    if not chosen:
        return np.zeros((0, 2)), np.zeros((0, 3), dtype=np.int64)
    offsets, lines, count = [0], [], 0
    for points in chosen:
        number = len(points)
        lines.append(np.append(np.arange(number), 0) + count)
        count += number
        offsets.append(offsets[-1] + number + 1)
    flat = np.concatenate(chosen)
    data = vtkPolyData()
    data.SetPoints(vtk_points(np.column_stack([flat, np.zeros(len(flat))])))
    data.SetLines(cells(np.array(offsets), np.concatenate(lines)))
    fill = vtkContourTriangulator()
    fill.SetInputData(data)
    fill.Update()
    made = fill.GetOutput()
    if not made.GetNumberOfPolys():
        return np.zeros((0, 2)), np.zeros((0, 3), dtype=np.int64)
    return np.asarray(points_of(made)[:, :2], dtype=float), faces_of(made)


def thinner(points: Points) -> Points:
    """Leave out points of a long loop."""
    return points[::MOVING_STEP] if len(points) >= LEAST_POINTS else points


def outline_data(regions: Sequence[Region], plane: SectionPlane, toward: float) -> Any:
    """Join the outlines of regions into lines just before their faces."""
    offsets, lines, points, count = [0], [], [], 0
    lift = (len(regions) + 2) * LIFT_MM * toward * np.array(plane.normal)
    for region in regions:
        for loop in region.loops:
            number = len(loop.points)
            ring = np.arange(number + int(loop.closed)) % number
            points.append(plane.place(loop.points) + lift)
            lines.append(ring + count)
            count += number
            offsets.append(offsets[-1] + len(ring))
    data = vtkPolyData()
    if points:
        data.SetPoints(vtk_points(np.concatenate(points)))
        data.SetLines(cells(np.array(offsets), np.concatenate(lines)))
    return data
