"""`visualizer electrodiagnosis`: a table to read and one JSON object."""

import json

import pytest

from visualizer.cli import main

pytestmark = pytest.mark.slow

ULNAR = {"site": "nerve.ulnar", "side": "left", "level": "elbow", "onset_days": 7}
ROW = {
    "kind", "study", "side", "quantity", "value", "unit", "normal", "verdict", "certainty",
    "sources", "because",
}  # fmt: skip


@pytest.fixture
def scene(tmp_path):
    def write(*lesions):
        path = tmp_path / "scene.json"
        given = {"format": "neuro-scene", "version": 1, "lesions": list(lesions)}
        path.write_text(json.dumps(given))
        return str(path)

    return write


def test_json_holds_every_row_with_its_reasons(scene, capsys):
    assert main(["electrodiagnosis", scene(ULNAR), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"measurements", "knowledge"}
    rows = answer["measurements"]
    assert {frozenset(row) for row in rows} == {frozenset(ROW)}
    assert {row["kind"] for row in rows} == {"central", "motor", "sensory", "repetitive", "needle"}
    assert {row["verdict"] for row in rows} <= {"normal", "abnormal", "absent"}
    f_wave = next(
        row
        for row in rows
        if (row["study"], row["side"], row["quantity"]) == ("ulnar_adm", "left", "F latency")
    )
    assert (f_wave["value"], f_wave["verdict"]) == (None, "absent")
    assert f_wave["because"][0]["station"] == "nerve.ulnar elbow"


def test_the_table_shows_what_is_abnormal_and_all_when_asked(scene, capsys):
    path = scene(ULNAR)
    assert main(["electrodiagnosis", path, "--days", "20"]) == 0
    short = capsys.readouterr().out
    assert "ulnar nerve to abductor digiti minimi" in short
    assert "median nerve to abductor pollicis brevis" not in short
    assert "absent*" in short
    assert main(["electrodiagnosis", path, "--all"]) == 0
    assert "median nerve to abductor pollicis brevis" in capsys.readouterr().out


def test_a_healthy_body_is_said_to_be_normal(scene, capsys):
    assert main(["electrodiagnosis", scene()]) == 0
    assert capsys.readouterr().out == "Every study is normal.\n"


@pytest.mark.parametrize(
    ("lesion", "arguments", "words"),
    [
        ({"site": "nerve.nowhere", "side": "left"}, [], "lesions.0: unknown site"),
        (ULNAR, ["--days", "-1"], "--days"),
        (ULNAR, ["--days", "nan"], "--days"),
    ],
)
def test_bad_input_is_one_line(scene, capsys, lesion, arguments, words):
    assert main(["electrodiagnosis", scene(lesion), *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
