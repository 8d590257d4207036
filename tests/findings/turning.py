"""How an answer turns while a lesion grows or ages, against windows in a table.

A table in `tests/findings/turns` has rows:

lesions : the scene, as in `tests/cases`; `patient` and `beside` (lesions that stay as they are) too
vary : what is varied of every lesion: fraction, or onset_days
read : domain, target, side (and modality) of the answer
course : the answers in the order in which they come; each a value, with direction and certainty
    where they matter, grade, level, mrcN or ashworthN
direction : of the answer, where a target has a row for each
between : for each turn of the course where it lies: not before the first number, and by the second
at : where an answer that never turns is looked at, instead of `between`
strength : instead of a course, rows of: how far varied, least and most strength then
source, why : where the course is described, and what the window follows from
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bodies import body, knowledge
from visualizer.findings import Finding, predict
from visualizer.scene import Lesion, Patient, Scene

FOLDER = Path(__file__).parent / "turns"
Row = Mapping[str, Any]


def rows(name: str) -> list[Row]:
    """Return the rows of a table of turns."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    found: list[Row] = tomllib.loads(text)["turn"]
    return found


def title(row: Row) -> str:
    """Name a row by what it reads and where."""
    where = "+".join(str(lesion.get("site")) for lesion in row["lesions"])
    return f"{row['read']} by {row['vary']} of {where}"


def scene_at(row: Row, value: float) -> Scene:
    """Return the scene of a row with its lesions grown or aged so far."""
    grown = [_lesion({**lesion, row["vary"]: value}) for lesion in row["lesions"]]
    beside = [_lesion(lesion) for lesion in row.get("beside", ())]
    patient = Patient(**{k: _plain(v) for k, v in row.get("patient", {}).items()})
    return Scene(lesions=(*grown, *beside), patient=patient)


def check(row: Row) -> None:
    """Hold every turn of a row in its window, and each answer between them to the course."""
    for value, least, most in row.get("strength", ()):
        found = _found(row, value).strength
        assert found is not None, title(row)
        assert least <= found <= most, f"{title(row)}: {found} at {value}"
    if "strength" in row:
        return
    course, windows = row["course"], row.get("between", ())
    assert len(windows) == len(course) - 1, title(row)
    assert windows or row["at"], title(row)
    for value in row.get("at", ()):
        stage(row, value)
    for turn, (first, last) in enumerate(windows):
        before, after = stage(row, first), stage(row, last)
        assert before <= turn, f"{title(row)}: at {first} already {course[before]}"
        assert after > turn, f"{title(row)}: at {last} still {course[after]}"


def stage(row: Row, value: float) -> int:
    """Return which answer of the course a scene gives."""
    found = answer(row, value)
    course: Sequence[str] = row["course"]
    fits = [i for i, said in enumerate(course) if set(said.split()) <= set(found)]
    assert fits, f"{title(row)}: at {value} {' '.join(found)}, not in {course}"
    return fits[0]


def answer(row: Row, value: float) -> tuple[str, ...]:
    """Return value, direction, certainty and grade that a scene gives."""
    found = _found(row, value)
    said = (found.value, found.direction, found.certainty, found.grade, found.level)
    more = (f"mrc{found.mrc}", f"ashworth{found.ashworth}")
    return tuple(word for word in (*said, *more) if word)


def _found(row: Row, value: float) -> Finding:
    wanted = row["read"].split()
    return next(
        f
        for f in predict(scene_at(row, value), body(), knowledge()).findings
        if [f.domain, f.target, f.side, f.modality or ""][: len(wanted)] == wanted
        and row.get("direction", f.direction) == f.direction
    )


def _lesion(row: Row) -> Lesion:
    return Lesion(**{key: _plain(value) for key, value in row.items()})


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
