"""What all lesions together interrupt, by population, lesion and place."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.finding import Involvement

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Taken = tuple[Ints, Floats, Ints, Ints]
"""Fibres that a lesion cuts, ascending, the part cut of each, its place and its point."""

CEREBRAL = PLACES.index("cerebral")
MOSTLY = 0.5
_NONE: Ints = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Ages:
    """(lesions,) days since onset, and the (lesions, places) part that degenerates, if known."""

    days: Floats
    dying: Floats | None


@dataclass(frozen=True, eq=False)
class Damage:
    """Loss of every population; cuts of a fibre in series multiply what they leave.

    Attributes
    ----------
    cuts : (lesions, places, n + 1) float array
        Share of each population interrupted by each lesion in each of `PLACES`.
    cortical : (lesions, n + 1) float array
        The same for cuts between the cortex and the lower pons alone, which also take the
        cortex's drive of the brainstem paths.
    """

    cuts: Floats
    cortical: Floats

    @cached_property
    def lost(self) -> Floats:
        """(n + 1,) share of each population interrupted."""
        total: Floats = self.cuts.sum(axis=(0, 1))
        return total

    @cached_property
    def by_lesion(self) -> Floats:
        """(lesions, n + 1) share of each population interrupted by each lesion."""
        share: Floats = self.cuts.sum(axis=1)
        return share

    @cached_property
    def cortical_lost(self) -> Floats:
        """(n + 1,) `cortical` of all lesions."""
        total: Floats = self.cortical.sum(axis=0)
        return total


def unite(
    involvements: Sequence[Involvement],
    model: Compiled,
    kept: Floats | None = None,
    grown: Sequence[Floats | None] = (),
    dying: Floats | None = None,
) -> Damage:
    """Unite lesions fibre by fibre.

    `kept` is the (lesions, places) part of each interruption that has not recovered, `grown`
    the part of every interrupted fibre that has grown back, `dying` the (lesions, places) part
    of what is interrupted that degenerates.
    """
    ages = Ages(np.array([inv.days for inv in involvements]), dying)
    places = [model.places(inv) for inv in involvements]
    parts = [
        inv.fraction if kept is None else inv.fraction * kept[i][places[i]]
        for i, inv in enumerate(involvements)
    ]
    parts = [
        part if back is None else np.maximum(part - inv.fraction * back, 0.0)
        for part, inv, back in zip(parts, involvements, grown or [None] * len(parts), strict=True)
    ]
    taken = [
        (inv.fibres, part, place, inv.point)
        for inv, part, place in zip(involvements, parts, places, strict=True)
    ]
    cuts = _share(taken, ages, model)
    if len(taken) == 1:  # every fibre is cut in one place
        return Damage(cuts, cuts[:, CEREBRAL])
    cerebral = [place == CEREBRAL for place in places]
    if not any(mask.any() for mask in cerebral):
        return Damage(cuts, np.zeros((len(taken), cuts.shape[2])))
    above = [
        (fibres[mask], part[mask], place[mask], point[mask])
        for (fibres, part, place, point), mask in zip(taken, cerebral, strict=True)
    ]
    return Damage(cuts, _share(above, ages, model).sum(axis=1))


def _share(taken: Sequence[Taken], ages: Ages, model: Compiled) -> Floats:
    """(lesions, places, n + 1) share of each population cut."""
    fibres, fraction, owner = _in_series(taken, ages, model)
    size = model.population_count + 1
    key = owner * size + model.fibres.population[fibres]
    weight = fraction * model.fibres.weight[fibres]
    shape = (len(taken), len(PLACES), size)
    lost = np.bincount(key, weights=weight, minlength=math.prod(shape)).reshape(shape)
    share: Floats = lost / model.total
    return np.minimum(share, 1.0, out=share)


def _in_series(taken: Sequence[Taken], ages: Ages, model: Compiled) -> tuple[Ints, Floats, Ints]:
    """Return fibres cut, the part of each and lesion times place; a fibre may come again.

    Cuts of one fibre at the same station take the same axons, those at other stations are in
    series: each takes its part of what those before it leave. First is, in sensory fibres, the
    one that the signal comes to first; in motor axons the older, but for one that leaves most of
    them alive; in descending fibres the larger, then the older.
    """
    if not taken:
        return _NONE, np.empty(0), _NONE
    if len(taken) == 1:
        return taken[0][:3]
    fibres, part, place, point = (np.concatenate(some) for some in zip(*taken, strict=True))
    lesion = np.repeat(np.arange(len(taken)), [len(one[0]) for one in taken])
    owner = lesion * len(PLACES) + place
    again = np.flatnonzero(np.bincount(fibres, minlength=model.fibres.count)[fibres] > 1)
    if len(again):
        rank = fibres[again], part[again], point[again], ages.days[lesion[again]]
        dies = 0.0 if ages.dying is None else ages.dying[lesion[again], place[again]]
        part[again] = _successive(*rank, part[again] * dies, model)
    cut = np.flatnonzero(part)
    return fibres[cut], part[cut], owner[cut]


def _successive(
    fibres: Ints, part: Floats, point: Ints, days: Floats, dies: Floats, model: Compiled
) -> Floats:
    """(k,) what each cut takes of its fibre after those before it."""
    inward, axon = model.inward[fibres], model.motor[fibres]
    one, other = np.where(axon, -days, -part), np.where(axon, -part, -days)
    station = model.fibres.station[point].astype(np.int64)
    group = station * model.fibres.count + fibres
    part = _beyond(np.lexsort((other, one, group)), group, part)
    first = np.where(inward, point, axon & (dies < MOSTLY * part))
    order = np.lexsort((other, one, first, fibres))
    takes, left = np.zeros(len(part)), np.ones(model.fibres.count)
    for now in _turns(order, fibres):
        takes[now] = part[now] * left[fibres[now]]
        left[fibres[now]] *= 1.0 - part[now]
    return takes


def _beyond(order: Ints, group: Ints, part: Floats) -> Floats:
    """(k,) part that each takes of what the others of its group leave, if all take the same."""
    kinds, index = np.unique(group, return_inverse=True)
    more, most = np.zeros(len(part)), np.zeros(len(kinds))
    for now in _turns(order, group):
        before = most[index[now]]
        more[now] = np.maximum(part[now] - before, 0.0) / np.maximum(1.0 - before, 1e-12)
        most[index[now]] = np.maximum(before, part[now])
    return more


def _turns(order: Ints, group: Ints) -> Iterator[Ints]:
    """Yield the first of each group, then the second, and so on; `order` has groups together."""
    while len(order):
        head = np.diff(group[order], prepend=-1) != 0
        yield order[head]
        order = order[~head]
