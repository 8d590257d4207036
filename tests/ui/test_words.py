import pytest

from visualizer.scene import Cut, Lesion, Slab, Sphere
from visualizer.ui.wording import (
    duration_words,
    lesion_place,
    lesion_side,
    lesion_size,
    site_words,
    time_words,
)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.04, "1 hour"),
        (0.25, "6 hours"),
        (1.0, "1 day"),
        (1.5, "36 hours"),
        (3, "3 days"),
        (14, "2 weeks"),
        (90, "3 months"),
        (365.25, "12 months"),
        (730, "2 years"),
    ],
)
def test_a_time_is_said_as_a_clinician_would(days, words):
    assert duration_words(days) == words


def test_the_day_is_named_where_it_is_another_word():
    assert time_words(90) == "3 months after onset (day 90)"
    assert time_words(0.25) == "6 hours after onset"


def test_a_site_begins_with_its_side():
    words = site_words("internal_capsule.posterior_limb", "left")
    assert words == "Left posterior limb of the internal capsule"
    assert site_words("nerve.ulnar", "right", "elbow") == "Right ulnar nerve at the elbow"


@pytest.mark.parametrize(
    ("lesion", "place", "side", "size"),
    [
        (Lesion(shape=Slab("C5-C6", "left")), "Spinal cord C5-C6, left half", "left", "C5-C6"),
        (Lesion(shape=Sphere((-9.0, 0, 0), 8.0)), "Placed lesion", "left", "8 mm radius"),
        (Lesion(shape=Sphere((0.0, 0, 0), 3.0)), "Placed lesion", "midline", "3 mm radius"),
        (
            Lesion(shape=Cut((9.0, 0, 0), "nerve.radial", "right")),
            "Right radial nerve",
            "right",
            "cut",
        ),
        (Lesion(site="pons.basis", side="bilateral"), "Basis pontis, both sides", "both", None),
    ],
)
def test_a_lesion_is_put_into_words(lesion, place, side, size):
    assert lesion_place(lesion) == place
    assert lesion_side(lesion) == side
    assert size is None or lesion_size(lesion) == size
