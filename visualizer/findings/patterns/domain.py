"""Signs read off the findings before them: gait, posture of the hand, named signs."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from visualizer.findings.because import Because
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import EndLoss, Finding, Reason
from visualizer.findings.found import Found
from visualizer.findings.patterns.compiled import SIDES, Floats, Row, seen_from, signs_of, units_of
from visualizer.findings.reasons import Reasons, join
from visualizer.findings.tables.patterns import Answer, Brought, Condition, Measure, Pattern


class Patterns:
    """Findings of one prediction: signs that other findings make together."""

    def __init__(self, deficits: Deficits, reasons: Reasons, found: Found) -> None:
        self._deficits, self._reasons, self._found = deficits, reasons, found
        self._model = deficits.model
        self._signs = signs_of(deficits.model)

    def findings(self) -> Iterator[Finding]:
        """Yield every sign on each of its sides."""
        if not self._deficits.timings:
            yield from self._signs.healthy
            return
        rows, owner = list(self._signs.healthy), self._signs.owner
        told = set[int]()
        for way in np.flatnonzero(self._signs.holds(self._quantities())).tolist():
            at = owner[way]
            if at not in told and self._fits(self._signs.ways[way], self._signs.rows[at]):
                told.add(at)
                rows[at] = self._finding(self._signs.rows[at], self._signs.ways[way])
        yield from rows

    def _quantities(self) -> Floats:
        """(4, units) strength left; lost drive from above, motor unit, drive in the cord."""
        deficits = self._deficits
        per_unit = deficits.per_unit
        spinal = per_unit(deficits.spinal_loss.sum(axis=0))
        lower = 1.0 - deficits.unit_motor * deficits.ends.strength
        return np.stack([deficits.strength, 1.0 - per_unit(deficits.drive_now), lower, spinal])

    def _fits(self, way: Pattern, row: Row) -> bool:
        return all(
            self._holds(c, row) for c in way.wants if not isinstance(c, Measure)
        ) and not any(self._holds(c, row) for c in way.unless if not isinstance(c, Measure))

    def _holds(self, condition: Condition, row: Row) -> bool:
        if isinstance(condition, Brought):
            return bool(self._brought(condition, row))
        if isinstance(condition, Answer):
            answers = [self._value(condition, side) for side in _sides(condition, row)]
            fits = [value in condition.values for value in answers]
            return any(fits) if condition.where == "either" else all(fits)
        return True

    def _value(self, answer: Answer, side: str) -> str:
        return self._found.value(answer.domain, answer.target, side, answer.modality)

    def _brought(self, condition: Brought, row: Row) -> list[tuple[int, EndLoss]]:
        """Return the losses that bring a sign on a row's side."""
        sides = {row.side} if row.side in SIDES else set(SIDES)
        return [
            (lesion, loss)
            for lesion, loss in self._deficits.ends.losses
            if condition.sign in loss.brings
            and sides & set(loss.sides)
            and any(loss.share.values())
        ]

    def _finding(self, row: Row, way: Pattern) -> Finding:
        sign = row.sign
        because = () if way.value == "absent" else Because(lambda: self._why(row, way))
        return Finding(sign.domain, sign.target, row.side, way.value, way.certainty, because)

    def _why(self, row: Row, way: Pattern) -> tuple[Reason, ...]:
        """Blame the sign on what is behind the findings that it was read off."""
        rule = self._model.knowledge.rules[row.sign.rule]
        groups = [self._behind(c, row) for c in way.wants]
        made: dict[Reason, Reason] = {}
        for reason in join(groups):
            sources = tuple(dict.fromkeys((*rule.sources, *reason.sources)))
            named = replace(reason, rule=rule.id, sources=sources)
            made.setdefault(named, named)
        return tuple(made)

    def _behind(self, condition: Condition, row: Row) -> tuple[Reason, ...]:
        if isinstance(condition, Brought):
            return self._behind_brought(condition, row)
        if isinstance(condition, Answer):
            found = [
                self._found.get(condition.domain, condition.target, side, condition.modality)
                for side in _sides(condition, row)
            ]
            return join(finding.because for finding in found if finding is not None)
        return self._behind_measure(condition, row)

    def _behind_measure(self, measure: Measure, row: Row) -> tuple[Reason, ...]:
        if measure.below != (measure.quantity == "strength"):
            return ()
        groups = []
        for side in _sides(measure, row):
            for unit, _ in units_of(self._model, measure.target, side):
                if measure.quantity in ("strength", "lower"):
                    groups.append(self._reasons.motor(unit, "power.lmn"))
                    groups.append(self._reasons.ends(unit, "power"))
                if measure.quantity != "lower":
                    groups.append(self._reasons.descending(unit, "power.umn"))
        return join(groups)

    def _behind_brought(self, condition: Brought, row: Row) -> tuple[Reason, ...]:
        losses = [loss for _, loss in self._brought(condition, row)]
        worst = max(losses, key=lambda loss: max(loss.share.values()))
        most = max((m for m in worst.share if m != "*"), key=worst.share.__getitem__)
        groups = [
            self._reasons.ends(unit, "power")
            for side in worst.sides
            for unit, _ in units_of(self._model, condition.target or most, side)
        ]
        return join(groups)


def _sides(condition: Measure | Answer, row: Row) -> tuple[str, ...]:
    where = seen_from(condition.where, row.side)
    return SIDES if where in ("both", "either") else (where,)
