"""Maps and the inflated cortex, with real keys and the menu."""

import json

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.e2e.test_window import fly
from visualizer.scene import Lesion, Scene, add_lesion
from visualizer.storage import parse_scene, scene_to_dict


def choose(window, qtbot, name):
    window.maps._actions[name].trigger()
    qtbot.waitUntil(lambda: not window.views.flying, timeout=60_000)
    QTest.qWait(600)


def test_a_map_of_the_menu_colours_labels_and_names_the_skin(window, qtbot):
    choose(window, qtbot, "skin:dermatomes")
    stage = window.viewport.stage
    assert window.views.name == "body"
    assert stage.layers.opacity("skin", "skin") == 1.0
    assert "Dermatomes" in window.viewport.legend.text()
    pins = {pin.text: pin for pin in stage.flat.pins.items}
    assert {"C6", "T10", "L3"} <= set(pins)
    pin = next(p for p in stage.flat.pins.items if p.text == "T10" and p.normal[1] > 0.5)
    pixel = window.viewport.widget_point(np.array(pin.place_mm))
    pick = window.viewport.pick(QPointF(pixel))
    assert "T10" in pick.label
    choose(window, qtbot, "skin:")
    assert not stage.props.maps.chosen


def test_i_inflates_the_cortex_says_so_and_returns(window, qtbot):
    lesion = Lesion(site="cortex.precentral_gyrus.hand_area", side="left", onset_days=9.0)
    window.bench.edit(add_lesion(Scene(), lesion), "Place lesion")
    fly(window, qtbot, Qt.Key.Key_2)
    stage, maps = window.viewport.stage, window.maps
    surface = stage.props.surfaces["cortex.hemisphere.left"]
    pial = np.array(surface.data.GetBounds())
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: maps.shape == "inflated" and not maps.morphing, timeout=60_000)
    assert np.abs(np.array(surface.data.GetBounds()) - pial).max() > 3
    assert "Inflated cortex" in window.viewport.banner.text()
    assert not stage.lesions.labels()
    assert stage.layers.opacity("brainstem", "brainstem.pons") == 0.0
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: maps.shape == "pial" and not maps.morphing, timeout=60_000)
    assert np.allclose(surface.data.GetBounds(), pial, atol=0.01)
    assert stage.lesions.labels()
    assert not window.viewport.banner.text()
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: maps.shape == "inflated" and not maps.morphing, timeout=60_000)
    fly(window, qtbot, Qt.Key.Key_3)
    assert maps.shape == "pial"
    assert stage.lesions.labels()
    assert window.session.scene.lesions


def test_map_and_inflation_are_kept_with_the_scene(window, qtbot):
    choose(
        window, qtbot, "cortex:gyri" if "cortex:gyri" in window.maps._actions else "cortex:motor"
    )
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_I)
    qtbot.waitUntil(
        lambda: window.maps.shape == "inflated" and not window.maps.morphing, timeout=60_000
    )
    view = window.session.scene.view
    assert view.cortex == "inflated"
    assert dict(view.maps)["cortex"]
    text = json.dumps(scene_to_dict(window.session.scene))
    fly(window, qtbot, Qt.Key.Key_3)
    assert window.maps.shape == "pial"
    assert window.session.scene.view.cortex == "pial"
    window.views.apply(parse_scene(text).view)
    window.session.set_view(parse_scene(text).view)
    window.views.changed.emit()
    assert window.maps.shape == "inflated"
    assert window.viewport.stage.layers.isolated == "cortex"
