"""The spinal cord: its surface, its opened segment with the butterfly, and slabs of it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import SEGMENTS, Cord, segment_index
from visualizer.render.arrays import triangles, with_normals
from visualizer.scene import Slab

SIDES = 36
ROOT_REACH = 2.7
GREY = ("dorsal_horn", "anterior_horn", "intermediolateral", "central_grey")


def region_of(segment: int) -> str:
    """Return cervical, thoracic, lumbar or sacral for an index into `SEGMENTS`."""
    return {"C": "cervical", "T": "thoracic", "L": "lumbar"}.get(SEGMENTS[segment][0], "sacral")


def rows_of(cord: Cord, levels: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the rows of the cord's axis within segments."""
    wanted = [segment_index(level) for level in levels]
    return np.flatnonzero(np.isin(cord.segment, wanted))


def middle_row(cord: Cord, level: str) -> int:
    """Return the middle row of a segment, or of the cord when it has none of it."""
    rows = rows_of(cord, (level,))
    return int(rows[len(rows) // 2]) if len(rows) else len(cord.centre_mm) // 2


def face_row(cord: Cord, level: str) -> int:
    """Return the row where a segment is opened: its rostral end."""
    rows = rows_of(cord, (level,))
    return int(rows[0]) if len(rows) else len(cord.centre_mm) // 2


def place(cord: Cord, row: int, uv: NDArray[np.floating]) -> NDArray[np.float64]:
    """Turn (n, 2) cross-section coordinates at a row into (n, 3) world RAS mm."""
    u = uv[:, 0:1] * cord.half_width_mm[row]
    v = uv[:, 1:2] * cord.half_depth_mm[row]
    return np.asarray(cord.centre_mm[row] + u * cord.right[row] + v * cord.anterior[row])


def ellipse(scale: float = 1.0, n: int = SIDES) -> NDArray[np.float64]:
    """Return an outline of the whole cord in (u, v), with the ventral fissure marked."""
    angle = np.linspace(0, 2 * np.pi, n, endpoint=False)
    ring = np.stack([np.sin(angle), np.cos(angle)], axis=1) * scale
    fissure = np.exp(-((angle - 2 * np.pi * (angle > np.pi)) ** 2) / 0.03)
    ring[:, 1] -= 0.10 * fissure
    return ring


def sweep(
    cord: Cord, rows: NDArray[np.int64], outline: NDArray[np.float64], caps: bool = True
) -> Any:
    """Sweep a (n, 2) outline in (u, v) along rows of the cord into a surface."""
    n = len(outline)
    rings = np.concatenate([place(cord, int(row), outline) for row in rows])
    i, j = np.arange(len(rows) - 1)[:, None] * n, np.arange(n)[None, :]
    k = (np.arange(n)[None, :] + 1) % n
    quads = np.stack([i + j, i + k, i + n + k, i + n + j], axis=-1).reshape(-1, 4)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    side = with_normals(triangles(rings, _outward(rings, faces, len(rows))))
    if not caps:
        return side
    from vtkmodules.vtkFiltersCore import vtkAppendPolyData

    append = vtkAppendPolyData()
    append.AddInputData(side)
    for row, flip in ((int(rows[0]), False), (int(rows[-1]), True)):
        append.AddInputData(with_normals(flat(cord, row, outline, flip=flip)))
    append.Update()
    return append.GetOutput()


def _outward(points: NDArray[np.float64], faces: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
    triangle = points[faces[0]]
    normal = np.cross(triangle[1] - triangle[0], triangle[2] - triangle[0])
    middle = points.reshape(rows, -1, 3)[0].mean(axis=0)
    return faces if normal @ (triangle.mean(axis=0) - middle) > 0 else faces[:, ::-1]


def flat(
    cord: Cord, row: int, outline: NDArray[np.float64], lift_mm: float = 0.0, flip: bool = False
) -> Any:
    """Fill a (u, v) polygon in the plane of a row; `lift_mm` moves it rostrally."""
    from vtkmodules.vtkCommonDataModel import vtkPolygon

    up = np.cross(cord.right[row], cord.anterior[row])
    points = place(cord, row, outline) + up * lift_mm
    polygon = vtkPolygon()
    for index, (u, v) in enumerate(outline):
        polygon.GetPointIds().InsertNextId(index)
        polygon.GetPoints().InsertNextPoint(float(u), float(v), 0.0)
    faces = _triangulate(polygon, len(outline))
    a, b, c = (outline[faces[:, i]] for i in range(3))
    area = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    wrong = (area < 0) != flip
    faces[wrong] = faces[wrong][:, ::-1]
    return triangles(points, faces)


def _triangulate(polygon: Any, n: int) -> NDArray[np.int64]:
    from vtkmodules.vtkCommonCore import vtkIdList

    ids = vtkIdList()
    if polygon.EarCutTriangulation(ids, 0) and ids.GetNumberOfIds():
        flat_ids = [ids.GetId(i) for i in range(ids.GetNumberOfIds())]
        return np.array(flat_ids, dtype=np.int64).reshape(-1, 3)
    fan = np.arange(1, n - 1)
    return np.stack([np.zeros_like(fan), fan, fan + 1], axis=1)


def part_outline(part: str, uv: tuple[float, float, float, float] | None) -> NDArray[np.float64]:
    """Return the outline in (u, v) of the part of the cross-section that a slab takes."""
    boxes = {
        "left": (-2.0, 0.0, -2.0, 2.0),
        "right": (0.0, 2.0, -2.0, 2.0),
        "front": (-2.0, 2.0, 0.0, 2.0),
        "back": (-2.0, 2.0, -2.0, 0.0),
    }
    box = boxes.get(part) if part != "free" else uv
    ring = ellipse(1.06, 48)
    if box is None:
        return ring
    return _clip(ring, box)


def _clip(ring: NDArray[np.float64], box: tuple[float, float, float, float]) -> NDArray[np.float64]:
    """Clip a convex-enough outline to a box, one edge after another."""
    u0, u1, v0, v1 = box
    for axis, limit, sign in ((0, u0, 1), (0, u1, -1), (1, v0, 1), (1, v1, -1)):
        inside = sign * (ring[:, axis] - limit) >= 0
        if inside.all() or not inside.any():
            continue
        out = []
        for i in range(len(ring)):
            a, b = ring[i], ring[(i + 1) % len(ring)]
            if inside[i]:
                out.append(a)
            if inside[i] != inside[(i + 1) % len(ring)]:
                out.append(a + (b - a) * (limit - a[axis]) / (b[axis] - a[axis]))
        ring = np.array(out)
    return ring


def slab_surface(cord: Cord, slab: Slab) -> Any:
    """Make the surface of a slab lesion."""
    from visualizer.anatomy import parse_levels

    rows = rows_of(cord, parse_levels(slab.levels))
    if not len(rows):
        return None
    first, last = int(rows.min()), int(rows.max())
    last = max(last, first + 1) if first + 1 < len(cord.centre_mm) else last
    first = min(first, last - 1)
    return sweep(cord, np.arange(first, last + 1), part_outline(slab.part, slab.uv))


def zone_outlines(cord: Cord, row: int) -> list[tuple[str, str, NDArray[np.float64]]]:
    """List (zone, side, outline in (u, v)) of the cross-section at a row, both sides."""
    region = region_of(int(cord.segment[row]))
    found = []
    for name, zone in cord.zones.items():
        polygon = zone.polygons.get(region)
        if polygon is None or len(polygon) < 3:
            continue
        found.append((name, "right", np.asarray(polygon, float)))
        found.append((name, "left", np.asarray(polygon, float) * [-1, 1]))
    return found
