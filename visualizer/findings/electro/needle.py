"""Needle examination of every muscle."""

from collections.abc import Iterator
from functools import partial

from visualizer.findings.because import Because
from visualizer.findings.electro.measurement import Measurement
from visualizer.findings.electro.muscles import Muscles
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.reasons import join
from visualizer.findings.state import State
from visualizer.findings.trophic import Trophic

SPONTANEOUS = ("fibrillation", "fasciculation")
NORMAL = {"recruitment": "full", "motor units": "normal", "myotonic discharges": "absent"}


class Needle:
    """The needle examination of one scene."""

    def __init__(self, state: State, muscles: Muscles) -> None:
        self._state, self._muscles = state, muscles
        self._deficits = state.deficits
        self._model = state.deficits.model
        self._numbers = self._model.knowledge.electro.numbers

    def rows(self) -> Iterator[Measurement]:
        """Yield spontaneous activity, recruitment and motor units of every muscle."""
        trophic = Trophic(self._deficits, self._state.reasons)
        spontaneous: dict[tuple[str, str], list[Finding]] = {}
        for finding in trophic.findings():
            if finding.domain in SPONTANEOUS:
                spontaneous.setdefault((finding.target, finding.side), []).append(finding)
        for unit, (muscle, side) in enumerate(self._model.pools.units):
            if (muscle, side) not in spontaneous:
                continue
            for found in spontaneous[muscle, side]:
                yield _spontaneous(found)
            yield self._row(unit, "recruitment", *self._recruitment(unit))
            yield self._row(unit, "motor units", *self._units(unit))
            myotonic = self._muscles.myotonic(muscle, side)
            value = "present" if myotonic else "absent"
            yield self._row(unit, "myotonic discharges", value, "expected")

    def _recruitment(self, unit: int) -> tuple[str, str]:
        numbers, deficits = self._numbers, self._deficits
        axons = float(deficits.unit_motor[unit])
        drive = float(deficits.unit_drive[unit])
        fibres = float(deficits.ends.left[1][unit])
        least, doubt = numbers["needle.none_below"], numbers["needle.doubt"]
        if axons < least or drive < least:
            return "none", "expected"
        for part, limit, word in (
            (axons, numbers["needle.recruitment_from"], "reduced"),
            (drive, numbers["needle.activation_from"], "slow activation"),
            (fibres, numbers["needle.myopathic_below"], "early"),
        ):
            if part < limit:
                return word, "possible" if limit - part < doubt else "expected"
        return "full", "expected"

    def _units(self, unit: int) -> tuple[str, str]:
        numbers, deficits = self._numbers, self._deficits
        left = float(deficits.unit_motor[unit])
        junctions, fibres = (float(part[unit]) for part in deficits.ends.left)
        if left < numbers["needle.none_below"]:
            return "none", "expected"
        if fibres < numbers["needle.myopathic_below"]:
            near = numbers["needle.myopathic_below"] - fibres < numbers["needle.doubt"]
            return "small, short", "possible" if near else "expected"
        grown = float(self._muscles.growth[unit]) >= numbers["needle.reinnervated_from"]
        dead, _ = deficits.denervated("sprouting_axon")
        if grown and float(dead[unit]) >= numbers["needle.reinnervated_loss"]:
            return "large, long", "expected"
        if junctions < numbers["needle.unstable_below"]:
            return "varying", "expected"
        return "normal", "expected"

    def _row(self, unit: int, quantity: str, value: str, certainty: str) -> Measurement:
        muscle, side = self._model.pools.units[unit]
        verdict = "normal" if value == NORMAL[quantity] else "abnormal"
        verdict = "absent" if value == "none" else verdict
        return Measurement(
            kind="needle",
            study=muscle,
            side=side,
            quantity=quantity,
            value=value,
            unit="",
            normal=NORMAL[quantity],
            verdict=verdict,
            certainty=certainty,
            sources=("preston2013",),
            because=() if verdict == "normal" else Because(partial(self._why, unit)),
        )

    def _why(self, unit: int) -> tuple[Reason, ...]:
        reasons = self._state.reasons
        return join(
            (
                reasons.motor(unit, "electro.needle"),
                reasons.descending(unit, "electro.needle"),
                reasons.ends(unit, "electro"),
            )
        )


def _spontaneous(found: Finding) -> Measurement:
    return Measurement(
        kind="needle",
        study=found.target,
        side=found.side,
        quantity=found.domain,
        value=found.value,
        unit="",
        normal="absent",
        verdict="normal" if found.value == "absent" else "abnormal",
        certainty=found.certainty,
        sources=("preston2013",),
        because=found.because,
    )
