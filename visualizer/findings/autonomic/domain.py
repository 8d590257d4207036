"""Horner, bladder, bowel, sweating and blood pressure."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.autonomic.bladder import BladderState, bladder_state
from visualizer.findings.autonomic.losses import Losses
from visualizer.findings.because import Because
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.found import Found
from visualizer.findings.reasons import Reasons, join

Floats = NDArray[np.float64]
SIDES = ("left", "right")
KINDS = (
    "sympathetic_head",
    "sympathetic_body",
    "bladder_descending",
    "bladder_parasympathetic",
    "bladder_afferent",
    "parasympathetic_salivary",
)
_PLAIN = (
    *(("horner", side, "absent") for side in SIDES),
    *(("sweating", side, "normal") for side in SIDES),
    ("bladder", "none", "normal"),
    ("bowel", "none", "normal"),
    ("neurogenic_shock", "none", "absent"),
    ("autonomic_dysreflexia", "none", "absent"),
    ("dry_mouth", "none", "absent"),
)
HEALTHY: Mapping[tuple[str, str], Finding] = {
    (target, side): Finding("autonomic", target, side, value) for target, side, value in _PLAIN
}


class Autonomic:
    """Findings of one prediction: Horner, bladder, bowel, sweating and blood pressure."""

    def __init__(self, deficits: Deficits, reasons: Reasons, found: Found) -> None:
        del found
        self._deficits, self._reasons = deficits, reasons
        self._numbers = deficits.model.knowledge.autonomic.numbers

    def findings(self) -> Iterator[Finding]:
        """Yield every row of the domain."""
        if not self._numbers or not self._deficits.touched(KINDS):
            yield from HEALTHY.values()
            return
        self._losses = Losses(self._deficits)
        shown = self._losses.shown(self._deficits.curve("sympathetic_shown"))
        self._shown = self._losses.mean(shown)
        self._dry = self._losses.mean(shown >= self._numbers["sweating.dry"])
        for side in SIDES:
            yield self._horner(side)
        for side in SIDES:
            yield self._sweating(side)
        yield from self._bladder_and_bowel()
        yield self._neurogenic_shock()
        yield self._dysreflexia()
        yield self._dry_mouth()

    def _row(
        self, target: str, side: str, value: str, certainty: str, because: Sequence[Reason]
    ) -> Finding:
        plain = HEALTHY[target, side]
        if value != plain.value:
            return Finding("autonomic", target, side, value, certainty, because)
        if certainty == "expected":
            return plain
        return Finding("autonomic", target, side, value, certainty)

    def _why(self, names: Sequence[str], sides: Sequence[str], rule: str) -> Sequence[Reason]:
        functions, reasons = self._losses.functions, self._reasons
        return Because(
            lambda: join(
                reasons.populations(functions.which[functions.row[name, side]], rule)
                for name in names
                for side in sides
            )
        )

    def _horner(self, side: str) -> Finding:
        numbers = self._numbers
        loss = float(self._shown[self._losses.functions.row["eye", side]])
        present = loss >= numbers["horner.present_from"]
        near = abs(loss - numbers["horner.present_from"]) < numbers["horner.doubt"]
        because = self._why(("eye",), (side,), "autonomic.horner")
        certainty = "possible" if near else "expected"
        return self._row("horner", side, "present" if present else "absent", certainty, because)

    def _sweating(self, side: str) -> Finding:
        numbers, row = self._numbers, self._losses.functions.row
        body, face, brow = (float(self._dry[row[part, side]]) for part in ("body", "face", "brow"))
        steps = (
            (body >= numbers["sweating.body_from"], "body", "expected"),
            (face >= numbers["sweating.face_sure"], "face", "expected"),
            (body >= numbers["sweating.body_some_from"], "body", "possible"),
            (face >= numbers["sweating.face_from"], "face", "undetermined"),
            (brow >= numbers["sweating.face_sure"], "brow", "possible"),
        )
        for is_so, part, certainty in steps:
            if is_so:
                because = self._why((part,), (side,), "autonomic.sweating")
                return self._row("sweating", side, f"lost_{part}", certainty, because)
        return self._row("sweating", side, "normal", "expected", ())

    def _bladder_and_bowel(self) -> Iterator[Finding]:
        state = bladder_state(self._losses, self._deficits)
        names = state.names
        for target, rule, value in (
            ("bladder", f"autonomic.bladder_{state.rule}", state.bladder),
            ("bowel", f"autonomic.bowel_{state.rule}", state.bowel),
        ):
            because = self._why(names, SIDES, rule) if names else ()
            yield self._row(target, "none", value, _bowel_doubt(target, state), because)

    def _both_sides(self, curve: Floats, least: float) -> float:
        """Share of the splanchnic outflow cut off from above on both sides."""
        losses = self._losses
        if not curve.any() or min(losses.spinal("splanchnic", side) for side in SIDES) == 0.0:
            return 0.0
        share = losses.mean(losses.severed(curve) >= least)
        return float(min(share[losses.functions.row["splanchnic", side]] for side in SIDES))

    def _neurogenic_shock(self) -> Finding:
        curve = self._deficits.curve("neurogenic_shock")
        acute = (curve >= self._numbers["pressure.shock_from"]).astype(float)
        if not self._above_t6(acute, "cut"):
            return self._spared("neurogenic_shock", acute)
        because = self._why(("splanchnic",), SIDES, "autonomic.neurogenic_shock")
        return self._row("neurogenic_shock", "none", "present", "possible", because)

    def _dysreflexia(self) -> Finding:
        curve = self._deficits.curve("dysreflexia")
        late = (curve >= self._numbers["pressure.dysreflexia_from"]).astype(float)
        if not self._above_t6(late, "cut"):
            return self._spared("autonomic_dysreflexia", late)
        because = self._why(("splanchnic",), SIDES, "autonomic.dysreflexia")
        certainty = "expected" if self._above_t6(curve, "complete") else "possible"
        return self._row("autonomic_dysreflexia", "none", "present", certainty, because)

    def _above_t6(self, curve: Floats, severity: str) -> bool:
        """Tell whether enough of the splanchnic outflow is cut off from above on both sides."""
        share = self._both_sides(curve, self._numbers[f"pressure.{severity}"])
        return share >= self._numbers["pressure.splanchnic_from"]

    def _spared(self, target: str, curve: Floats) -> Finding:
        """Answer absent, only possibly so where some of the outflow is cut off."""
        share = self._both_sides(curve, self._numbers["pressure.cut_some"])
        some = share >= self._numbers["pressure.splanchnic_some_from"]
        return self._row(target, "none", "absent", "possible" if some else "expected", ())

    def _dry_mouth(self) -> Finding:
        numbers = self._numbers
        loss = sum(self._losses.share("saliva", side) for side in SIDES) / 2
        dry = loss >= numbers["saliva.dry_from"]
        near = abs(loss - numbers["saliva.dry_from"]) < numbers["saliva.doubt"]
        because = self._why(("saliva",), SIDES, "autonomic.dry_mouth")
        certainty = "possible" if near else "expected"
        return self._row("dry_mouth", "none", "present" if dry else "absent", certainty, because)


def _bowel_doubt(target: str, state: BladderState) -> str:
    """Return the certainty of a state; a bowel that only may be spared is possibly normal."""
    if target == "bowel" and state.bowel == "normal" and state.bladder != "normal":
        return "possible"
    return state.certainty
