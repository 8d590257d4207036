"""The opened segment: the ventral horn scene, or a cut face where no sections are known."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkPlane
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import Body
from visualizer.findings.finding import Involvement
from visualizer.render.arrays import triangles, vtk_points, with_normals
from visualizer.render.cord import (
    GREY,
    ROOT_REACH,
    ellipse,
    face_row,
    flat,
    place,
    sweep,
    zone_outlines,
)
from visualizer.render.fascicle import NerveSection
from visualizer.render.horn_block import block
from visualizer.render.horn_cut import side_of
from visualizer.render.horn_plan import Plan
from visualizer.render.horn_scene import HornScene, framed, horn_scene
from visualizer.render.horn_words import horn_legend
from visualizer.render.label import Label
from visualizer.render.palette import CELL, TISSUE, ZONE, LegendRow, Rgb, legend
from visualizer.scene import Cut, Scene

FACE_MM = -0.06  # just below the end of a slab lesion of the same segment
CELL_MM = 0.085
FROM = (0.0, 0.62, 0.78)  # the camera of the scene: lateral, ventral, rostral
COARSE_ROWS, COARSE_SIDES = 4, 18
DEFAULT_SIDE = "left"
DEFAULT_NERVE = "nerve.median"
ROOTED = ("lmn", "ia", "afferent")  # kinds of fibres that run in the roots of one segment
_NAMES = {
    "anterior_horn": "anterior horn (motor columns)", "dorsal_horn": "dorsal horn",
    "lateral_corticospinal": "lateral corticospinal tract",
    "anterior_corticospinal": "anterior corticospinal tract",
    "dorsal_column": "dorsal columns", "spinothalamic": "spinothalamic tract",
    "spinocerebellar": "spinocerebellar tracts", "reticulospinal": "reticulospinal tracts",
    "intermediolateral": "lateral horn",
    "descending_sympathetic": "descending sympathetic path",
}  # fmt: skip


def _actor(data: Any, colour: Rgb, ambient: float = 0.3, lit: bool = True) -> Any:
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    prop = actor.GetProperty()
    prop.SetColor(*colour)
    prop.SetAmbient(ambient)
    prop.SetDiffuse(0.75)
    prop.SetSpecular(0.08)
    prop.SetLighting(lit)
    return actor


@dataclass(slots=True, eq=False)
class Opened:
    """An opened segment or a nerve cut across: what is drawn, its labels, and its scene.

    Without a scene the first two actors are surfaces of the cord that have a coarser copy.
    """

    segment: str
    actors: list[Any] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    horn: HornScene | None = None
    nerve: NerveSection | None = None


def open_segment(body: Body, segment: str, involvements: tuple[Involvement, ...] = ()) -> Opened:
    """Open a segment, on the side whose paths are interrupted."""
    horn = horn_scene(body, segment, shown_side(body, segment, involvements))
    if horn is None:
        return Opened(segment, *opened(body, segment))
    horn.set_cut(involvements)
    return Opened(segment, horn.actors, horn.labels, horn)


def open_nerve(body: Body, nerve: str, side: str) -> Opened:
    """Cut a nerve across."""
    made = NerveSection(body, nerve, side)
    return Opened("", made.actors, made.labels, nerve=made)


def cut_nerve(scene: Scene) -> tuple[str, str]:
    """Return the nerve and side to cut across: those of the first lesion of a nerve."""
    for lesion in scene.lesions:
        site = lesion.site or (lesion.shape.structure if isinstance(lesion.shape, Cut) else "")
        side = lesion.side or (lesion.shape.structure_side if isinstance(lesion.shape, Cut) else "")
        if site.startswith("nerve.") and side in ("left", "right"):
            return site, side
    return DEFAULT_NERVE, DEFAULT_SIDE


def shown_side(body: Body, segment: str, involvements: tuple[Involvement, ...]) -> str:
    """Return the side on which the cells of a segment are drawn."""
    return side_of(body, segment, involvements) or DEFAULT_SIDE


def segment_aim(
    body: Body, segment: str, involvements: tuple[Involvement, ...]
) -> tuple[str, NDArray[np.float64], tuple[float, float, float]] | None:
    """Return the side, the (n, 3) points and the direction of the view of a segment's scene."""
    side = shown_side(body, segment, involvements)
    made = block(body, segment, side)
    if made is None:
        return None
    x, y, z = (float(v) for v in made.towards(np.array(FROM)))
    return side, framed(Plan(made)), (x, y, z)


def legend_rows(colouring: str, is_horn: bool) -> list[LegendRow]:
    """List the legend of a colouring; in the ventral horn scene that of its cells."""
    rows = legend(colouring)
    return [*horn_legend(), *rows[-2:]] if is_horn else rows


def cord_surfaces(body: Body) -> dict[str, Any]:
    """Make the actors of the whole cord, and nothing when there is no cord."""
    rows = np.arange(len(body.cord.centre_mm))
    if len(rows) < 2:
        return {}
    mesh = body.mesh(body.meshes["cord"][0].id) if "cord" in body.meshes else None
    data = (
        sweep(body.cord, rows, ellipse())
        if mesh is None
        else with_normals(triangles(mesh.vertices_mm, mesh.faces))
    )
    return dict(zip(("front", "wall"), hollow(data), strict=True))


def coarse_cord(body: Body, segment: str | None = None) -> Any:
    """Make a coarser surface of the cord, whole or from where a segment is opened."""
    last = len(body.cord.centre_mm) - 1
    first = 0 if segment is None else min(face_row(body.cord, segment), last - 1)
    rows = np.unique(np.append(np.arange(first, last, COARSE_ROWS), last))
    return sweep(body.cord, rows, ellipse(n=COARSE_SIDES))


def hollow(data: Any) -> list[Any]:
    """Make a clear front and a solid back wall of a closed surface: one looks into it."""
    front, wall = _actor(data, TISSUE["cord"], 0.3), _actor(data, TISSUE["cord"], 0.2)
    front.GetProperty().BackfaceCullingOn()
    front.GetProperty().SetOpacity(0.2)
    wall.GetProperty().FrontfaceCullingOn()
    return [front, wall]


def opened(body: Body, segment: str) -> tuple[list[Any], list[Label]]:
    """Make the actors and labels of the cord opened at the middle of a segment."""
    cord = body.cord
    row = face_row(cord, segment)
    last = len(cord.centre_mm) - 1
    below = sweep(cord, np.arange(row, max(row + 2, last + 1)).clip(0, last), ellipse())
    actors = hollow(below)
    face = with_normals(flat(cord, row, ellipse(n=72), lift_mm=FACE_MM))
    actors.append(_actor(face, TISSUE["white_matter"], lit=False))
    labels: list[Label] = []
    for name, side, outline in zone_outlines(cord, row):
        lift = FACE_MM + (0.02 if name in GREY else 0.01)
        colour = ZONE.get(name, TISSUE["grey_matter"])
        data = with_normals(flat(cord, row, outline, lift_mm=lift))
        actor = _actor(data, colour, lit=False)
        actor.GetProperty().SetOpacity(1.0 if name in GREY else 0.72)
        actors.append(actor)
        wanted = "left" if name in ("anterior_horn", "lateral_corticospinal") else "right"
        if name in _NAMES and side == wanted:
            centre = place(cord, row, outline.mean(axis=0)[None])[0]
            labels.append(Label(_NAMES[name], (centre[0], centre[1], centre[2])))
    cells = motor_cells(body, segment)
    if cells is not None:
        actors.append(cells)
    return actors, [*labels, *_root_labels(body, segment)]


def motor_cells(body: Body, segment: str) -> Any:
    """Mark the cells of the segment's motor columns, moved to the cut face."""
    fibres, cord = body.fibres, body.cord
    wanted = [
        i for i, p in enumerate(fibres.populations) if p.kind == "lmn" and p.segment == segment
    ]
    starts = fibres.offsets[:-1][np.isin(fibres.population, wanted)]
    if not len(starts):
        return None
    _, uv, inside = cord.locate(fibres.points_mm[starts])
    if not inside.any():
        return None
    middle = face_row(cord, segment)
    axis = np.cross(cord.right[middle], cord.anterior[middle])
    centres = place(cord, middle, uv[inside]) + (FACE_MM + 0.035) * axis
    disc = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = CELL_MM * (
        np.cos(disc)[:, None] * cord.right[middle] + np.sin(disc)[:, None] * cord.anterior[middle]
    )
    points = (centres[:, None, :] + ring[None]).reshape(-1, 3)
    fan = np.stack([np.zeros(10, int), np.arange(1, 11), np.arange(2, 12)], axis=1)
    faces = (fan[None] + 12 * np.arange(len(centres))[:, None, None]).reshape(-1, 3)
    data = triangles(points, faces)
    data.SetPoints(vtk_points(points))
    return _actor(with_normals(data), CELL, lit=False)


def _root_labels(body: Body, segment: str) -> list[Label]:
    fibres = body.fibres
    names = {"root.ventral": "ventral root", "root.dorsal": "dorsal root",
             "root.dorsal_ganglion": "dorsal root ganglion",
             "root.spinal_nerve": "spinal nerve"}  # fmt: skip
    labels = []
    for number, station in enumerate(fibres.stations):
        if station.site in names and station.level == segment and station.side == "left":
            points = fibres.points_mm[fibres.points_at(number)]
            points = points[_within_reach(body, segment, points)]
            if len(points):
                x, y, z = (float(v) for v in points[len(points) // 2])
                labels.append(Label(f"{names[station.site]} {segment}", (x, y, z)))
    return labels


def _within_reach(body: Body, segment: str, points: NDArray[np.floating]) -> NDArray[np.bool_]:
    cord, row = body.cord, face_row(body.cord, segment)
    across = np.abs((points - cord.centre_mm[row]) @ cord.right[row])
    return np.asarray(across < ROOT_REACH * float(cord.half_width_mm[row]))


def through_segment(body: Body, segment: str) -> tuple[NDArray[np.bool_], list[Any]]:
    """Return the fibres that belong to an opened segment, and the planes they stay within."""
    if block(body, segment, DEFAULT_SIDE) is not None:  # the scene draws its own
        return np.zeros(body.fibres.count, dtype=bool), []
    wanted = [
        not p.kind.startswith(ROOTED) or p.segment == segment for p in body.fibres.populations
    ]
    cord, row = body.cord, face_row(body.cord, segment)
    centre, right = cord.centre_mm[row], cord.right[row]
    down = -np.cross(right, cord.anterior[row])
    reach = ROOT_REACH * float(cord.half_width_mm[row])
    planes = []
    for origin, normal in (
        (centre - (FACE_MM - 0.02) * down, down), (centre + reach * right, -right),
        (centre - reach * right, right),
    ):  # fmt: skip
        plane = vtkPlane()
        plane.SetOrigin(*origin)
        plane.SetNormal(*normal)
        planes.append(plane)
    return np.array(wanted, dtype=bool)[body.fibres.population], planes
