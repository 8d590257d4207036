"""The spinal cord injury examination as JSON, in the worksheet's own words."""

import csv
import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visualizer.findings.isncsci import (
    MOTOR_LEVELS,
    MOTOR_SCORES,
    SENSORY_LEVELS,
    SENSORY_SCORES,
    Classification,
    Exam,
    ExamSide,
    KeyMuscle,
)
from visualizer.storage.errors import AssetError, ExamFileError
from visualizer.storage.paths import assets_path

MAX_CHARACTERS = 200_000
Score = Annotated[str, Field(max_length=4)]
Scores = dict[Annotated[str, Field(max_length=4)], Score]
Observation = Literal["Yes", "No", "NT"]


class _Side(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    motor: Scores
    lightTouch: Scores  # noqa: N815  the worksheet's own key
    pinPrick: Scores  # noqa: N815
    lowestNonKeyMuscleWithMotorFunction: Score | None = None  # noqa: N815


class _Exam(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    right: _Side
    left: _Side
    voluntaryAnalContraction: Observation  # noqa: N815
    deepAnalPressure: Observation  # noqa: N815
    classification: dict[str, Any] | None = None  # of a predicted examination; made anew


def parse_exam(text: str) -> Exam:
    """Read an examination.

    Raises
    ------
    ExamFileError
        If it does not fit the worksheet; the message says where.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExamFileError("longer than an examination can be")
    try:
        given = _Exam.model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ExamFileError(
            f"{where}: {first['msg'].lower()}" if where else first["msg"]
        ) from error
    except (ValueError, RecursionError) as error:
        raise ExamFileError("not JSON") from error
    return Exam(
        _side("right", given.right),
        _side("left", given.left),
        given.voluntaryAnalContraction,
        given.deepAnalPressure,
    )


def _side(name: str, given: _Side) -> ExamSide:
    _check(f"{name}.motor", given.motor, MOTOR_LEVELS, MOTOR_SCORES)
    _check(f"{name}.lightTouch", given.lightTouch, SENSORY_LEVELS, SENSORY_SCORES)
    _check(f"{name}.pinPrick", given.pinPrick, SENSORY_LEVELS, SENSORY_SCORES)
    lowest = given.lowestNonKeyMuscleWithMotorFunction or None
    if lowest is not None and lowest not in MOTOR_LEVELS:
        where = f"{name}.lowestNonKeyMuscleWithMotorFunction"
        raise ExamFileError(f"{where}: '{lowest}' is no level of a key muscle")
    return ExamSide(given.motor, given.lightTouch, given.pinPrick, lowest)


def _check(
    where: str, scores: dict[str, str], levels: tuple[str, ...], allowed: frozenset[str]
) -> None:
    for level in levels:
        if level not in scores:
            raise ExamFileError(f"{where}: no score for {level}")
    for level, score in scores.items():
        if level not in levels:
            raise ExamFileError(f"{where}: unknown level '{level}'")
        if score not in allowed:
            raise ExamFileError(f"{where}.{level}: '{score}' is no score")


def exam_to_dict(exam: Exam) -> dict[str, Any]:
    """Return an examination in the worksheet's words."""
    sides = {
        name: {
            "motor": dict(side.motor),
            "lightTouch": dict(side.light_touch),
            "pinPrick": dict(side.pin_prick),
            "lowestNonKeyMuscleWithMotorFunction": side.lowest_non_key,
        }
        for name, side in (("right", exam.right), ("left", exam.left))
    }
    return {
        **sides,
        "voluntaryAnalContraction": exam.anal_contraction,
        "deepAnalPressure": exam.anal_pressure,
    }


def load_key_muscles(root: Path | None = None) -> tuple[KeyMuscle, ...]:
    """Read which of the body's muscles are examined at each level.

    Raises
    ------
    AssetError
        If the table is missing or damaged.
    """
    path = (root or assets_path()) / "knowledge" / "isncsci_muscles.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(
                KeyMuscle(row["level"], row["key"], tuple(row["others"].split()))
                for row in csv.DictReader(file)
            )
    except (OSError, KeyError, ValueError) as error:
        raise AssetError(f"the key muscles cannot be read: {error}") from error


def examination_to_dict(exam: Exam, found: Classification) -> dict[str, Any]:
    """Return an examination in the worksheet's words, with its classification."""
    return {**exam_to_dict(exam), "classification": classification_to_dict(found)}


def classification_to_dict(found: Classification) -> dict[str, Any]:
    """Return a classification in the worksheet's words."""
    right, left = found.totals
    return {
        "sensoryRight": found.sensory[0],
        "sensoryLeft": found.sensory[1],
        "motorRight": found.motor[0],
        "motorLeft": found.motor[1],
        "neurologicalLevelOfInjury": found.level,
        "injuryComplete": found.complete,
        "asiaImpairmentScale": found.scale,
        "zppSensoryRight": found.sensory_zones[0],
        "zppSensoryLeft": found.sensory_zones[1],
        "zppMotorRight": found.motor_zones[0],
        "zppMotorLeft": found.motor_zones[1],
        "totals": {
            "upperMotorRight": right["upper"],
            "upperMotorLeft": left["upper"],
            "lowerMotorRight": right["lower"],
            "lowerMotorLeft": left["lower"],
            "touchRight": right["touch"],
            "touchLeft": left["touch"],
            "prickRight": right["prick"],
            "prickLeft": left["prick"],
        },
    }
