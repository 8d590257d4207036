"""The sensory level: the uppermost dermatome from which everything below is disturbed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from visualizer.findings.compiled import PLACES
from visualizer.findings.deficits import Deficits
from visualizer.findings.sensation.plan import Plan
from visualizer.findings.sensation.skin import SIDES, Floats, Ints
from visualizer.findings.tables.sensation import Modality

SPINAL = [PLACES.index(name) for name in ("cord", "root")]


@dataclass(frozen=True, slots=True)
class Level:
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
    spinal, lost = deficits.damage.cuts[:, SPINAL].sum(axis=(0, 1)), deficits.damage.lost
    row = -1
    for side in SIDES:
        units = plan.dermatomes[side]
        for name in tables.levels:
            row += 1
            column = code[units, index[name]]
            healthy = np.flatnonzero(column == 0)
            top = int(healthy[-1]) + 1 if len(healthy) else 0
            if top == len(units) or not _spinal(
                spinal, lost, plan.lowest[side, index[name]], least
            ):
                continue
            below = column[top + 1 :] if top + 1 < len(units) else column[top:]
            yield Level(row, side, index[name], int(units[top]), int(below.min()))


def _spinal(spinal: Floats, lost: Floats, which: Ints, least: float) -> bool:
    """Tell whether some neurons are cut in cord or roots, not elsewhere."""
    whole = lost[which].sum()
    return bool(whole > 0 and spinal[which].sum() >= least * whole)
