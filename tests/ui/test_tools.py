import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from visualizer.scene import Pick, Sphere
from visualizer.ui.tools import LookTool, PlaceTool

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
HERE = QPointF(100, 100)


class FakePicture:
    """A picture of one millimetre a pixel, seen from the front."""

    def __init__(self):
        self.found = None
        self.handle = None
        self.ghosts = []

    def pick(self, _point):
        return self.found

    def handle_at(self, _point):
        return self.handle

    def world_at(self, point, depth_of_mm):
        return np.array([-point.x(), depth_of_mm[1], -point.y()])

    def axes(self):
        return np.array([-1.0, 0, 0]), np.array([0, 0, 1.0]), np.array([0, -1.0, 0])

    def say_at(self, text, _point):
        self.said = text

    def ghost(self, shape, label):
        self.ghosts.append((shape, label))


@pytest.fixture
def picture():
    return FakePicture()


def capsule_pick():
    site = "internal_capsule.posterior_limb"
    return Pick((-10.0, 0.0, 950.0), "fibre", site, "left", "", "left posterior limb")


def placed(picture, bench):
    picture.found = capsule_pick()
    tool = PlaceTool(picture, bench)
    assert tool.press(HERE)
    assert tool.release(HERE)
    return bench.selected


def test_place_shows_the_site_before_release_and_places_on_it(picture, bench):
    picture.found = capsule_pick()
    tool = PlaceTool(picture, bench)
    assert tool.press(HERE)
    shape, _ = picture.ghosts[-1]
    assert shape == Sphere((-10.0, 0.0, 950.0), 8.0)
    assert picture.said.startswith("Left posterior limb")
    assert not bench.scene.lesions
    assert tool.release(HERE)
    assert picture.ghosts[-1] == (None, "")
    assert bench.selected.shape == shape
    assert bench.scene.days == 0.25
    bench.session.undo()
    assert not bench.scene.lesions


def test_place_on_nothing_places_nothing(picture, bench):
    tool = PlaceTool(picture, bench)
    tool.press(HERE)
    tool.release(HERE)
    assert not bench.scene.lesions
    assert bench.session.undo_text is None


def test_a_drag_previews_and_commits_once(picture, bench):
    lesion = placed(picture, bench)
    picture.handle = "centre"
    tool = LookTool(picture, bench, lambda _: None)
    assert tool.press(HERE)
    assert tool.move(HERE + QPointF(20, 0))
    tool._drag.flush()
    assert bench.session.previewing
    assert tool.release(HERE + QPointF(20, 0))
    assert not bench.session.previewing
    assert bench.selected.shape.center_mm == (-30.0, 0.0, 950.0)
    bench.session.undo()
    assert bench.scene.lesions == (lesion,)


def test_the_radius_handle_resizes(picture, bench):
    placed(picture, bench)
    picture.handle = "radius"
    tool = LookTool(picture, bench, lambda _: None)
    tool.press(HERE)
    tool.move(QPointF(22, -950))
    tool.release(QPointF(22, -950))
    assert bench.selected.shape.radius_mm == 12.0


def test_a_press_beside_the_lesion_is_left_to_the_camera(picture, bench):
    told = []
    tool = LookTool(picture, bench, told.append)
    picture.found = capsule_pick()
    assert not tool.press(HERE)
    assert not tool.release(HERE)
    assert told == [picture.found]
    tool.press(HERE)
    tool.release(HERE + QPointF(50, 0))
    assert len(told) == 1


def test_wheel_and_keys_reach_the_selected_lesion(picture, bench):
    placed(picture, bench)
    tool = LookTool(picture, bench, lambda _: None)
    assert not tool.wheel(1, NONE)
    assert tool.wheel(1, CTRL)
    assert bench.selected.shape.radius_mm == 9.0
    assert tool.wheel(1, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert bench.selected.shape.center_mm[1] == -1.0
    assert tool.key(Qt.Key.Key_Up, NONE)
    assert bench.selected.shape.center_mm[2] == 951.0
    assert tool.key(Qt.Key.Key_Minus, NONE)
    assert bench.selected.shape.radius_mm == 8.0
    assert tool.key(Qt.Key.Key_Delete, NONE)
    assert not bench.scene.lesions
    assert not tool.key(Qt.Key.Key_Up, NONE)
