"""The whole window under a real display, with real mouse and key events."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from visualizer.anatomy import segment_index
from visualizer.scene import Cut, Lesion, Scene, Slab, Sphere

LEFT = Qt.MouseButton.LeftButton
SITE = "internal_capsule.posterior_limb"


def fly(window, qtbot, key):
    """Choose a scene by its key, as a user does, and wait for the camera."""
    QTest.keyClick(window.viewport.plotter, key)
    qtbot.waitUntil(lambda: not window.views.flying, timeout=60_000)


def place_of(window, site, side):
    """Return the pixel nearest the middle of a site where the picture says that it is."""
    fibres, viewport = window.body.fibres, window.viewport
    points = fibres.points_mm[fibres.points_at(fibres.stations_by_place[site, side, ""])]
    middle = points.mean(axis=0)
    found = []
    for place in points[:: max(1, len(points) // 150)]:
        pixel = viewport.widget_point(place)
        pick = viewport.pick(QPointF(pixel))
        if pick is not None and (pick.structure, pick.side) == (site, side):
            found.append((np.linalg.norm(np.array(pick.position_mm) - middle), pixel))
    assert found, f"{side} {site} is nowhere in the picture"
    return min(found, key=lambda entry: entry[0])[1]


def click(window, pixel):
    plotter = window.viewport.plotter
    QTest.mouseMove(plotter, pixel)
    QTest.mousePress(plotter, LEFT, pos=pixel)
    QTest.qWait(60)
    said = window.viewport.hover.text()
    QTest.mouseRelease(plotter, LEFT, pos=pixel)
    return said


def value(window, domain, target, side):
    return window.session.prediction.get(domain, target, side).value


def all_signs(window):
    return {(f.domain, f.target, f.side): f.value for f in window.session.prediction.findings}


def move_clock(window, days):
    """Step along the labels of the slider with its page keys until it shows a time."""
    timeline = window.panels.timeline
    for _ in range(20):
        if timeline.days == days:
            break
        up = timeline.days < days
        QTest.keyClick(timeline.slider, Qt.Key.Key_PageUp if up else Qt.Key.Key_PageDown)
    timeline.settle()
    assert window.session.scene.days == days


def test_place_read_undo_redo_save_and_reopen(window, qtbot, tmp_path, monkeypatch):
    fly(window, qtbot, Qt.Key.Key_3)
    assert window.views.name == "tract"
    pixel = place_of(window, SITE, "left")
    QTest.keyClick(window.viewport.plotter, Qt.Key.Key_P)
    assert window.viewport.tool is window.place
    said = click(window, pixel)
    assert "left posterior limb of the internal capsule" in said.lower()
    assert len(window.session.scene.lesions) == 1

    move_clock(window, 0.25)
    assert value(window, "power", "first_dorsal_interosseous", "right") in ("weak", "paralysed")
    assert value(window, "tone", "upper_limb", "right") == "decreased"
    assert value(window, "reflex", "biceps", "right") != "increased"

    move_clock(window, 90.0)
    assert value(window, "power", "first_dorsal_interosseous", "right") in ("weak", "paralysed")
    assert value(window, "tone", "upper_limb", "right") == "increased"
    assert value(window, "reflex", "biceps", "right") == "increased"
    assert value(window, "plantar", "plantar", "right") == "extensor"
    assert value(window, "wasting", "first_dorsal_interosseous", "right") == "absent"
    assert value(window, "power", "first_dorsal_interosseous", "left") == "normal"
    assert value(window, "plantar", "plantar", "left") == "flexor"
    signs = all_signs(window)

    plotter = window.viewport.plotter
    while window.session.undo_text is not None:
        QTest.keyClick(plotter, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.session.scene.lesions
    assert value(window, "plantar", "plantar", "right") == "flexor"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    while window.session.redo_text is not None:
        QTest.keyClick(plotter, Qt.Key.Key_Z, both)
    assert all_signs(window) == signs

    path = tmp_path / "placed.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    QTest.keyClick(plotter, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert path.exists()
    assert not window.isWindowModified()
    QTest.keyClick(plotter, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not window.session.scene.lesions
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    QTest.keyClick(plotter, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert all_signs(window) == signs


def test_a_placed_lesion_is_dragged_resized_and_deleted(window, qtbot):
    fly(window, qtbot, Qt.Key.Key_3)
    plotter = window.viewport.plotter
    QTest.keyClick(plotter, Qt.Key.Key_P)
    click(window, place_of(window, SITE, "left"))
    QTest.keyClick(plotter, Qt.Key.Key_V)
    before = window.bench.selected
    start = window.viewport.widget_point(np.array(before.shape.center_mm))
    QTest.mousePress(plotter, LEFT, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(plotter, start + QPoint(0, -8 * step))
        QTest.qWait(60)
    assert window.session.previewing
    QTest.mouseRelease(plotter, LEFT, pos=start + QPoint(0, -32))
    assert not window.session.previewing
    after = window.bench.selected
    assert after.shape.center_mm[2] > before.shape.center_mm[2] + 1
    QTest.keyClick(plotter, Qt.Key.Key_Plus)
    assert window.bench.selected.shape.radius_mm == after.shape.radius_mm + 1
    QTest.keyClick(plotter, Qt.Key.Key_Delete)
    assert not window.session.scene.lesions


def test_every_scene_by_its_key_and_back_from_projection(window, qtbot):
    names = ("body", "cortex", "tract", "ventral-horn", "nerve")
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
    for key, name in zip(keys, names, strict=True):
        fly(window, qtbot, key)
        assert window.views.name == name
        assert window.viewport.stage.view_name == name
    plotter = window.viewport.plotter
    QTest.keyClick(plotter, Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen, timeout=5000)
    assert not window.panels.docks[2].isVisible()
    assert window.viewport.plotter is plotter
    QTest.keyClick(plotter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen(), timeout=5000)
    assert window.panels.docks[2].isVisible()
    assert window.session.scene == Scene(view=window.session.scene.view)


def test_a_nerve_takes_a_cut_and_the_cord_a_slab(window, qtbot):
    plotter = window.viewport.plotter
    fly(window, qtbot, Qt.Key.Key_5)
    QTest.keyClick(plotter, Qt.Key.Key_P)
    said = click(window, place_of(window, "nerve.ulnar", "left"))
    assert said.startswith("Left ulnar nerve")
    cut = window.bench.selected.shape
    assert isinstance(cut, Cut)
    assert (cut.structure, cut.structure_side) == ("nerve.ulnar", "left")
    assert value(window, "power", "first_dorsal_interosseous", "left") != "normal"
    assert value(window, "power", "first_dorsal_interosseous", "right") == "normal"
    assert value(window, "power", "abductor_pollicis_brevis", "left") == "normal"

    fly(window, qtbot, Qt.Key.Key_4)
    cord = window.body.cord
    level = segment_index(window.viewport.stage.segment)
    row = np.flatnonzero(cord.segment == level)
    pixels = [window.viewport.widget_point(cord.centre_mm[i]) for i in row]
    found = [p for p in pixels if (k := window.viewport.pick(QPointF(p))) and k.kind == "cord"]
    click(window, found[0])
    assert isinstance(window.bench.selected.shape, Slab)
    assert len(window.session.scene.lesions) == 2


def test_a_click_on_the_pons_through_the_glass_cortex_hits_the_pons(window, qtbot):
    fly(window, qtbot, Qt.Key.Key_3)
    viewport, body = window.viewport, window.body
    mesh = body.mesh("brainstem.pons")
    surfaces = viewport.stage.props.surfaces
    faint = surfaces["cortex.hemisphere.left"].opacity
    assert 0 < faint < surfaces["brainstem.pons"].opacity
    left = mesh.vertices_mm[mesh.vertices_mm[:, 0] < -4][::9]
    pixels = [viewport.widget_point(place) for place in left]
    picks = [(pixel, viewport.pick(QPointF(pixel))) for pixel in pixels]
    assert not any(
        pick is not None and pick.structure.startswith("cortex.") and pick.side == "left"
        for _, pick in picks
    )
    pixel = next(p for p, pick in picks if pick is not None and pick.structure == "brainstem.pons")
    QTest.keyClick(viewport.plotter, Qt.Key.Key_P)
    said = click(window, pixel)
    assert "pons" in said.lower()
    assert (
        np.min(np.linalg.norm(mesh.vertices_mm - window.bench.selected.shape.center_mm, axis=1)) < 3
    )


def test_a_ball_where_nothing_modelled_runs_says_so(window, qtbot):
    fly(window, qtbot, Qt.Key.Key_2)
    frontal = Sphere((-20.0, 60.0, 1640.0), 1.0)
    window.bench.place(Lesion(shape=frontal))
    qtbot.wait(50)
    assert "no modelled fibre runs here" in window.panels.lesions.model.rows[0].cells[1]
