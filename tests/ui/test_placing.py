import numpy as np
import pytest

from visualizer.scene import Cut, Pick, Slab, Sphere
from visualizer.ui.placing import at_pick, lesion_for, moved, place_words, resized


def pick(kind, structure, side="left", level="", place=(-5.0, 0.0, 850.0)):
    return Pick(place, kind, structure, side, level, "left place")


@pytest.mark.parametrize(
    ("what", "radius"),
    [
        (pick("mesh", "cortex.left"), 8.0),
        (pick("mesh", "cortex.precentral_gyrus.hand_area"), 8.0),
        (pick("mesh", "pons"), 3.0),
        (pick("fibre", "internal_capsule.posterior_limb"), 8.0),
        (pick("fibre", "medulla.pyramid"), 3.0),
    ],
)
def test_brain_and_brainstem_take_a_ball_at_the_point(body, what, radius):
    assert lesion_for(what, body).shape == Sphere(what.position_mm, radius)


def test_the_cord_takes_a_slab_of_its_segment(body):
    assert lesion_for(pick("cord", "cord", level="C8"), body).shape == Slab("C8")
    found = lesion_for(pick("fibre", "cord.lateral_corticospinal"), body)
    assert found.shape == Slab("C3")


def test_nerves_and_roots_take_a_cut(body):
    nerve = pick("nerve", "nerve.ulnar", "right")
    assert lesion_for(nerve, body).shape == Cut(nerve.position_mm, "nerve.ulnar", "right")
    root = pick("nerve", "root.ventral", level="C7")
    assert lesion_for(root, body).shape == Cut(root.position_mm, "root.ventral", "left")


def test_bone_and_lesions_take_nothing(body):
    assert lesion_for(pick("mesh", "femur.left"), body) is None
    assert lesion_for(pick("lesion", "lesion-1"), body) is None
    assert "nothing" in place_words(pick("mesh", "femur.left"), None)


def test_a_ball_moves_and_grows_within_bounds(body):
    ball = Sphere((1.0, 2.0, 3.0), 8.0)
    assert moved(ball, np.array([1.0, 0.0, -1.0]), body).center_mm == (2.0, 2.0, 2.0)
    assert resized(ball, 2).radius_mm == 10.0
    assert resized(ball, -100).radius_mm == 1.0


def test_a_slab_moves_along_the_cord_and_grows_by_segments(body):
    slab = Slab("C5-C6", "left")
    assert moved(slab, np.array([0.0, 0.0, -20.0]), body) == Slab("C7-C8", "left")
    assert resized(slab, 1) == Slab("C5-C7", "left")
    assert resized(slab, -5) == Slab("C5", "left")


def test_a_cut_slides_only_to_where_a_cut_fits(body):
    cut = Cut((0.0, 0.0, 0.0), "nerve.ulnar", "left")
    assert at_pick(cut, pick("mesh", "femur.left"), body) == cut
    assert at_pick(cut, pick("nerve", "nerve.radial"), body).structure == "nerve.radial"
