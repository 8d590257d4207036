"""`visualizer predict`."""

import argparse
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from visualizer.anatomy import Body
from visualizer.cli.errors import UserError, one_line
from visualizer.cli.lines import decoded, read_lines
from visualizer.cli.table import signs_table
from visualizer.findings import Knowledge, LesionError, Prediction, predict
from visualizer.findings.involvement import check_known
from visualizer.scene import Scene, set_days
from visualizer.storage import (
    AssetError,
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
    days = wanted_days(options)
    body, knowledge = shipped()
    if options.jsonl:
        for answer in answers(options.scene, days, body, knowledge, prediction_to_dict):
            print(json.dumps(answer), flush=True)
        return 0
    prediction = predicted(read_scene(options.scene, body), days, body, knowledge)
    if options.json:
        print(json.dumps(prediction_to_dict(prediction)))
    else:
        print(signs_table(prediction, normal_too=options.all))
    return 0


def wanted_days(options: argparse.Namespace) -> float | None:
    """Return the age asked for.

    Raises
    ------
    UserError
        If it is no age.
    """
    days: float | None = options.days
    if days is not None and not (math.isfinite(days) and 0 <= days <= 36500):
        raise UserError("--days needs a number from 0 to 36500")
    return days


def shipped(meshes: bool = False) -> tuple[Body, Knowledge]:
    """Read the shipped body and tables.

    Raises
    ------
    UserError
        If a file is missing or damaged.
    """
    try:
        return load_body(meshes=meshes), load_knowledge()
    except AssetError as error:
        raise UserError(str(error)) from error


def read_scene(name: str, body: Body) -> Scene:
    """Read a scene file, or standard input for "-".

    Raises
    ------
    UserError
        If it cannot be read.
    """
    try:
        if name == "-":
            text = "".join(decoded(line) for line in read_lines(name))
            return parse_scene(text, Path.cwd(), body.mni_to_body)
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
    for index, lesion in enumerate(scene.lesions):
        try:
            check_known(lesion, body, knowledge.sites)
        except LesionError as error:
            raise UserError(f"lesions.{index}: {error}") from error
    return predict(scene if days is None else set_days(scene, days), body, knowledge)


def answers(
    name: str,
    days: float | None,
    body: Body,
    knowledge: Knowledge,
    said: Callable[[Prediction], dict[str, object]],
) -> Iterator[dict[str, object]]:
    """Yield what is said of each line's prediction; a bad line does not stop the rest."""
    for number, line in enumerate(read_lines(name), start=1):
        if not line.strip():
            continue
        try:
            scene = parse_scene(decoded(line), Path.cwd(), body.mni_to_body)
            yield said(predicted(scene, days, body, knowledge))
        except (SceneFileError, UserError) as error:
            yield {"error": f"line {number}: {one_line(WITHIN.sub('', str(error)))}"}
        except Exception as error:  # whatever is wrong with one line, the rest is answered
            yield {"error": f"line {number}: {one_line(f'cannot be predicted ({error!r})')}"}
