"""Repetitive stimulation: decrement at a low rate, increment after exercise."""

from collections.abc import Iterator

from visualizer.findings.electro.measurement import Asked, Judge, Measurement
from visualizer.findings.electro.studies import Studies
from visualizer.findings.finding import Reason
from visualizer.findings.reasons import join
from visualizer.findings.tables.electro import DiseaseSigns, MuscleStudy


class Trains(Studies):
    """The trains of stimuli of one scene."""

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
        return self._tables.numbers["train.decrement"] * share

    def _row(
        self, study: MuscleStudy, side: str, quantity: str, value: float | None
    ) -> Measurement:
        limit = self._tables.limits[study.id, quantity]
        judge = Judge(limit, self._tables.numbers["train.doubt"])
        asked = Asked("repetitive", study.id, side, quantity)
        return judge.measurement(asked, value, lambda: self._why(study.muscle, side), None)

    def _why(self, muscle: str, side: str) -> tuple[Reason, ...]:
        unit = self._model.unit_index[muscle, side]
        axons = self._state.reasons.motor(unit, "electro.motor")
        return join((axons, self._muscles.why(muscle, side)))
