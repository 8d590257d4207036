"""Sensory levels, motor levels and the neurological level of injury.

Each walk goes down the cord from C1. At every level it asks whether the level can be the answer
(it is then reported), whether a lower one still can (it then goes on), and whether a score that
something else explains has been taken as normal on the way (what follows is then starred).
"""

from collections.abc import Callable
from dataclasses import dataclass

from visualizer.findings.isncsci.exam import (
    EXCUSED,
    FAIR,
    LEVELS,
    MOTOR_LEVELS,
    NORMAL,
    WEAK,
    WEAK_EXCUSED,
    WEAK_STARRED,
    Exam,
    ExamSide,
    Observation,
)

SENSORY_IMPAIRED = frozenset({"0", "1", "0*", "1*"})
SENSORY_EXCUSED = frozenset({"0**", "1**"})
#: a key muscle that may be weaker than grade 3
MAY_BE_WEAK = WEAK | WEAK_STARRED | {"NT"}
#: the last key muscle of a limb, with the first
LIMB_ENDS = {"T1": "C5", "S1": "L2"}


@dataclass(frozen=True, slots=True)
class Step:
    """What one level says.

    Attributes
    ----------
    onward : bool
        Whether a lower level is possible.
    reported : bool
        Whether this level can be the answer.
    star : bool
        Whether it is reported with a star.
    doubt : bool
        Whether what follows is starred.
    """

    onward: bool
    reported: bool = False
    star: bool = False
    doubt: bool = False

    def at(self, level: str) -> str:
        """Return the level as it is reported."""
        return level + ("*" if self.star else "")


def sensory_level(side: ExamSide) -> str:
    """Return the lowest level with normal sensation, or all that are possible."""
    return _walk(lambda level, doubt: sensory_step(side, level, doubt))


def motor_level(side: ExamSide, contraction: Observation) -> str:
    """Return the motor level of a side, or all that are possible.

    Where no key muscle can be tested, the motor level is taken to be the sensory one; below S3
    it is the voluntary anal contraction that tells.
    """
    found: list[str] = []
    doubt = False
    for level in LEVELS[:-1]:
        step = _motor_step(side, level, doubt)
        doubt = doubt or step.doubt
        if step.reported:
            found.append(step.at(level))
        if not step.onward:
            return ",".join(found)
    star = "*" if doubt else ""
    if contraction != "Yes" and not any(level.startswith("S3") for level in found):
        found.append(f"S3{star}")
    if contraction != "No":
        found.append(f"INT{star}")
    return ",".join(found)


def neurological_level(exam: Exam) -> str:
    """Return the lowest level that is normal for all on both sides, or all possible ones."""
    return _walk(lambda level, doubt: _both_sides(exam, level, doubt))


def _walk(look: Callable[[str, bool], Step]) -> str:
    found: list[str] = []
    doubt = False
    for level in LEVELS[:-1]:
        step = look(level, doubt)
        doubt = doubt or step.doubt
        if step.reported:
            found.append(step.at(level))
        if not step.onward:
            return ",".join(found)
    return ",".join([*found, "INT*" if doubt else "INT"])


def _below(level: str) -> str:
    return LEVELS[LEVELS.index(level) + 1]


def sensory_step(side: ExamSide, level: str, doubt: bool) -> Step:
    """Tell whether a level can be the lowest with normal sensation, from the one below it."""
    scores = set(side.sensation(_below(level)))
    if scores == {"2"}:
        return Step(True, doubt=doubt)
    if scores & SENSORY_IMPAIRED:
        return Step(False, True, doubt, doubt)
    if "NT*" in scores:
        return Step(False, True, True, True)
    if "NT" in scores:
        return Step(True, True, doubt, doubt or bool(scores & SENSORY_EXCUSED))
    return Step(True, doubt=True)


def _motor_step(side: ExamSide, level: str, doubt: bool) -> Step:
    if level in LIMB_ENDS:
        return _limb_end(side, level, doubt)
    if level in MOTOR_LEVELS:
        return _key_muscle(side.motor[level], side.motor[_below(level)], doubt)
    if _below(level) in MOTOR_LEVELS:
        return _above_limb(side.motor[_below(level)], doubt)
    return sensory_step(side, level, doubt)


def _above_limb(first: str, doubt: bool) -> Step:
    """C4 and L1: only the first key muscle of the limb tells."""
    return Step(
        onward=first not in WEAK,
        reported=first in MAY_BE_WEAK,
        star=doubt,
        doubt=doubt or first in WEAK_EXCUSED,
    )


def _key_muscle(here: str, below: str, doubt: bool) -> Step:
    starred = here in WEAK_STARRED or (
        here in WEAK_EXCUSED and below in MAY_BE_WEAK and below not in WEAK
    )
    excused = (here in EXCUSED and below not in WEAK) or (here == "5" and below in WEAK_EXCUSED)
    return Step(
        onward=here not in WEAK_STARRED | FAIR and below not in WEAK,
        reported=here not in NORMAL or below in MAY_BE_WEAK,
        star=starred or doubt,
        doubt=doubt or here in WEAK_STARRED or excused,
    )


def _limb_end(side: ExamSide, level: str, doubt: bool) -> Step:
    """T1 and S1: below the last key muscle, sensation of the limb and just below it tells."""
    here = side.motor[level]
    first = LEVELS.index(LIMB_ENDS[level]) - 1
    steps = [sensory_step(side, LEVELS[i], False) for i in range(first, first + 6)]
    whole = all(step.onward for step in steps)
    certain = whole and not any(step.reported for step in steps)
    shaken = certain and any(step.doubt for step in steps)
    return Step(
        onward=whole and here not in WEAK_STARRED | FAIR,
        reported=not (here in NORMAL and certain),
        star=doubt or here in WEAK_STARRED or (here in WEAK_EXCUSED and not certain),
        doubt=doubt
        or here in WEAK_STARRED | WEAK_EXCUSED
        or (here in EXCUSED and whole)
        or (here in {"5", "NT"} and shaken),
    )


def _both_sides(exam: Exam, level: str, doubt: bool) -> Step:
    right, left = (sensory_step(side, level, doubt) for side in exam.sides)
    feeling = Step(
        onward=right.onward and left.onward,
        reported=right.reported or left.reported,
        star=doubt or (right.reported and left.reported and right.star and left.star),
        doubt=doubt or right.doubt or left.doubt,
    )
    if level in MOTOR_LEVELS or _below(level) in MOTOR_LEVELS:
        return _with_muscles(exam, level, feeling, doubt)
    return feeling


def _with_muscles(exam: Exam, level: str, feeling: Step, doubt: bool) -> Step:
    right, left = (_muscle_of_level(side, level, doubt) for side in exam.sides)
    both = right.reported and left.reported
    muscles_doubt = right.doubt or left.doubt
    return Step(
        onward=feeling.onward and right.onward and left.onward,
        reported=feeling.reported or right.reported or left.reported,
        star=doubt or (both and (right.star or left.star)),
        doubt=feeling.doubt or (feeling.onward and muscles_doubt),
    )


def _muscle_of_level(side: ExamSide, level: str, doubt: bool) -> Step:
    if level in LIMB_ENDS:
        return _key_muscle(side.motor[level], side.motor[level], doubt)
    return _motor_step(side, level, doubt)
