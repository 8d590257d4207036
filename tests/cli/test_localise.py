"""`visualizer localise`: findings in, ranked sites out, by the contract."""

import json
from dataclasses import replace

import pytest

from tests.bodies import body, knowledge
from visualizer.cli import localise, main

pytestmark = pytest.mark.slow

SITES = ("nerve.radial", "nerve.ulnar", "plexus.brachial.posterior_cord", "medulla.pyramid")
FINDINGS = [
    {"domain": "power", "target": "extensor_digitorum", "side": "right", "value": "paralysed"},
    {"domain": "power", "target": "triceps", "side": "right", "value": "normal"},
    {"domain": "reflex", "target": "brachioradialis", "side": "right", "value": "absent"},
]


@pytest.fixture(autouse=True)
def few_sites(monkeypatch, tmp_path):
    tables = replace(knowledge(), sites={site: knowledge().sites[site] for site in SITES})
    monkeypatch.setattr(localise, "shipped", lambda: (body(), tables))
    monkeypatch.setattr(localise.os, "cpu_count", lambda: 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def exam(findings=FINDINGS, **keys):
    return {
        "format": "neuro-findings",
        "version": 1,
        "onset_days": 120,
        "findings": findings,
    } | keys


def given(tmp_path, *exams):
    path = tmp_path / "findings.json"
    path.write_text("\n".join(map(json.dumps, exams)))
    return str(path)


def test_the_answer_follows_the_contract(tmp_path, capsys):
    assert main(["localise", given(tmp_path, exam()), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"single_site_explains_all", "candidates", "next_test"}
    assert answer["single_site_explains_all"] is True
    assert len(answer["candidates"]) >= 10
    best = answer["candidates"][0]
    assert best["sites"] == [{"site": "nerve.radial", "side": "right", "level": "spiral_groove"}]
    assert best["explains"] == [0, 1, 2]
    assert best["unexplained"] == best["wrongly_predicts"] == []
    wrong = [sign for c in answer["candidates"] for sign in c["wrongly_predicts"]]
    assert {"domain", "target", "side", "value", "finding"} <= set(wrong[0])
    assert {"domain", "target", "side", "why"} <= set(answer["next_test"])


def test_a_prediction_may_be_given_back_as_it_is(tmp_path, capsys):
    as_predicted = [f | {"certainty": "expected", "because": [], "mrc": "0"} for f in FINDINGS]
    assert main(["localise", given(tmp_path, exam(as_predicted)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["single_site_explains_all"] is True


def test_a_table_to_read(tmp_path, capsys):
    wrong = [*FINDINGS, FINDINGS[1] | {"target": "iliopsoas", "value": "paralysed"}]
    assert main(["localise", given(tmp_path, exam(wrong))]) == 0
    said = capsys.readouterr().out
    assert "nerve.radial right spiral_groove" in said
    assert "iliopsoas" in said
    assert "Examine next" in said


def test_a_bad_line_does_not_stop_the_rest(tmp_path, capsys):
    bad = exam([FINDINGS[0] | {"target": "extensor"}])
    assert main(["localise", given(tmp_path, exam(), bad, {}, exam()), "--jsonl"]) == 0
    first, second, third, fourth = map(json.loads, capsys.readouterr().out.splitlines())
    assert second == {"error": "line 2: findings.0.target: power has no target 'extensor'"}
    assert third["error"].startswith("line 3: format")
    assert first == fourth


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"findings": []}, "findings"),
        ({"findings": [FINDINGS[0], {"domain": "power"}]}, "findings.1.target"),
        ({"findings": [FINDINGS[0] | {"mood": "good"}]}, "findings.0.mood: unknown key"),
        ({"findings": [FINDINGS[0] | {"side": "up"}]}, "findings.0.side"),
        ({"findings": [FINDINGS[0] | {"value": "limp"}]}, "findings.0.value: extensor_digitorum"),
        ({"onset_days": -1}, "onset_days"),
        ({"version": 2}, "version"),
        ({"patient": 1}, "patient: unknown key"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(tmp_path, capsys, change, words):
    assert main(["localise", given(tmp_path, exam(**change)), "--json"]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert words in said


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, "1" * 5000])
def test_what_is_no_findings_file_is_said(tmp_path, capsys, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    assert main(["localise", str(path), "--json"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
