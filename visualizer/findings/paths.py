"""Loss of whole populations of neurons, looked up by what they do."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.damage import Damage
from visualizer.findings.timing import Timing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Choice = str | tuple[str, ...] | None


class Paths:
    """What is left of populations in one prediction.

    Parameters
    ----------
    model : Compiled
    damage : Damage
    timings : sequence of Timing
    """

    def __init__(self, model: Compiled, damage: Damage, timings: Sequence[Timing]) -> None:
        self._model, self._damage, self._timings = model, damage, timings

    def which(
        self,
        kind: Choice,
        side: Choice = None,
        target: Choice = None,
        segment: Choice = None,
    ) -> Ints:
        """Return the indices of populations; None is any, a name ending in "*" is a prefix."""
        return _which(self._model.fibres, kind, side, target, segment)

    def lost(self, which: Ints) -> float:
        """Return the share of some populations that is interrupted, by weight; 0 if none."""
        return self._share(self._damage.lost, which)

    def left(self, which: Ints) -> float:
        """Return the share of some populations that is left, by weight; 1 if none."""
        return 1.0 - self.lost(which)

    def by_place(self, which: Ints, places: Sequence[str]) -> float:
        """Return the share interrupted in some of `PLACES`."""
        at = [PLACES.index(place) for place in places]
        if not len(which):
            return 0.0
        weight = self._model.total[which]
        cut = self._damage.cuts[:, :, which][:, at].sum(axis=(0, 1))
        return float(cut @ weight / weight.sum())

    def spread(self, which: Ints) -> Floats:
        """(lesions, places) share of some populations interrupted by each lesion in each place."""
        if not len(which):
            return np.zeros(self._damage.cuts.shape[:2])
        weight = self._model.total[which]
        share: Floats = self._damage.cuts[:, :, which] @ weight / weight.sum()
        return share

    def by_lesion(self, which: Ints) -> Floats:
        """(lesions,) share of some populations that each lesion interrupts."""
        if not len(which):
            return np.zeros(len(self._timings))
        weight = self._model.total[which]
        cut = self._damage.by_lesion[:, which] @ weight
        share: Floats = cut / weight.sum()
        return share

    def ripe(self, which: Ints, curve: str) -> float:
        """Return a time curve averaged over the lesions that cut some populations.

        Each lesion counts by what it cuts; 1 where nothing is cut.
        """
        cut = self.by_lesion(which)
        if cut.sum() <= 1e-9:
            return 1.0
        clock = self._model.knowledge.clock
        values = [clock.value(curve, t.tempo, t.days) for t in self._timings]
        return float(cut @ np.array(values) / cut.sum())

    def _share(self, lost: Floats, which: Ints) -> float:
        if not len(which):
            return 0.0
        weight = self._model.total[which]
        return float(lost[which] @ weight / weight.sum())


@lru_cache(maxsize=4096)
def _which(fibres: Fibres, kind: Choice, side: Choice, target: Choice, segment: Choice) -> Ints:
    populations = fibres.populations
    found = [
        i
        for name, own in _by_kind(fibres).items()
        if _fits(name, kind)
        for i in own
        if _fits(populations[i].side, side)
        and _fits(populations[i].target, target)
        and _fits(populations[i].segment, segment)
    ]
    return np.array(sorted(found), dtype=np.int64)


@lru_cache(maxsize=8)
def _by_kind(fibres: Fibres) -> dict[str, list[int]]:
    """Return the populations of each kind: most questions are about one."""
    found: dict[str, list[int]] = {}
    for i, population in enumerate(fibres.populations):
        found.setdefault(population.kind, []).append(i)
    return found


def _fits(name: str, choice: Choice) -> bool:
    if choice is None:
        return True
    wanted = (choice,) if isinstance(choice, str) else choice
    return any(name.startswith(w[:-1]) if w.endswith("*") else name == w for w in wanted)
