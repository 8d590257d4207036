"""Anatomical surfaces: one actor a structure, glass or opaque."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import Body, MeshData
from visualizer.render.arrays import (
    points_of,
    set_point_colours,
    triangles,
    vtk_points,
    with_normals,
)
from visualizer.render.blending import smoothed
from visualizer.render.camera import Vec3, vec3
from visualizer.render.levels import Levels
from visualizer.render.palette import (
    OF_LAYER,
    TISSUE,
    ZONE_WORDS,
    Rgb,
    Theme,
    mixed,
    motor_map_colours,
)

GLASS_BELOW = 0.6
CORD_IDS = ("cord", "spinal_cord")  # drawn by the segment view, whole or opened
SEEN = 0.004
LIGHT_FACES = 1_500
COARSE = 3.2
COARSE_MM = {"cortex": 3.2, "deep": 2.4, "brainstem": 2.6, "skin": 9.0}
# The lights of the theatre as constants and a cheap highlight: on software GL half the cost of
# VTK's own, which is made for any number of lights.
LIT = """
  vec3 unit = normalVCVSOutput;
  float key = max(dot(unit, vec3(-0.386, 0.597, 0.703)), 0.0);
  float fill = max(dot(unit, vec3(0.822, -0.087, 0.563)), 0.0);
  float back = max(dot(unit, vec3(0.196, 0.588, -0.784)), 0.0);
  float shine = max(dot(unit, vec3(-0.210, 0.325, 0.922)), 0.0);
  shine *= shine; shine *= shine; shine *= shine; shine *= shine; shine *= shine;
  vec3 lit = 0.93 * key * vec3(1.0, 0.955, 0.90) + 0.36 * fill * vec3(0.80, 0.89, 1.0)
    + 0.30 * back * vec3(0.93, 0.96, 1.0);
  fragOutput0 = vec4(ambientColor + diffuseColor * lit + 0.10 * shine, opacity);
"""
GLASS = """
  float rim = 1.0 - abs(unit.z);
  fragOutput0.a = clamp(opacity * (0.32 + 2.1 * rim * rim), 0.0, 0.92);
"""


class Surface:
    """One structure drawn: its actor and triangles, made when it is first shown.

    Parameters
    ----------
    structure, layer, side : str
    source : callable
        Returns the mesh; it is not asked before the structure is shown.
    added : callable
        Takes the actor once it is made.

    Once it is made its `levels` draw it as fine as the pixels are, and coarser in movement.
    """

    def __init__(
        self,
        structure: str,
        layer: str,
        side: str,
        source: Callable[[], MeshData],
        added: Callable[[Any], object],
    ) -> None:
        self.id, self.layer, self.side = structure, layer, side
        self.colour = tissue_colour(layer, structure)
        self.opacity = 0.0
        self.levels: Levels | None = None
        self._source, self._added = source, added
        self._made: tuple[Any, Any] | None = None
        self._planes: Sequence[Any] = ()
        self._paint: NDArray[np.float64] | None = None
        self._plain: Any = None
        self._moved = False

    @property
    def made(self) -> bool:
        """Whether it has been drawn before."""
        return self._made is not None

    @property
    def data(self) -> Any:
        """Its triangles."""
        return self._make()[0]

    @property
    def actor(self) -> Any:
        """Its actor."""
        return self._make()[1]

    def _make(self) -> tuple[Any, Any]:
        if self._made is None:
            self._made = _drawn(self._source(), self.layer)
            self._plain = self._made[0].GetPointData().GetScalars()
            if self._paint is not None:
                set_point_colours(self._made[0], self._paint)
            data, actor = self._made
            heavy = data.GetNumberOfPolys() > LIGHT_FACES
            self.levels = Levels(actor, COARSE_MM.get(self.layer, COARSE) if heavy else 0.0)
            self.levels.clip(self._planes)
            self._added(actor)
        return self._made

    def prepare(self, pixel_mm: Callable[[Any, Any], Any]) -> None:
        """Make, before it is shown, what is drawn where a pixel is as wide as a box tells."""
        self.actor.SetVisibility(self.opacity > SEEN)
        if self.levels is not None:
            self.levels.prepare(float(pixel_mm(*self.levels.box_mm)))

    def paint(self, colours: NDArray[np.float64] | None) -> None:
        """Give each vertex a colour, (n, 3) between 0 and 1; None returns to its own."""
        self._paint = colours
        if not self.made:
            return
        if colours is not None:
            set_point_colours(self.data, colours)
        else:
            self.data.GetPointData().SetScalars(self._plain)
        self._forget_levels()
        self.actor.GetMapper().SetScalarVisibility(colours is not None or self._plain is not None)

    def shape(self, points_mm: NDArray[np.floating], normals: NDArray[np.floating]) -> None:
        """Move its vertices, (n, 3) in mm, with their normals."""
        self._moved = True
        self.data.GetPoints().SetData(vtk_points(points_mm).GetData())
        self.data.GetPoints().Modified()
        flat = np.ascontiguousarray(normals, dtype=np.float32)
        self.data.GetPointData().SetNormals(numpy_to_vtk(flat, deep=True))
        self.data.Modified()
        self._forget_levels()

    def own_place(self, place_mm: Vec3) -> Vec3:
        """Return the place of the body that a place on the surface as it is drawn stands for."""
        if not self._moved:
            return place_mm
        away = np.sum((points_of(self.data) - np.array(place_mm)) ** 2, axis=1)
        return vec3(self._source().vertices_mm[int(np.argmin(away))])

    def _forget_levels(self) -> None:
        if self.levels is not None:
            self.levels.forget()

    def fit(self, pixel_mm: float) -> None:
        """Draw it as fine as pixels of some size show; a map keeps its thin borders."""
        if self.levels is not None:
            self.levels.fit(0.0 if self._paint is not None else pixel_mm)

    def set_opacity(self, opacity: float, theme: Theme) -> None:
        """Draw solid, as glass, or not at all (0)."""
        self.opacity = opacity
        if opacity <= SEEN and not self.made:
            return
        glass = opacity < GLASS_BELOW
        self.actor.SetVisibility(opacity > SEEN)
        prop = self.actor.GetProperty()
        prop.SetOpacity(opacity if glass else 1.0)
        tint = theme.skin if self.layer == "skin" else theme.glass
        plain = self.layer in ("cortex", "skin")
        prop.SetColor(*(tint if glass and plain else self.colour))
        prop.BackfaceCullingOn()  # they are closed; the inside would cost time and show nothing
        coloured = self.data.GetPointData().GetScalars() is not None
        self.actor.GetMapper().SetScalarVisibility(coloured and not (glass and plain))
        self._shade(glass)

    def _shade(self, glass: bool) -> None:
        prop = self.actor.GetShaderProperty()
        prop.ClearAllFragmentShaderReplacements()
        code = LIT + GLASS if glass else LIT
        prop.AddFragmentShaderReplacement("//VTK::Light::Impl", True, code, False)

    def clip(self, planes: Sequence[Any]) -> None:
        """Cut it by planes, now or when it is made."""
        self._planes = planes
        if self.levels is not None:
            self.levels.clip(planes)

    def set_light(self, light: bool, least: float = 0.0) -> None:
        """Draw the coarse copy (while moving) or the full surface, if not clearer than `least`."""
        if self.levels is None:
            return
        shown = self.opacity > SEEN and self.opacity >= least
        self.actor.SetVisibility(shown)
        if light and not shown:
            return
        self.levels.set_moving(light)


def side_of(body: Body, structure: str) -> str:
    """Return the side of a mesh: as its row says, else as its id ends."""
    row = body.structures.get(structure)
    if row is not None:
        return row.side
    last = structure.rpartition(".")[2]
    return last if last in ("left", "right") else "none"


def all_surfaces(body: Body, added: Callable[[Any], object]) -> dict[str, Surface]:
    """List the surfaces of all mesh layers except cord and muscles, by structure id."""
    return {
        name: Surface(name, layer, side_of(body, name), mesh_source(body, name), added)
        for name, layer in body.layer_of.items()
        if layer != "muscles" and (layer != "cord" or name not in CORD_IDS)
    }


def mesh_source(body: Body, structure: str) -> Callable[[], MeshData]:
    """Return what reads the mesh of a structure."""
    return partial(_mesh, body, structure)


def _mesh(body: Body, structure: str) -> MeshData:
    mesh = body.mesh(structure)
    assert mesh is not None
    return mesh


def _drawn(mesh: MeshData, layer: str) -> tuple[Any, Any]:
    """Make the triangles and the actor of a mesh."""
    data = triangles(mesh.vertices_mm, mesh.faces)
    colours = _vertex_colours(mesh)
    if colours is not None:
        set_point_colours(data, colours)
    data = with_normals(data)
    actor = vtkActor()
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    mapper.SetScalarVisibility(colours is not None)
    actor.SetMapper(mapper)
    _material(actor.GetProperty(), layer)
    return data, actor


def _material(prop: Any, layer: str) -> None:
    prop.SetInterpolationToPhong()
    prop.SetAmbient(0.10)
    prop.SetDiffuse(0.92)
    prop.SetSpecular(0.06 if layer in ("skeleton", "skull") else 0.16)
    prop.SetSpecularPower(18)


def tissue_colour(layer: str, structure: str) -> Rgb:
    """Return the quiet colour of a structure, by its name and then its layer."""
    if layer.startswith("cord_"):
        for word, colour in ZONE_WORDS.items():
            if word in structure:
                return mixed(colour, TISSUE["white_matter"], 0.45)
    if layer in OF_LAYER:
        return TISSUE[layer]
    for word, colour in TISSUE.items():
        if word in structure:
            return colour
    return TISSUE.get(layer, TISSUE["default"])


def _vertex_colours(mesh: MeshData) -> NDArray[np.float64] | None:
    motor = mesh.vertex_data.get("motor_map")
    if motor is None:
        return None
    colours = np.tile(np.array(TISSUE["cortex"]), (len(motor), 1))
    sulc = mesh.vertex_data.get("sulc")
    if sulc is not None:  # a little darker in the sulci: relief that the light cannot give
        depth = np.clip(np.asarray(sulc, dtype=float) / 100.0, -1, 1)
        colours *= (1.0 - 0.16 * depth)[:, None]
    inside = np.asarray(motor) <= 250
    place = np.asarray(motor, dtype=float)[inside] / 250.0
    colours[inside] = 0.15 * colours[inside] + 0.85 * motor_map_colours(place)
    return np.clip(smoothed(mesh, colours), 0, 1)
