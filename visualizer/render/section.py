"""Everything that a plane cuts: named regions, fibres as dots, lesions and site outlines."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body
from visualizer.render.arrays import faces_of, points_of
from visualizer.render.contours import Loop, Points, area, contains, loops, meets, middles
from visualizer.render.cord import ellipse, sweep
from visualizer.render.palette import CANALS, LESION, Rgb
from visualizer.render.polygon_clip import within
from visualizer.render.section_dots import Dots, no_dots
from visualizer.render.section_plane import SectionPlane
from visualizer.render.section_tracts import HOLDERS, PARTS, TRACTS, same_words, term, tract_colour
from visualizer.render.section_tracts import LAYER as STEM
from visualizer.render.section_zones import zone_loops
from visualizer.render.surfaces import side_of, tissue_colour
from visualizer.render.volumes import volume_surface
from visualizer.render.words import plain_name, site_words

SHEETS = ("cord.dura_mater",)
NOT_IN_PLACE = ("cortex_inflated",)  # shapes that are not where the body has them
# what is painted over what: the container first
_DEPTH = {
    "skin": 0, "muscles": 10, "skeleton": 20, "discs": 21, "cord_coverings": 30, "cortex": 40,
    "cortex_white": 41, "brainstem": 42, "deep": 43, STEM: 44, "nuclei": 46, "cord": 50,
    "cord_tracts": 51, "cord_grey": 52, "ganglia": 53, "arteries": 60,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """One structure in the plane.

    Attributes
    ----------
    id, layer, side, name : str
        As the structure tree has it, and in words without its side.
    colour : (r, g, b)
    loops : tuple of Loop
        Outlines, mm in the plane; those of matter turn one way and those of holes the other.
    kind : str
        "mesh", "zone" (of the cord), "lesion" or "site".
    """

    id: str
    layer: str
    side: str
    name: str
    colour: Rgb
    loops: tuple[Loop, ...]
    kind: str = "mesh"

    @property
    def closed(self) -> list[Points]:
        """The closed outlines."""
        return [loop.points for loop in self.loops if loop.closed]

    def area_mm2(self) -> float:
        """Return how much matter is cut, mm2."""
        return abs(sum(area(points) for points in self.closed))

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a place in the plane is in it."""
        return contains(self.closed, x, y)

    def middles(self) -> list[tuple[float, float]]:
        """List places well inside it, the best first, mm in the plane."""
        return middles(self.closed or [loop.points for loop in self.loops])


@dataclass(frozen=True, eq=False)
class Section:
    """What a plane cuts, in the order in which it is painted."""

    plane: SectionPlane
    regions: tuple[Region, ...]
    dots: Dots = field(default_factory=no_dots)
    lesions: tuple[Region, ...] = ()
    sites: tuple[Region, ...] = ()

    def at(self, x: float, y: float) -> Region | None:
        """Return what is painted last at a place in the plane, mm."""
        for region in (*reversed(self.lesions), *reversed(self.regions)):
            if region.contains(x, y):
                return region
        return None

    def spot(self, region: Region) -> tuple[float, float]:
        """Return a place inside a region where nothing else is painted over it, mm.

        Where all that is tried is covered, the middle of it.
        """
        if region.id in SHEETS and region.closed:  # it is its outline, not what is in it
            outer = max(region.closed, key=lambda points: abs(area(points)))
            x, y = outer[int(np.argmax(outer @ np.array([0.8, -0.6])))]
            return float(x), float(y)
        known = self._spots.get(id(region))
        if known is None:
            places = region.middles()
            after = self._after(region)
            free = (p for p in places if not any(other.contains(*p) for other in after))
            known = self._spots[id(region)] = next(free, places[0])
        return known

    def _after(self, region: Region) -> tuple[Region, ...]:
        for number, other in enumerate(self.regions):
            if other is region:
                return self.regions[number + 1 :]
        return ()

    @cached_property
    def _spots(self) -> dict[int, tuple[float, float]]:
        return {}

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of everything cut, mm in the plane."""
        points = [loop.points for r in self.regions for loop in r.loops]
        if not points:
            return -50.0, -50.0, 50.0, 50.0
        low = np.min([p.min(axis=0) for p in points], axis=0)
        high = np.max([p.max(axis=0) for p in points], axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


@dataclass(frozen=True, slots=True, eq=False)
class _Solid:
    """Triangles with what is asked for each time a plane comes by."""

    id: str
    layer: str
    vertices: NDArray[np.floating]
    faces: NDArray[np.integer]
    low: Points
    high: Points

    def cut(self, plane: SectionPlane) -> list[Loop]:
        origin, normal = np.array(plane.origin_mm), np.array(plane.normal)
        if not len(self.faces) or not meets(self.low, self.high, origin, normal):
            return []
        distance = self.vertices @ normal.astype(np.float32) - np.float32(origin @ normal)
        return loops(self.vertices, self.faces, distance, plane.flat)


def _solid(name: str, layer: str, vertices: Any, faces: Any) -> _Solid:
    low, high = (
        (vertices.min(axis=0), vertices.max(axis=0)) if len(vertices) else (np.zeros(3),) * 2
    )
    return _Solid(name, layer, vertices, faces, np.asarray(low, float), np.asarray(high, float))


class Slicer:
    """Cuts a body with planes; layers and site surfaces are kept once read."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._sites: dict[tuple[str, str], _Solid | None] = {}

    @cached_property
    def solids(self) -> tuple[_Solid, ...]:
        """Every mesh of the body that is in its place, and the cord where no mesh is it."""
        body = self._body
        found = [
            _solid(mesh.id, layer, mesh.vertices_mm, mesh.faces)
            for layer, meshes in body.meshes.items()
            if layer not in NOT_IN_PLACE
            for mesh in meshes
        ]
        if "cord" not in body.meshes and len(body.cord.centre_mm) > 1:
            data = sweep(body.cord, np.arange(len(body.cord.centre_mm)), ellipse(n=72))
            found.append(_solid("cord", "cord", points_of(data), faces_of(data)))
        return tuple(found)

    def regions(
        self, plane: SectionPlane, only: Collection[str] | None = None
    ) -> tuple[Region, ...]:
        """Return the structures cut, containers first; `only` some structures."""
        found = []
        for solid in self.solids:
            if only is not None and solid.id not in only:
                continue
            cut = solid.cut(plane)
            if cut:
                found.append(self._region(solid, cut))
        if only is None:
            found += [*self.zones(plane), *self.tracts(plane)]
        return tuple(sorted(found, key=_order))

    def _region(self, solid: _Solid, cut: list[Loop]) -> Region:
        side = side_of(self._body, solid.id)
        colour = tissue_colour(solid.layer, solid.id)
        name = structure_name(self._body, solid.id)
        return Region(solid.id, solid.layer, side, name, colour, tuple(cut))

    def zones(self, plane: SectionPlane) -> list[Region]:
        """Return the zones of the cord that no mesh is, where the plane cuts it across."""
        given = [layer for layer in ("cord_grey", "cord_tracts") if layer in self._body.meshes]
        return [
            Region(f"cord.{name}", "cord_grey" if grey else "cord_tracts", side,
                   site_words(f"cord.{name}").removesuffix(" of the cord"), colour,
                   (Loop(outline, True),), "zone")
            for name, side, grey, colour, outline in zone_loops(self._body.cord, plane)
            if ("cord_grey" if grey else "cord_tracts") not in given
        ]  # fmt: skip

    def tracts(self, plane: SectionPlane) -> list[Region]:
        """Return the paths of capsule and brainstem that the plane cuts."""
        return [
            Region(site, STEM, side, term(self._body, site, side), tract_colour(site),
                   tuple(self._within(site, cut, plane)), "zone")
            for site, side, cut in self._volumes(plane)
            if site in TRACTS and not (side == "none" and (site, "left") in self._body.volumes)
        ]  # fmt: skip

    def _within(self, site: str, cut: list[Loop], plane: SectionPlane) -> list[Loop]:
        """Leave out what a path has beyond the part of the brainstem that holds it."""
        holders = [solid for solid in self.solids if solid.id == HOLDERS.get(site)]
        return within(cut, holders[0].cut(plane)) if holders else cut

    def sites(self, plane: SectionPlane) -> tuple[Region, ...]:
        """Return the outlines of the sites with volumes; what is filled anyway is none."""
        found: dict[tuple[str, str], Region] = {}
        for site, side, cut in self._volumes(plane):
            if site in TRACTS or site.partition(".")[0] in PARTS:
                continue
            name = term(self._body, site, side)
            if same_words(name) in self._filled:
                continue
            made = Region(site, "sites", side, name, (1, 1, 1), tuple(cut), "site")
            found.setdefault((same_words(name), side), made)
        return tuple(found.values())

    @cached_property
    def _filled(self) -> set[str]:
        """What is filled and named anyway, in words."""
        drawn = [structure_name(self._body, s.id) for s in self.solids if s.layer != "cortex"]
        return {same_words(name) for name in (*drawn, *(term(self._body, t) for t in TRACTS))}

    def _volumes(self, plane: SectionPlane) -> Iterator[tuple[str, str, list[Loop]]]:
        """Yield (site, side, outlines) of the volumes that a plane cuts."""
        origin, normal = np.array(plane.origin_mm), np.array(plane.normal)
        for (site, side), volume in self._body.volumes.items():
            low, high = volume.bounds_mm()
            if not meets(low, high, origin, normal):
                continue
            solid = self._site(site, side)
            cut = solid.cut(plane) if solid is not None else []
            if cut:
                yield site, side, cut

    def _site(self, site: str, side: str) -> _Solid | None:
        key = (site, side)
        if key not in self._sites:
            data = volume_surface(self._body.volumes[key])
            self._sites[key] = (
                None if data is None else _solid(site, "sites", points_of(data), faces_of(data))
            )
        return self._sites[key]


def lesion_regions(
    plane: SectionPlane, lesions: Mapping[str, tuple[Any, str]]
) -> tuple[Region, ...]:
    """Return the lesions cut; `lesions` gives polydata and words by id."""
    found = []
    for name, (data, words) in lesions.items():
        cut = _solid(name, "lesion", points_of(data), faces_of(data)).cut(plane)
        if cut:
            found.append(Region(name, "lesion", "none", words, LESION, tuple(cut), "lesion"))
    return tuple(found)


def structure_name(body: Body, structure: str) -> str:
    """Return the name of a structure without its side."""
    row = body.structures.get(structure)
    return row.name if row is not None else plain_name(structure)


def _order(region: Region) -> tuple[int, float]:
    depth = _DEPTH.get(region.layer, 45)
    if "ventricle" in region.id:
        depth = 45
    if any(word in region.id for word in CANALS):  # in the midst of the central grey
        depth = 47
    return depth, -region.area_mm2()


def names(regions: Iterable[Region]) -> list[str]:
    """List the names of regions, each once, in order."""
    return list(dict.fromkeys(region.name for region in regions))
