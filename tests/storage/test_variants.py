"""Variants of the patient in scene files, and the table that names them."""

import json

import pytest

from visualizer.scene import Patient, Scene
from visualizer.storage import SceneFileError, parse_scene
from visualizer.storage.scenes import scene_to_dict
from visualizer.storage.variants import load_variants, variant_names

SCENE = {"format": "neuro-scene", "version": 1, "lesions": []}
ROW = """
[tail]
name = "Tail"
words = "A tail."
doubt = "None."
source = ["project_rule"]
"""


def parsed(patient):
    return parse_scene(json.dumps({**SCENE, "patient": patient}))


def test_a_scene_without_variants_is_read_and_written_as_before():
    assert parsed({}).patient == Patient()
    assert parsed({"variants": None}).patient == Patient()
    assert scene_to_dict(Scene())["patient"] == {"dominant_hemisphere": "left"}


def test_variants_are_kept_in_a_scene_file():
    scene = parsed({"variants": ["martin_gruber", "uncrossed_pyramids", "martin_gruber"]})
    assert scene.patient.variants == ("martin_gruber", "uncrossed_pyramids")
    assert parse_scene(json.dumps(scene_to_dict(scene))) == scene


def test_an_unknown_variant_is_named_with_its_place():
    with pytest.raises(SceneFileError, match=r"patient\.variants\.1: unknown variant 'tail'"):
        parsed({"variants": ["martin_gruber", "tail"]})


@pytest.mark.parametrize("share", ["0", "1.5", "-0.2"])
def test_a_share_that_cannot_be_is_refused(tmp_path, share):
    row = f'[[tail.detour]]\nkinds = ["lmn"]\nshare = {share}\n'
    (tmp_path / "variants.toml").write_text(ROW + row, encoding="utf-8")
    with pytest.raises(ValueError, match="share"):
        load_variants(tmp_path)


def test_a_variant_that_changes_nothing_is_refused(tmp_path):
    (tmp_path / "variants.toml").write_text(ROW, encoding="utf-8")
    with pytest.raises(ValueError, match="changes nothing"):
        load_variants(tmp_path)


def test_guides_share_the_fibres_in_equal_parts(tmp_path):
    row = '[[tail.detour]]\nkinds = ["lmn"]\nshare = 0.6\nguides = ["biceps", "triceps"]\n'
    (tmp_path / "variants.toml").write_text(ROW + row, encoding="utf-8")
    first, second = load_variants(tmp_path)["tail"].detours
    assert first.share == pytest.approx(0.3)
    assert (1 - first.share) * second.share == pytest.approx(0.3)


def test_every_variant_has_a_name():
    assert variant_names()["martin_gruber"] == "Martin-Gruber anastomosis"
