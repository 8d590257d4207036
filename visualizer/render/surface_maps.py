"""The maps on the stage: one a surface, with pins, names under the cursor and a legend."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy

from visualizer.anatomy import Body, MeshData
from visualizer.anatomy.strip import StripPart
from visualizer.render.arrays import points_of
from visualizer.render.camera import Vec3, vec3
from visualizer.render.maps import (
    MAPS,
    SurfaceMap,
    colours,
    has_map,
    map_legend,
    middles,
    nearest_vertex,
    region_at,
    region_words,
)
from visualizer.render.palette import LegendRow, motor_map_colours
from visualizer.render.picking import Locators, Ray
from visualizer.render.pins import Pin
from visualizer.render.surfaces import GLASS_BELOW, Surface
from visualizer.scene import Pick

NEAR_VALUES = 4
CLEAR_MM = 3.0
NEAR_MM = 12.0
_SHORT = {"ophthalmic nerve (V1)": "V1", "maxillary nerve (V2)": "V2",
          "mandibular nerve (V3)": "V3"}  # fmt: skip


class SurfaceMaps:
    """Colours surfaces by the maps chosen; `chosen` is by layer."""

    def __init__(self, body: Body, surfaces: Mapping[str, Surface]) -> None:
        self._body, self._surfaces = body, surfaces
        self.chosen: dict[str, SurfaceMap] = {}
        self.parts: tuple[StripPart, ...] = ()
        self._locators = Locators()

    def available(self) -> tuple[SurfaceMap, ...]:
        """List the maps of layers that the body has."""
        layers = set(self._body.layer_of.values())
        return tuple(found for found in MAPS.values() if found.layer in layers)

    def choose(self, name: str, layer: str) -> None:
        """Draw a map on a layer, or its own colours for ""."""
        self.chosen.pop(layer, None)
        if name:
            self.chosen[layer] = MAPS[name]
        for surface, mesh in self._of(layer):
            shown = self.chosen.get(layer)
            surface.paint(colours(mesh, shown) if shown and has_map(mesh, shown) else None)

    def _of(self, layer: str) -> list[tuple[Surface, MeshData]]:
        found = [s for s in self._surfaces.values() if s.layer == layer]
        pairs = [(surface, self._body.mesh(surface.id)) for surface in found]
        return [(surface, mesh) for surface, mesh in pairs if mesh is not None]

    def pins(self) -> list[Pin]:
        """List the labels on the surfaces of what is mapped."""
        found: list[Pin] = []
        for layer, shown in self.chosen.items():
            for surface, mesh in self._of(layer):
                if has_map(mesh, shown) and surface.opacity >= GLASS_BELOW:
                    found += self._pins(surface, mesh, shown)
        return found

    def _pins(self, surface: Surface, mesh: MeshData, shown: SurfaceMap) -> list[Pin]:
        points = points_of(surface.data)
        normals = np.asarray(vtk_to_numpy(surface.data.GetPointData().GetNormals()))
        if shown.kind == "strip":
            return self._homunculus(mesh, shown, points, normals)
        if shown.kind != "region":
            return []
        return [
            Pin(_short(region_words(name)), vec3(points[vertex]), vec3(normals[vertex]))
            for name, vertex in middles(mesh, shown.array)
        ]

    def _homunculus(
        self, mesh: MeshData, shown: SurfaceMap, points: Any, normals: Any
    ) -> list[Pin]:
        strip = "motor" if shown.id == "motor" else "sensory"
        values = np.asarray(mesh.vertex_data[shown.array]).astype(float)
        sulc = np.asarray(mesh.vertex_data.get("sulc", np.zeros(len(values))), dtype=float)
        found = []
        for part in self.parts:
            if part.strip != strip:
                continue
            near = np.flatnonzero((np.abs(values - part.middle) <= NEAR_VALUES) & (values <= 250))
            if len(near):  # the crown of the gyrus there
                vertex = int(near[np.argmin(sulc[near])])
                red, green, blue = motor_map_colours(np.array([part.middle / 250.0]))[0]
                found.append(
                    Pin(part.label, vec3(points[vertex]), vec3(normals[vertex]),
                        (float(red), float(green), float(blue)), True)
                )  # fmt: skip
        return found

    def hidden(
        self, place_mm: Vec3, eye_mm: Vec3, layers: Iterable[str] = (), clear_mm: float = CLEAR_MM
    ) -> bool:
        """Tell whether a solid surface, of some layers or else of those mapped, hides a place.

        What is less than `clear_mm` before the place does not.
        """
        start, stop = np.array(eye_mm), np.array(place_mm)
        length = float(np.linalg.norm(stop - start))
        ray = Ray(start, stop)
        for layer in layers or self.chosen:
            for surface, _ in self._of(layer):
                if surface.opacity < GLASS_BELOW:
                    continue
                hit = self._locators.hit(surface.data, ray)
                if hit is not None and (1 - hit.share) * length > clear_mm:
                    return True
        return False

    def moved(self) -> None:
        """Forget where the surfaces were."""
        self._locators = Locators()

    def named(self, pick: Pick | None) -> Pick | None:
        """Add to a pick the region of the map there."""
        if pick is None or pick.kind != "mesh":
            return pick
        for layer, shown in self.chosen.items():
            for surface, mesh in self._of(layer):
                if not has_map(mesh, shown) or surface.opacity <= 0:
                    continue
                vertex = _at(mesh, pick.position_mm)
                words = "" if vertex is None else self._words(mesh, shown, vertex)
                if words:
                    return replace(pick, label=f"{pick.label}: {words}")
        return pick

    def _words(self, mesh: MeshData, shown: SurfaceMap, vertex: int) -> str:
        if shown.kind != "strip":
            return region_at(mesh, shown, vertex)
        value = int(np.asarray(mesh.vertex_data[shown.array])[vertex])
        strip = "motor" if shown.id == "motor" else "sensory"
        for part in self.parts:
            if part.strip == strip and part.start <= value <= part.stop and value <= 250:
                return f"{strip} cortex of {part.label.lower()}"
        return ""

    @property
    def active(self) -> bool:
        """Whether a surface that has a map is seen."""
        return any(self._seen(layer) for layer in self.chosen)

    def _seen(self, layer: str) -> bool:
        return any(surface.opacity >= GLASS_BELOW for surface, _ in self._of(layer))

    def legend(self) -> list[tuple[str, list[LegendRow]]]:
        """List (title, rows) of the maps shown."""
        found = []
        for layer, shown in self.chosen.items():
            for _, mesh in self._of(layer)[:1] if self._seen(layer) else ():
                found.append((shown.words, map_legend(mesh, shown)))
        return found


def _at(mesh: MeshData, place_mm: Vec3) -> int | None:
    """Return the vertex at a picked place, None when it is not on this surface."""
    vertex = nearest_vertex(mesh, place_mm)
    away = float(np.linalg.norm(mesh.vertices_mm[vertex] - np.array(place_mm)))
    return vertex if away < NEAR_MM else None


def _short(words: str) -> str:
    return _SHORT.get(words, words)
