import pytest

from visualizer.scene import Lesion, Scene
from visualizer.ui.clock import add_now, age_of, set_age

NEW = Lesion(site="nerve.ulnar", side="left")


def test_the_first_lesion_is_six_hours_old_and_starts_the_clock():
    scene = add_now(Scene(), NEW)
    assert scene.days == 0.25
    assert age_of(scene, "lesion-1") == 0.25


def test_the_first_lesion_is_as_old_as_the_clock_says():
    assert age_of(add_now(Scene(days=90.0), NEW), "lesion-1") == 90.0


def test_a_further_lesion_leaves_the_age_of_the_others():
    scene = Scene(lesions=(Lesion(site="pons.basis", onset_days=10.0, id="a"),), days=300.0)
    grown = add_now(scene, NEW)
    assert age_of(grown, "a") == 300.0
    assert age_of(grown, "lesion-1") == 300.0


@pytest.mark.parametrize("days", [0.0, 5.0, 40.0, 400.0])
def test_an_age_is_changed_alone(days):
    lesions = (
        Lesion(site="pons.basis", onset_days=100.0, id="a"),
        Lesion(site="nerve.ulnar", onset_days=20.0, id="b"),
        Lesion(site="nerve.radial", onset_days=1.0, id="c"),
    )
    changed = set_age(Scene(lesions=lesions, days=50.0), "b", days)
    assert age_of(changed, "b") == pytest.approx(days)
    assert age_of(changed, "a") == pytest.approx(50.0)
    assert age_of(changed, "c") == pytest.approx(-49.0)
    assert min(lesion.days for lesion in changed.lesions) >= 0
