"""`visualizer electrodiagnosis`."""

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from visualizer.anatomy import Body
from visualizer.cli.errors import UserError
from visualizer.cli.predict import read_scene, shipped
from visualizer.findings import Knowledge, LesionError
from visualizer.findings.electro import Measurement, electrodiagnosis
from visualizer.findings.involvement import check_known
from visualizer.scene import Scene
from visualizer.storage.electro import measurement_to_dict

HEADINGS = {
    "central": "Magnetic stimulation of the cortex",
    "motor": "Motor nerve conduction",
    "sensory": "Sensory nerve conduction",
    "repetitive": "Repetitive stimulation, 3 Hz and after 10 s of exercise",
    "needle": "Needle examination",
}
SIDES = ("right", "left")
WIDTH = 50
NOTE = "* abnormal, ? near the limit. For teaching and research, not for diagnosis."


def electrodiagnosis_command(options: argparse.Namespace) -> int:
    """Print what an electrodiagnostic examination of a scene would show."""
    days = options.days
    if days is not None and not (math.isfinite(days) and 0 <= days <= 36500):
        raise UserError("--days needs a number from 0 to 36500")
    body, knowledge = shipped()
    rows = _measured(read_scene(options.scene, body), days, body, knowledge)
    if options.json:
        answer = {
            "measurements": [measurement_to_dict(row) for row in rows],
            "knowledge": {"version": knowledge.version, "sha256": knowledge.sha256},
        }
        print(json.dumps(answer))
    else:
        print(report(rows, knowledge, options.all))
    return 0


def _measured(
    scene: Scene, days: float | None, body: Body, knowledge: Knowledge
) -> tuple[Measurement, ...]:
    for index, lesion in enumerate(scene.lesions):
        try:
            check_known(lesion, body, knowledge.sites)
        except LesionError as error:
            raise UserError(f"lesions.{index}: {error}") from error
    return electrodiagnosis(scene, body, knowledge, days)


def report(rows: Iterable[Measurement], knowledge: Knowledge, normal_too: bool) -> str:
    """Return the measurements as a table to read, right before left."""
    by_kind: dict[str, dict[str, list[Measurement]]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, {}).setdefault(row.study, []).append(row)
    words = _words(knowledge)
    lines: list[str] = []
    for kind, studies in by_kind.items():
        shown = {
            study: found
            for study, found in studies.items()
            if normal_too or any(row.verdict != "normal" for row in found)
        }
        if shown:
            lines += ["", f"{HEADINGS[kind]:{WIDTH}}{'right':<18}{'left':<18}normal"]
            for study, found in shown.items():
                lines += _study(words.get(study, study.replace("_", " ")), found, normal_too)
    if not lines:
        return "Every study is normal."
    return "\n".join([*lines[1:], "", NOTE])


def _words(knowledge: Knowledge) -> Mapping[str, str]:
    tables = knowledge.electro
    named = [(m.id, m.name) for m in knowledge.muscles.values()]
    named += [(s.id, s.words) for s in (*tables.central, *tables.repetitive)]
    named += [(s.id, s.words) for s in tables.motor]
    named += [(s.id, s.words) for s in tables.sensory]
    return dict(named)


def _study(words: str, rows: Sequence[Measurement], normal_too: bool) -> Iterator[str]:
    yield f"  {words}"
    quantities: dict[str, dict[str, Measurement]] = {}
    for row in rows:
        quantities.setdefault(row.quantity, {})[row.side] = row
    needle = rows[0].kind == "needle"
    for quantity, sides in quantities.items():
        abnormal = any(row.verdict != "normal" for row in sides.values())
        if needle and not (abnormal or normal_too):
            continue
        cells = "".join(f"{_cell(sides.get(side)):18}" for side in SIDES)
        any_row = next(iter(sides.values()))
        yield f"    {quantity:{WIDTH - 4}}{cells}{any_row.normal}".rstrip()


def _cell(row: Measurement | None) -> str:
    if row is None:
        return ""
    value = "absent" if row.value is None else f"{row.value}"
    value = value.replace(".0", "") if value.endswith(".0") else value
    unit = f" {row.unit.replace('uV', 'µV')}" if row.unit and row.value is not None else ""
    mark = "" if row.verdict == "normal" else "*"
    doubt = "?" if row.certainty != "expected" else ""
    return f"{value}{unit}{mark}{doubt}"
