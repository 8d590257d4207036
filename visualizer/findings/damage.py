"""What all lesions together interrupt, by population, lesion and place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.finding import Involvement

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

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
    places = [model.place[model.reached(inv)] for inv in involvements]
    parts = [
        inv.fraction if kept is None else inv.fraction * kept[i][places[i]]
        for i, inv in enumerate(involvements)
    ]
    parts = [
        part if back is None else np.maximum(part - inv.fraction * back, 0.0)
        for part, inv, back in zip(parts, involvements, grown or [None] * len(parts), strict=True)
    ]
    everywhere = [np.ones(len(p), dtype=bool) for p in places]
    cerebral = [p == CEREBRAL for p in places]
    cuts = _share(involvements, parts, places, everywhere, model)
    if all(mask.all() for mask in cerebral):
        return Damage(cuts, cuts.sum(axis=1))
    return Damage(cuts, _share(involvements, parts, places, cerebral, model).sum(axis=1))


def _share(
    involvements: Sequence[Involvement],
    parts: Sequence[Floats],
    places: Sequence[Ints],
    wanted: Sequence[NDArray[np.bool_]],
    model: Compiled,
) -> Floats:
    fraction = np.zeros(model.fibres.count)
    owner = np.zeros(model.fibres.count, dtype=np.int64)
    order = sorted(range(len(involvements)), key=lambda i: -involvements[i].days)
    for i in order:
        inv, mask = involvements[i], wanted[i]
        fibres, part = inv.fibres[mask], parts[i][mask]
        larger = part > fraction[fibres]
        chosen = fibres[larger]
        fraction[chosen] = part[larger]
        owner[chosen] = i * len(PLACES) + places[i][mask][larger]
    cut = np.flatnonzero(fraction)
    size = model.population_count + 1
    key = owner[cut] * size + model.fibres.population[cut]
    weight = fraction[cut] * model.fibres.weight[cut]
    shape = (len(involvements), len(PLACES), size)
    lost = np.bincount(key, weights=weight, minlength=int(np.prod(shape))).reshape(shape)
    share: Floats = np.clip(lost / model.total, 0.0, 1.0)
    return share
