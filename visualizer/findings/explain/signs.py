"""Why a sign that is read off other findings is not there: which of them is missing."""

from collections.abc import Iterator

from visualizer.findings.explain.examined import Examined, Support
from visualizer.findings.finding import Finding
from visualizer.findings.patterns.compiled import SIDES, Row, seen_from, signs_of
from visualizer.findings.patterns.compiled import units_of as units_of_target
from visualizer.findings.tables.patterns import Answer, Brought, Condition, Measure, Pattern

MOST = 4
_QUANTITIES = {
    "strength": "strength",
    "upper": "loss of drive from above",
    "lower": "loss of the motor unit",
    "spinal": "loss of drive in the cord",
}


def sign_row(exam: Examined, finding: Finding) -> Row | None:
    """Return the row of a sign that is read off others, None if it is none."""
    for row in signs_of(exam.model).rows:
        if (row.sign.domain, row.sign.target, row.side) == (
            finding.domain,
            finding.target,
            finding.side,
        ):
            return row
    return None


def sign(exam: Examined, row: Row) -> Support:
    """Name what is missing of the pattern that comes nearest."""
    ways = [
        way
        for way in row.sign.patterns
        if way.value != "absent" and (not way.sides or row.side in way.sides)
    ]
    if not ways:
        return Support()
    nearest = min(ways, key=lambda way: len(list(_missing(exam, way, row))))
    texts = list(dict.fromkeys(_missing(exam, nearest, row)))[:MOST]
    return Support(remarks=tuple(texts) or ("Its findings have another reading here.",))


def _missing(exam: Examined, way: Pattern, row: Row) -> Iterator[str]:
    for condition in way.wants:
        yield from _unmet(exam, condition, row, wanted=True)
    for condition in way.unless:
        yield from _unmet(exam, condition, row, wanted=False)


def _unmet(exam: Examined, condition: Condition, row: Row, wanted: bool) -> Iterator[str]:
    if isinstance(condition, Brought):
        there = any(condition.sign in loss.brings for _, loss in exam.deficits.ends.losses)
        if wanted and not there:
            yield "It comes with certain diseases of junction or muscle, none of which is there."
        return
    where = seen_from(condition.where, row.side)
    sides = SIDES if where in ("both", "either") else (where,)
    said = [_said(exam, condition, side) for side in sides]
    fits = any(ok for ok, _ in said) if where == "either" else all(ok for ok, _ in said)
    if fits != wanted:
        yield from (text for ok, text in said if ok != wanted or where == "either")


def _said(exam: Examined, condition: Measure | Answer, side: str) -> tuple[bool, str]:
    """Tell whether a condition holds on a side, and how it stands in words."""
    beside = f"{side} " if side in SIDES else ""
    if isinstance(condition, Answer):
        found = exam.get(condition.domain, condition.target, side, condition.modality)
        value = "" if found is None else found.value
        name = " ".join(p for p in (_plain(condition.modality or ""), condition.domain) if p)
        text = f"{beside}{_plain(condition.target)} ({name}) is {_plain(value) or 'not examined'}"
        return value in condition.values, f"{text[:1].upper()}{text[1:]}."
    value_now = _measured(exam, condition, side)
    holds = (value_now < condition.limit) == condition.below
    need = "below" if condition.below else "at least"
    text = (
        f"{beside}{_plain(condition.target)}: {_QUANTITIES[condition.quantity]} is "
        f"{value_now:.0%} (it needs {need} {condition.limit:.0%})"
    )
    return holds, f"{text[:1].upper()}{text[1:]}.".replace("%", " %")


def _measured(exam: Examined, measure: Measure, side: str) -> float:
    deficits = exam.deficits
    each = deficits.strength
    if measure.quantity == "upper":
        each = 1.0 - deficits.per_unit(deficits.drive_now)
    elif measure.quantity == "lower":
        each = 1.0 - deficits.unit_motor * deficits.ends.strength
    elif measure.quantity == "spinal":
        each = deficits.per_unit(deficits.spinal_loss.sum(axis=0))
    parts = units_of_target(exam.model, measure.target, side)
    return float(sum(part * each[unit] for unit, part in parts))


def _plain(name: str) -> str:
    return name.replace("_", " ")
