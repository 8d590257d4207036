"""Where the plates stand over the picture."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget

from visualizer.ui.overlays import Plate, place_plates

SIZE = QSize(640, 480)


@pytest.fixture
def plates(qtbot):
    area = QWidget()
    area.resize(SIZE)
    qtbot.addWidget(area)
    area.show()
    return area, *(Plate(area, name) for name in ("signs", "legend", "banner"))


def corner(plates, lesions=(), limb=()):
    _, signs, legend, banner = plates
    legend.say("Colour by system<br>one<br>two<br>three")
    place_plates(SIZE, signs, legend, banner, lesions, limb)
    at = legend.geometry()
    return ("left" if at.left() < 100 else "right"), ("top" if at.top() < 100 else "bottom")


def test_the_legend_leaves_the_hand_and_the_lesion_free(plates):
    assert corner(plates) == ("right", "bottom")
    hand = [QPoint(600 - 2 * step, 440 - step) for step in range(20)]
    assert corner(plates, limb=hand) == ("right", "top")
    arm = hand + [QPoint(600, 40)]
    assert corner(plates, limb=arm) == ("left", "top")
    assert corner(plates, lesions=[QPoint(600, 440)]) == ("right", "top")


def test_a_lesion_weighs_more_than_a_limb(plates):
    limb = [QPoint(600, 40), QPoint(590, 30), QPoint(40, 40), QPoint(30, 30)]
    assert corner(plates, lesions=[QPoint(600, 440)], limb=limb) != ("right", "bottom")
