"""The body and the tables as index arrays, made once for many predictions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body, Fibres
from visualizer.findings.finding import Involvement
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.pools import Pools, build_pools

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PLACES = ("none", "cerebral", "brainstem", "bulbar", "cord", "root", "axon", "muscle")
CORD = PLACES.index("cord")
_INWARD = (
    *("afferent_large", "afferent_small", "ia", "bladder_afferent", "spinocerebellar"),
    *("spinothalamic", "medial_lemniscus", "trigeminothalamic_touch", "trigeminothalamic_pain"),
)


@dataclass(frozen=True, eq=False)
class Compiled:
    """What a prediction needs of one body and one set of tables.

    Attributes
    ----------
    fibres : Fibres
    knowledge : Knowledge
    pools : Pools
        One entry a motor neuron pool (muscle, side, segment).
    place : (p,) int array
        Index into `PLACES` of every fibre point. The cell of a motor neuron counts as cord,
        in a cranial nucleus too.
    named : (p,) int array
        Station of every fibre point; unnamed points take the last named one of their fibre.
    total : (n + 1,) float array
        Fibre weight of each population; the last entry stands for "no population".
    """

    fibres: Fibres
    knowledge: Knowledge
    pools: Pools
    place: Ints
    named: Ints
    total: Floats

    @property
    def population_count(self) -> int:
        """Number of populations, also the index of the "no population" entry."""
        return len(self.total) - 1

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of populations that the body has."""
        return tuple(dict.fromkeys(p.kind for p in self.fibres.populations))

    @cached_property
    def kind(self) -> Ints:
        """(n,) index into `kinds` of each population."""
        index = {kind: i for i, kind in enumerate(self.kinds)}
        return np.array([index[p.kind] for p in self.fibres.populations], dtype=np.int64)

    @cached_property
    def _descending(self) -> NDArray[np.bool_]:
        """(f,) whether each fibre runs down from the brain."""
        kinds = ("corticospinal", "corticobulbar", "bulbospinal")
        runs = np.array([p.kind in kinds for p in self.fibres.populations], dtype=bool)
        down: NDArray[np.bool_] = runs[self.fibres.population]
        return down

    @cached_property
    def inward(self) -> NDArray[np.bool_]:
        """(fibres,) whether each fibre carries a signal of the body towards the brain."""
        runs = np.array([p.kind in _INWARD for p in self.fibres.populations], dtype=bool)
        found: NDArray[np.bool_] = runs[self.fibres.population]
        return found

    @cached_property
    def motor(self) -> NDArray[np.bool_]:
        """(fibres,) whether each fibre is the axon of a motor neuron."""
        runs = np.array([p.kind == "lmn" for p in self.fibres.populations], dtype=bool)
        found: NDArray[np.bool_] = runs[self.fibres.population]
        return found

    def reached(self, involvement: Involvement) -> Ints:
        """Return the point that stands for the place of each cut.

        A cut is given by the point nearest to where the fibre enters it, so the next point lies
        in the place. Only a motor neuron cut in the cord is named by the point itself: the cell.
        """
        return self._next[involvement.point]

    def places(self, involvement: Involvement) -> Ints:
        """Return the place of each cut, as an index into `PLACES`."""
        return self._place_reached[involvement.point].astype(np.int64)

    @cached_property
    def _next(self) -> Ints:
        """(p,) point that stands for the place of a cut given by each point."""
        fibre = self.fibres.fibre_of_point
        step = self._descending[fibre] | (self.place != CORD)
        last = self.fibres.offsets[1:] - 1
        point: Ints = np.minimum(np.arange(len(fibre)) + step, last[fibre])
        return point

    @cached_property
    def _place_reached(self) -> NDArray[np.int8]:
        """(p,) place of that point, in few bytes: it is looked up for thousands of fibres."""
        return self.place[self._next].astype(np.int8)

    @cached_property
    def unit_index(self) -> dict[tuple[str, str], int]:
        """Index of each (muscle, side) in `pools.units`."""
        return {unit: i for i, unit in enumerate(self.pools.units)}

    @cached_property
    def pools_of(self) -> dict[tuple[str, str], Ints]:
        """Pools of each (muscle, side)."""
        return {unit: np.flatnonzero(self.pools.unit == i) for unit, i in self.unit_index.items()}

    @cached_property
    def pool_index(self) -> dict[tuple[str, str, str], int]:
        """Index of each pool by (muscle, side, segment)."""
        return {
            (*self.pools.units[unit], segment): i
            for i, (unit, segment) in enumerate(
                zip(self.pools.unit, self.pools.segments, strict=True)
            )
        }


_CACHE: WeakKeyDictionary[Body, list[tuple[Knowledge, Compiled]]] = WeakKeyDictionary()


def compiled(body: Body, knowledge: Knowledge) -> Compiled:
    """Return the index arrays of a body and its tables, made on first use."""
    known = _CACHE.setdefault(body, [])
    for tables, result in known:
        if tables is knowledge:
            return result
    result = _compile(body, knowledge)
    known.append((knowledge, result))
    del known[:-4]
    return result


def _compile(body: Body, knowledge: Knowledge) -> Compiled:
    fibres = body.fibres
    count = len(fibres.populations)
    counted = np.bincount(fibres.population, weights=fibres.weight, minlength=count + 1)
    weights = counted.astype(np.float64)
    named = _named_stations(fibres)
    place = _station_places(fibres, knowledge.clock.places)[named]
    motor = np.array([p.kind == "lmn" for p in fibres.populations], dtype=bool)
    place[fibres.offsets[:-1][motor[fibres.population]]] = CORD
    return Compiled(
        fibres=fibres,
        knowledge=knowledge,
        pools=build_pools(fibres.populations, weights, knowledge),
        place=place,
        named=named,
        total=np.where(weights > 0, weights, 1.0),
    )


def _station_places(fibres: Fibres, places: Mapping[str, str]) -> Ints:
    def code(site: str) -> int:
        return PLACES.index(places.get(site.split(".")[0], "none"))

    return np.array([code(station.site) for station in fibres.stations], dtype=np.int64)


def _named_stations(fibres: Fibres) -> Ints:
    """Give every point the last named station of its fibre, or the first if none came yet."""
    station = fibres.station
    position = np.arange(len(station))
    starts = np.repeat(fibres.offsets[:-1], np.diff(fibres.offsets))
    stops = np.repeat(fibres.offsets[1:], np.diff(fibres.offsets))
    last = np.maximum.accumulate(np.where(station > 0, position, -1))
    ahead = np.where(station > 0, position, len(station))[::-1]
    following = np.minimum.accumulate(ahead)[::-1]
    chosen = np.where(last >= starts, last, np.where(following < stops, following, position))
    return station[chosen].astype(np.int64)
