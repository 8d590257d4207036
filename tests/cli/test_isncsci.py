"""`visualizer isncsci`: the worksheet's own words in and out."""

import json

import pytest

from tests.findings.isncsci.exams import exam, side
from visualizer.cli import main
from visualizer.storage import exam_to_dict

COMPLETE = exam_to_dict(exam(side("C5 5, C7 2, C8 0", "C2 2, C7 1, C8 0")))
KEYS = {
    "sensoryRight", "sensoryLeft", "motorRight", "motorLeft", "neurologicalLevelOfInjury",
    "injuryComplete", "asiaImpairmentScale", "zppSensoryRight", "zppSensoryLeft",
    "zppMotorRight", "zppMotorLeft", "totals",
}  # fmt: skip


def test_an_examination_is_classified_by_the_contract(tmp_path, capsys):
    path = tmp_path / "exam.json"
    path.write_text(json.dumps(COMPLETE))
    assert main(["isncsci", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == KEYS
    assert answer["neurologicalLevelOfInjury"] == "C6"
    assert answer["totals"]["upperMotorRight"] == "12"
    assert main(["isncsci", str(path)]) == 0
    assert "ASIA impairment scale" in capsys.readouterr().out


def test_a_bad_line_does_not_stop_the_rest(tmp_path, capsys):
    broken = json.loads(json.dumps(COMPLETE))
    broken["right"]["motor"]["C5"] = "6"
    path = tmp_path / "exams.jsonl"
    path.write_text("\n".join(map(json.dumps, (COMPLETE, broken, COMPLETE))))
    assert main(["isncsci", str(path), "--jsonl"]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert second == {"error": "line 2: right.motor.C5: '6' is no score"}
    assert first == third


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda e: e["left"]["lightTouch"].pop("T4"), "left.lightTouch: no score for T4"),
        (lambda e: e["left"]["motor"].update(T4="5"), "left.motor: unknown level 'T4'"),
        (lambda e: e.update(deepAnalPressure="Maybe"), "deepAnalPressure"),
        (lambda e: e.update(mood="good"), "mood"),
        (lambda e: e["right"].update(lowestNonKeyMuscleWithMotorFunction="T5"), "key muscle"),
    ],
)
def test_what_does_not_fit_the_worksheet_is_said_in_one_line(tmp_path, capsys, change, words):
    given = json.loads(json.dumps(COMPLETE))
    change(given)
    path = tmp_path / "exam.json"
    path.write_text(json.dumps(given))
    assert main(["isncsci", str(path), "--json"]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


SCENE = {
    "format": "neuro-scene",
    "version": 1,
    "lesions": [
        {"site": "cord.transection", "side": "bilateral", "level": "T4", "onset_days": 200}
    ],
}


def test_a_scene_fills_the_examination_in(tmp_path, capsys):
    path = tmp_path / "scene.json"
    path.write_text(json.dumps(SCENE))
    assert main(["predict", str(path), "--isncsci", "--json"]) == 0
    text = capsys.readouterr().out
    answer = json.loads(text)
    assert set(answer["classification"]) == KEYS
    assert answer["classification"]["neurologicalLevelOfInjury"] == "T3"
    assert answer["classification"]["asiaImpairmentScale"] == "A"
    assert answer["right"]["motor"]["L2"] == "0"

    exam = tmp_path / "exam.json"
    exam.write_text(text)
    assert main(["isncsci", str(exam), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == answer["classification"]

    assert main(["predict", str(path), "--isncsci"]) == 0
    sheet = capsys.readouterr().out
    assert "ASIA impairment scale" in sheet
    assert "Voluntary anal contraction" in sheet


def test_a_bad_scene_does_not_stop_the_rest_of_the_examinations(tmp_path, capsys):
    path = tmp_path / "scenes.jsonl"
    broken = {**SCENE, "lesions": [{"site": "cord.nowhere"}]}
    path.write_text("\n".join(map(json.dumps, (SCENE, broken, SCENE))))
    assert main(["predict", str(path), "--isncsci", "--jsonl"]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == third
    assert "line 2" in second["error"]
