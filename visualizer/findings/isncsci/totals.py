"""Sums of the scores; ND where a score that is missing would be needed."""

from collections.abc import Iterable

from visualizer.findings.isncsci.exam import LOWER, UPPER, ExamSide, grade_of

UNKNOWN_MOTOR = frozenset({"NT", "NT*", "0*", "1*", "2*", "3*"})
UNKNOWN_SENSORY = frozenset({"NT", "NT*", "0*"})
FULL_MOTOR, FULL_SENSORY = 5, 2


def side_totals(side: ExamSide) -> dict[str, str]:
    """Return upper and lower motor, touch and prick sums of a side."""
    return {
        "upper": _sum((side.motor[m] for m in UPPER), FULL_MOTOR, UNKNOWN_MOTOR),
        "lower": _sum((side.motor[m] for m in LOWER), FULL_MOTOR, UNKNOWN_MOTOR),
        "touch": _sum(side.light_touch.values(), FULL_SENSORY, UNKNOWN_SENSORY),
        "prick": _sum(side.pin_prick.values(), FULL_SENSORY, UNKNOWN_SENSORY),
    }


def _sum(scores: Iterable[str], full: int, unknown: frozenset[str]) -> str:
    listed = list(scores)
    if any(score in unknown for score in listed):
        return "ND"
    excused = any(score.endswith("**") for score in listed)
    total = sum(full if s.endswith("**") else int(grade_of(s)) for s in listed)
    return f"{total}*" if excused else str(total)
