"""The submenu that says which hemisphere is dominant and which anatomical variants there are."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from visualizer.findings.tables.variants import Variant
from visualizer.scene import Patient, Scene

Edit = Callable[[Scene, str], object]


def fill_patient_menu(
    menu: QMenu, scene: Scene, variants: Mapping[str, Variant], edit: Edit
) -> None:
    """Fill the submenu from the scene; every choice is one step of undo."""
    menu.clear()
    menu.setToolTipsVisible(True)
    patient = scene.patient
    sides = QActionGroup(menu)
    for side in ("left", "right"):
        chosen = menu.addAction(f"{side.capitalize()} hemisphere &dominant")
        chosen.setObjectName(f"dominant.{side}")
        chosen.setCheckable(True)
        chosen.setChecked(patient.dominant_hemisphere == side)
        sides.addAction(chosen)
        other = replace(patient, dominant_hemisphere=side)
        chosen.triggered.connect(_to(edit, scene, other, "Change dominance"))
    menu.addSeparator()
    for name, variant in variants.items():
        there = name in patient.variants
        action = menu.addAction(variant.name)
        action.setObjectName(f"variant.{name}")
        action.setToolTip(f"<p>{variant.words}</p><p>{variant.doubt}</p>")
        action.setCheckable(True)
        action.setChecked(there)
        words = f"{'Take away' if there else 'Add'} {variant.name}"
        action.triggered.connect(_to(edit, scene, _switched(patient, name), words))


def _switched(patient: Patient, name: str) -> Patient:
    """Return a patient with a variant, or without it if it was there."""
    left = tuple(other for other in patient.variants if other != name)
    return replace(patient, variants=left if name in patient.variants else (*left, name))


def _to(edit: Edit, scene: Scene, patient: Patient, text: str) -> Callable[[], None]:
    def act() -> None:
        edit(replace(scene, patient=patient), text)

    return act
