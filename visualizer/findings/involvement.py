"""Which fibres a lesion interrupts, where and how completely.

Named and placed lesions become the same thing here, so that both give the same signs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body, Fibres, opposite, parse_levels
from visualizer.anatomy.landmarks import ANTERIOR_HORN, IN_CORD
from visualizer.findings.diffuse import disease_involvement
from visualizer.findings.finding import Involvement
from visualizer.findings.ordered import changes, merged
from visualizer.findings.shapes import Voxels, points_in, region_of
from visualizer.findings.sites import (
    LesionError,
    SitePart,
    SiteRule,
    check_lesion,
    completeness,
    is_segment_range,
    level_of,
)
from visualizer.scene import Cut, Lesion, Shape, Slab

Points = NDArray[np.int64]
Floats = NDArray[np.float64]
_NOTHING: Points = np.empty(0, dtype=np.int64)
_CENTRAL = ("corticospinal", "corticobulbar_accessory", "bulbospinal")
CUT_REACH_MM = 9.0


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """Fibres cut, ascending: the share of each, the point where it is entered, its station."""

    fibres: Points
    share: Floats
    points: Points
    stations: Points


def involve(
    lesion: Lesion, index: int, days: float, body: Body, sites: Mapping[str, SiteRule]
) -> Involvement:
    """Find the fibres that a lesion interrupts.

    Parameters
    ----------
    lesion : Lesion
    index : int
        Its place in the scene, kept as `Involvement.lesion`.
    days : float
        Days since onset.
    body : Body
    sites : mapping of str to SiteRule

    Raises
    ------
    LesionError
        If a named lesion does not fit the vocabulary.
    """
    rule = check_lesion(lesion, sites) if lesion.shape is None else None
    if rule is not None and rule.disease is not None:
        return disease_involvement(rule.disease, lesion, index, days, body)
    if rule is not None:
        cut = _named_cut(*_what(lesion, rule), body)
    else:
        points = placed_points(lesion.shape, body) if lesion.shape is not None else _NOTHING
        cut = _first_points(points, np.ones(len(points)), body.fibres)
    share = cut.share * completeness(lesion, rule)
    taken = slice(None) if share.all() else share > 0
    return Involvement(
        lesion=index,
        days=days,
        fibres=cut.fibres[taken],
        fraction=share[taken],
        point=cut.points[taken],
        station=cut.stations[taken],
    )


def check_known(lesion: Lesion, body: Body, sites: Mapping[str, SiteRule]) -> None:
    """Check that a lesion, begun or not, names only what the body and the vocabulary have.

    Raises
    ------
    LesionError
        If it does not.
    """
    if lesion.shape is None:
        check_lesion(lesion, sites)
    elif isinstance(lesion.shape, Cut):
        _cut_stations(lesion.shape, body.fibres)


def named_points(lesion: Lesion, body: Body, sites: Mapping[str, SiteRule]) -> Points:
    """Return the indices of the fibre points that a named lesion destroys."""
    return _named_shares(*_what(lesion, check_lesion(lesion, sites)), body)[0]


def _what(lesion: Lesion, rule: SiteRule) -> tuple[tuple[SitePart, ...], tuple[str, ...], str]:
    """Return the parts that a named lesion destroys, the sides and the level."""
    wanted, level = set(lesion.components or ()), level_of(lesion, rule)
    parts = tuple(
        part
        for part in ((*rule.parts, *rule.near) if wanted else rule.parts)
        if (not wanted or part.component in wanted) and _level_fits(part, level)
    )
    return parts, _sides(lesion.side), level


@lru_cache(maxsize=512)
def _named_cut(parts: tuple[SitePart, ...], sides: tuple[str, ...], level: str, body: Body) -> _Cut:
    return _first_points(*_named_shares(parts, sides, level, body), body.fibres)


def _named_shares(
    parts: tuple[SitePart, ...], sides: tuple[str, ...], level: str, body: Body
) -> tuple[Points, Floats]:
    """Return the fibre points of a named lesion, ascending, and the share taken at each."""
    found = [
        (_part_points(part, side, level, body), part.share) for part in parts for side in sides
    ]
    points = merged([p for p, _ in found])
    share = np.zeros(len(points))
    for some, part in found:
        at = np.searchsorted(points, some)
        share[at] = np.maximum(share[at], part)
    return points, share


def placed_points(shape: Shape, body: Body) -> Points:
    """Return the indices of the fibre points that a placed shape destroys.

    Raises
    ------
    LesionError
        If a cut names a structure that the body does not have.
    """
    if isinstance(shape, Slab):
        return _slab_points(shape, body)
    if isinstance(shape, Cut):
        return _cut_points(shape, body.fibres)
    region = region_of(shape)
    return points_in(region, body.fibres)


def _sides(side: str | None) -> tuple[str, ...]:
    if side == "bilateral":
        return ("left", "right")
    return (side or "none",)


def _level_fits(part: SitePart, level: str) -> bool:
    if not part.levels:
        return True
    return level in part.levels or ("cord" in part.levels and is_segment_range(level))


def _part_points(part: SitePart, side: str, level: str, body: Body) -> Points:
    fibres = body.fibres
    if part.volume:
        points = _volume_points(part, side, body)
    else:
        points = _station_points(part, side, part.station_level or level, fibres)
    return points[_allowed(part, side, fibres)[fibres.population[fibres.fibre_of_point[points]]]]


def _volume_points(part: SitePart, side: str, body: Body) -> Points:
    places = {"same": (side,), "both": ("left", "right"), "none": ("none",)}[part.place]
    found = [_in_volume(body, part.volume, place) for place in places]
    return merged(found)


@lru_cache(maxsize=256)
def _in_volume(body: Body, volume: str, place: str) -> Points:
    if (volume, place) not in body.volumes:
        return np.empty(0, dtype=np.int64)
    return points_in(Voxels(body.volumes[volume, place]), body.fibres)


@lru_cache(maxsize=256)
def _station_points(part: SitePart, side: str, level: str, fibres: Fibres) -> Points:
    levels = parse_levels(level) if is_segment_range(level) else (level,) if level else ()
    places = (side,) if part.place == "same" and side != "none" else ("left", "right", "none")
    by_site = fibres.stations_by_site
    named = by_site if "*" in part.stations else set(part.stations) & by_site.keys()
    chosen = [
        i
        for i in sorted(i for site in named for i in by_site[site])
        if (i > 0 or "" in part.stations)
        and fibres.stations[i].side in places
        and (not levels or fibres.stations[i].level in levels)
    ]
    return _points_at(chosen, fibres)


def _points_at(stations: Iterable[int], fibres: Fibres) -> Points:
    found = [fibres.points_at(station) for station in stations]
    return np.concatenate([*found, np.empty(0, dtype=np.int64)])


@lru_cache(maxsize=256)
def _allowed(part: SitePart, side: str, fibres: Fibres) -> NDArray[np.bool_]:
    sides = {
        "any": ("left", "right", "none"),
        "same": (side,),
        "opposite": (opposite(side),),
    }[part.population_side]
    return np.array(
        [
            (not part.kinds or p.kind in part.kinds)
            and (not part.targets or p.target in part.targets)
            and p.side in sides
            for p in fibres.populations
        ],
        dtype=bool,
    )


def _slab_points(shape: Slab, body: Body) -> Points:
    fibres = body.fibres
    levels = parse_levels(shape.levels)
    chosen = [
        i
        for i, station in enumerate(fibres.stations)
        if station.site.startswith(IN_CORD) and station.level in levels
    ]
    points = _points_at(chosen, fibres)
    if shape.part == "whole":
        return points
    _, uv, _ = body.cord.locate(fibres.points_mm[points])
    u, v = uv.T
    masks = {"left": u < 0, "right": u > 0, "front": v > 0, "back": v < 0}
    if shape.part in masks:
        return np.asarray(points[masks[shape.part]], dtype=np.int64)
    u_min, u_max, v_min, v_max = shape.uv or (-1.0, 1.0, -1.0, 1.0)
    chosen_uv = (u >= u_min) & (u <= u_max) & (v >= v_min) & (v <= v_max)
    return np.asarray(points[chosen_uv], dtype=np.int64)


def _cut_stations(shape: Cut, fibres: Fibres) -> list[int]:
    chosen = [
        i
        for i, station in enumerate(fibres.stations)
        if station.site == shape.structure and station.side == shape.structure_side
    ]
    if not chosen:
        raise LesionError(f"nothing to cut at '{shape.structure}', {shape.structure_side}")
    return chosen


def _cut_points(shape: Cut, fibres: Fibres) -> Points:
    points = _points_at(_cut_stations(shape, fibres), fibres)
    distance = np.linalg.norm(fibres.points_mm[points] - np.array(shape.center_mm), axis=1)
    return np.asarray(points[distance <= CUT_REACH_MM], dtype=np.int64)


def without_endings(points: Points, fibres: Fibres) -> Points:
    """Leave out descending fibres that are touched only where they end in grey matter.

    Their target cells lie there: the loss is the motor neurons' and is counted with them.
    """
    return np.asarray(points[~_endings(points, fibres)], dtype=np.int64)


def _endings(points: Points, fibres: Fibres) -> NDArray[np.bool_]:
    """Mark the points of descending fibres that lie in the grey matter where they end."""
    central, grey = _central_and_grey(fibres)
    ending = grey[fibres.station[points]]
    ending[ending] = central[fibres.population[fibres.fibre_of_point[points[ending]]]]
    return ending


@lru_cache(maxsize=4)
def _central_and_grey(fibres: Fibres) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which populations descend from the brain and which stations are the anterior horn."""
    kinds = np.array([p.kind in _CENTRAL for p in fibres.populations], dtype=bool)
    grey = np.array([s.site == ANTERIOR_HORN for s in fibres.stations], dtype=bool)
    return kinds, grey


def _first_points(points: Points, share: Floats, fibres: Fibres) -> _Cut:
    """Reduce fibre points and the share taken at each to one point and share a fibre."""
    whole = ~_endings(points, fibres)
    points, share = points[whole], share[whole]
    if (points[1:] < points[:-1]).any():
        order = np.argsort(points, kind="stable")
        points, share = points[order], share[order]
    fibre = fibres.fibre_of_point[points]
    first = np.flatnonzero(changes(fibre))
    most = np.maximum.reduceat(share, first) if len(first) else share[:0]
    return _Cut(fibre[first], most, points[first], fibres.station[points[first]])
