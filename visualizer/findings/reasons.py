"""Why a sign is there: the cuts behind it, looked up per population."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.ends import end_share
from visualizer.findings.finding import Involvement, Reason

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Cuts = dict[int, list[tuple[int, int]]]

MOST = 6
EACH = 3
LEAST = 0.005
IN_BRAIN = {"cerebral", "brainstem", "bulbar"}


class Reasons:
    """Builds reasons for the signs of one prediction.

    Parameters
    ----------
    deficits : Deficits
    involvements : sequence of Involvement
    sites : mapping of int to str
        Site of each lesion that was named and not placed. A reason in the brain gives this
        name; elsewhere, and for a placed lesion, the station of the cut.
    """

    def __init__(
        self,
        deficits: Deficits,
        involvements: Sequence[Involvement],
        sites: Mapping[int, str],
    ) -> None:
        self._sites = sites
        self._deficits = deficits
        self._model = deficits.model
        self._involvements = involvements
        self._made: dict[tuple[int, str], tuple[Reason, ...]] = {}
        self._at_ends: dict[tuple[int, int, str], Reason] = {}
        self._places: dict[tuple[int, int], str] = {}
        self._citations: dict[tuple[int, str], tuple[str, ...]] = {}
        self._extra = {
            inv.lesion: t.sources
            for inv, t in zip(involvements, deficits.timings, strict=True)
            if t.sources
        }

    @property
    def involvements(self) -> Sequence[Involvement]:
        """What each lesion interrupts, fibre by fibre."""
        return self._involvements

    @cached_property
    def _cuts(self) -> Cuts:
        return _main_cuts(self._involvements, self._model)

    def places_of(self, population: int) -> Sequence[tuple[int, int]]:
        """Return (lesion, station) for every lesion that cuts a population."""
        return self._cuts.get(population, ())

    def populations(self, which: Ints, rule: str) -> tuple[Reason, ...]:
        """Name the cut populations among some, the one that lost most first."""
        return self._heaviest(which, self._model.total[which], rule) if len(which) else ()

    def descending(self, unit: int, rule: str) -> tuple[Reason, ...]:
        """Name the descending paths of a muscle that are cut, the heaviest first."""
        found = self._driving.get(unit)
        if found is None:
            pools = self._model.pools
            at = pools.mate[self._model.pools_of[pools.units[unit]]]
            return self._heaviest(self._above[0][:, at], self._above[1][:, at], rule)
        return join(self._reason(population, rule) for population in found)

    def motor(self, unit: int, rule: str) -> tuple[Reason, ...]:
        """Name the motor neurons of a muscle that are cut."""
        return join(self._reason(population, rule) for population in self._moving.get(unit, ()))

    def ends(self, unit: int, sign: str) -> tuple[Reason, ...]:
        """Name the diseases that take a muscle's junctions or fibres; the rule is "sign.part"."""
        if not self._deficits.ends.losses:
            return ()
        muscle, side = self._model.pools.units[unit]
        found = []
        for lesion, loss in self._deficits.ends.losses:
            rule = f"{sign}.{loss.part}"
            known = self._model.knowledge.rules.get(rule)
            if known is None or end_share(loss, muscle, side) <= LEAST:
                continue
            key = (lesion, unit, rule)
            if key not in self._at_ends:
                pool = int(self._model.pools_of[muscle, side][0])
                sources = tuple(dict.fromkeys((*known.sources, *loss.sources)))
                self._at_ends[key] = Reason(
                    lesion, f"muscle.{muscle}", self._population(pool), rule, sources
                )
            found.append(self._at_ends[key])
        return tuple(found)

    def _population(self, pool: int) -> str:
        """Name the motor neurons of a pool, or its drive where the body has none."""
        pools = self._model.pools
        known = [int(i) for i in (pools.lmn[pool], *pools.drivers[:, pool])]
        real = [i for i in known if i < self._model.population_count]
        return self._model.fibres.populations[real[0]].id if real else ""

    @cached_property
    def _driving(self) -> dict[int, list[int]]:
        """Descending populations cut for each unit, the heaviest first."""
        pools = self._model.pools
        paths, parts = self._above
        return self._ranked(
            paths.ravel(), (parts * pools.weight).ravel(), np.tile(pools.unit, len(paths))
        )

    @cached_property
    def _above(self) -> tuple[Ints, Floats]:
        """(paths, r) the populations that drive each pool, and their parts of the drive.

        Premotor fibres count where more of them is lost than of the tract beside them.
        """
        pools, unplanned = self._model.pools, self._deficits.unplanned
        if not unplanned.any():
            return pools.drivers, pools.part
        planned = np.where(unplanned > 0.0, pools.planned, 0.0)
        return np.vstack((pools.drivers, pools.premotor)), np.vstack((pools.part, planned))

    @cached_property
    def _moving(self) -> dict[int, list[int]]:
        """Motor populations cut for each unit, the heaviest first."""
        pools = self._model.pools
        return self._ranked(pools.lmn, pools.weight, pools.unit)

    def _ranked(self, populations: Ints, weights: Floats, units: Ints) -> dict[int, list[int]]:
        loss = self._deficits.damage.lost[populations] * weights
        cut = np.flatnonzero(loss > LEAST)
        order = cut[np.lexsort((-loss[cut], units[cut]))]
        ranked: dict[int, list[int]] = {}
        for unit, population in zip(
            units[order].tolist(), populations[order].tolist(), strict=True
        ):
            heaviest = ranked.setdefault(unit, [])
            if len(heaviest) < EACH and population not in heaviest:
                heaviest.append(population)
        return ranked

    def pools(
        self, at: Sequence[int] | Ints, weights: Floats, kind: str, rule: str
    ) -> tuple[Reason, ...]:
        """Name the cut populations of some pools; kind is drivers, lmn or ia."""
        pools = self._model.pools
        index = np.asarray(at, dtype=np.int64)
        if kind == "drivers":
            paths, parts = self._above
            return self._heaviest(paths[:, index], parts[:, index] * weights, rule)
        return self._heaviest(pools.lmn[index] if kind == "lmn" else pools.ia[index], weights, rule)

    def _heaviest(self, populations: Ints, weights: Floats, rule: str) -> tuple[Reason, ...]:
        flat = populations.ravel()
        loss = self._deficits.damage.lost[flat] * weights.ravel()
        order = np.argsort(-loss, kind="stable")[:EACH]
        return join(
            self._reason(int(flat[i]), rule) for i in order if loss[i] > LEAST * weights.max()
        )

    def _reason(self, population: int, rule: str) -> tuple[Reason, ...]:
        made = self._made.get((population, rule))
        if made is None:
            made = tuple(
                self._one(lesion, station, population, rule)
                for lesion, station in self._cuts.get(population, ())
            )
            self._made[population, rule] = made
        return made

    def _one(self, lesion: int, station: int, population: int, rule: str) -> Reason:
        return Reason(
            lesion=lesion,
            station=self._place(lesion, station),
            population=self._model.fibres.populations[population].id,
            rule=rule,
            sources=self._cited(lesion, rule),
        )

    def _cited(self, lesion: int, rule: str) -> tuple[str, ...]:
        """Return the sources of a rule, and those of the disease that it speaks of."""
        cited = self._citations.get((lesion, rule))
        if cited is None:
            own = self._model.knowledge.rules[rule].sources
            cited = tuple(dict.fromkeys((*own, *self._extra.get(lesion, ()))))
            self._citations[lesion, rule] = cited
        return cited

    def _place(self, lesion: int, station: int) -> str:
        place = self._places.get((lesion, station))
        if place is None:
            place = self._places[lesion, station] = self._named_place(lesion, station)
        return place

    def _named_place(self, lesion: int, station: int) -> str:
        places = self._model.knowledge.clock.places
        place = self._model.fibres.stations[station]
        named = self._sites.get(lesion, "")
        if {places.get(site.split(".")[0]) for site in (named, place.site)} <= IN_BRAIN:
            return named
        return f"{place.site} {place.level}".strip()


def join(groups: Iterable[Iterable[Reason]], most: int = MOST) -> tuple[Reason, ...]:
    """Put groups of reasons together without repeats, the first `most` of them.

    Equal reasons of one prediction are one object, so that identity tells repeats.
    """
    kept: dict[int, Reason] = {}
    for group in groups:
        for reason in group:
            kept.setdefault(id(reason), reason)
        if len(kept) >= most:
            break
    return tuple(kept.values())[:most]


def _main_cuts(involvements: Sequence[Involvement], model: Compiled) -> Cuts:
    """For each population, the station where each lesion cuts most of it."""
    cuts: Cuts = {}
    stations = len(model.fibres.stations)
    for inv in involvements:
        population = model.fibres.population[inv.fibres]
        key = population * stations + model.named[model.reached(inv)]
        places, where = np.unique(key, return_inverse=True)
        weight = np.bincount(where, inv.fraction * model.fibres.weight[inv.fibres])
        order = np.lexsort((-weight, places // stations))
        _, first = np.unique(places[order] // stations, return_index=True)
        for place in places[order][first].tolist():
            cuts.setdefault(place // stations, []).append((inv.lesion, place % stations))
    return cuts
