"""Follow this fibre, with real keys."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.test_window import fly


def test_f_rides_from_the_cortex_to_the_muscle_and_escape_returns(window, qtbot):
    fly(window, qtbot, Qt.Key.Key_5)
    plotter, rides = window.viewport.plotter, window.follow.rides
    QTest.keyClick(plotter, Qt.Key.Key_F)
    assert not rides.active  # nothing is chosen yet
    window.panels.structures.select("muscle.soleus.right")
    assert window.panels.structures.follow.isVisible()
    before = window.viewport.stage.eye.pose()
    QTest.keyClick(plotter, Qt.Key.Key_F)
    assert rides.active
    assert rides.playing
    assert "cortex" in rides.bar.title.text()
    qtbot.waitUntil(lambda: rides.share > 0.01, timeout=20_000)
    QTest.keyClick(plotter, Qt.Key.Key_Space)
    assert not rides.playing
    here = rides.share
    said = [rides.bar.caption.text()]
    for _ in range(len(rides.ride.route.stops)):
        QTest.keyClick(plotter, Qt.Key.Key_Right)
        said.append(rides.bar.caption.text())
    assert rides.share > here
    for word in ("internal capsule", "pyramid", "decussation", "anterior horn", "soleus"):
        assert any(word in text for text in said), (word, said)
    assert "soleus" in said[-1]
    QTest.keyClick(plotter, Qt.Key.Key_Left)
    assert rides.share < 1.0
    QTest.keyClick(plotter, Qt.Key.Key_Escape)
    assert not rides.active
    qtbot.waitUntil(lambda: not window.views.flying, timeout=60_000)
    after = window.viewport.stage.eye.pose()
    assert np.allclose(before.position_mm, after.position_mm, atol=1.0)
    assert window.viewport.tool is window.look


def test_another_scene_ends_a_ride_and_reduced_motion_jumps(window, qtbot):
    rides = window.follow.rides
    window.panels.structures.select("muscle.biceps.long_head.left")
    rides.set_calm(True)
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_F)
    assert rides.active
    assert rides.share == 0.0
    fly(window, qtbot, Qt.Key.Key_3)
    assert not rides.active
    assert window.viewport.stage.view_name == "tract"
    assert window.viewport.stage.layers.opacity("brainstem", "brainstem.pons") == 0.3
