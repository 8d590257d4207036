"""What the user made: lesions, the scene, its pure edits, the view and a pick."""

from visualizer.scene.edits import (
    add_lesion,
    mirror_scene,
    remove_lesion,
    replace_lesion,
    set_days,
    set_title,
    set_view,
)
from visualizer.scene.lesion import Lesion
from visualizer.scene.pick import Pick
from visualizer.scene.scene import Patient, Scene, View
from visualizer.scene.section import SECTION_PLANES, SectionView
from visualizer.scene.shapes import (
    Cut,
    Ellipsoid,
    MaskShape,
    Patch,
    Shape,
    Slab,
    Sphere,
)

__all__ = [
    "SECTION_PLANES",
    "Cut",
    "Ellipsoid",
    "Lesion",
    "MaskShape",
    "Patch",
    "Patient",
    "Pick",
    "Scene",
    "SectionView",
    "Shape",
    "Slab",
    "Sphere",
    "View",
    "add_lesion",
    "mirror_scene",
    "remove_lesion",
    "replace_lesion",
    "set_days",
    "set_title",
    "set_view",
]
