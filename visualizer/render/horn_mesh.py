"""Pieces of the ventral horn scene merged into few VTK surfaces, and what a lesion silences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkPolygon
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.render.arrays import set_point_bytes, triangles, with_normals
from visualizer.render.horn_shapes import Piece, Points
from visualizer.render.palette import INTERRUPTED, Rgb, mixed

DASH = 2
WHOLE = 99
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Loss:
    """How much of a path is interrupted: the share of its neurons and the place (an order)."""

    share: float = 0.0
    order: int = WHOLE

    def silences(self, piece: Piece) -> bool:
        """Tell whether a piece of the path no longer carries anything."""
        if self.share <= 0 or piece.order < self.order:
            return False
        return piece.member < self.share if piece.member > 0 else self.share >= HALF


Losses = dict[str, Loss]


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """One surface of many pieces: its data, and the number of the piece of each triangle."""

    data: Any
    piece: NDArray[np.int64]


def paint(piece: Piece, losses: Losses) -> tuple[Rgb, NDArray[np.bool_]]:
    """Return the colour of a piece and which of its faces are drawn."""
    loss = losses.get(piece.system, Loss())
    faces = np.ones(len(piece.faces), dtype=bool)
    if not loss.silences(piece):
        partly = loss.share if piece.order >= loss.order and not piece.member else 0.0
        return mixed(piece.colour, INTERRUPTED, 0.85 * partly), faces
    if len(piece.along):
        faces = piece.along % (2 * DASH) < DASH
    return mixed(piece.colour, INTERRUPTED, 0.85), faces


def merge(pieces: Sequence[Piece], world: Any, losses: Losses) -> Merged:
    """Merge pieces into one coloured surface in world mm."""
    points, faces, colours, number, base = [], [], [], [], 0
    for index, piece in enumerate(pieces):
        colour, drawn = paint(piece, losses)
        points.append(piece.points)
        faces.append(piece.faces[drawn] + base)
        colours.append(np.tile((np.array(colour) * 255).astype(np.uint8), (len(piece.points), 1)))
        number.append(np.full(int(drawn.sum()), index))
        base += len(piece.points)
    data = triangles(world(np.concatenate(points)), np.concatenate(faces))
    set_point_bytes(data, np.concatenate(colours))
    return Merged(with_normals(data), np.concatenate(number))


def fill(polygon: Points) -> NDArray[np.int64]:
    """Return the (m, 3) triangles that fill a (n, 2) polygon."""
    from vtkmodules.vtkCommonCore import vtkIdList

    shape, ids = vtkPolygon(), vtkIdList()
    for index, (x, y) in enumerate(polygon):
        shape.GetPointIds().InsertNextId(index)
        shape.GetPoints().InsertNextPoint(float(x), float(y), 0.0)
    if shape.EarCutTriangulation(ids, 0) and ids.GetNumberOfIds():
        found = [ids.GetId(i) for i in range(ids.GetNumberOfIds())]
        return np.array(found, dtype=np.int64).reshape(-1, 3)
    fan = np.arange(1, len(polygon) - 1)
    return np.stack([np.zeros_like(fan), fan, fan + 1], axis=1)


def actor_of(data: Any, opacity: float = 1.0, lit: bool = True) -> Any:
    """Make the actor of a coloured surface."""
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    mapper.SetScalarModeToUsePointData()
    actor = vtkActor()
    actor.SetMapper(mapper)
    prop = actor.GetProperty()
    prop.SetInterpolationToPhong()
    prop.SetAmbient(0.26)
    prop.SetDiffuse(0.80)
    prop.SetSpecular(0.14)
    prop.SetSpecularPower(20)
    prop.SetOpacity(opacity)
    prop.SetLighting(lit)
    return actor
