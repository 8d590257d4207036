"""What the stage shows, as a value and back."""

import pytest

from visualizer.scene import View

ELSEWHERE = View(
    "cortex", (10.0, 400.0, 1500.0), (0.0, 0.0, 1490.0), (0.0, 0.0, 1.0), (("cortex", 0.5),),
    "strength", "C8",
)  # fmt: skip


def test_a_view_comes_back_as_it_was_saved(stage):
    stage.set_camera(ELSEWHERE)
    found = stage.camera()
    assert (found.name, found.colouring, found.opacity) == ("cortex", "strength", ELSEWHERE.opacity)
    assert found.position_mm == pytest.approx(ELSEWHERE.position_mm)
    assert found.focal_mm == pytest.approx(ELSEWHERE.focal_mm)


def test_a_view_without_a_camera_is_that_of_the_preset(stage):
    stage.set_camera(ELSEWHERE)
    stage.set_camera(View("tract"))
    pose = stage.preset_pose("tract")
    assert stage.camera().position_mm == pytest.approx(pose.position_mm)
    assert not stage.camera().opacity


def test_a_map_that_the_body_does_not_have_is_left_out(stage):
    stage.set_camera(View("cortex", maps=(("skin", "no_such_map"),)))
    assert not stage.camera().maps
