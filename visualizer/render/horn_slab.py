"""The cut-open block of cord round the cells: a painted floor, clear walls and sharp edges."""

from typing import Any

import numpy as np
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.render.arrays import cells, set_point_bytes, triangles, vtk_points, with_normals
from visualizer.render.cord import ellipse
from visualizer.render.horn_block import Block
from visualizer.render.horn_mesh import actor_of, fill
from visualizer.render.horn_shapes import Points
from visualizer.render.palette import TISSUE, ZONE_WORDS, Rgb, mixed, rgb

LIFT_MM = 0.012
TRACTS = (
    "gracile_fascicle", "cuneate_fascicle", "lateral_corticospinal", "anterior_corticospinal",
    "spinothalamic", "dorsal_spinocerebellar", "ventral_spinocerebellar",
    "medullary_reticulospinal", "pontine_reticulospinal", "lateral_vestibulospinal",
    "rubrospinal", "dorsolateral_tract",
)  # fmt: skip
EDGE: Rgb = rgb("#c3b89f")
GREY_EDGE: Rgb = rgb("#cf9a88")


def outline() -> Points:
    """Return the outline of the cord in (u, v)."""
    return ellipse(n=72)


def slab(block: Block) -> list[Any]:
    """Make the actors: floor, walls, grey matter and edges, in this order."""
    return [actor_of(_floor(block), lit=False), *_walls(block), _edges(block)]


def _colour(name: str) -> Rgb:
    found = next((c for word, c in ZONE_WORDS.items() if word in name), TISSUE["grey_matter"])
    return mixed(found, TISSUE["white_matter"], 0.38)


def _floor(block: Block) -> Any:
    """Fill the lower cut face: white matter, tracts, grey matter, laminae, columns."""
    layers: list[tuple[Points, Rgb]] = [(outline(), TISSUE["white_matter"])]
    layers += [
        (polygon, _colour(name))
        for name in TRACTS
        for polygon in block.polygons.get(f"cord.{name}", ())
    ]
    grey = TISSUE["grey_matter"]
    layers += [(p, grey) for p in block.polygons.get("cord.grey_matter", ())]
    for number in (2, 4, 6, 8):
        layers += [
            (p, mixed(grey, (0.0, 0.0, 0.0), 0.10))
            for p in block.polygons.get(f"cord.lamina_{number}", ())
        ]
    columns = [n for n in block.polygons if "motor_column" in n or n.endswith("_nucleus")]
    for name in columns:
        served = name == block.arc.nucleus
        tint = mixed(grey, rgb("#e0a050"), 0.75 if served else 0.28)
        layers += [(p, tint) for p in block.polygons[name]]
    points, faces, colours, base = [], [], [], 0
    for lift, (polygon, colour) in enumerate(layers):
        for sign in (1.0,) if lift == 0 else (1.0, -1.0):
            place = np.column_stack([
                sign * polygon[:, 0] * block.wide, polygon[:, 1] * block.deep,
                np.full(len(polygon), -block.high + LIFT_MM * (lift > 0) + 0.002 * lift),
            ])  # fmt: skip
            points.append(place)
            faces.append(fill(polygon) + base)
            colours.append(np.tile(np.array(colour) * 255, (len(polygon), 1)))
            base += len(polygon)
    data = triangles(block.world(np.concatenate(points)), np.concatenate(faces))
    set_point_bytes(data, np.concatenate(colours).astype(np.uint8))
    return with_normals(data)


def _rings(block: Block) -> list[tuple[Points, Rgb]]:
    grey = block.polygons.get("cord.grey_matter", ())
    found = [(outline(), EDGE)]
    for polygon in grey:
        found += [(polygon, GREY_EDGE), (polygon * (-1.0, 1.0), GREY_EDGE)]
    return found


def _raised(block: Block, ring: Points, z: float) -> Points:
    flat = ring * (block.wide, block.deep)
    return block.world(np.column_stack([flat, np.full(len(ring), z)]))


def _walls(block: Block) -> list[Any]:
    """Make the outer wall and the wall of the grey matter as clear sheets."""
    made = []
    for number, (ring, _) in enumerate(_rings(block)):
        n = len(ring)
        points = np.concatenate([_raised(block, ring, -block.high), _raised(block, ring, 0.0)])
        i = np.arange(n)
        k = (i + 1) % n
        faces = np.concatenate([np.stack([i, k, k + n], 1), np.stack([i, k + n, i + n], 1)])
        tone = TISSUE["cord"] if number == 0 else TISSUE["grey_matter"]
        data = triangles(points, faces)
        set_point_bytes(data, np.tile((np.array(tone) * 255).astype(np.uint8), (2 * n, 1)))
        made.append(actor_of(with_normals(data), 0.13 if number == 0 else 0.16))
    return made


def _edges(block: Block) -> Any:
    points, offsets, colours = [], [0], []
    for z in (-block.high + 0.05, 0.0):
        for ring, colour in _rings(block):
            line = _raised(block, ring, z)
            points.append(np.concatenate([line, line[:1]]))
            offsets.append(offsets[-1] + len(line) + 1)
            shade = colour if z == 0.0 else mixed(colour, (0.4, 0.4, 0.4), 0.4)
            colours.append(np.tile((np.array(shade) * 255).astype(np.uint8), (len(line) + 1, 1)))
    data = vtkPolyData()
    data.SetPoints(vtk_points(np.concatenate(points)))
    data.SetLines(cells(np.array(offsets), np.arange(offsets[-1])))
    set_point_bytes(data, np.concatenate(colours))
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    mapper.SetScalarModeToUsePointData()
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetLighting(False)
    actor.GetProperty().SetLineWidth(1.6)
    return actor
