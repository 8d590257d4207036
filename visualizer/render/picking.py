"""Picking: what is under the cursor, in words, with cached locators."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonCore import mutable
from vtkmodules.vtkCommonDataModel import vtkGenericCell, vtkStaticCellLocator

from visualizer.anatomy import SEGMENTS, Body
from visualizer.render.camera import Vec3, vec3
from visualizer.render.words import plain_name, sided, site_words
from visualizer.scene import Pick

PICK_PIXELS = 7.0
NEAR_MM = 6.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a ray first meets a surface."""

    share: float
    position_mm: Vec3
    normal: Vec3


@dataclass(frozen=True, slots=True)
class Ray:
    """A ray from near the camera to far behind the body, world RAS, mm."""

    start: NDArray[np.float64]
    stop: NDArray[np.float64]

    @property
    def direction(self) -> NDArray[np.float64]:
        """Unit vector away from the camera."""
        step = self.stop - self.start
        return np.asarray(step / np.linalg.norm(step))


class Locators:
    """One static cell locator a surface, built when first asked for."""

    def __init__(self) -> None:
        self._cache: dict[int, tuple[Any, Any]] = {}
        self._cell = vtkGenericCell()

    def hit(self, data: Any, ray: Ray) -> Hit | None:
        """Return the first hit of a ray on polydata."""
        if not _meets_box(data.GetBounds(), ray):
            return None
        entry = self._cache.get(id(data))
        if entry is None or entry[0] is not data:
            locator = vtkStaticCellLocator()
            locator.SetDataSet(data)
            locator.BuildLocator()
            entry = self._cache[id(data)] = (data, locator)
        share, at, pcoords = mutable(0.0), [0.0] * 3, [0.0] * 3
        sub, cell_id = mutable(0), mutable(-1)
        found = entry[1].IntersectWithLine(
            list(ray.start), list(ray.stop), 1e-6, share, at, pcoords, sub, cell_id, self._cell
        )
        if not found:
            return None
        corners = [self._cell.GetPoints().GetPoint(i) for i in range(3)]
        normal = np.cross(np.subtract(corners[1], corners[0]), np.subtract(corners[2], corners[0]))
        size = float(np.linalg.norm(normal))
        normal = normal / size if size > 0 else -ray.direction
        if normal @ ray.direction > 0:
            normal = -normal
        return Hit(float(share), vec3(np.array(at)), vec3(normal))

    def forget(self, data: Any) -> None:
        """Drop the locator of polydata that is gone."""
        self._cache.pop(id(data), None)


def _meets_box(bounds: tuple[float, ...], ray: Ray) -> bool:
    low, high = np.array(bounds[::2]), np.array(bounds[1::2])
    step = ray.stop - ray.start
    step = np.where(np.abs(step) < 1e-12, 1e-12, step)
    a, b = (low - ray.start) / step, (high - ray.start) / step
    return bool(np.minimum(a, b).max() <= np.maximum(a, b).min())


class FibrePicker:
    """Finds the fibre under the cursor among projected points, cached for the camera."""

    def __init__(self, body: Body) -> None:
        self.fibres = body.fibres
        self._key: object = None
        self._screen = np.zeros((0, 3), dtype=np.float32)

    def near(
        self,
        x: float,
        y: float,
        visible: NDArray[np.bool_],
        project: Any,
        key: object,
        pixels: float,
    ) -> NDArray[np.int64]:
        """Return the indices of visible fibre points within some pixels, nearest eye first."""
        if key != self._key:
            self._screen = np.asarray(project(self.fibres.points_mm), dtype=np.float32)
            self._key = key
        screen = self._screen
        close = np.flatnonzero(
            (np.abs(screen[:, 0] - x) < pixels) & (np.abs(screen[:, 1] - y) < pixels)
        )
        close = close[visible[self.fibres.fibre_of_point[close]]]
        close = close[screen[close, 2] < 1]
        return np.asarray(close[np.argsort(screen[close, 2])])


def fibre_pick(body: Body, index: int, normal: Vec3) -> Pick:
    """Describe a fibre point: nerve, root or tract, with its level."""
    fibres = body.fibres
    fibre = int(fibres.fibre_of_point[index])
    population = fibres.populations[fibres.population[fibre]]
    station = fibres.stations[fibres.station[index]]
    site, side, level = station.site, station.side, station.level
    if site in ("none", ""):
        known = np.flatnonzero(fibres.station[fibres.offsets[fibre] : fibres.offsets[fibre + 1]])
        if len(known):
            at = known + fibres.offsets[fibre]
            nearest = fibres.stations[fibres.station[at[np.argmin(np.abs(at - index))]]]
            site, side, level = nearest.site, nearest.side, ""
        else:
            site, side = f"{population.kind}_tract", population.side
    if site.startswith("nerve.") and not level:
        level = nearest_level(body, index, site, side)
    group = site.partition(".")[0]
    kind = {"nerve": "nerve", "root": "nerve", "plexus": "nerve", "cord": "cord",
            "muscle": "muscle"}.get(group, "fibre")  # fmt: skip
    return Pick(
        vec3(fibres.points_mm[index]), kind, site, side, level, site_words(site, side, level),
        fibre, normal,
    )  # fmt: skip


def nearest_level(body: Body, index: int, site: str, side: str, within_mm: float = 60.0) -> str:
    """Return the named level of a nerve nearest to a fibre point, "" when all are far."""
    fibres = body.fibres
    best, nearest = "", within_mm
    for number, station in enumerate(fibres.stations):
        if station.site == site and station.side == side and station.level:
            points = fibres.points_mm[fibres.points_at(number)]
            if len(points):
                away = np.linalg.norm(points - fibres.points_mm[index], axis=1).min()
                if away < nearest:
                    best, nearest = station.level, float(away)
    return best


def cord_pick(body: Body, hit: Hit) -> Pick:
    """Describe a place on the cord by its segment and half."""
    row, uv, _ = body.cord.locate(np.array([hit.position_mm]))
    level = SEGMENTS[int(body.cord.segment[row[0]])]
    side = "right" if uv[0, 0] > 0.12 else "left" if uv[0, 0] < -0.12 else "none"
    label = f"spinal cord at {level}" + (f", {side} side" if side != "none" else "")
    return Pick(hit.position_mm, "cord", "cord", side, level, label, -1, hit.normal)


def mesh_pick(body: Body, structure: str, side: str, hit: Hit) -> Pick:
    """Describe a place on a mesh; on the cortex the gyrus and the motor area."""
    row = body.structures.get(structure)
    name = row.name if row is not None else plain_name(structure)
    site = structure
    if body.layer_of.get(structure) == "cortex":
        site, name = _cortex_place(body, body.mesh(structure), hit, name)
    label = name if side in name.split() else sided(name[:1].lower() + name[1:], side)
    return Pick(hit.position_mm, "mesh", site, side, "", label, -1, hit.normal)


def _cortex_place(body: Body, mesh: Any, hit: Hit, name: str) -> tuple[str, str]:
    away = np.sum((mesh.vertices_mm - np.array(hit.position_mm)) ** 2, axis=1)
    vertex = int(np.argmin(away))
    parcels = mesh.label_names.get("parcel", ())
    values, site = mesh.vertex_data.get("parcel"), mesh.id
    if values is not None and int(np.asarray(values)[vertex]) < len(parcels):
        said = parcels[int(np.asarray(values)[vertex])]
        site = said if said in body.structures else mesh.id
        row = body.structures.get(said)
        name = row.name if row is not None else said.replace("_", " ").replace(".", ", ") or name
    fibres = body.fibres
    starts = fibres.offsets[:-1]
    if not len(starts):
        return site, name
    near = np.linalg.norm(fibres.points_mm[starts] - np.array(hit.position_mm), axis=1)
    best = int(np.argmin(near))
    if near[best] < NEAR_MM:
        station = fibres.stations[fibres.station[starts[best]]]
        if station.site.startswith("cortex."):
            return station.site, site_words(station.site)
    return site, name
