import json

import pytest

from visualizer.cli.main import main

pytestmark = pytest.mark.slow

CAPSULE = {"site": "internal_capsule.posterior_limb", "side": "left", "onset_days": 30}


@pytest.fixture
def scene(tmp_path):
    def write(lesions, **patient):
        path = tmp_path / "scene.json"
        whole = {"format": "neuro-scene", "version": 1, "patient": patient, "lesions": lesions}
        path.write_text(json.dumps(whole), encoding="utf-8")
        return str(path)

    return write


def test_it_prints_sentences_with_sources(scene, capsys):
    assert main(["explain", scene([CAPSULE]), "ankle", "--side", "right"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("reflex ankle right: increased")
    assert "posterior limb of the internal capsule" in said
    assert "[" in said


def test_it_prints_json_for_every_row_of_a_target(scene, capsys):
    options = ["--domain", "sensation", "--modality", "pain", "--json"]
    assert main(["explain", scene([CAPSULE]), "C6", *options]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["side"] for row in rows] == ["left", "right"]
    assert {row["kind"] for row in rows} == {"why_not"}
    assert all(row["text"] and row["sources"] for row in rows)


def test_time_moves(scene, capsys):
    ulnar = {"site": "nerve.ulnar", "side": "left", "level": "elbow", "onset_days": 90}
    target = ["first_dorsal_interosseous", "--domain", "wasting", "--side", "left"]
    assert main(["explain", scene([ulnar]), *target, "--days", "2"]) == 0
    assert "too early" in capsys.readouterr().out


def test_an_unknown_target_is_one_line(scene, capsys):
    assert main(["explain", scene([]), "ankel"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no target 'ankel'; perhaps ankle" in said


def test_a_row_that_is_not_there_is_one_line(scene, capsys):
    assert main(["explain", scene([]), "ankle", "--domain", "power"]) == 2
    assert "no 'ankle' with power" in capsys.readouterr().err


def test_a_variant_of_the_patient_is_read(scene, capsys):
    median = {"site": "nerve.median", "side": "left", "level": "elbow"}
    path = scene([median], variants=["martin_gruber"])
    target = ["first_dorsal_interosseous", "--domain", "power", "--side", "left"]
    assert main(["explain", path, *target]) == 0
    said = capsys.readouterr().out
    assert "left: weak" in said
    assert "Martin-Gruber" in said


def test_an_unknown_variant_is_refused_with_those_there_are(scene, capsys):
    assert main(["explain", scene([], variants=["tail"]), "ankle"]) == 2
    said = capsys.readouterr().err
    assert "patient.variants.0: unknown variant 'tail' (martin_gruber," in said
