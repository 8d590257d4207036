"""Surfaces of voxel masks."""

from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D, vtkWindowedSincPolyDataFilter

from visualizer.anatomy import Volume
from visualizer.render.arrays import points_of, vtk_points, with_normals


def volume_surface(volume: Volume) -> Any:
    """Make the smooth surface of a mask in world RAS mm, None when it is empty."""
    if not volume.mask.any():
        return None
    padded = np.pad(volume.mask, 1).astype(np.float32)
    image = vtkImageData()
    image.SetDimensions(*padded.shape)
    image.SetOrigin(-1, -1, -1)
    image.GetPointData().SetScalars(numpy_to_vtk(padded.ravel(order="F"), deep=True))
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.5)
    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputConnection(edges.GetOutputPort())
    smooth.SetNumberOfIterations(18)
    smooth.SetPassBand(0.06)
    smooth.Update()
    data = smooth.GetOutput()
    inverse = np.linalg.inv(volume.world_to_voxel)
    data.SetPoints(vtk_points(points_of(data) @ inverse[:3, :3].T + inverse[:3, 3]))
    return with_normals(data)
