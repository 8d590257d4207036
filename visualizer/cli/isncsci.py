"""`visualizer isncsci` and `visualizer predict --isncsci`."""

import argparse
import json

from visualizer.cli.errors import UserError, one_line
from visualizer.cli.lines import decoded, read_lines, read_text
from visualizer.cli.predict import answers, predicted, read_scene, shipped, wanted_days
from visualizer.findings import Prediction
from visualizer.findings.isncsci import (
    MOTOR_LEVELS,
    SENSORY_LEVELS,
    Classification,
    Exam,
    KeyMuscle,
    classify,
    exam_of,
)
from visualizer.storage import (
    AssetError,
    ExamFileError,
    classification_to_dict,
    examination_to_dict,
    load_key_muscles,
    parse_exam,
)

ROWS = (
    ("Sensory level", "sensory"),
    ("Motor level", "motor"),
    ("Sensory zone of partial preservation", "sensory_zones"),
    ("Motor zone of partial preservation", "motor_zones"),
)
TOTALS = (
    ("Upper limb motor score", "upper"),
    ("Lower limb motor score", "lower"),
    ("Light touch score", "touch"),
    ("Pin prick score", "prick"),
)


def isncsci_command(options: argparse.Namespace) -> int:
    """Classify one examination, or one examination a line."""
    if options.jsonl:
        for number, line in enumerate(read_lines(options.exam), start=1):
            if line.strip():
                print(json.dumps(_answer(number, line)), flush=True)
        return 0
    try:
        found = classify(parse_exam(read_text(options.exam)))
    except ExamFileError as error:
        raise UserError(str(error)) from error
    print(json.dumps(classification_to_dict(found)) if options.json else worksheet(found))
    return 0


def _answer(number: int, line: bytes | str) -> dict[str, object]:
    try:
        return classification_to_dict(classify(parse_exam(decoded(line))))
    except (ExamFileError, UserError) as error:
        return {"error": f"line {number}: {one_line(error)}"}


def predicted_exam_command(options: argparse.Namespace) -> int:
    """Fill in and classify the examination of one scene, or of one scene a line."""
    days, (body, knowledge) = wanted_days(options), shipped()
    muscles = _key_muscles()
    if options.jsonl:
        for answer in answers(
            options.scene, days, body, knowledge, lambda p: _predicted(p, muscles)
        ):
            print(json.dumps(answer), flush=True)
        return 0
    prediction = predicted(read_scene(options.scene, body), days, body, knowledge)
    if options.json:
        print(json.dumps(_predicted(prediction, muscles)))
        return 0
    exam = exam_of(prediction, muscles)
    print(scores(exam))
    print()
    print(worksheet(classify(exam)))
    return 0


def _key_muscles() -> tuple[KeyMuscle, ...]:
    try:
        return load_key_muscles()
    except AssetError as error:
        raise UserError(str(error)) from error


def _predicted(prediction: Prediction, muscles: tuple[KeyMuscle, ...]) -> dict[str, object]:
    exam = exam_of(prediction, muscles)
    return examination_to_dict(exam, classify(exam))


def scores(exam: Exam) -> str:
    """Return the scores of an examination as a table to read."""
    head = f"{'motor':>7}{'touch':>7}{'prick':>7}"
    lines = [f"{'':6}{'Right':^21}    {'Left':^21}", f"{'':6}{head}    {head}"]
    for level in SENSORY_LEVELS:
        cells = []
        for side in exam.sides:
            motor = side.motor[level] if level in MOTOR_LEVELS else ""
            cells.append(f"{motor:>7}{side.light_touch[level]:>7}{side.pin_prick[level]:>7}")
        lines.append(f"{level.replace('_', '-'):6}{'    '.join(cells)}")
    right, left = (side.lowest_non_key or "none" for side in exam.sides)
    lines += [
        "",
        f"Voluntary anal contraction                   {exam.anal_contraction}",
        f"Deep anal pressure                           {exam.anal_pressure}",
        f"Lowest non-key muscle that moves             right {right}, left {left}",
    ]
    return "\n".join(lines)


def worksheet(found: Classification) -> str:
    """Return a classification as a table to read."""
    width = max(len(name) for name, _ in (*ROWS, *TOTALS)) + 2
    lines = [f"{'':{width}}{'Right':<16}Left"]
    lines += [_row(name, *_pair(found, field), width) for name, field in ROWS]
    right, left = found.totals
    lines += [_row(name, right[key], left[key], width) for name, key in TOTALS]
    lines += [
        "",
        f"{'Neurological level of injury':{width}}{found.level}",
        f"{'Complete or incomplete':{width}}{found.complete}",
        f"{'ASIA impairment scale':{width}}{found.scale}",
        "",
        "INT intact, NA not applicable, ND not determinable; * resting on a score that something",
        "other than the cord injury explains. For teaching and research, not for diagnosis.",
    ]
    return "\n".join(lines)


def _pair(found: Classification, field: str) -> tuple[str, str]:
    right, left = getattr(found, field)
    return right, left


def _row(name: str, right: str, left: str, width: int) -> str:
    return f"{name:{width}}{right:<16}{left}"
