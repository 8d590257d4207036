"""Muscle bellies: flesh and tendon, and by strength where a lesion weakens them.

Hundreds of them are drawn by a few actors: those that are full, weak or paralysed, each solid or
as glass. The second cue of strength is a hatching on the screen: stripes weak, crossed paralysed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import MeshData
from visualizer.render.arrays import triangles
from visualizer.render.belly_shapes import MOVING, Detail, Heap, coarser, heap, regions
from visualizer.render.muscles import form_of
from visualizer.render.palette import TISSUE, Rgb, Theme, body_part_colour, mixed, strength_colour
from visualizer.render.parts import PART_OF_MUSCLE
from visualizer.render.surfaces import GLASS, GLASS_BELOW, LIT, SEEN, Surface
from visualizer.render.twin import Twin

LAYER, WEAK = "muscles", "muscles.weak"
TENDON: Rgb = (0.90, 0.87, 0.80)
_STRIPES = """
  if (fract((gl_FragCoord.x + gl_FragCoord.y) / 9.0) < 0.24) fragOutput0.rgb *= 0.62;
"""
_CROSSED = (
    _STRIPES
    + """
  if (fract((gl_FragCoord.x - gl_FragCoord.y) / 9.0) < 0.24) fragOutput0.rgb *= 0.62;
"""
)
_HATCHING = {"ball": "", "diamond": _STRIPES, "cube": _CROSSED}
# by how many mm a pixel is, at least, and what is joined then: a picture shows no difference
DETAILS_MM = {
    "distant": (1.9, Detail(7.0, 3.0, 10)),
    "far": (0.95, Detail(3.5)),
    "middle": (0.6, Detail(1.6)),
}
Group = tuple[str, bool, int]


def muscle_of(structure: str) -> str:
    """Return the muscle of a belly, of which it may be one head."""
    return structure.split(".")[1]


class Belly(Surface):
    """One head of a muscle: its triangles for picking; `Bellies` draws it with the others."""

    def __init__(
        self, structure: str, layer: str, side: str, source: Callable[[], MeshData]
    ) -> None:
        super().__init__(structure, layer, side, source, lambda _: None)
        self.muscle = muscle_of(structure)
        self._read = source

    def mesh(self) -> MeshData:
        """Return the mesh; it is read when first asked for."""
        return self._read()

    def _make(self) -> tuple[Any, Any]:
        if self._made is None:
            mesh = self.mesh()
            self._made = triangles(mesh.vertices_mm, mesh.faces), None
        return self._made

    def set_opacity(self, opacity: float, _theme: Theme) -> None:
        """Remember how clear it is."""
        self.opacity = opacity

    def clip(self, planes: Sequence[Any]) -> None:
        """Do nothing: all bellies are cut together."""

    def prepare(self, _pixel_mm: Callable[[Any, Any], Any]) -> None:
        """Do nothing: all bellies are made together."""

    def set_light(self, light: bool, least: float = 0.0) -> None:
        """Do nothing: all bellies are thinned together."""


class Bellies:
    """Draws all bellies with one actor a pattern."""

    def __init__(self, renderer: Any, bellies: Sequence[Belly]) -> None:
        self._renderer, self.items = renderer, list(bellies)
        self.strength: dict[tuple[str, str], float] = {}
        self._colouring = "system"
        self._heaps: dict[str, Heap] = {}
        self._region = np.zeros(len(self.items), dtype=np.int64)
        self._box_mm = np.zeros(3), np.zeros(3)
        self._groups: dict[Group, list[int]] = {}
        self._detail = "full"
        self._drawn: dict[Group, Twin] = {}
        self._planes: Sequence[Any] = ()
        self._key: object = None
        self._light, self._sparing = False, False
        self._filled: set[bool] = set()  # what is up to date: copies for movement, and full ones

    @property
    def muscles(self) -> set[tuple[str, str]]:
        """Every (muscle, side) that has a belly."""
        return {(belly.muscle, belly.side) for belly in self.items}

    @property
    def weak(self) -> frozenset[str]:
        """The bellies that are not of full strength, by id."""
        return frozenset(b.id for b in self.items if self._form(b) != "ball")

    def show(self, strength: Mapping[tuple[str, str], float], colouring: str) -> None:
        """Take the strength of each (muscle, side) and the colouring."""
        self.strength, self._colouring = dict(strength), colouring

    def _form(self, belly: Belly) -> str:
        return form_of(self.strength.get((belly.muscle, belly.side), 1.0))

    def draw(self) -> None:
        """Draw them as clear as they are now; nothing is made anew that has not changed."""
        shown = tuple(round(belly.opacity, 3) for belly in self.items)
        key = (shown, self._colouring, tuple(sorted(self.strength.items())))
        if key == self._key:
            return
        self._key = key
        self._filled.clear()
        seen = [number for number, belly in enumerate(self.items) if belly.opacity > SEEN]
        if seen:
            self._full()
        self._groups = {}
        for number in seen:
            belly = self.items[number]
            glass = belly.opacity < GLASS_BELOW
            group = (self._form(belly), glass, int(self._region[number]))
            self._groups.setdefault(group, []).append(number)
        for group in set(self._drawn) - set(self._groups):
            self._drawn[group].actor.SetVisibility(False)

    def _full(self) -> Heap:
        if "full" not in self._heaps:
            self._heaps["full"] = full = heap([belly.mesh() for belly in self.items])
            self._box_mm = full.points_mm.min(axis=0), full.points_mm.max(axis=0)
            self._region = regions(full)
        return self._heaps["full"]

    def prepare(self) -> Iterator[None]:
        """Make in small steps what the views need when they are first drawn."""
        if not self.items:
            return
        for detail in ("full", "far", "distant"):
            self._heap(detail)
            yield

    def fit(self) -> None:
        """Fill in, before a frame, bellies as fine as the distance of the camera asks for."""
        if not self._groups:
            return
        if not self._light:
            self._choose_detail()
        if self._light not in self._filled:
            self._fill()

    def _choose_detail(self) -> None:
        camera = self._renderer.GetActiveCamera()
        eye = np.array(camera.GetPosition())
        nearest = np.clip(eye, *self._box_mm)
        opening = 2 * np.tan(np.radians(camera.GetViewAngle()) / 2)
        pixel = np.linalg.norm(eye - nearest) * opening / max(self._renderer.GetSize()[1], 1)
        detail = next((n for n, (least, _) in DETAILS_MM.items() if pixel >= least), "full")
        if detail != self._detail:
            if "distant" in (detail, self._detail):
                self._filled.discard(True)
            self._detail = detail
            self._filled.discard(False)

    def _heap(self, detail: str) -> Heap:
        if detail == "full":
            return self._full()
        if detail not in self._heaps:
            _, size = DETAILS_MM.get(detail, (0.0, MOVING))
            self._heaps[detail] = coarser(self._full(), size)
        return self._heaps[detail]

    def _fill(self) -> None:
        """Make what is drawn now: the bellies as they stand still, or those of a movement."""
        self._filled.add(self._light)
        distant = self._detail == "distant"  # coarse enough for movement
        shapes = self._heap("moving" if self._light and not distant else self._detail)
        colours = self._colours(shapes)
        for group, chosen in self._groups.items():
            twin = self._drawn.get(group)
            if twin is None:
                twin = self._drawn[group] = self._twin(group)
            mapper = twin.light if self._light else twin.full
            mapper.SetInputData(shapes.group(chosen, colours))
        self.set_moving(self._light, self._sparing)

    def _twin(self, group: Group) -> Twin:
        form, glass, _ = group
        actor = vtkActor()
        actor.SetMapper(vtkPolyDataMapper())
        prop = actor.GetProperty()
        prop.SetInterpolationToPhong()
        prop.SetAmbient(0.10)
        prop.SetDiffuse(0.92)
        prop.BackfaceCullingOn()
        code = LIT + _HATCHING[form] + (GLASS if glass else "")
        shader = actor.GetShaderProperty()
        shader.AddFragmentShaderReplacement("//VTK::Light::Impl", True, code, False)
        if glass:
            actor.ForceTranslucentOn()
        else:
            actor.ForceOpaqueOn()
        self._renderer.AddActor(actor)
        twin = Twin(actor, vtkPolyData())
        twin.clip(self._planes)
        return twin

    def _colours(self, shapes: Heap) -> NDArray[np.uint8]:
        own = np.array([(*self.colour(b), min(b.opacity, 1.0)) for b in self.items])
        table = own[shapes.owner]
        share = 0.85 * shapes.tendon[:, None]
        table[:, :3] = table[:, :3] * (1 - share) + np.array(TENDON) * share
        return np.asarray(np.clip(255 * table, 0, 255).astype(np.uint8))

    def colour(self, belly: Belly) -> Rgb:
        """Return the colour of a belly: by strength where it is weak."""
        strength = self.strength.get((belly.muscle, belly.side), 1.0)
        if self._colouring == "strength" or form_of(strength) != "ball":
            return strength_colour(round(strength, 3))
        if self._colouring == "body_part" and belly.muscle in PART_OF_MUSCLE:
            part = body_part_colour(PART_OF_MUSCLE[belly.muscle])
            return mixed(TISSUE[LAYER], part, 0.6)
        return TISSUE[LAYER]

    def clip(self, planes: Sequence[Any]) -> None:
        """Cut them by planes."""
        self._planes = planes
        for twin in self._drawn.values():
            twin.clip(planes)

    def set_moving(self, moving: bool, sparing: bool = False) -> None:
        """Draw coarse copies while something moves; no glass where much must be left out."""
        self._light, self._sparing = moving, sparing
        for group, twin in self._drawn.items():
            twin.set_moving(moving)
            faint = group[1] and sparing
            twin.actor.SetVisibility(group in self._groups and not (moving and faint))
