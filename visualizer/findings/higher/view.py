"""What the higher functions ask of one prediction."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from visualizer.findings.because import Because
from visualizer.findings.deficits import CORD, Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.higher.groups import ABOVE_CORD, SIDES, Group, groups_of
from visualizer.findings.reasons import Reasons


class View:
    """Losses of centres and paths, with their reasons."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits, self._reasons = deficits, reasons
        tables = deficits.model.knowledge.higher
        self.numbers: Mapping[str, float] = tables.numbers
        self.lists = tables.lists
        self.channels = tables.channels
        self.paths = deficits.paths
        self.dominant: str = deficits.patient.dominant_hemisphere
        self._groups = groups_of(deficits.model)

    @cached_property
    def _lost(self) -> list[float]:
        return self._groups.lost(self._deficits.damage, ABOVE_CORD)

    @cached_property
    def _lost_in_cord(self) -> list[float]:
        return self._groups.lost(self._deficits.damage, (CORD,))

    def lost(self, group: Group) -> float:
        """Return the share of a group that is cut above the cord; 0 if the body has none."""
        at = self._groups.at.get(group)
        return 0.0 if at is None else self._lost[at]

    def lost_in_cord(self, group: Group) -> float:
        """Return the share of a group that is cut in the cord."""
        at = self._groups.at.get(group)
        return 0.0 if at is None else self._lost_in_cord[at]

    def centre(self, target: str, side: str) -> float:
        """Return the share of a centre that is lost: the cells of an area."""
        return self.lost(Group("centre", side, target))

    def ripe(self, group: Group, curve: str) -> float:
        """Return a time curve for the lesions that cut a group."""
        return self.paths.ripe(self._groups.populations(group), curve)

    def reached(self, name: str, value: float) -> bool:
        """Tell whether a value has come to a threshold of the table."""
        return value >= self.numbers[name]

    def because(self, rule: str, *groups: Group) -> Sequence[Reason]:
        """Name the cut populations, when somebody asks."""

        def make() -> tuple[Reason, ...]:
            found = [self._groups.populations(group) for group in groups]
            return self._reasons.populations(np.concatenate(found), rule)

        return Because(make)

    @cached_property
    def _strength(self) -> dict[str, tuple[float, ...]]:
        return {
            limb: tuple(self._mean(self.lists[f"ataxia.{limb}"], side) for side in SIDES)
            for limb in ("arm", "leg")
        }

    def _mean(self, muscles: Sequence[str], side: str) -> float:
        index, strength = self._deficits.model.unit_index, self._deficits.strength
        found = [float(strength[index[m, side]]) for m in muscles if (m, side) in index]
        return sum(found) / len(found) if found else 1.0

    def able(self, side: str) -> float:
        """Return the strength of the better limb of a side, which shows what movement is like."""
        return max(values[SIDES.index(side)] for values in self._strength.values())

    def weakest(self, side: str) -> float:
        """Return the strength of the weaker limb of a side."""
        return min(values[SIDES.index(side)] for values in self._strength.values())


def plain(target: str, value: str = "absent", side: str = "none", domain: str = "other") -> Finding:
    """Return a healthy finding."""
    return Finding(domain, target, side, value)
