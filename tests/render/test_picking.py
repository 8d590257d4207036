import numpy as np
import pytest

from tests.render.phantom import TOP, no_prediction
from visualizer.anatomy import SEGMENTS
from visualizer.render.camera import Pose
from visualizer.scene import Lesion, Scene, Slab, Sphere


def at(stage, place):
    x, y, _ = stage.eye.project(np.array([place], dtype=float))[0]
    return stage.pick(x, y)


def from_front(stage, place, far=500.0):
    x, y, z = place
    stage.eye.place(Pose((x, y + far, z), place, (0.0, 0.0, 1.0)))
    stage.render()


def test_the_bone_on_the_right_is_picked_on_the_right(stage):
    stage.set_view_preset("nerve")
    stage.set_opacity("fibres.lmn", 0.0)
    from_front(stage, (190.0, -10.0, TOP - 280))
    pick = at(stage, (190.0, -10.0, TOP - 280))
    assert (pick.structure, pick.side, pick.kind) == ("bone.humerus.right", "right", "mesh")
    assert pick.label == "right humerus"
    assert pick.normal[1] > 0.5  # the side that faces the camera in front
    from_front(stage, (-190.0, -10.0, TOP - 280))
    assert at(stage, (-190.0, -10.0, TOP - 280)) is None


def test_from_the_front_the_patients_right_is_on_the_left_of_the_picture(stage):
    stage.set_view_preset("body")
    x = stage.eye.project(np.array([[190.0, 0, TOP], [-190.0, 0, TOP]]))[:, 0]
    assert x[0] < x[1]


@pytest.mark.parametrize(("side", "sign"), [("left", -1), ("right", 1)])
def test_cortex_says_the_motor_area_and_its_side(stage, side, sign):
    stage.set_view_preset("cortex")
    place = (sign * 45.0, 5.0, TOP + 121.0)
    stage.eye.place(Pose((sign * 300.0, 5.0, TOP + 400.0), place, (0.0, 0.0, 1.0)))
    stage.set_opacity("fibres.corticospinal", 0.0)
    pick = at(stage, place)
    assert pick.structure == "cortex.precentral_gyrus.hand_area"
    assert pick.side == side
    assert side in pick.label
    assert "hand area" in pick.label


@pytest.mark.parametrize(("side", "sign"), [("left", -1), ("right", 1)])
def test_a_nerve_is_named_with_its_nearest_level(stage, side, sign):
    stage.set_view_preset("nerve")
    stage.set_opacity("skeleton", 0.0)
    fibres = stage.body.fibres
    number = fibres.stations_by_place["nerve.ulnar", side, "elbow"]
    place = tuple(float(v) for v in fibres.points_mm[fibres.points_at(number)[0]])
    from_front(stage, place)
    pick = at(stage, place)
    assert pick.kind == "nerve"
    assert pick.label == f"{side} ulnar nerve at the elbow"
    assert fibres.populations[fibres.population[pick.fibre]].side == side
    assert np.linalg.norm(np.subtract(pick.position_mm, place)) < 8


def test_the_cord_is_named_by_its_segment(stage):
    stage.set_view_preset("nerve")
    stage.set_opacity("fibres.lmn", 0.0)
    row = 200
    place = tuple(float(v) for v in stage.body.cord.centre_mm[row])
    from_front(stage, place, 200.0)
    pick = at(stage, place)
    assert pick.kind == "cord"
    assert pick.level == SEGMENTS[stage.body.cord.segment[row]]
    assert pick.level in pick.label


def test_a_lesion_is_picked_by_its_id_and_its_handles_are_found(stage):
    place = (-24.0, 0.0, TOP + 60)
    scene = Scene(lesions=(Lesion(id="lesion-7", shape=Sphere(place, 6.0)),))
    stage.set_view_preset("tract")
    stage.show(scene, no_prediction(), "lesion-7")
    from_front(stage, place, 150.0)
    stage.isolate("brainstem")
    assert at(stage, place).structure == "lesion-7"
    x, y, _ = stage.eye.project(np.array([place]))[0]
    assert stage.handle_at(x, y) == "centre"
    right = stage.eye.axes()[0]
    x, y, _ = stage.eye.project(np.array([place]) + 6.0 * np.array(right))[0]
    assert stage.handle_at(x, y) == "radius"
    assert stage.handle_at(x + 200, y) is None


def test_nothing_hidden_is_picked(stage):
    stage.set_view_preset("cortex")
    place = (-45.0, 5.0, TOP + 121.0)
    stage.eye.place(Pose((-300.0, 5.0, TOP + 400.0), place, (0.0, 0.0, 1.0)))
    for layer in ("cortex", "brainstem", "cord", "fibres.corticospinal"):
        stage.set_opacity(layer, 0.0)
    assert at(stage, place) is None


def test_the_background_is_no_pick_and_a_plane_has_points(stage):
    stage.set_view_preset("cortex")
    assert stage.pick(1, 1) is None
    focal = stage.eye.pose().focal_mm
    width, height = stage.eye.size
    found = stage.point_in_plane((width - 1) / 2, (height - 1) / 2, focal)
    assert found == pytest.approx(focal, abs=0.5)


def test_a_slab_lesion_is_picked_on_the_cord(stage):
    scene = Scene(lesions=(Lesion(id="slab", shape=Slab("T6", "right")),))
    stage.show(scene, no_prediction())
    centre = stage.lesions.items["slab"].centre_mm
    assert centre[0] > 1  # the patient's right
    from_front(stage, centre, 120.0)
    stage.set_opacity("fibres.corticospinal", 0.0)
    assert at(stage, centre).structure == "slab"
