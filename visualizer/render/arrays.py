"""NumPy arrays <-> VTK data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkFiltersCore import vtkPolyDataNormals, vtkTriangleMeshPointNormals


def vtk_points(points_mm: NDArray[np.floating]) -> Any:
    """Make vtkPoints of an (n, 3) array."""
    points = vtkPoints()
    points.SetData(numpy_to_vtk(np.ascontiguousarray(points_mm, dtype=np.float32), deep=True))
    return points


def cells(offsets: NDArray[np.integer], connectivity: NDArray[np.integer]) -> Any:
    """Make a vtkCellArray of cell offsets (n + 1,) and point indices."""
    array = vtkCellArray()
    array.SetData(
        numpy_to_vtkIdTypeArray(np.ascontiguousarray(offsets, dtype=np.int64), deep=True),
        numpy_to_vtkIdTypeArray(np.ascontiguousarray(connectivity, dtype=np.int64), deep=True),
    )
    return array


def triangles(vertices_mm: NDArray[np.floating], faces: NDArray[np.integer]) -> Any:
    """Make vtkPolyData of (n, 3) vertices and (m, 3) faces."""
    data = vtkPolyData()
    data.SetPoints(vtk_points(vertices_mm))
    data.SetPolys(cells(np.arange(len(faces) + 1) * 3, faces.ravel()))
    return data


def with_normals(data: Any, orient: bool = False) -> Any:
    """Add smooth vertex normals without splitting vertices; `orient` turns them outwards."""
    if not orient and data.GetPolys().IsHomogeneous() == 3:
        quick = vtkTriangleMeshPointNormals()
        quick.SetInputData(data)
        quick.Update()
        return quick.GetOutput()
    normals = vtkPolyDataNormals()
    normals.SetInputData(data)
    normals.SplittingOff()
    normals.SetConsistency(orient)
    normals.SetAutoOrientNormals(orient)
    normals.ComputePointNormalsOn()
    normals.Update()
    return normals.GetOutput()


def with_edges(data: Any) -> Any:
    """Shade sharp edges as edges; points on them are doubled."""
    normals = vtkPolyDataNormals()
    normals.SetInputData(data)
    normals.SetFeatureAngle(50.0)
    normals.SplittingOn()
    normals.ConsistencyOff()
    normals.Update()
    return normals.GetOutput()


def set_point_colours(data: Any, colours: NDArray[np.floating]) -> None:
    """Give each point a colour; `colours` is (n, 3) between 0 and 1."""
    set_point_bytes(data, (np.clip(colours, 0, 1) * 255).astype(np.uint8))


def set_point_bytes(data: Any, colours: NDArray[np.uint8]) -> None:
    """Give each point a colour; `colours` is (n, 3) from 0 to 255."""
    array = numpy_to_vtk(np.ascontiguousarray(colours), deep=True)
    array.SetName("colour")
    data.GetPointData().SetScalars(array)


def points_of(data: Any) -> NDArray[np.float32]:
    """Return the (n, 3) points of polydata."""
    return np.asarray(vtk_to_numpy(data.GetPoints().GetData()))


def faces_of(data: Any) -> NDArray[np.int64]:
    """Return the (m, 3) faces of triangulated polydata."""
    return np.asarray(vtk_to_numpy(data.GetPolys().GetConnectivityArray())).reshape(-1, 3)
