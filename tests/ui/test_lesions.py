from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.findings import phantom
from tests.ui.conftest import CAPSULE, ULNAR
from visualizer.scene import Lesion, Scene, Slab, Sphere
from visualizer.ui.lesion_panel import LesionPanel
from visualizer.ui.place_dialog import PlaceDialog


@pytest.fixture
def panel(session, body, qtbot):
    made = LesionPanel(body.fibres)
    qtbot.addWidget(made)
    return made


def show(panel, session, lesions, selected=""):
    session.load(Scene(lesions=lesions))
    panel.show_scene(session.scene, session.prediction, selected)


def test_each_lesion_is_said_in_words(panel, session):
    lesions = (
        replace(CAPSULE, id="a"),
        Lesion(shape=Sphere((10.0, 0.0, 950.0), 3.0), onset_days=1.0, id="b"),
    )
    show(panel, session, lesions)
    QAbstractItemModelTester(panel.model)
    first, second = (panel.model.index(i, 0).data() for i in range(2))
    assert first.startswith("Left posterior limb of the internal capsule\nLeft")
    assert "3 months" in first
    assert second.startswith("Right ")
    assert "3 mm radius" in second


def test_the_editor_changes_size_share_and_age(panel, session, qtbot):
    ball = Lesion(shape=Sphere((10.0, 0.0, 950.0), 3.0), onset_days=90.0, id="b")
    show(panel, session, (ball,), "b")
    with qtbot.waitSignal(panel.edited) as got:
        panel.editor.radius.setValue(5.0)
    assert got.args[0].shape.radius_mm == 5.0
    with qtbot.waitSignal(panel.edited) as got:
        panel.editor.complete.setValue(40)
    assert got.args[0].completeness == pytest.approx(0.4)
    assert panel.editor.unit.currentText() == "days"
    with qtbot.waitSignal(panel.aged) as got:
        panel.editor.age.setValue(30)
    assert got.args == ["b", 30.0]


def test_the_editor_chooses_the_part_of_the_cord(panel, session, qtbot):
    show(panel, session, (Lesion(shape=Slab("C5-C6"), id="s"),), "s")
    editor = panel.editor
    with qtbot.waitSignal(panel.edited) as got:
        editor.part.setCurrentIndex(editor.part.findData("left"))
        editor.part.activated.emit(editor.part.currentIndex())
    assert got.args[0].shape == Slab("C5-C6", "left")


def test_delete_asks_for_the_lesion_selected(panel, session, qtbot):
    show(panel, session, (replace(ULNAR, id="u"),), "u")
    with qtbot.waitSignal(panel.delete_asked) as got:
        qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert got.args == ["u"]


def test_a_named_lesion_is_described_by_keyboard(qtbot):
    dialog = PlaceDialog(phantom.knowledge().sites)
    qtbot.addWidget(dialog)
    dialog.choose("internal_capsule.posterior_limb", "left")
    assert (dialog.lesion.site, dialog.lesion.side) == ("internal_capsule.posterior_limb", "left")
    dialog.choose("cord.hemisection", "right", "T9")
    assert dialog.lesion.level == "T9"
    dialog.choose("cord.hemisection", "right", "T9-C5")
    assert dialog.lesion is None
    assert dialog.problem.text()
