"""Repetitive stimulation: decrement at a low rate, increment after exercise."""

from collections.abc import Iterator

import numpy as np

from visualizer.findings.because import why
from visualizer.findings.electro.measurement import Judge, Measurement
from visualizer.findings.electro.muscles import Muscles
from visualizer.findings.electro.state import State
from visualizer.findings.finding import Reason
from visualizer.findings.knowledge import read_curve
from visualizer.findings.reasons import join
from visualizer.findings.tables.electro import DiseaseSigns, MuscleStudy


class Trains:
    """The trains of stimuli of one scene."""

    def __init__(self, state: State, muscles: Muscles) -> None:
        self._state, self._muscles = state, muscles
        self._model = state.deficits.model
        self._tables = self._model.knowledge.electro

    def rows(self) -> Iterator[Measurement]:
        """Yield decrement and, where it has a limit, increment of every study."""
        for study in self._tables.repetitive:
            for side in ("right", "left"):
                unit = self._model.unit_index.get((study.muscle, side))
                if unit is None:
                    continue
                axons = float(self._state.deficits.unit_motor[unit])
                answers = self._muscles.response(study.muscle, side, axons)
                there = answers >= self._tables.numbers["nerve.response_from"]
                for quantity in ("decrement", "increment"):
                    if (study.id, quantity) in self._tables.limits:
                        value = self._value(study, side, quantity) if there else None
                        yield self._row(study, side, quantity, value)

    def _value(self, study: MuscleStudy, side: str, quantity: str) -> float:
        value = self._tables.limits[study.id, quantity].mean
        for signs, share, grown in self._muscles.junctions(study.muscle, side):
            value = max(value, self._of(signs, quantity, share, grown))
        return value

    def _of(self, signs: DiseaseSigns, quantity: str, share: float, grown: float) -> float:
        if signs.junction == "pre":
            return grown * (signs.decrement if quantity == "decrement" else signs.increment)
        if quantity == "increment":
            return 0.0
        points = self._tables.curves["decrement", "post"]
        return float(read_curve(points, np.array([share]))[0])

    def _row(
        self, study: MuscleStudy, side: str, quantity: str, value: float | None
    ) -> Measurement:
        limit = self._tables.limits[study.id, quantity]
        judge = Judge(limit, self._tables.numbers["train.doubt"])
        verdict = "absent" if value is None else judge.verdict(value)
        return Measurement(
            kind="repetitive",
            study=study.id,
            side=side,
            quantity=quantity,
            value=None if value is None else round(value),
            unit=limit.unit,
            normal=judge.normal,
            verdict=verdict,
            certainty="expected" if value is None else judge.certainty(value),
            sources=limit.sources,
            because=() if verdict == "normal" else why(lambda: self._why(study.muscle, side)),
        )

    def _why(self, muscle: str, side: str) -> tuple[Reason, ...]:
        unit = self._model.unit_index[muscle, side]
        axons = self._state.reasons.motor(unit, "electro.motor")
        return join((axons, self._muscles.why(muscle, side)))
