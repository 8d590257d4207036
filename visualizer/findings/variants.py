"""Anatomical variants: a body in which some fibres take a stretch of their way with others.

One operator for all of them: a share of a population's fibres leaves out a stretch and takes
that of other fibres instead. Lesions, named or placed, then meet the fibres where they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import SEGMENTS, Body, Fibres, Population, Station, opposite
from visualizer.findings.finding import Involvement
from visualizer.findings.sites import LesionError
from visualizer.findings.tables.variants import Detour, Mark, Stretch, Variant

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class VariedBody:
    """A body with variants, and where its fibres come from.

    Attributes
    ----------
    body : Body
    fibre : (f,) int array
        Fibre of the usual body that each fibre stands for.
    point : (p,) int array
        Point of the usual body that each point lies at.
    """

    body: Body
    fibre: Ints
    point: Ints


def varied(body: Body, names: Sequence[str], variants: Mapping[str, Variant]) -> VariedBody | None:
    """Return the body of a patient with some variants, None without any; made once.

    Raises
    ------
    LesionError
        If a variant is not in the table.
    """
    if not names:
        return None
    for name in names:
        if name not in variants:
            raise LesionError(f"unknown variant '{name}'")
    wanted = [variant for name, variant in variants.items() if name in names]
    return _varied(body, tuple(wanted))


def as_usual(involvements: Sequence[Involvement], of: VariedBody) -> tuple[Involvement, ...]:
    """Return what is interrupted as fibres of the usual body, to be drawn there."""
    return tuple(_as_usual(inv, of) for inv in involvements)


def _as_usual(inv: Involvement, of: VariedBody) -> Involvement:
    if not len(inv.fibres):
        return inv
    parent = of.fibre[inv.fibres]
    weight = of.body.fibres.weight[inv.fibres].astype(np.float64)
    fibres, where = np.unique(parent, return_inverse=True)
    cut = np.bincount(where, weight * inv.fraction)
    everything = np.bincount(of.fibre, of.body.fibres.weight)[fibres]
    order = np.lexsort((-weight * inv.fraction, where))
    _, first = np.unique(where[order], return_index=True)
    heaviest = order[first]
    return replace(
        inv,
        fibres=fibres,
        fraction=np.minimum(1.0, cut / np.maximum(everything, 1e-12)),
        point=of.point[inv.point[heaviest]],
        station=inv.station[heaviest],
    )


@lru_cache(maxsize=4)
def _varied(body: Body, variants: tuple[Variant, ...]) -> VariedBody:
    fibres = body.fibres
    fibre, point = np.arange(fibres.count), np.arange(len(fibres.points_mm))
    for variant in variants:
        for detour in variant.detours:
            fibres, of_fibre, of_point = _diverted(fibres, detour)
            fibre, point = fibre[of_fibre], point[of_point]
    return VariedBody(replace(body, fibres=fibres), fibre, point)


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A fibre that runs another way: whom it stands for, and the points that it passes."""

    fibre: int
    points: Ints


def _diverted(fibres: Fibres, detour: Detour) -> tuple[Fibres, Ints, Ints]:
    """Return fibres of which some run another way, and the old fibre and point of each."""
    ways = list(_ways(fibres, detour))
    left = np.ones(fibres.count)
    left[[way.fibre for way in ways]] = 1.0 - detour.share
    kept = np.flatnonzero(left > 1e-9)
    sizes = np.diff(fibres.offsets)
    here = np.repeat(left > 1e-9, sizes)
    source = np.concatenate([np.flatnonzero(here), *(way.points for way in ways)])
    parents = np.concatenate([kept, [way.fibre for way in ways]]).astype(np.int64)
    length = np.concatenate([sizes[kept], [len(way.points) for way in ways]])
    part = np.concatenate([left[kept], np.full(len(ways), detour.share)])
    changed = Fibres(
        points_mm=fibres.points_mm[source],
        offsets=np.concatenate([[0], np.cumsum(length)]).astype(np.int64),
        population=fibres.population[parents],
        weight=(fibres.weight[parents] * part).astype(fibres.weight.dtype),
        station=fibres.station[source],
        populations=fibres.populations,
        stations=fibres.stations,
    )
    return changed, parents, source.astype(np.int64)


def _ways(fibres: Fibres, detour: Detour) -> Iterator[_Way]:
    members, finder = _members(fibres), _Guides(fibres.populations, detour)
    places = _Places(fibres)
    for index, population in enumerate(fibres.populations):
        guide = finder.of(population) if _takes_part(population, detour) else None
        if guide is None or not len(members[guide]):
            continue
        guides, own = members[guide], members[index]
        guide_side = fibres.populations[guide].side
        for rank, fibre in enumerate(own.tolist()):
            along = int(guides[rank * len(guides) // len(own)])
            mine = places.bounds(fibre, population.side, detour.stretch)
            theirs = places.bounds(along, guide_side, detour.guide)
            if mine and theirs and places.passes(fibre, population.side, detour.through):
                first, end = places.ends(fibre)
                parts = (np.arange(first, mine[0]), np.arange(*theirs), np.arange(mine[1], end))
                yield _Way(fibre, np.concatenate(parts).astype(np.int64))


def _takes_part(population: Population, detour: Detour) -> bool:
    return (
        population.kind in detour.kinds
        and (not detour.targets or population.target in detour.targets)
        and (not detour.segments or population.segment in detour.segments)
        and detour.crossing in ("", _crossing(population))
    )


def _members(fibres: Fibres) -> list[Ints]:
    order = np.argsort(fibres.population, kind="stable")
    counts = np.bincount(fibres.population, minlength=len(fibres.populations))
    return np.split(order, np.cumsum(counts)[:-1])


class _Guides:
    """Finds the population whose way another one takes."""

    def __init__(self, populations: Sequence[Population], detour: Detour) -> None:
        self._detour = detour
        self._found: dict[tuple[str, str, str, str], list[tuple[int, str]]] = {}
        for i, p in enumerate(populations):
            key = p.kind, p.side, p.segment, _crossing(p)
            self._found.setdefault(key, []).append((i, p.target))

    def of(self, population: Population) -> int | None:
        """Return the index of the guiding population, None if the body has none."""
        detour = self._detour
        side = opposite(population.side) if detour.guide_side == "opposite" else population.side
        segment = _shifted(population.segment, detour.shift)
        found = self._found.get((population.kind, side, segment, _crossing(population)), [])
        by_target = {target: i for i, target in reversed(found)}
        if detour.guide_targets:
            wanted = [by_target[t] for t in detour.guide_targets if t in by_target]
            return wanted[0] if wanted else None
        if population.target in by_target:
            return by_target[population.target]
        last = population.target.rpartition(".")[2]
        alike = [i for i, target in found if target.rpartition(".")[2] == last]
        return next(iter([*alike, *(i for i, _ in found)]), None)


def _crossing(population: Population) -> str:
    end = population.id.rpartition(".")[2]
    return end if end in ("crossed", "uncrossed") else ""


def _shifted(segment: str, shift: int) -> str:
    if not shift or segment not in SEGMENTS:
        return segment
    at = SEGMENTS.index(segment) + shift
    return SEGMENTS[at] if 0 <= at < len(SEGMENTS) else ""


class _Places:
    """Finds where a fibre first comes to one of some marks."""

    def __init__(self, fibres: Fibres) -> None:
        self._fibres = fibres
        self._at: dict[tuple[tuple[Mark, ...], str], NDArray[np.bool_]] = {}

    def ends(self, fibre: int) -> tuple[int, int]:
        """Return the first point of a fibre and the one after its last."""
        return int(self._fibres.offsets[fibre]), int(self._fibres.offsets[fibre + 1])

    def bounds(self, fibre: int, side: str, stretch: Stretch) -> tuple[int, int] | None:
        """Return the first point of a stretch and the one after it, None if it is not there."""
        start, end = self.ends(fibre)
        if stretch.start:
            start = self._first(start, end, side, stretch.start)
        if start == end:
            return None
        if not stretch.stop:
            return start, end
        stop = self._first(start, end, side, stretch.stop)
        return None if stop in (start, end) else (start, stop)

    def passes(self, fibre: int, side: str, marks: tuple[Mark, ...]) -> bool:
        """Tell whether a fibre comes to one of some marks; to none is no condition."""
        start, end = self.ends(fibre)
        return not marks or self._first(start, end, side, marks) < end

    def _first(self, start: int, end: int, side: str, marks: tuple[Mark, ...]) -> int:
        if (marks, side) not in self._at:
            there = [any(_is_at(s, side, mark) for mark in marks) for s in self._fibres.stations]
            self._at[marks, side] = np.array(there, dtype=bool)[self._fibres.station]
        here = self._at[marks, side][start:end]
        return start + int(here.argmax()) if here.any() else end


def _is_at(station: Station, side: str, mark: Mark) -> bool:
    return (
        station.site.startswith(mark.site)
        and mark.level in ("", station.level)
        and (not mark.own_side or station.side == side)
    )
