"""Simple solids, and the surfaces of placed shapes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkFiltersCore import vtkAppendPolyData
from vtkmodules.vtkFiltersSources import vtkCylinderSource, vtkSphereSource

from visualizer.anatomy import Body
from visualizer.render.arrays import points_of, vtk_points, with_normals
from visualizer.render.camera import Vec3
from visualizer.render.cord import slab_surface
from visualizer.render.volumes import volume_surface
from visualizer.scene import Cut, Ellipsoid, MaskShape, Patch, Shape, Slab, Sphere

CUT_RADIUS_MM = 7.0
CUT_THICKNESS_MM = 3.0


def sphere(centre: Vec3, radii: Vec3) -> Any:
    """Make a ball or an ellipsoid."""
    source = vtkSphereSource()
    source.SetThetaResolution(40)
    source.SetPhiResolution(28)
    source.SetRadius(1.0)
    source.Update()
    data = source.GetOutput()
    data.SetPoints(vtk_points(points_of(data) * np.array(radii) + np.array(centre)))
    return with_normals(data)


def cylinder(centre: Vec3, axis: NDArray[np.float64], radius: float, height: float) -> Any:
    """Make a flat capped cylinder about an axis."""
    source = vtkCylinderSource()
    source.SetResolution(40)
    source.SetRadius(radius)
    source.SetHeight(height)
    source.CappingOn()
    source.Update()
    data = source.GetOutput()
    y = axis / np.linalg.norm(axis)
    x = np.cross(y, [0.3, 0.2, 0.9])
    x /= np.linalg.norm(x)
    frame = np.stack([x, y, np.cross(x, y)])
    data.SetPoints(vtk_points(points_of(data) @ frame + np.array(centre)))
    data.GetPointData().Initialize()
    return data


def united(surfaces: list[Any]) -> Any:
    """Join surfaces into one, None when there are none."""
    if not surfaces:
        return None
    append = vtkAppendPolyData()
    for surface in surfaces:
        append.AddInputData(surface)
    append.Update()
    return append.GetOutput()


def tangent_at(body: Body, cut: Cut) -> NDArray[np.float64]:
    """Return the direction of the cut structure's fibres at the place of the cut."""
    fibres = body.fibres
    near = np.linalg.norm(fibres.points_mm - np.array(cut.center_mm), axis=1)
    ok = np.isin(fibres.station, _stations(body, cut))
    near = np.where(ok, near, near + 30.0)
    index = int(np.argmin(near)) if len(near) else -1
    if index < 1 or index + 1 >= len(fibres.points_mm):
        return np.array([0.0, 0.0, 1.0])
    low, high = index - 1, index + 1
    if fibres.fibre_of_point[low] != fibres.fibre_of_point[index]:
        low = index
    if fibres.fibre_of_point[high] != fibres.fibre_of_point[index]:
        high = index
    direction = np.asarray(fibres.points_mm[high] - fibres.points_mm[low], dtype=float)
    size = float(np.linalg.norm(direction))
    return direction / size if size > 1e-6 else np.array([0.0, 0.0, 1.0])


def _stations(body: Body, cut: Cut) -> list[int]:
    return [
        i
        for i, s in enumerate(body.fibres.stations)
        if s.site.startswith(cut.structure) and s.side == cut.structure_side
    ]


def shape_surface(shape: Shape, body: Body) -> Any:
    """Make the surface of a placed lesion, None when there is nothing to draw."""
    if isinstance(shape, Sphere):
        return sphere(shape.center_mm, (shape.radius_mm,) * 3)
    if isinstance(shape, Ellipsoid):
        return sphere(shape.center_mm, shape.radii_mm)
    if isinstance(shape, Slab):
        return slab_surface(body.cord, shape)
    if isinstance(shape, Cut):
        axis = tangent_at(body, shape)
        return cylinder(shape.center_mm, axis, CUT_RADIUS_MM, CUT_THICKNESS_MM)
    if isinstance(shape, Patch):
        return united([sphere(point, (shape.radius_mm,) * 3) for point in shape.points_mm])
    if isinstance(shape, MaskShape) and shape.volume is not None:
        return volume_surface(shape.volume)
    return None
