"""`visualizer isncsci`."""

import argparse
import json

from visualizer.cli.errors import UserError, one_line
from visualizer.cli.lines import decoded, read_lines, read_text
from visualizer.findings.isncsci import Classification, classify
from visualizer.storage import ExamFileError, classification_to_dict, parse_exam

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
