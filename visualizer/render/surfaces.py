"""Anatomical surfaces: one actor a structure, glass or opaque."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import Body, MeshData
from visualizer.render.arrays import set_point_colours, triangles, with_normals
from visualizer.render.palette import TISSUE, Rgb, Theme, motor_map_colours
from visualizer.render.twin import Twin, coarse

GLASS_BELOW = 0.6
SEEN = 0.004
LIGHT_FACES = 1_500
COARSE_MM = {"cortex": 3.2, "deep": 2.4, "brainstem": 2.6, "skin": 9.0}
# The lights of the theatre as constants and a cheap highlight: on software GL half the cost of
# VTK's own, which is made for any number of lights.
_LIT = """
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
_GLASS = """
  float rim = 1.0 - abs(unit.z);
  fragOutput0.a = clamp(opacity * (0.32 + 2.1 * rim * rim), 0.0, 0.92);
"""


@dataclass(eq=False)
class Surface:
    """One structure drawn: its actor, its triangles and how clear it is now.

    Heavy surfaces get a `twin`, drawn while the camera moves.
    """

    id: str
    layer: str
    side: str
    data: Any
    actor: Any
    colour: Rgb
    opacity: float = 1.0
    twin: Twin | None = None

    def set_opacity(self, opacity: float, theme: Theme) -> None:
        """Draw solid, as glass, or not at all (0)."""
        self.opacity = opacity
        glass = opacity < GLASS_BELOW
        self.actor.SetVisibility(opacity > SEEN)
        prop = self.actor.GetProperty()
        prop.SetOpacity(opacity if glass else 1.0)
        tint = theme.skin if self.layer == "skin" else theme.glass
        plain = self.layer in ("cortex", "skin")
        prop.SetColor(*(tint if glass and plain else self.colour))
        prop.BackfaceCullingOn()  # they are closed; the inside would cost time and show nothing
        self.actor.GetMapper().SetScalarVisibility(not (glass and plain))
        self._shade(glass)

    def _shade(self, glass: bool) -> None:
        prop = self.actor.GetShaderProperty()
        prop.ClearAllFragmentShaderReplacements()
        code = _LIT + _GLASS if glass else _LIT
        prop.AddFragmentShaderReplacement("//VTK::Light::Impl", True, code, False)

    def set_light(self, light: bool, least: float = 0.0) -> None:
        """Draw the coarse copy (while moving) or the full surface, if not clearer than `least`."""
        shown = self.opacity > SEEN and self.opacity >= least
        self.actor.SetVisibility(shown)
        if light and not shown:
            return
        if self.data.GetNumberOfPolys() > LIGHT_FACES:
            if self.twin is None:
                self.twin = Twin(self.actor, coarse(self.data, COARSE_MM.get(self.layer, 3.2)))
            self.twin.set_moving(light)


def side_of(body: Body, mesh: MeshData) -> str:
    """Return the side of a mesh: as its structure says, else by its place about x = 0."""
    structure = body.structures.get(mesh.id)
    if structure is not None:
        return structure.side
    x = mesh.vertices_mm[:, 0]
    if x.min() > -3:
        return "right"
    return "left" if x.max() < 3 else "none"


def build_surfaces(body: Body) -> dict[str, Surface]:
    """Make the surfaces of all mesh layers except the cord, by structure id."""
    surfaces: dict[str, Surface] = {}
    for layer, meshes in body.meshes.items():
        if layer == "cord":
            continue
        for mesh in meshes:
            surfaces[mesh.id] = _surface(layer, mesh, side_of(body, mesh))
    return surfaces


def _surface(layer: str, mesh: MeshData, side: str) -> Surface:
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
    colour = tissue_colour(layer, mesh.id)
    return Surface(mesh.id, layer, side, data, actor, colour)


def _material(prop: Any, layer: str) -> None:
    prop.SetInterpolationToPhong()
    prop.SetAmbient(0.10)
    prop.SetDiffuse(0.92)
    prop.SetSpecular(0.06 if layer in ("skeleton", "skull") else 0.16)
    prop.SetSpecularPower(18)


def tissue_colour(layer: str, structure: str) -> Rgb:
    """Return the quiet colour of a structure, by its name and then its layer."""
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
    return np.clip(colours, 0, 1)
