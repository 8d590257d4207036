"""Scene files: what is saved comes back, and what is wrong is said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.scene import Cut, Ellipsoid, Lesion, Patch, Scene, Slab, Sphere, View
from visualizer.storage import (
    SceneFileError,
    load_scene,
    parse_scene,
    save_scene,
    scene_to_dict,
    scenes_path,
)

MM = st.floats(-900, 900)
VEC = st.tuples(MM, MM, MM)
SIZE = st.floats(0.1, 100)
SHAPES = st.one_of(
    st.builds(Sphere, VEC, SIZE),
    st.builds(Ellipsoid, VEC, st.tuples(SIZE, SIZE, SIZE)),
    st.builds(Slab, st.sampled_from(["C6", "T9-T12"]), st.sampled_from(["whole", "left"])),
    st.builds(Cut, VEC, st.just("nerve.ulnar"), st.sampled_from(["left", "right"])),
    st.builds(Patch, st.lists(VEC, min_size=1, max_size=4).map(tuple), st.floats(0.1, 60)),
)
LESIONS = st.builds(
    Lesion,
    onset_days=st.none() | st.floats(0, 800),
    fraction=st.none() | st.floats(0, 1),
    tempo=st.sampled_from([None, "slow", "sudden"]),
    shape=SHAPES,
)


@given(st.lists(LESIONS, max_size=5), st.text(max_size=40), st.none() | st.floats(0, 800))
def test_save_then_load_is_identity(lesions, title, days):
    named = tuple(Lesion(**{**_values(lesion), "id": f"x{i}"}) for i, lesion in enumerate(lesions))
    scene = Scene(
        lesions=named, title=title, days=days, view=View(name="nerve", opacity=(("skin", 0.2),))
    )
    assert parse_scene(json.dumps(scene_to_dict(scene))) == scene


def _values(lesion):
    return {name: getattr(lesion, name) for name in Lesion.__dataclass_fields__}


def _file(**lesion):
    return json.dumps({"format": "neuro-scene", "version": 1, "lesions": [lesion]})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "scene"),
        ('{"format": "other", "version": 1, "lesions": []}', "format"),
        ('{"format": "neuro-scene", "version": 9, "lesions": []}', "version"),
        (_file(site="a", colour="red"), "lesions.0.colour: unknown key"),
        (_file(), "either a site or a shape"),
        (_file(site="a", shape="sphere", center_mm=[0, 0, 0], radius_mm=1), "either"),
        (_file(shape="sphere", radius_mm=3), "center_mm"),
        (_file(shape="sphere", center_mm=[0, 0, 0], radius_mm=-3), "radius_mm"),
        (_file(shape="sphere", center_mm=[0, 0, float("nan")], radius_mm=3), "center_mm"),
        (_file(shape="slab", levels="C9"), "unknown cord segment 'C9'"),
        (_file(shape="cut", center_mm=[0, 0, 0], structure="nerve.ulnar"), "needs a side"),
        (_file(site="a", side="middle"), "lesions.0.side"),
        (_file(site="a", fraction=2), "fraction"),
        (_file(site="a", onset_days=-1), "onset_days"),
        (_file(shape="mask", path="no.nii"), "MNI space"),
        (_file(shape="mask", path=""), "lesions.0.path"),
        (_file(shape="cut", center_mm=[0, 0, 0], structure="", side="left"), "structure"),
        (_file(shape="slab", levels=""), "levels"),
        (_file(shape="patch", points_mm=[[0, 0, 0]], radius_mm=90), "at most 60"),
        (_file(site="a", fraction="0.5"), "fraction"),
        (_file(site="a", onset_days=True), "onset_days"),
        (_file(site="a", fraction=float("nan")), "fraction"),
        ("[" * 100_000, "nested too deeply"),
        ('{"days": ' + "9" * 5000 + "}", "a number is too long"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(text, message):
    with pytest.raises(SceneFileError) as caught:
        parse_scene(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_failed_save_leaves_the_old_file(tmp_path):
    path = tmp_path / "scene.json"
    save_scene(Scene(title="old"), path)
    broken = Scene(title="new", lesions=(Lesion(shape=object()),))  # type: ignore[arg-type]
    with pytest.raises((AttributeError, TypeError)):
        save_scene(broken, path)
    assert load_scene(path).title == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["scene.json"]


def test_saving_into_a_missing_folder_is_said(tmp_path):
    with pytest.raises(SceneFileError, match="cannot be written"):
        save_scene(Scene(), tmp_path / "missing" / "scene.json")


@pytest.mark.parametrize("path", sorted(scenes_path().glob("*.json")), ids=lambda p: p.stem)
def test_every_shipped_scene_opens(path):
    scene = load_scene(path)
    assert scene.title
    assert scene.lesions


def test_keys_that_are_null_are_keys_that_are_not_there():
    text = '{"format": "neuro-scene", "version": 1, "lesions": [], "title": null, "patient": null}'
    assert parse_scene(text) == Scene()


def test_a_byte_order_mark_is_no_error(tmp_path):
    path = tmp_path / "scene.json"
    save_scene(Scene(title="marked"), path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_scene(path).title == "marked"


def test_a_lesion_without_id_gets_a_free_one():
    given = [{"site": "a", "id": "lesion-2"}, {"site": "b"}, {"site": "c"}]
    text = json.dumps({"format": "neuro-scene", "version": 1, "lesions": given})
    ids = [lesion.id for lesion in parse_scene(text).lesions]
    assert ids[0] == "lesion-2"
    assert len(set(ids)) == 3
