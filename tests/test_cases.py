"""Every sourced clinical case against the shipped body and tables."""

import tomllib
from pathlib import Path

import pytest

from tests.bodies import body, knowledge
from visualizer.findings import predict
from visualizer.scene import Lesion, Patient, Scene

FOLDER = Path(__file__).parent / "cases"
CASES = {
    case["id"]: case
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
}


def _parameter(name):
    """Leave most of the board cases to the whole run."""
    return pytest.param(name, marks=pytest.mark.slow) if name.startswith("board") else name


@pytest.mark.parametrize("name", [_parameter(name) for name in CASES])
def test_case(name):
    case = CASES[name]
    prediction = predict(scene_of(case), body(), knowledge())
    wrong = [text for want in case["expect"] if (text := difference(want, prediction))]
    assert not wrong, "\n".join([case["title"], *wrong])


def scene_of(case):
    """Return the scene of a case."""
    lesions = tuple(Lesion(**_plain(lesion)) for lesion in case["scene"]["lesions"])
    patient = Patient(**case["scene"].get("patient", {}))
    return Scene(lesions=lesions, days=case["scene"].get("days"), patient=patient)


def test_enough_cases():
    assert len(CASES) >= 160
    assert sum(bool(case.get("mostly_negative")) for case in CASES.values()) >= 60


def test_every_case_wants_something_normal():
    plain = {"normal", "absent", "flexor"}
    for name, case in CASES.items():
        assert any(
            plain & set([w["value"]] if isinstance(w["value"], str) else w["value"])
            for w in case["expect"]
        ), name


def test_every_case_has_a_known_source():
    path = FOLDER.parents[1] / "assets" / "knowledge" / "sources.toml"
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    assert {key for case in CASES.values() for key in case["sources"]} <= set(known)


def _plain(lesion):
    return {key: tuple(v) if isinstance(v, list) else v for key, v in lesion.items()}


def difference(want, prediction):
    """Say how an answer differs from what a case wants, "" if it does not."""
    target = want["domain"], want["target"], want["side"]
    name = " ".join([*target, *(want[k] for k in ("modality", "direction") if k in want)])
    try:
        found = prediction.get(*target, want.get("modality"), want.get("direction"))
    except KeyError:
        return f"{name}: no answer"
    allowed = want["value"] if isinstance(want["value"], list) else [want["value"]]
    level = want.get("level", found.level)
    if found.value in allowed and found.level in (level if isinstance(level, list) else [level]):
        return ""
    if want.get("undetermined_ok") and found.certainty == "undetermined":
        return ""
    detail = " ".join(str(d) for d in (found.mrc, found.strength, found.level) if d is not None)
    return f"{name}: {found.value} {detail} ({found.certainty}), wanted {allowed} {level or ''}"
