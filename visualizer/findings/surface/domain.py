"""Superficial and sacral reflexes, and the grasp reflex."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import Because
from visualizer.findings.deficits import CORD, Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.found import Found
from visualizer.findings.reasons import Reasons, join
from visualizer.findings.surface.arcs import SIDES, ArcLoss, Arcs, arc_losses, driven, surface_arcs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
KINDS = ("afferent_large", "afferent_small", "lmn", "corticospinal", "centre")
GRADES = {"absent": "0", "decreased": "1+", "normal": "2+"}
_EPSILON = 1e-9
_LITTLE_SHOCK = 0.02


def _normal(target: str, side: str) -> Finding:
    return Finding("reflex", target, side, "normal", grade="2+")


_HEALTHY: Mapping[tuple[str, str], Finding] = {
    **{
        (name, side): _normal(name, side)
        for name in ("abdominal_upper", "abdominal_lower", "cremasteric")
        for side in SIDES
    },
    **{(name, "none"): _normal(name, "none") for name in ("bulbocavernosus", "anal")},
    **{("grasp", side): Finding("reflex", "grasp", side, "absent") for side in SIDES},
}


class SurfaceReflexes:
    """Findings of one prediction: superficial and sacral reflexes."""

    def __init__(self, deficits: Deficits, reasons: Reasons, found: Found) -> None:
        self._deficits, self._reasons, self._found = deficits, reasons, found
        self._tables = deficits.model.knowledge.surface

    @cached_property
    def _plain_from(self) -> float:
        """Gain from which a reflex is normal beyond doubt."""
        numbers = self._tables.numbers
        return numbers["arc.decreased_below"] + numbers["arc.doubt"]

    def findings(self) -> Iterator[Finding]:
        """Yield every row of the domain."""
        if not self._touched():
            yield from _HEALTHY.values()
            return
        arcs = surface_arcs(self._deficits)
        losses = arc_losses(self._deficits, arcs)
        whole = losses.whole
        through = whole * driven(losses.drive, self._deficits)
        gains = dict(
            zip(
                arcs.at,
                zip((arcs.mean @ whole).tolist(), (arcs.mean @ through).tolist(), strict=True),
                strict=True,
            )
        )
        for arc in self._tables.arcs:
            if arc.midline:
                yield self._midline(arc.id, [gains[arc.id, side][1] for side in SIDES], arcs)
                continue
            for side in SIDES:
                yield self._sided(arc.id, side, gains[arc.id, side], arcs, losses)
        for side in SIDES:
            yield self._grasp(side, arcs.grasp[side])

    def _touched(self) -> bool:
        if not self._tables.arcs:
            return False
        return bool(self._deficits.ends.losses) or self._deficits.touched(KINDS)

    def _value(self, gain: float) -> tuple[str, str]:
        """Return value and certainty of a gain, 1 being normal."""
        numbers = self._tables.numbers
        low, high = numbers["arc.absent_below"], numbers["arc.decreased_below"]
        value = "absent" if gain < low else "decreased" if gain < high else "normal"
        near = min(abs(gain - low), abs(gain - high)) < numbers["arc.doubt"]
        return value, "possible" if near else "expected"

    def _row(
        self, target: str, side: str, value: str, certainty: str, because: Sequence[Reason]
    ) -> Finding:
        plain = _HEALTHY[target, side]
        if value == plain.value and certainty == "expected":
            return plain
        reasons = because if value != plain.value else ()
        return Finding("reflex", target, side, value, certainty, reasons, grade=GRADES[value])

    def _sided(
        self, target: str, side: str, gains: tuple[float, float], arcs: Arcs, losses: ArcLoss
    ) -> Finding:
        whole, gain = gains
        if gain >= self._plain_from:
            return _HEALTHY[target, side]
        value, certainty = self._value(gain)
        at = arcs.at[target, side]
        limbs = ("skin", "motor", "nerve") if whole < 1.0 - _EPSILON else ()
        drive = ("drive",) if losses.drive[at].max() > _EPSILON else ()
        if value != "normal" and target in self._tables.lists["returning.reflexes"] and whole > 0.5:
            certainty = self._returning(arcs.driving[target, side], certainty)
        because = self._why(arcs, at, limbs, drive)
        return self._row(target, side, value, certainty, because)

    def _returning(self, which: Ints, certainty: str) -> str:
        """Doubt the loss of a reflex that may come back below a lesion of the cord."""
        cord = float(self._deficits.paths.spread(which)[:, CORD].sum())
        return "possible" if cord > 0.5 else certainty

    def _midline(self, target: str, sides: Sequence[float], arcs: Arcs) -> Finding:
        gain = sum(sides) / 2
        shock = self._shock if target in self._tables.lists["shock.reflexes"] else 0.0
        if gain * (1.0 - shock) >= self._plain_from and shock <= _LITTLE_SHOCK:
            return _HEALTHY[target, "none"]
        value, certainty = self._value(gain * (1.0 - shock))
        if shock > _LITTLE_SHOCK and gain > self._tables.numbers["arc.absent_below"]:
            certainty = "possible"
        at = [i for side in SIDES for i in arcs.at[target, side]]
        if gain < 1.0 - _EPSILON:
            because = self._why(arcs, at, ("skin", "motor"), ())
        else:
            because = Because(self._why_shock)
        return self._row(target, "none", value, certainty, because)

    @cached_property
    def _shock(self) -> float:
        """Return how deep spinal shock takes the sacral reflexes, 0 to 1."""
        deficits = self._deficits
        curve, at = deficits.curve("shock_surface"), surface_arcs(deficits).shock
        if not curve.any() or not len(at):
            return 0.0
        depth = deficits.shock_depth[at].mean()
        return float(np.clip(depth * (curve @ deficits.spinal_loss[:, at]).mean(), 0.0, 1.0))

    def _why_shock(self) -> tuple[Reason, ...]:
        units = np.unique(self._deficits.model.pools.unit[surface_arcs(self._deficits).shock])
        return join(self._reasons.descending(int(unit), "surface.shock") for unit in units)

    def _why(
        self, arcs: Arcs, at: Sequence[int], limbs: tuple[str, ...], drive: tuple[str, ...]
    ) -> Sequence[Reason]:
        def make() -> tuple[Reason, ...]:
            groups = []
            for names, rule in ((limbs, "surface.arc_lost"), (drive, "surface.drive_lost")):
                for name in names:
                    which = [getattr(arcs.rows[i], name) for i in at]
                    groups.append(self._reasons.populations(np.unique(np.concatenate(which)), rule))
            return join(groups)

        return Because(make)

    def _grasp(self, side: str, which: Ints) -> Finding:
        lists, numbers = self._tables.lists, self._tables.numbers
        loss = self._deficits.paths.lost(which)
        plain = _HEALTHY["grasp", side]
        if loss < numbers["grasp.present_from"] - numbers["grasp.doubt"]:
            return plain
        if self._found.value("power", lists["grasp.muscle"][0], side) == "paralysed":
            return Finding("reflex", "grasp", side, "absent", "undetermined")
        if loss < numbers["grasp.present_from"]:
            return Finding("reflex", "grasp", side, "absent", "possible")
        near = loss < numbers["grasp.present_from"] + numbers["grasp.doubt"]
        because = Because(lambda: self._reasons.populations(which, "surface.grasp"))
        certainty = "possible" if near else "expected"
        return Finding("reflex", "grasp", side, "present", certainty, because)
