import gc
import weakref
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.render.phantom import TOP, cut_prediction, make_body, no_prediction
from visualizer.render.canvas import Canvas
from visualizer.render.label import Label
from visualizer.render.overlay import Labels
from visualizer.render.pace import MOST_THRIFT, Pace
from visualizer.render.picture import render_scene
from visualizer.render.presets import PRESETS
from visualizer.render.stage import Stage
from visualizer.render.tracts import cut_points
from visualizer.scene import Cut, Ellipsoid, Lesion, Patch, Scene, Slab, Sphere, View

LESION = Lesion(id="lesion-1", shape=Sphere((-24.0, 0.0, TOP + 60), 6.0))


def picture(stage):
    stage.render()
    return np.asarray(stage.plotter.pixels()).astype(int)


def drawn_share(stage):
    """Share of the pixels that differ from the background of the same row."""
    image = picture(stage)
    return float((np.abs(image - image[:, -1:, :]).sum(axis=2) > 24).mean())


@pytest.mark.parametrize("name", PRESETS)
def test_every_view_frames_something(stage, name):
    stage.set_view_preset(name)
    assert 0.01 < drawn_share(stage) < 0.9


@pytest.mark.parametrize("name", ["body", "cortex", "tract"])
def test_what_a_view_frames_is_inside_the_picture(stage, name):
    stage.set_view_preset(name)
    width, height = stage.eye.size
    where = stage.eye.project(stage._framed)
    assert where[:, 0].min() > 0
    assert where[:, 0].max() < width
    assert where[:, 1].min() > 0
    assert where[:, 1].max() < height


def test_the_tract_view_keeps_lesion_and_course_in_the_picture(stage):
    low = Lesion(id="low", shape=Slab("T9", "right"))
    stage.show(Scene(lesions=(low,)), no_prediction())
    stage.set_view_preset("tract")
    width, height = stage.eye.size
    places = np.array([stage.lesions.items["low"].centre_mm, (0.0, 0.0, TOP + 100)])
    where = stage.eye.project(places)
    assert ((where[:, :2] > 0) & (where[:, :2] < (width, height))).all()


def test_the_glass_hemisphere_is_on_the_side_of_the_lesion(stage):
    right = replace(LESION, shape=Sphere((24.0, 0.0, TOP + 60), 6.0))
    for lesion, near, far in ((LESION, "left", "right"), (right, "right", "left")):
        stage.show(Scene(lesions=(lesion,)), no_prediction())
        stage.set_view_preset("tract")
        surfaces = stage.props.surfaces
        assert surfaces[f"cortex.{near}"].opacity < 0.5
        assert surfaces[f"cortex.{far}"].opacity == 1.0


def magenta_pixels(stage):
    red, green, blue = np.moveaxis(picture(stage), -1, 0)
    return int(((red > 150) & (green < 90) & (blue > 110)).sum())


def test_a_lesion_is_seen_magenta(stage):
    stage.set_view_preset("tract")
    without = magenta_pixels(stage)
    stage.show(Scene(lesions=(LESION,)), no_prediction())
    assert magenta_pixels(stage) > without + 40
    stage.show(Scene(), no_prediction())
    assert magenta_pixels(stage) == without


def test_fibres_are_dashed_beyond_a_cut(stage, phantom):
    stage.set_view_preset("tract")
    whole, dashed, *_ = stage.tracts.layers["fibres.corticospinal"]
    points = len(whole.source)
    assert dashed.empty
    before = picture(stage)
    prediction = cut_prediction(phantom)
    stage.show(Scene(), prediction)
    assert not dashed.empty
    assert len(whole.source) < points
    assert (np.abs(picture(stage) - before).sum(axis=2) > 30).sum() > 60
    cut = prediction.involvements[0].point
    assert dashed.source.min() >= cut.min() - 1
    stage.show(Scene(), no_prediction())
    assert dashed.empty


def test_a_partial_lesion_cuts_its_share_of_fibres(phantom):
    prediction = cut_prediction(phantom, fraction=0.5)
    which = prediction.involvements[0].fibres
    hit = (
        cut_points(phantom.fibres, prediction.involvements)[which]
        < phantom.fibres.offsets[which + 1]
    )
    assert 0.35 < hit.mean() < 0.65


@pytest.mark.parametrize(
    "shape",
    [
        Sphere((-24.0, 0.0, TOP + 60), 6.0),
        Ellipsoid((-24.0, 0.0, TOP + 60), (6.0, 3.0, 9.0)),
        Slab("C6-C7", "whole"),
        Slab("T4", "left"),
        Slab("T4", "free", (-0.5, 0.5, 0.0, 1.0)),
        Cut((150.0, -20.0, TOP - 150), "nerve.ulnar", "right"),
        Patch(((-24.0, 0.0, TOP + 60), (-24.0, 5.0, TOP + 62)), 4.0),
    ],
    ids=lambda shape: shape.kind,
)
def test_every_shape_has_a_surface_where_it_is(stage, shape):
    stage.show(Scene(lesions=(Lesion(id="one", shape=shape),)), no_prediction())
    item = stage.lesions.items["one"]
    place = getattr(shape, "center_mm", None)
    if place is not None:
        assert np.linalg.norm(np.subtract(item.centre_mm, place)) < 1.0
    stage.ghost(shape, "here")
    stage.render()
    stage.ghost(None)


def test_equal_lesions_keep_their_actors(stage):
    other = Lesion(id="lesion-2", shape=Sphere((24.0, 0.0, TOP + 60), 6.0))
    stage.show(Scene(lesions=(LESION, other)), no_prediction())
    first = stage.lesions.items["lesion-1"]
    moved = replace(other, shape=Sphere((20.0, 0.0, TOP + 60), 6.0))
    stage.show(Scene(lesions=(LESION, moved)), no_prediction())
    assert stage.lesions.items["lesion-1"] is first
    assert stage.lesions.items["lesion-2"].centre_mm[0] == pytest.approx(20.0, abs=0.1)


def test_weak_muscles_change_their_mark(stage, phantom):
    stage.set_view_preset("nerve")
    before = picture(stage)
    stage.show(Scene(), cut_prediction(phantom))
    assert stage.marks.strength["first_dorsal_interosseous", "left"] == pytest.approx(0.3)
    assert stage.marks.strength["first_dorsal_interosseous", "right"] == 1.0
    assert (np.abs(picture(stage) - before).sum(axis=2) > 30).any()


def test_themes_labels_colourings_and_the_path_change_the_picture(stage, phantom):
    stage.set_view_preset("tract")
    seen = [picture(stage)]
    for change in (
        lambda: stage.set_theme("light"),
        lambda: stage.set_colouring("body_part"),
        lambda: stage.highlight(np.arange(10)),
        lambda: stage.highlight(None),
        lambda: stage.set_labels(1.0),
    ):
        change()
        seen.append(picture(stage))
    for before, after in pairwise(seen):
        assert (np.abs(after - before).sum(axis=2) > 12).any()
    for colouring in ("system", "body_part", "strength"):
        stage.set_colouring(colouring)
        label, rgb, cue = stage.legend()[-1]
        assert label == "lesion"
        assert rgb[0] > 0.9
        assert cue


def test_isolate_and_opacity(stage):
    stage.set_view_preset("nerve")
    surfaces = stage.props.surfaces
    stage.set_opacity("bone.humerus.right", 0.0)
    assert surfaces["bone.humerus.right"].opacity == 0.0
    stage.reset_opacity()
    stage.isolate("cortex.left")
    assert surfaces["bone.humerus.right"].opacity == 0.0
    assert surfaces["cortex.left"].opacity > 0
    stage.isolate(None)
    assert surfaces["bone.humerus.right"].opacity > 0


def test_moving_draws_less_and_comes_back(stage):
    stage.set_view_preset("tract")
    whole, _, few, _ = stage.tracts.layers["fibres.corticospinal"]
    stage.moving(True)
    stage.render()
    assert (whole.actor.GetVisibility(), few.actor.GetVisibility()) == (0, 1)
    assert 0 < len(few.source) < len(whole.source) / 5
    stage.moving(False)
    assert (whole.actor.GetVisibility(), few.actor.GetVisibility()) == (1, 0)


def test_the_coarse_picture_has_the_colours_of_the_full_one(stage):
    stage.set_view_preset("cortex")
    full = picture(stage)
    stage.moving(True)
    coarse = picture(stage)
    stage.moving(False)
    assert np.abs(full.mean(axis=(0, 1)) - coarse.mean(axis=(0, 1))).max() < 6


def test_a_slow_machine_draws_less():
    pace = Pace()
    assert [pace.frame(0.02 * i) for i in range(8)] == [False] * 8
    pace.rest()
    assert any(pace.frame(10 + 0.2 * i) for i in range(5))
    assert pace.thrift == 1
    for i in range(20):
        pace.frame(20 + 0.2 * i)
    assert pace.thrift == MOST_THRIFT


def test_a_view_is_restored(stage):
    stage.set_view_preset("cortex")
    stage.set_opacity("brainstem", 0.25)
    steps = []
    stage.fly_to((-300, 400, TOP + 90), (0, 0, TOP), (0, 0, 1), 0.05, lambda: steps.append(1))
    view = stage.camera()
    assert steps
    assert view.name == "cortex"
    assert view.position_mm == pytest.approx((-300, 400, TOP + 90))
    stage.set_view_preset("body")
    stage.set_camera(view)
    again = stage.camera()
    assert again.position_mm == pytest.approx(view.position_mm)
    assert again.opacity == view.opacity == (("brainstem", 0.25),)
    assert isinstance(again, View)


def test_render_scene_writes_a_picture(tmp_path, phantom):
    target = tmp_path / "scene.png"
    scene = Scene(lesions=(LESION,))
    render_scene(scene, phantom, no_prediction(), target, size=(320, 200), view="ventral-horn")
    assert target.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="unknown view"):
        render_scene(scene, phantom, no_prediction(), target, view="from-mars")


def test_a_closed_stage_is_let_go():
    body = make_body(per_population=4)
    plotter = Canvas((200, 120))
    stage = Stage(plotter, body)
    stage.show(Scene(lesions=(LESION,)), no_prediction())
    stage.render()
    gone = weakref.ref(stage)
    renderer = stage.renderer
    stage.close()
    assert renderer.GetViewProps().GetNumberOfItems() == 0
    del stage, renderer
    plotter.close()
    del plotter
    gc.collect()
    assert gone() is None


def test_thrift_is_remembered_and_tried_less_when_frames_come_quickly(stage):
    stage._pace.thrift = 2
    stage.set_view_preset("body")
    assert stage._pace.thrift == 2
    for i in range(6):
        stage._pace.frame(0.01 * i)
    stage._pace.rest()
    assert stage._pace.thrift == 1


def test_the_thriftiest_picture_comes_back_exactly(stage):
    stage.set_view_preset("tract")
    stage.set_labels(1.0)
    before = picture(stage)
    stage._pace.thrift = MOST_THRIFT
    stage.moving(True)
    moving = picture(stage)
    stage.moving(False)
    assert (moving != before).any()
    assert np.array_equal(picture(stage), before)


def test_labels_stay_out_of_what_is_taken():
    labels = Labels()
    labels.items = tuple(Label(f"label {i}", (0.1 * i, 0.0, 0.0)) for i in range(12))
    labels.corner = (0.0, 0.0, 128.0, 128.0)
    assert labels.keep_clear(((0.0, 540.0, 640.0, 600.0),))
    assert not labels.keep_clear(((0.0, 540.0, 640.0, 600.0),))
    xy = np.array([[300.0, 20.0 + 45 * i, 0.5] for i in range(12)])
    labels.place(lambda _: xy, (640, 600), 1.0, (100.0, 600.0))
    shown = [t.GetPosition()[1] for t in labels.texts if t.GetVisibility()]
    assert len(shown) == 12
    assert min(shown) > 128 + 8
    assert max(shown) < 540 - 8
    labels.few = True
    labels.place(lambda _: xy, (640, 600), 1.0)
    assert not any(t.GetVisibility() for t in labels.texts)
