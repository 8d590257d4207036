"""The international examination as a prediction would have it filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from visualizer.findings.finding import Finding, Prediction
from visualizer.findings.isncsci.exam import (
    MOTOR_LEVELS,
    SENSORY_LEVELS,
    Exam,
    ExamSide,
    Observation,
)

SCORES = {"normal": "2", "reduced": "1", "lost": "0"}
#: what the sacral key point S4-5 stands for
SACRAL = ("S4", "S5")
TOUCH, PRICK = "light_touch", "pain"
#: modalities that pressure on the anal wall may be felt by
PRESSURE = (TOUCH, PRICK, "vibration", "proprioception")
SPHINCTER = "anal_sphincter"
Side = Literal["right", "left"]


@dataclass(frozen=True, slots=True)
class KeyMuscle:
    """A level's key muscle and its other muscles, as targets of the domain power.

    Attributes
    ----------
    level : str
    key : str
    others : tuple of str
        Non-key muscles assigned to the level.
    """

    level: str
    key: str
    others: tuple[str, ...]


def exam_of(prediction: Prediction, muscles: Sequence[KeyMuscle]) -> Exam:
    """Fill the examination in from a prediction.

    What the prediction has no row for is NT.

    Parameters
    ----------
    prediction : Prediction
    muscles : sequence of KeyMuscle
        One a level, from C5 to S1.

    Sources
    -------
    isncsci2019.
    """
    rows = {
        (f.domain, f.target, f.side, f.modality): f
        for f in prediction.findings
        if f.domain in ("power", "sensation")
    }
    return Exam(
        _side(rows, "right", muscles),
        _side(rows, "left", muscles),
        _contraction(rows),
        _pressure(rows),
    )


Rows = Mapping[tuple[str, str, str, str | None], Finding]


def _side(rows: Rows, side: Side, muscles: Sequence[KeyMuscle]) -> ExamSide:
    motor = {muscle.level: _grade(rows, muscle.key, side) for muscle in muscles}
    return ExamSide(
        motor={level: motor.get(level, "NT") for level in MOTOR_LEVELS},
        light_touch={level: _score(rows, level, side, TOUCH) for level in SENSORY_LEVELS},
        pin_prick={level: _score(rows, level, side, PRICK) for level in SENSORY_LEVELS},
        lowest_non_key=_lowest(rows, side, muscles),
    )


def _grade(rows: Rows, target: str, side: str) -> str:
    finding = rows.get(("power", target, side, None))
    if finding is None or finding.mrc is None:
        return "NT"
    return finding.mrc.rstrip("+-")


def _lowest(rows: Rows, side: str, muscles: Sequence[KeyMuscle]) -> str | None:
    """Return the lowest level with a non-key muscle that moves."""
    moving = [
        muscle.level
        for muscle in muscles
        if any(_grade(rows, other, side) not in ("0", "NT") for other in muscle.others)
    ]
    return moving[-1] if moving else None


def _score(rows: Rows, level: str, side: str, modality: str) -> str:
    """Return the score of a key point; S4-5 is one only if both its dermatomes are alike."""
    names = SACRAL if level == "S4_5" else (level,)
    found = [rows.get(("sensation", name, side, modality)) for name in names]
    scores = {SCORES[f.value] for f in found if f is not None}
    if not scores:
        return "NT"
    return scores.pop() if len(scores) == 1 else "1"


def _contraction(rows: Rows) -> Observation:
    grades = {_grade(rows, SPHINCTER, side) for side in ("right", "left")} - {"NT"}
    if not grades:
        return "NT"
    return "No" if grades == {"0"} else "Yes"


def _pressure(rows: Rows) -> Observation:
    felt = [
        rows[key].value != "lost"
        for modality in PRESSURE
        for name in SACRAL
        for side in ("right", "left")
        if (key := ("sensation", name, side, modality)) in rows
    ]
    if not felt:
        return "NT"
    return "Yes" if any(felt) else "No"
