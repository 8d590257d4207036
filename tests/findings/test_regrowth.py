"""Axons grow back along a whole sheath, the nearest muscle first."""

import pytest

from tests.bodies import predicted
from visualizer.scene import Lesion


def radial(days, muscle, **more):
    lesion = Lesion(
        site="nerve.radial", side="left", level="spiral_groove", onset_days=days, **more
    )
    return predicted(lesion).get("power", muscle, "left").strength


def crushed(days, muscle):
    return radial(days, muscle, process="compression", tempo="sudden")


def test_the_nearest_muscle_comes_back_first():
    order = ("brachioradialis", "extensor_digitorum", "extensor_indicis")
    at = [next(d for d in range(100, 700, 10) if crushed(d, m) > 0.6) for m in order]
    assert at == sorted(at)
    assert at[0] < at[-1]


@pytest.mark.parametrize("more", [{}, {"process": "section"}, {"process": "compression"}])
def test_a_cut_nerve_and_a_lasting_pressure_do_not_come_back(more):
    assert radial(700, "extensor_indicis", **more) < 0.05


def test_strength_never_falls_as_axons_arrive():
    course = [crushed(days, "extensor_digitorum") for days in range(0, 700, 50)]
    assert course == sorted(course)


def test_skin_comes_back_too():
    lesion = {"site": "nerve.superficial_radial", "side": "left", "level": "wrist"}
    values = [
        predicted(Lesion(**lesion, process="compression", tempo="sudden", onset_days=days)).get(
            "sensation", "first_dorsal_web_hand", "left", "pain"
        )
        for days in (20, 400)
    ]
    assert [f.value for f in values] == ["lost", "normal"]
