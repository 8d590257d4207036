"""Surfaces of named lesions: a site's volume, parts of the cord, or where fibres are cut."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import SEGMENTS, Body, parse_levels
from visualizer.findings.finding import Involvement
from visualizer.render.camera import vec3
from visualizer.render.cord import part_outline, region_of, rows_of, sweep
from visualizer.render.solids import cylinder, shape_surface, sphere, united
from visualizer.render.volumes import volume_surface
from visualizer.scene import Lesion

MOST_ZONES = 4
PERIPHERAL = ("nerve", "root", "plexus")


def lesion_surface(lesion: Lesion, involvement: Involvement | None, body: Body) -> Any:
    """Make the surface of any lesion, None when there is nothing to draw."""
    if lesion.shape is not None:
        return shape_surface(lesion.shape, body)
    site = lesion.site or ""
    sides = ("left", "right") if lesion.side == "bilateral" else (lesion.side or "none",)
    volumes = [body.volumes.get((site, side)) for side in sides]
    surfaces = [volume_surface(v) for v in volumes if v is not None]
    surfaces = [surface for surface in surfaces if surface is not None]
    if surfaces or involvement is None or involvement.diffuse or not len(involvement.point):
        return united(surfaces)
    if site.startswith("cord."):
        named = parse_levels(lesion.level) if lesion.level else _segments_cut(involvement, body)
        surfaces = _cord_parts(named, involvement, body)
    elif site.partition(".")[0] in PERIPHERAL:
        surfaces = _nerve_cuts(involvement, body)
    return united(surfaces or _where_it_cuts(body.fibres.points_mm[involvement.point]))


def _segments_cut(involvement: Involvement, body: Body) -> tuple[str, ...]:
    """List the segments of the cord in which a lesion without a level interrupts fibres."""
    cut = {body.fibres.stations[i] for i in np.unique(involvement.station)}
    found = {place.level for place in cut if place.site.startswith("cord.")}
    return tuple(name for name in SEGMENTS if name in found)


def _cord_parts(segments: tuple[str, ...], involvement: Involvement, body: Body) -> list[Any]:
    """Sweep the zones that the lesion interrupts along its segments."""
    rows = rows_of(body.cord, segments)
    if len(rows) < 2:
        return []
    stations = {body.fibres.stations[i] for i in np.unique(involvement.station)}
    surfaces, whole = [], []
    for side in ("left", "right"):
        zones = {s.site.partition(".")[2] for s in stations
                 if s.side == side and s.site.startswith("cord.")}  # fmt: skip
        if len(zones) >= MOST_ZONES:
            whole.append(side)
        else:
            surfaces += [s for z in sorted(zones) if (s := _zone(body, rows, z, side)) is not None]
    if len(whole) == 2:
        return [sweep(body.cord, rows, part_outline("whole", None))]
    return surfaces + [sweep(body.cord, rows, part_outline(side, None)) for side in whole]


def _zone(body: Body, rows: NDArray[np.int64], zone: str, side: str) -> Any:
    known = body.cord.zones.get(zone)
    if known is None:
        return None
    polygon = known.polygons.get(region_of(int(body.cord.segment[rows[0]])))
    if polygon is None:
        return None
    outline = np.asarray(polygon, float) * ([1, 1] if side == "right" else [-1, 1])
    middle = outline.mean(axis=0)
    return sweep(body.cord, rows, middle + (outline - middle) * 1.06)


def _nerve_cuts(involvement: Involvement, body: Body) -> list[Any]:
    """Mark each place where a nerve or root is cut with a disc across it."""
    fibres = body.fibres
    motor = np.array([p.kind != "ia" for p in fibres.populations])[
        fibres.population[involvement.fibres]
    ]
    point, station = involvement.point, involvement.station
    if motor.any():
        point, station = point[motor], station[motor]
    discs = []
    groups: dict[tuple[str, str], list[int]] = {}
    for p, s in zip(point, station, strict=True):
        found = fibres.stations[s]
        key = (found.side, found.level if found.level in SEGMENTS else "")
        groups.setdefault(key, []).append(int(p))
    for members in groups.values():
        at = fibres.points_mm[members]
        centre = np.median(at, axis=0)
        reach = np.linalg.norm(at - centre, axis=1)
        after = np.minimum(np.array(members) + 1, len(fibres.points_mm) - 1)
        axis = (fibres.points_mm[after] - at).mean(axis=0).astype(float)
        if np.linalg.norm(axis) < 1e-6:
            axis = np.array([0.0, 0.0, 1.0])
        radius = float(np.clip(np.quantile(reach, 0.9) * 1.3 + 2.0, 3.0, 14.0))
        discs.append(cylinder(vec3(centre), axis, radius, max(1.6, 0.35 * radius)))
    return discs


def _where_it_cuts(points: NDArray[np.floating]) -> list[Any]:
    """Mark the cut points with a ball on each side, as large as most of them need."""
    marks = []
    for chosen in (points[points[:, 0] < 0], points[points[:, 0] >= 0]):
        if len(chosen) < max(2, 0.02 * len(points)):
            continue
        centre = np.median(chosen, axis=0)
        spread = np.quantile(np.abs(chosen - centre), 0.8, axis=0)
        radii = np.clip(spread * 1.25 + 1.2, 2.2, 40.0)
        marks.append(sphere(vec3(centre), vec3(radii)))
    return marks
