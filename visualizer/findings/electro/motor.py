"""Motor nerve conduction: latency, amplitude, block, velocity and F wave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import Because
from visualizer.findings.electro.breaks import Break, answering, conduction_ms, slowed
from visualizer.findings.electro.courses import Bundle, bundle
from visualizer.findings.electro.measurement import Asked, Judge, Measurement
from visualizer.findings.electro.studies import Studies
from visualizer.findings.finding import Reason
from visualizer.findings.reasons import join
from visualizer.findings.tables.electro import Limit, MotorStudy

Floats = NDArray[np.float64]
#: At the motor neuron, as in the usual formula for the velocity of the F wave (preston2013).
TURNAROUND_MS = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """Response to a stimulus at one place: part of the normal amplitude, and latency."""

    share: float
    latency: float


class MotorStudies(Studies):
    """The motor studies of one scene."""

    def rows(self) -> Iterator[Measurement]:
        """Yield every quantity of every study, right before left."""
        for study in self._tables.motor:
            for side in ("right", "left"):
                which = self._state.deficits.paths.which("lmn", side, study.muscle)
                fibres = bundle(self._model.fibres, tuple(which.tolist()), study.places)
                if fibres is not None:
                    yield from _Study(self, study, side, fibres).rows()


class _Study:
    """One study on one side."""

    def __init__(self, all_of: MotorStudies, study: MotorStudy, side: str, fibres: Bundle) -> None:
        self._study, self._side, self._fibres = study, side, fibres
        self._numbers, self._tables = all_of._numbers, all_of._tables
        self._state, self._muscles = all_of._state, all_of._muscles
        self._breaks: Sequence[Break] = all_of._breaks.of(fibres, "motor_excitable")
        self._which = self._state.deficits.paths.which("lmn", side, study.muscle)

    def rows(self) -> Iterator[Measurement]:
        answers = [self._answer(at) for at in self._fibres.places]
        yield self._latency(answers[0])
        for place, answer in zip(self._study.places, answers, strict=True):
            yield self._amplitude(place.at, answer)
        for i in range(len(answers) - 1):
            yield self._block(i, answers)
            yield self._velocity(i, answers)
        if self._study.f_wave:
            yield self._f_wave(answers[0])

    def _limit(self, quantity: str) -> Limit:
        return self._tables.limits[self._study.id, quantity]

    @property
    def _speed(self) -> float:
        """Normal velocity of the nerve, m/s, which is mm/ms; without one that of its latency."""
        known = self._tables.limits.get((self._study.id, "velocity"))
        if known is not None:
            return known.mean
        return self._study.standard_mm / self._limit("distal latency").mean

    def _answer(self, at: Floats) -> _Answer:
        fibres, numbers = self._fibres, self._numbers
        share = answering(self._breaks, fibres, at, fibres.length, None)
        axonal = numbers["nerve.axonal_slowing"]
        time = conduction_ms(self._breaks, at, fibres.length, self._speed, axonal)
        weight = fibres.weight * share
        whole = float(weight.sum())
        end = self._limit("distal latency").mean - self._study.standard_mm / self._speed
        mean = float(weight @ time / whole) if whole > 0 else 0.0
        return _Answer(
            self._muscles.response(self._study.muscle, self._side, whole),
            mean + end * slowed(self._breaks),
        )

    def _there(self, answer: _Answer) -> bool:
        return answer.share >= self._numbers["nerve.response_from"]

    def _row(
        self,
        quantity: str,
        value: float | None,
        limit: Limit,
        rule: str,
        digits: int = 1,
    ) -> Measurement:
        judge = Judge(limit, self._numbers["nerve.doubt"])
        asked = Asked("motor", self._study.id, self._side, quantity)
        return judge.measurement(asked, value, lambda: self._why(rule), digits)

    def _why(self, rule: str) -> tuple[Reason, ...]:
        ends = self._muscles.why(self._study.muscle, self._side)
        return join((self._state.reasons.populations(self._which, rule), ends))

    def _latency(self, answer: _Answer) -> Measurement:
        value = answer.latency if self._there(answer) else None
        return self._row("distal latency", value, self._limit("distal latency"), "electro.slowing")

    def _amplitude(self, place: str, answer: _Answer) -> Measurement:
        limit = self._limit("amplitude")
        value = answer.share * limit.mean if self._there(answer) else None
        return self._row(f"amplitude, {place}", value, limit, "electro.motor")

    def _block(self, i: int, answers: Sequence[_Answer]) -> Measurement:
        """Compare a place with the one distal to it: the fall of the response in percent."""
        near, far = answers[i], answers[i + 1]
        numbers = self._numbers
        limit = Limit("%", 0.0, None, numbers["block.fall"], self._tables.cited["block"])
        names = [place.at for place in self._study.places[i : i + 2]]
        quantity = f"amplitude drop, {names[0]} to {names[1]}"
        if not self._there(near):
            return self._row(quantity, None, limit, "electro.motor", 0)
        fall = 100.0 * (1.0 - far.share / near.share)
        row = self._row(quantity, max(fall, 0.0), limit, "electro.motor", 0)
        doubtful = numbers["block.possible"] <= fall < numbers["block.fall"]
        if not doubtful:
            return row
        because = Because(lambda: self._why("electro.motor"))
        return replace(row, verdict="abnormal", certainty="possible", because=because)

    def _velocity(self, i: int, answers: Sequence[_Answer]) -> Measurement:
        study, fibres = self._study, self._fibres
        across = [q for s, q in self._tables.limits if s == study.id and q.startswith("velocity ")]
        last = i == len(answers) - 2 and i > 0
        quantity = across[0] if across and last else "velocity"
        limit = self._limit(quantity)
        names = [place.at for place in study.places[i : i + 2]]
        name = quantity if quantity != "velocity" else f"velocity, {names[0]} to {names[1]}"
        if not (self._there(answers[i]) and self._there(answers[i + 1])):
            return self._row(name, None, limit, "electro.slowing")
        length = float(fibres.weight @ np.abs(fibres.places[i] - fibres.places[i + 1]))
        value = length / max(answers[i + 1].latency - answers[i].latency, 1e-3)
        return self._row(name, min(value, limit.mean), limit, "electro.slowing")

    def _f_wave(self, distal: _Answer) -> Measurement:
        """Time the wave from the distal place to the cell and back to the muscle."""
        fibres, numbers = self._fibres, self._numbers
        start = np.zeros(len(fibres.fibres))
        whole = answering(self._breaks, fibres, start, fibres.length, None)
        limit = self._limit("F latency")
        if not self._there(distal) or float(fibres.weight @ whole) < numbers["nerve.f_from"]:
            return self._row("F latency", None, limit, "electro.motor")
        speed = self._speed * numbers["nerve.proximal_velocity"]
        time = conduction_ms(
            self._breaks, start, fibres.places[0], speed, numbers["nerve.axonal_slowing"]
        )
        weight = fibres.weight * whole
        mean = float(weight @ time / weight.sum())
        value = 2 * mean + TURNAROUND_MS + distal.latency
        return self._row("F latency", value, limit, "electro.slowing")
