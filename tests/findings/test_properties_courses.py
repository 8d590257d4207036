"""Courses: one lesion in time, each sign turning within its window of days."""

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.bodies import body, knowledge
from visualizer.findings import predict
from visualizer.scene import Lesion, Scene
from visualizer.storage import assets_path

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent / "courses"
FIRST_DAY, TWICE = 0.02, 2.0
GRADE = {"power": "mrc", "tone": "ashworth"}


def _courses(name):
    path = FOLDER / f"{name}.toml"
    return [
        pytest.param(course["lesion"], row, id=f"{course['lesion']['site']} {row['row']}")
        for course in tomllib.loads(path.read_text(encoding="utf-8"))["course"]
        for row in course["rows"]
    ]


@cache
def _signs(lesion, day):
    """Return the answers to a lesion of some age."""
    scene = Scene(lesions=(Lesion(**dict(lesion), onset_days=day),))
    return predict(scene, body(), knowledge())


def _answer(lesion, row, day):
    prediction = _signs(tuple(sorted(lesion.items())), day)
    domain, target, side, *direction = row.split()
    found = next(
        f
        for f in prediction.findings
        if (f.domain, f.target, f.side) == (domain, target, side)
        and (not direction or f.direction == direction[0])
    )
    grade = getattr(found, GRADE[domain]) if domain in GRADE else None
    words = ("" if found.certainty == "expected" else "perhaps", found.value)
    plain = found.value in ("normal", "decreased")
    return " ".join(filter(None, (*words, "" if plain else grade)))


def _allowed(row, day):
    """Return the answers that a course allows on a day."""
    stages = [(row["begins"], 0.0, 0.0), *row["turns"]]
    latest = [turn[2] for turn in row["turns"]] + [float("inf")]
    return {
        stage
        for at, (stage, earliest, _) in enumerate(stages)
        if (not at or day > earliest) and day < latest[at]
    }


def _follows(lesion, row):
    days = {day for _, *window in row["turns"] for day in window}
    for day in (FIRST_DAY, *sorted(days)):
        answer = _answer(lesion, row["row"], day)
        assert answer in _allowed(row, day), (row["row"], day, answer)


@pytest.mark.parametrize(("lesion", "row"), _courses("cerebral"))
def test_signs_of_the_hemispheres_follow_each_other(lesion, row):
    _follows(lesion, row)


@pytest.mark.parametrize(("lesion", "row"), _courses("spinal"))
def test_signs_of_a_cut_cord_follow_each_other(lesion, row):
    _follows(lesion, row)


@pytest.mark.parametrize(("lesion", "row"), _courses("spinal_incomplete"))
def test_signs_of_a_half_cut_cord_follow_each_other(lesion, row):
    _follows(lesion, row)


@pytest.mark.parametrize(("lesion", "row"), _courses("denervation"))
def test_signs_of_denervation_follow_each_other(lesion, row):
    _follows(lesion, row)


@pytest.mark.parametrize(("lesion", "row"), _courses("brain"))
def test_what_passes_after_a_lesion_of_the_brain_passes_in_time(lesion, row):
    _follows(lesion, row)


def test_windows_run_forward_and_are_narrow():
    path_of = sorted(FOLDER.glob("*.toml"))
    for path in path_of:
        for course in tomllib.loads(path.read_text(encoding="utf-8"))["course"]:
            for row in course["rows"]:
                windows = [window for _, *window in row["turns"]]
                assert all(a < b <= TWICE * a or b < 1.0 for a, b in windows), row["row"]
                assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(windows)), row["row"]


def test_courses_pictures_and_spreads_cite_known_sources():
    text = assets_path("knowledge", "sources.toml").read_text(encoding="utf-8")
    known = set(tomllib.loads(text))
    here = FOLDER.parent
    paths = (*FOLDER.glob("*.toml"), *(here / "pictures").glob("*.toml"), here / "spread.toml")
    for path in paths:
        (rows,) = tomllib.loads(path.read_text(encoding="utf-8")).values()
        assert all(set(row["source"]) <= known for row in rows), path.name
