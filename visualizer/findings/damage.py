"""What all lesions together interrupt, by population, lesion and place."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.finding import Involvement

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Taken = tuple[Ints, Floats, Ints]
"""Fibres that a lesion cuts, ascending, the part cut of each and its place."""

CEREBRAL = PLACES.index("cerebral")


@dataclass(frozen=True, eq=False)
class Damage:
    """Loss of every population; a fibre cut twice is cut once, by the larger cut.

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
) -> Damage:
    """Unite lesions fibre by fibre.

    `kept` is the (lesions, places) part of each interruption that has not recovered, `grown`
    the part of every interrupted fibre that has grown back.
    """
    days = [inv.days for inv in involvements]
    places = [model.place[model.reached(inv)] for inv in involvements]
    parts = [
        inv.fraction if kept is None else inv.fraction * kept[i][places[i]]
        for i, inv in enumerate(involvements)
    ]
    parts = [
        part if back is None else np.maximum(part - inv.fraction * back, 0.0)
        for part, inv, back in zip(parts, involvements, grown or [None] * len(parts), strict=True)
    ]
    taken = [
        (inv.fibres, part, place)
        for inv, part, place in zip(involvements, parts, places, strict=True)
    ]
    cuts = _share(taken, days, model)
    if len(taken) == 1:  # every fibre is cut in one place
        return Damage(cuts, cuts[:, CEREBRAL])
    cerebral = [place == CEREBRAL for place in places]
    if not any(mask.any() for mask in cerebral):
        return Damage(cuts, np.zeros((len(taken), cuts.shape[2])))
    above = [
        (fibres[mask], part[mask], place[mask])
        for (fibres, part, place), mask in zip(taken, cerebral, strict=True)
    ]
    return Damage(cuts, _share(above, days, model).sum(axis=1))


def _share(taken: Sequence[Taken], days: Sequence[float], model: Compiled) -> Floats:
    """(lesions, places, n + 1) share of each population cut.

    Of equal cuts the older counts, of sensory fibres that which the signal comes to first.
    """
    fibres, fraction, owner = _once(taken, days, model)
    size = model.population_count + 1
    key = owner * size + model.fibres.population[fibres]
    weight = fraction * model.fibres.weight[fibres]
    shape = (len(taken), len(PLACES), size)
    lost = np.bincount(key, weights=weight, minlength=math.prod(shape)).reshape(shape)
    share: Floats = lost / model.total
    return np.minimum(share, 1.0, out=share)


def _once(
    taken: Sequence[Taken], days: Sequence[float], model: Compiled
) -> tuple[Ints, Floats, Ints]:
    """Return the fibres cut, ascending, the largest part of each and lesion times place."""
    if len(taken) == 1:
        return taken[0]
    fraction = np.zeros(model.fibres.count)
    owner = np.zeros(model.fibres.count, dtype=np.int64)
    for i in sorted(range(len(taken)), key=lambda i: -days[i]):
        fibres, part, place = taken[i]
        known = fraction[fibres]
        outer = (part == known) & (place > owner[fibres] % len(PLACES)) & model.inward[fibres]
        larger = (part > known) | outer
        chosen = fibres[larger]
        fraction[chosen] = part[larger]
        owner[chosen] = i * len(PLACES) + place[larger]
    cut = np.flatnonzero(fraction)
    return cut, fraction[cut], owner[cut]
