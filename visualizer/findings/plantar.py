"""The plantar response, from the drive to the foot and the movers of the toes."""

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from visualizer.findings.because import Because
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.reasons import Reasons, join
from visualizer.findings.shares import within

SIDES = ("left", "right")


class Plantar:
    """Plantar findings of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._numbers = deficits.model.knowledge.numbers

    def findings(self) -> Iterator[Finding]:
        """Yield the plantar response of each side that has toe movers."""
        for side in SIDES:
            if self._units("plantar.pathway", side) and self._units("plantar.flexors", side):
                yield self._side(side)

    def _units(self, name: str, side: str) -> tuple[int, ...]:
        return _units(self._model, name, side)

    @staticmethod
    def _mean(per_unit: Sequence[float], units: Sequence[int]) -> float:
        return sum([per_unit[unit] for unit in units]) / len(units) if units else 1.0

    @cached_property
    def _left(self) -> tuple[list[float], list[float], list[float]]:
        """(units,) motor limb and skin that are left, and corticospinal drive that is lost."""
        deficits = self._deficits
        moved, felt, driven = deficits.mover_left, deficits.skin_left, deficits.corticospinal_loss
        each: list[list[float]] = [deficits.per_unit(x).tolist() for x in (moved, felt, driven)]
        return each[0], each[1], each[2]

    def _side(self, side: str) -> Finding:
        numbers, (moved, skin, driven) = self._numbers, self._left
        need = numbers["plantar.mover_needed"]
        extensors = self._units("plantar.extensors", side)
        flexors = self._units("plantar.flexors", side)
        soles = self._units("plantar.afferents", side)
        pathway = self._units("plantar.pathway", side)
        up = self._mean(moved, extensors) >= need
        down = self._mean(moved, flexors) >= need
        felt = self._mean(skin, soles) >= need
        loss = self._mean(driven, pathway)
        if not felt and (up or down):
            because = Because(lambda: self._afferents(soles))
            return Finding("plantar", "plantar", side, "absent", "possible", because)
        if loss >= numbers["plantar.release_from"] and up:
            return self._driven(side, loss, pathway)
        movers = extensors if loss >= numbers["plantar.release_from"] else flexors
        if loss >= numbers["plantar.release_from"] or not down:
            because = Because(lambda: self._movers(movers))
            return Finding("plantar", "plantar", side, "absent", "expected", because)
        near = abs(loss - numbers["plantar.release_from"]) < 0.1 and loss > 0
        return Finding("plantar", "plantar", side, "flexor", "possible" if near else "expected")

    def _driven(self, side: str, loss: float, pathway: Sequence[int]) -> Finding:
        """Answer for a foot whose corticospinal drive is cut and whose toe can rise."""
        ready, shocked = self._release_and_shock
        ripe = self._mean(ready, pathway) / max(loss, 1e-9)
        depth = self._mean(shocked, pathway)
        if depth >= self._numbers["plantar.shock_from"] and ripe < 0.5:
            because = Because(lambda: self._descending(pathway, "plantar.shock"))
            value = "delayed_plantar_response"
            return Finding("plantar", "plantar", side, value, "possible", because)
        if ripe < 0.5:
            return Finding("plantar", "plantar", side, "flexor", "undetermined")
        because = Because(lambda: self._descending(pathway, "plantar.released"))
        sure = ripe > 0.98 and loss >= self._numbers["plantar.release_from"] + 0.1
        certainty = "expected" if sure else "possible"
        return Finding("plantar", "plantar", side, "extensor", certainty, because)

    @cached_property
    def _release_and_shock(self) -> tuple[list[float], list[float]]:
        """(units,) corticospinal drive lost as far as release has come, and spinal shock."""
        deficits = self._deficits
        ready = deficits.per_unit(deficits.release("plantar") * deficits.corticospinal_loss)
        fresh = deficits.curve("shock_reflex_spinal") @ deficits.spinal_loss
        shocked = deficits.per_unit(within(deficits.shock_depth * fresh))
        return ready.tolist(), shocked.tolist()

    def _descending(self, units: Sequence[int], rule: str) -> tuple[Reason, ...]:
        return join(self._reasons.descending(unit, rule) for unit in units)

    def _movers(self, units: Sequence[int]) -> tuple[Reason, ...]:
        return join(
            reasons
            for unit in units
            for reasons in (
                self._reasons.motor(unit, "plantar.mute"),
                self._reasons.ends(unit, "plantar"),
            )
        )

    def _afferents(self, units: Sequence[int]) -> tuple[Reason, ...]:
        pools = self._model.pools
        at = [int(p) for unit in units for p in self._model.pools_of[pools.units[unit]]]
        return self._reasons.pools(at, pools.weight[at], "ia", "plantar.afferent_lost")


@lru_cache(maxsize=32)
def _units(model: Compiled, name: str, side: str) -> tuple[int, ...]:
    """Return the muscles of a list that the body has on a side."""
    index = model.unit_index
    return tuple(
        index[muscle, side] for muscle in model.knowledge.lists[name] if (muscle, side) in index
    )
