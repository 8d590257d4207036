"""The command line: the JSON contract, a readable table, and one clear line for bad input."""

import io
import json

import pytest

from visualizer.cli import main
from visualizer.storage import scenes_path

DOMAINS = {
    *("power", "tone", "reflex", "plantar", "wasting", "fasciculation", "fibrillation"),
    *("sensation", "cranial", "autonomic", "gait", "other"),
}
CAPSULE = str(scenes_path("capsular-stroke-day-90.json"))
HEALTHY = '{"format": "neuro-scene", "version": 1, "lesions": []}'


def _lesion(**keys):
    return json.dumps({"format": "neuro-scene", "version": 1, "lesions": [keys]})


def test_predict_answers_by_the_contract(capsys):
    assert main(["predict", CAPSULE, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    rows = {(f["domain"], f["target"], f["side"]): f for f in answer["findings"]}
    hand = rows["power", "first_dorsal_interosseous", "right"]
    assert hand["value"] in ("weak", "paralysed")
    assert 0 <= hand["strength"] < 1
    assert hand["because"][0]["lesion"] == 0
    assert hand["because"][0]["sources"]
    assert rows["power", "first_dorsal_interosseous", "left"]["value"] == "normal"
    assert rows["plantar", "plantar", "right"]["value"] == "extensor"
    assert len(answer["knowledge"]["sha256"]) == 64
    assert answer["summary"]


def test_days_moves_the_clock(capsys):
    assert main(["predict", CAPSULE, "--days", "0.25", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["findings"]
    tone = next(f for f in rows if f["domain"] == "tone" and f["side"] == "right")
    assert tone["value"] == "decreased"


def test_a_healthy_person_has_no_signs(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(HEALTHY))
    assert main(["predict", "-"]) == 0
    assert "Every sign examined is normal" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_lesion(site="x.y"), "unknown site 'x.y'"),
        (_lesion(site="nerve.ulnar"), "needs a side"),
        (_lesion(site="nerve.ulnar", side="left", level="knee"), "no level 'knee'"),
        (_lesion(site="cord.transection"), "needs a level"),
        (_lesion(site="cord.transection", level="C9"), "unknown cord segment 'C9'"),
        (_lesion(site="root.ventral", side="left", level="T1-C5"), "runs upwards"),
        (_lesion(site="nerve.ulnar", side="left", components=["nose"]), "no component 'nose'"),
        (_lesion(site="cauda_equina", level="C5-S1"), "'cauda_equina' has no roots of C5"),
        ("{", "not JSON"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(text, message, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["predict", "-", "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1


def test_a_bad_line_does_not_stop_the_rest(capsys, monkeypatch):
    lines = [HEALTHY, _lesion(site="x"), "{", HEALTHY]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert main(["predict", "-", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [next(iter(a)) for a in answers] == ["knowledge", "error", "error", "knowledge"]
    assert answers[1]["error"] == "line 2: lesions.0: unknown site 'x'"
    assert answers[2]["error"].startswith("line 3: not JSON")


def test_the_vocabulary_lists_sites_and_targets(capsys):
    assert main(["vocabulary", "--json"]) == 0
    listing = json.loads(capsys.readouterr().out)
    sites = {site["site"]: site for site in listing["sites"]}
    assert sites["nerve.ulnar"]["levels"] == ["elbow", "forearm", "wrist", "guyon_canal"]
    assert sites["mnd.als"]["modelled"]
    assert sites["cortex.broca"]["modelled"]
    assert all(site["modelled"] for site in sites.values())
    targets = {(t["domain"], t["target"]) for t in listing["targets"]}
    assert ("power", "quadriceps") in targets
    assert ("reflex", "knee") in targets
    assert {t["domain"] for t in listing["targets"]} == DOMAINS


@pytest.mark.slow
def test_the_shipped_assets_are_in_order(capsys):
    assert main(["check-assets"]) == 0, capsys.readouterr().out


class _Piped:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_bytes_that_are_no_text_do_not_stop_the_rest(capsys, monkeypatch):
    content = b"\xff\xfe\n\n" + b"[" * 100_000 + b"\n\xef\xbb\xbf" + HEALTHY.encode() + b"\r\n"
    monkeypatch.setattr("sys.stdin", _Piped(content))
    assert main(["predict", "-", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers[0] == {"error": "line 1: not text in UTF-8"}
    assert answers[1] == {"error": "line 3: nested too deeply"}
    assert "findings" in answers[2]


def test_a_name_with_line_breaks_is_still_one_line(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(_lesion(site="a\nb\x1b[31m")))
    assert main(["predict", "-"]) == 2
    assert capsys.readouterr().err == "visualizer: lesions.0: unknown site 'a\\nb\\x1b[31m'\n"


def test_bad_arguments_are_one_line(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["predict", CAPSULE, "--days", "soon"])
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_bad_lesion_is_refused_before_it_begins(capsys, monkeypatch):
    lesions = [{"site": "nerve.ulnar", "side": "left", "onset_days": 90}, {"site": "x"}]
    lesions[1]["onset_days"] = 1
    scene = {"format": "neuro-scene", "version": 1, "lesions": lesions}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(scene)))
    assert main(["predict", "-", "--days", "2"]) == 2
    assert "lesions.1: unknown site 'x'" in capsys.readouterr().err


def test_a_range_with_a_dash_is_the_range_with_a_hyphen(capsys, monkeypatch):
    answers = []
    for level in ("C6-C8", "C6\u2013C8", "C6 - C8"):
        text = _lesion(site="root.ventral", side="left", level=level)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        assert main(["predict", "-", "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out)["findings"])
    assert answers[0] == answers[1] == answers[2]


def test_a_picture_is_not_written_over_a_folder(capsys, tmp_path):
    assert main(["render", CAPSULE, "-o", str(tmp_path), "--size", "64x64"]) == 2
    captured = capsys.readouterr()
    assert "cannot be written" in captured.err
    assert captured.err.count("\n") == 1
