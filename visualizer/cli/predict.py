"""`visualizer predict`."""

import argparse
import json
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from visualizer.anatomy import Body
from visualizer.cli.errors import UserError
from visualizer.cli.table import signs_table
from visualizer.findings import Knowledge, LesionError, Prediction, predict
from visualizer.scene import Scene, set_days
from visualizer.storage import (
    SceneFileError,
    load_body,
    load_knowledge,
    load_scene,
    parse_scene,
    prediction_to_dict,
)

WITHIN = re.compile(r"^line \d+: ")  # where in its one line a scene is wrong


def predict_command(options: argparse.Namespace) -> int:
    """Print the signs of one scene, or of one scene a line."""
    days = options.days
    if days is not None and not (math.isfinite(days) and 0 <= days <= 36500):
        raise UserError("--days needs a number from 0 to 36500")
    body, knowledge = load_body(), load_knowledge()
    if options.jsonl:
        for answer in _answers(options.scene, days, body, knowledge):
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        return 0
    prediction = predicted(read_scene(options.scene, body), days, body, knowledge)
    if options.json:
        print(json.dumps(prediction_to_dict(prediction), ensure_ascii=False))
    else:
        print(signs_table(prediction, normal_too=options.all))
    return 0


def read_scene(name: str, body: Body) -> Scene:
    """Read a scene file, or standard input for "-".

    Raises
    ------
    UserError
        If it cannot be read.
    """
    try:
        if name == "-":
            return parse_scene(sys.stdin.read(), Path.cwd(), body.mni_to_body)
        return load_scene(Path(name), body.mni_to_body)
    except SceneFileError as error:
        raise UserError(str(error)) from error


def predicted(scene: Scene, days: float | None, body: Body, knowledge: Knowledge) -> Prediction:
    """Predict a scene at a time.

    Raises
    ------
    UserError
        If a lesion does not fit the vocabulary.
    """
    try:
        timed = scene if days is None else set_days(scene, days)
        return predict(timed, body, knowledge)
    except LesionError as error:
        raise UserError(f"{_where(scene, body, knowledge)}{error}") from error


def _where(scene: Scene, body: Body, knowledge: Knowledge) -> str:
    for index, lesion in enumerate(scene.lesions):
        try:
            predict(replace(scene, lesions=(lesion,)), body, knowledge)
        except LesionError:
            return f"lesions.{index}: "
    return ""


def _answers(
    name: str, days: float | None, body: Body, knowledge: Knowledge
) -> Iterator[dict[str, object]]:
    for number, line in enumerate(_lines(name), start=1):
        if not line.strip():
            continue
        try:
            scene = parse_scene(line, Path.cwd(), body.mni_to_body)
            yield prediction_to_dict(predicted(scene, days, body, knowledge))
        except (SceneFileError, UserError) as error:
            yield {"error": f"line {number}: {WITHIN.sub('', str(error))}"}


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{name}: cannot be read") from error
