"""The section and the cut of the 3D picture, with real mouse and key events."""

import json

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from visualizer.storage import parse_scene, scene_to_dict

LEFT = Qt.MouseButton.LeftButton
SETTLED_MS = 600


def open_section(window, qtbot):
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: window.sections.panel.canvas.picture is not None, timeout=60_000)
    return window.sections.panel.canvas


def _cut_faces(stage):
    stage.render()
    return stage.cutter._caps.GetMapper().GetInput().GetNumberOfPolys()


def _kept(window):
    return window.session.scene.view.section


def turn_wheel(widget, point, notches, keys=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        QPointF(point), QPointF(widget.mapToGlobal(point)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_plane_is_moved_in_the_section_and_by_a_click_in_the_picture(window, qtbot):
    canvas = open_section(window, qtbot)
    sections, before = window.sections, window.sections.view.at_mm
    middle = canvas.rect().center()
    turn_wheel(canvas, middle, 3)
    assert sections.view.at_mm == before + 3
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert sections.view.at_mm == before + 2
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert sections.view.at_mm == before + 12
    QTest.keyClick(sections.panel.slider, Qt.Key.Key_Right)
    assert 12.2 < sections.view.at_mm - before < 13.0
    assert abs(sections.panel.place.value() - sections.view.at_mm) < 0.06
    qtbot.waitUntil(lambda: window.session.scene.view.section == sections.view, timeout=10_000)

    stage = window.viewport.stage
    place = np.array([-40.0, -100.0, 1600.0])
    pixel = window.viewport.widget_point(place)
    pick = window.viewport.pick(QPointF(pixel))
    assert pick is not None
    QTest.mouseClick(window.viewport.plotter, LEFT, pos=pixel)
    assert abs(sections.view.at_mm - pick.position_mm[2]) < 0.01
    assert stage.cutter.plane is not None
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_X)
    assert window.section.dock.isHidden()
    assert stage.cutter.plane is None


def test_a_click_in_the_section_selects_and_goes_there(window, qtbot):
    canvas = open_section(window, qtbot)
    region = next(r for r in canvas.picture.section.regions if r.id == "deep.putamen.left")
    window.sections.panel.fibres.setChecked(False)
    pixel = canvas.widget_point(*canvas.picture.section.spot(region)).toPoint()
    QTest.mouseMove(canvas, pixel)
    QTest.mouseClick(canvas, LEFT, pos=pixel)
    assert canvas.selected == "deep.putamen.left"
    assert "Putamen" in window.panels.structures.card.toPlainText()
    qtbot.waitUntil(lambda: not window.views.flying, timeout=60_000)
    focal = np.array(window.viewport.stage.eye.pose().focal_mm)
    mesh = window.body.mesh("deep.putamen.left")
    assert np.linalg.norm(focal - mesh.vertices_mm.mean(axis=0)) < 20
    scale = canvas.camera.half_mm
    turn_wheel(canvas, pixel, 2, Qt.KeyboardModifier.ControlModifier)
    assert canvas.camera.half_mm < scale
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.camera.half_mm == scale


def test_the_convention_is_changed_by_keys_and_the_letters_follow(window, qtbot):
    canvas = open_section(window, qtbot)
    panel = window.sections.panel
    assert canvas.picture.section.plane.letters[:2] == ("R", "L")
    panel.convention.setFocus()
    QTest.keyClick(panel.convention, Qt.Key.Key_Down)
    assert window.sections.convention == "neurological"
    assert canvas.picture.section.plane.letters[:2] == ("L", "R")
    assert window.actions_by_id["neurological"].isChecked()


def test_a_level_is_chosen_by_name_and_the_names_do_not_overlap(window, qtbot):
    canvas = open_section(window, qtbot)
    actions = {a.text(): a for a in window.sections.panel.level_menu.actions()}
    for text in ("C8", "Pons", "Internal capsule"):
        actions[text].trigger()
        canvas.repaint()
        placed = canvas.picture.placed
        assert len(placed) >= 4, text
        for i, a in enumerate(placed):
            for b in placed[i + 1 :]:
                side = a.left + a.width <= b.left or b.left + b.width <= a.left
                assert side or a.top + a.height <= b.top or b.top + b.height <= a.top


def test_the_picture_is_cut_open_and_the_cut_is_dragged_by_its_handle(window, qtbot):
    open_section(window, qtbot)
    stage, plotter = window.viewport.stage, window.viewport.plotter
    QTest.keyClick(plotter, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: stage.cutter.view is not None and stage.cutter.view.clip)
    assert window.actions_by_id["clip"].isChecked()
    qtbot.waitUntil(lambda: _cut_faces(stage) > 500, timeout=20_000)
    QTest.qWait(SETTLED_MS)
    before = window.sections.view.at_mm
    pixel = window.viewport.widget_point(np.array(stage.cutter.handle_mm))
    QTest.mousePress(plotter, LEFT, pos=pixel)
    for step in range(1, 6):
        QTest.mouseMove(plotter, pixel + QPoint(0, -6 * step))
    QTest.mouseRelease(plotter, LEFT, pos=pixel + QPoint(0, -30))
    moved = window.sections.view.at_mm - before
    assert 3 < moved < 40
    qtbot.waitUntil(lambda: _kept(window) == window.sections.view, timeout=20_000)
    kept = parse_scene(json.dumps(scene_to_dict(window.session.scene)))
    assert kept.view.section == window.session.scene.view.section == window.sections.view
    QTest.keyClick(plotter, Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier)
    assert window.sections.view.flip is not False
    QTest.keyClick(plotter, Qt.Key.Key_K)
    assert not window.sections.view.clip
