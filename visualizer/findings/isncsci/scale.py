"""Completeness and the ASIA impairment scale, with every grade that is possible."""

from dataclasses import dataclass

from visualizer.findings.isncsci.exam import (
    LEVELS,
    MAY_BE_ABSENT,
    MOTOR_LEVELS,
    WEAK,
    WEAK_EXCUSED,
    Exam,
    ExamSide,
    without_stars,
)
from visualizer.findings.isncsci.levels import neurological_level

ZERO_STARRED = frozenset({"0*"})
ZERO_EXCUSED = frozenset({"0**"})
#: a key muscle that may not move at all
MAY_NOT_MOVE = frozenset({"0", "NT", "NT*", "0*"})
MAY_BE_WEAK_CERTAINLY = WEAK | {"NT", "NT*"}
WEAK_FOR_ANOTHER_REASON = frozenset({"0*", "1*", "2*"})
NON_KEY_REACH = 4  # more than three levels below the motor level


@dataclass(frozen=True, slots=True)
class May:
    """Whether something may be so, and whether that hangs on a starred score."""

    be: bool
    starred: bool = False


def injury_complete(exam: Exam) -> str:
    """Return C, I or both, by what is left at S4-5."""
    sacral = exam.sacral
    untouched = exam.anal_contraction == "No" and exam.anal_pressure == "No"
    no_motor = exam.anal_contraction != "Yes" and exam.anal_pressure != "Yes"
    if no_motor and all(score in MAY_BE_ABSENT for score in sacral):
        if untouched and all(score == "0" for score in sacral):
            return "C"
        if untouched and all(score in {"0"} | ZERO_STARRED for score in sacral):
            return "C*,I*"
        return "C,I"
    return "I*" if untouched and all(s in {"0"} | ZERO_EXCUSED for s in sacral) else "I"


def impairment_scale(exam: Exam, complete: str, motor: tuple[str, str], level: str) -> str:
    """Return every grade, A to E, that is possible.

    Parameters
    ----------
    complete : str
        From `injury_complete`.
    motor : tuple of str
        Motor levels of the right and the left.
    level : str
        Neurological level of injury.
    """
    if level in ("INT", "INT*") and exam.anal_contraction != "No":
        return "E" + level.removeprefix("INT")
    grades = []
    if "C" in complete:
        grades.append("A*" if "*" in complete else "A")
    for grade, may in (("B", _motor_complete(exam, motor)), *_motor_grades(exam, motor, level)):
        if may.be:
            grades.append(grade + ("*" if may.starred else ""))
    if "INT" in level and exam.anal_contraction != "No":
        grades.append("E*" if "INT*" in level else "E")
    return ",".join(grades)


def _motor_grades(exam: Exam, motor: tuple[str, str], level: str) -> list[tuple[str, May]]:
    moves = _motor_incomplete(exam, motor)
    if not moves.be:
        return []
    weak, plain = _mostly_weak(exam, level), without_stars(exam)
    unstarred = _mostly_weak(plain, neurological_level(plain))
    strong = _mostly_strong(exam, level)
    return [
        ("C", May(weak.be, weak.starred or moves.starred or not unstarred.be)),
        ("D", May(strong.be, strong.starred or moves.starred)),
    ]


def _sacral_sensation(exam: Exam) -> May:
    sacral = exam.sacral
    spared = exam.anal_pressure != "No" or any(score != "0" for score in sacral)
    only_starred = (
        exam.anal_pressure == "No"
        and any(score != "0" for score in sacral)
        and all(score in {"0"} | ZERO_STARRED | ZERO_EXCUSED for score in sacral)
    )
    return May(spared, only_starred)


def _far_below(motor_level: str) -> tuple[str, ...]:
    """Key muscles more than three levels below a motor level."""
    name = motor_level.rstrip("*")
    at = len(LEVELS) if name == "INT" else LEVELS.index(name) + NON_KEY_REACH
    return tuple(m for m in MOTOR_LEVELS if LEVELS.index(m) >= at)


def _motor_complete(exam: Exam, motor: tuple[str, str]) -> May:
    feeling = _sacral_sensation(exam)
    sides = [_may_be_still(side, level) for side, level in zip(exam.sides, motor, strict=True)]
    may_be = exam.anal_contraction != "Yes" and all(side.be for side in sides)
    starred = exam.anal_contraction == "No" and any(side.starred for side in sides)
    return May(feeling.be and may_be, feeling.starred or starred)


def _may_be_still(side: ExamSide, levels: str) -> May:
    starred = False
    for level in levels.split(","):
        far = _far_below(level)
        moving = [m for m in far if side.motor[m] not in MAY_NOT_MOVE or m == side.lowest_non_key]
        seen = far[: far.index(moving[0]) + 1] if moving else far
        starred = starred or any(side.motor[m] in ZERO_STARRED | ZERO_EXCUSED for m in seen)
        if not moving:
            return May(True, starred)
    return May(False)


def _motor_incomplete(exam: Exam, motor: tuple[str, str]) -> May:
    if exam.anal_contraction != "No":
        return May(True)
    if not _sacral_sensation(exam).be:
        return May(False)
    sides = [_may_move(side, level) for side, level in zip(exam.sides, motor, strict=True)]
    return May(any(side.be for side in sides), any(side.be and side.starred for side in sides))


def _may_move(side: ExamSide, levels: str) -> May:
    for level in levels.split(","):
        for muscle in _far_below(level):
            if side.motor[muscle] != "0" or muscle == side.lowest_non_key:
                return May(True, side.motor[muscle] in ZERO_EXCUSED)
    return May(False)


def _muscles_below(exam: Exam, level: str) -> list[str]:
    at = LEVELS.index("S4_5") if level == "INT" else LEVELS.index(level)
    return [side.motor[m] for side in exam.sides for m in MOTOR_LEVELS if LEVELS.index(m) > at]


def _mostly_weak(exam: Exam, levels: str) -> May:
    """Whether more than half of the key muscles below may be weaker than grade 3."""
    for level in levels.replace("*", "").split(","):
        scores = _muscles_below(exam, level)
        sure = sum(score in MAY_BE_WEAK_CERTAINLY for score in scores)
        starred = sum(score in WEAK_FOR_ANOTHER_REASON for score in scores)
        if sure + starred > len(scores) / 2:
            return May(True, sure <= len(scores) / 2)
    return May(False)


def _mostly_strong(exam: Exam, levels: str) -> May:
    """Whether at least half of the key muscles below may have grade 3 or more."""
    found = May(False)
    for level in levels.replace("*", "").split(","):
        scores = _muscles_below(exam, level)
        able = sum(score not in WEAK for score in scores)
        starred = sum(score in WEAK_FOR_ANOTHER_REASON | WEAK_EXCUSED for score in scores)
        if able - starred >= len(scores) / 2:
            return May(True)
        if able >= len(scores) / 2:
            found = May(True, True)
    return found
