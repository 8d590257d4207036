"""The sensory level: the uppermost dermatome from which everything below is disturbed."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from visualizer.findings.compiled import PLACES
from visualizer.findings.deficits import Deficits
from visualizer.findings.sensation.plan import Plan
from visualizer.findings.sensation.skin import SIDES, Bools, Floats, Ints
from visualizer.findings.tables.sensation import Modality

SPINAL = slice(PLACES.index("cord"), PLACES.index("root") + 1)


class Level(NamedTuple):
    """The sensory level of one modality on one side; `row` is its place in the plan's levels."""

    row: int
    side: str
    modality: int
    unit: int
    value: int


def sensory_levels(
    deficits: Deficits, plan: Plan, code: Ints, modalities: tuple[Modality, ...]
) -> Iterator[Level]:
    """Yield the levels that there are.

    Parameters
    ----------
    deficits : Deficits
    plan : Plan
    code : (units, modalities) int array
        0 normal, 1 reduced, 2 lost.
    modalities : tuple of Modality
    """
    tables = deficits.model.knowledge.sensation
    index = {modality.id: i for i, modality in enumerate(modalities)}
    least = tables.numbers["row.level_in_cord"]
    named = [index[name] for name in tables.levels]
    cuts, lost = deficits.damage.cuts[:, SPINAL], deficits.damage.lost
    known: dict[tuple[str, int], bool] = {}
    for first, side in zip((0, len(named)), SIDES, strict=True):
        units = plan.dermatomes[side]
        columns = code[units[::-1]][:, named]
        disturbed, lost_too = _unbroken(columns > 0), _unbroken(columns > 1)
        below = np.maximum(disturbed - 1, 1)
        for at in np.flatnonzero(disturbed).tolist():
            key = side, int(plan.alike[named[at]])  # the rows begin with the modalities
            if key not in known:
                known[key] = _spinal(cuts, lost, plan.lowest[key], least)
            if known[key]:
                top = int(units[len(units) - disturbed[at]])
                yield Level(first + at, side, named[at], top, 1 + int(lost_too[at] >= below[at]))


def _unbroken(marks: Bools) -> Ints:
    """Return how many marks each column begins with."""
    count: Ints = np.logical_and.accumulate(marks).sum(axis=0)
    return count


def _spinal(cuts: Floats, lost: Floats, which: Ints, least: float) -> bool:
    """Tell whether some neurons are cut in cord or roots, not elsewhere."""
    whole = lost[which].sum()
    if not whole > 0:
        return False
    spinal = cuts.take(which, axis=2).sum(axis=(0, 1))
    return bool(spinal.sum() >= least * whole)
