"""Examinations written briefly: a score holds from its level down to the next one named."""

from visualizer.findings.isncsci import MOTOR_LEVELS, SENSORY_LEVELS, Exam, ExamSide
from visualizer.findings.isncsci.exam import Observation


def scores(levels: tuple[str, ...], text: str) -> dict[str, str]:
    """Read "C2 2, C7 1, C8 0" as a score for every level."""
    changes = dict(part.split() for part in text.split(", "))
    found, now = {}, ""
    for level in levels:
        now = changes.get(level, now)
        found[level] = now
    return found


def side(motor: str, touch: str, prick: str = "", other: str | None = None) -> ExamSide:
    """Make one side; without pin prick it is as light touch."""
    return ExamSide(
        scores(MOTOR_LEVELS, motor),
        scores(SENSORY_LEVELS, touch),
        scores(SENSORY_LEVELS, prick or touch),
        other,
    )


def exam(
    right: ExamSide, left: ExamSide | None = None, vac: Observation = "No", dap: Observation = "No"
) -> Exam:
    """Make an examination; without a left side it is as the right one."""
    return Exam(right, left or right, vac, dap)
