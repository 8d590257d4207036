from PySide6.QtWidgets import QMenu

from tests.bodies import knowledge
from visualizer.scene import Patient, Scene
from visualizer.ui.patient_menu import fill_patient_menu


def named(menu):
    return {action.objectName(): action for action in menu.actions() if action.objectName()}


def test_dominance_and_variants_are_steps_of_undo(session, qapp):
    menu = QMenu()

    def fill():
        fill_patient_menu(menu, session.scene, knowledge().variants, session.edit)
        return named(menu)

    assert fill()["dominant.left"].isChecked()
    fill()["dominant.right"].trigger()
    assert session.scene.patient == Patient("right")
    assert fill()["dominant.right"].isChecked()
    assert not fill()["variant.uncrossed_pyramids"].isChecked()
    session.undo()
    assert session.scene == Scene()
    assert session.redo_text == "Change dominance"


def test_a_variant_is_added_and_taken_away(qapp):
    menu, edits = QMenu(), []
    variants = knowledge().variants
    fill_patient_menu(menu, Scene(), variants, lambda *edit: edits.append(edit))
    named(menu)["variant.martin_gruber"].trigger()
    scene, words = edits.pop()
    assert scene.patient.variants == ("martin_gruber",)
    assert words == "Add Martin-Gruber anastomosis"
    fill_patient_menu(menu, scene, variants, lambda *edit: edits.append(edit))
    action = named(menu)["variant.martin_gruber"]
    assert action.isChecked()
    assert "forearm" in action.toolTip()
    action.trigger()
    assert edits.pop()[0].patient.variants == ()


def test_the_window_has_the_submenu(window):
    menu = window.actions_by_id["patient"].menu()
    menu.aboutToShow.emit()
    assert "dominant.left" in named(menu)
