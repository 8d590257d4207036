"""The examination as it stands on the worksheet, and what its scores mean.

A score is text: a grade, or NT (not testable), with stars where something other than the cord
injury explains it. One star: to be taken as not normal. Two stars: to be taken as normal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

#: where a level can lie, rostral to caudal; C1 has no dermatome and counts as normal
LEVELS: tuple[str, ...] = (
    *(f"C{i}" for i in range(1, 9)),
    *(f"T{i}" for i in range(1, 13)),
    *(f"L{i}" for i in range(1, 6)),
    "S1",
    "S2",
    "S3",
    "S4_5",
)
SENSORY_LEVELS: tuple[str, ...] = LEVELS[1:]
MOTOR_LEVELS: tuple[str, ...] = ("C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1")
UPPER, LOWER = MOTOR_LEVELS[:5], MOTOR_LEVELS[5:]

_STARRED = ("0*", "1*", "2*", "3*", "4*", "0**", "1**", "2**", "3**", "4**")
_UNTESTED = ("NT", "NT*", "NT**")
MOTOR_SCORES = frozenset(["0", "1", "2", "3", "4", "5", *_STARRED, *_UNTESTED])
SENSORY_SCORES = frozenset(["0", "1", "2", "0*", "1*", "0**", "1**", *_UNTESTED])

Observation = Literal["Yes", "No", "NT"]
OBSERVATIONS: tuple[Observation, ...] = get_args(Observation)
#: weaker than grade 3
WEAK = frozenset({"0", "1", "2"})
#: weaker than 3 or untested, for another reason than the cord injury, and taken as not normal
WEAK_STARRED = frozenset({"0*", "1*", "2*", "NT*"})
#: weaker than 3 for another reason, and taken as normal
WEAK_EXCUSED = frozenset({"0**", "1**", "2**"})
#: any score taken as normal
EXCUSED = WEAK_EXCUSED | {"3**", "4**", "NT**"}
NORMAL = EXCUSED | {"5"}
#: at least 3 but not normal
FAIR = frozenset({"3", "4", "3*", "4*"})
#: no sensation, or possibly none
MAY_BE_ABSENT = frozenset({"0", "NT", "0*", "NT*"})


@dataclass(frozen=True, slots=True)
class ExamSide:
    """One side of the body.

    Attributes
    ----------
    motor : mapping of level to score
        The key muscles, `MOTOR_LEVELS`.
    light_touch, pin_prick : mapping of level to score
        The key points, `SENSORY_LEVELS`.
    lowest_non_key : str or None
        Level of the lowest other muscle that moves.
    """

    motor: Mapping[str, str]
    light_touch: Mapping[str, str]
    pin_prick: Mapping[str, str]
    lowest_non_key: str | None = None

    def sensation(self, level: str) -> tuple[str, str]:
        """Return light touch and pin prick at a level."""
        if level == "C1":
            return "2", "2"
        return self.light_touch[level], self.pin_prick[level]


@dataclass(frozen=True, slots=True)
class Exam:
    """The whole examination."""

    right: ExamSide
    left: ExamSide
    anal_contraction: Observation
    anal_pressure: Observation

    @property
    def sides(self) -> tuple[ExamSide, ExamSide]:
        """Right and left."""
        return self.right, self.left

    @property
    def sacral(self) -> tuple[str, ...]:
        """The four sensory scores at S4-5."""
        return tuple(score for side in self.sides for score in side.sensation("S4_5"))


def grade_of(score: str) -> str:
    """Return a score without its stars."""
    return score.rstrip("*")


def without_stars(exam: Exam) -> Exam:
    """Return the examination as if nothing but the cord injury were wrong."""
    right, left = (_side_without_stars(side) for side in exam.sides)
    return Exam(right, left, exam.anal_contraction, exam.anal_pressure)


def _side_without_stars(side: ExamSide) -> ExamSide:
    def bare(scores: Mapping[str, str]) -> dict[str, str]:
        return {level: grade_of(score) for level, score in scores.items()}

    return ExamSide(
        bare(side.motor), bare(side.light_touch), bare(side.pin_prick), side.lowest_non_key
    )
