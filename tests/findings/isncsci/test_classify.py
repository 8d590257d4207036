"""The cord injury classification against worked examples and against its own definition."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.findings.isncsci.exams import exam, side
from visualizer.findings.isncsci import (
    LEVELS,
    MOTOR_LEVELS,
    SENSORY_LEVELS,
    Exam,
    ExamSide,
    classify,
)

NORMAL = side("C5 5", "C2 2")


def test_a_healthy_person_is_intact() -> None:
    found = classify(exam(NORMAL, vac="Yes", dap="Yes"))
    assert (found.level, found.complete, found.scale) == ("INT", "I", "E")
    assert found.sensory == found.motor == ("INT", "INT")
    assert found.sensory_zones == found.motor_zones == ("NA", "NA")
    assert found.totals[0] == {"upper": "25", "lower": "25", "touch": "56", "prick": "56"}


def test_a_complete_injury_at_c6() -> None:
    found = classify(exam(side("C5 5, C7 2, C8 0", "C2 2, C7 1, C8 0")))
    assert found.sensory == found.motor == ("C6", "C6")
    assert (found.level, found.complete, found.scale) == ("C6", "C", "A")
    assert found.sensory_zones == found.motor_zones == ("C7", "C7")


def test_grade_three_is_the_motor_level_only_under_normal_muscles() -> None:
    assert classify(exam(side("C5 5, C6 3, C7 0", "C2 2, C8 0"))).motor[0] == "C6"
    assert classify(exam(side("C5 4, C6 3, C7 0", "C2 2, C8 0"))).motor[0] == "C5"


def test_in_the_chest_the_motor_level_follows_sensation() -> None:
    found = classify(exam(side("C5 5, L2 0", "C2 2, T7 0")))
    assert found.motor == found.sensory == ("T6", "T6")
    assert found.motor_zones == ("T6", "T6")


def test_sacral_sensation_alone_makes_b_and_movement_far_below_makes_c() -> None:
    spared = "C2 2, T5 0, S4_5 1"
    assert classify(exam(side("C5 5, L2 0", spared))).scale == "B"
    assert classify(exam(side("C5 5, L2 0, L3 2, L4 0", spared))).scale == "C"
    assert classify(exam(side("C5 5, L2 3", spared))).scale == "D"


def test_a_contracting_anus_makes_the_injury_motor_incomplete() -> None:
    found = classify(exam(side("C5 5, L2 0", "C2 2, T5 0"), vac="Yes"))
    assert (found.complete, found.scale) == ("I", "C")
    assert found.motor_zones == ("NA", "NA")
    assert found.sensory_zones == ("T4", "T4")


def test_another_muscle_counts_only_more_than_three_levels_below() -> None:
    spared = "C2 2, C7 0, S4_5 1"
    near = side("C5 5, C7 0", spared, other="C8")
    far = side("C5 5, C7 0", spared, other="L2")
    assert classify(exam(near)).scale == "B"
    assert classify(exam(far)).scale == "C"
    assert classify(exam(far)).motor_zones == ("L2", "L2")


def test_full_strength_without_anal_contraction_is_not_normal() -> None:
    found = classify(exam(NORMAL, vac="No", dap="Yes"))
    assert found.motor == ("S3", "S3")
    assert "E" not in found.scale


def test_untested_scores_leave_every_possible_answer() -> None:
    found = classify(exam(side("C5 5, C6 NT, C7 0", "C2 2, C8 0")))
    assert found.motor[0] == "C5,C6"
    assert found.totals[0]["upper"] == "ND"
    assert classify(exam(side("C5 5, L2 0", "C2 2, T5 0"), dap="NT")).scale == "A,B"


def test_stars_say_normal_or_not_and_stay_visible() -> None:
    excused = classify(exam(side("C5 5, C6 2**, C7 5, C8 0", "C2 2, C8 0")))
    assert excused.motor[0] == "C7*"
    assert excused.totals[0]["upper"] == "15*"
    counted = classify(exam(side("C5 5, C6 2*, C7 5, C8 0", "C2 2, C8 0")))
    assert counted.motor[0] == "C5,C6*"
    assert counted.totals[0]["upper"] == "ND"


@pytest.mark.parametrize("level", LEVELS[3:-4])
def test_a_clean_transection_is_found_at_its_level(level: str) -> None:
    at = LEVELS.index(level)
    motor = {m: "5" if LEVELS.index(m) <= at else "0" for m in MOTOR_LEVELS}
    feeling = {s: "2" if LEVELS.index(s) <= at else "0" for s in SENSORY_LEVELS}
    found = classify(exam(ExamSide(motor, feeling, feeling)))
    assert (found.level, found.scale) == (level, "A")
    assert found.sensory == found.motor == (level, level)


UNTESTED = st.sets(
    st.tuples(st.sampled_from(("motor", "touch", "prick")), st.integers(0, 27)), max_size=3
)


@given(
    cut=st.integers(4, 26),
    weakness=st.sampled_from(("0", "2", "3")),
    holes=UNTESTED,
    sacral=st.sampled_from(("0", "1")),
)
def test_what_an_untested_score_could_be_is_among_the_answers(
    cut: int, weakness: str, holes: set[tuple[str, int]], sacral: str
) -> None:
    """Every way of filling the gaps gives an answer that was listed."""
    motor = {m: "5" if LEVELS.index(m) <= cut else weakness for m in MOTOR_LEVELS}
    touch = {s: "2" if LEVELS.index(s) <= cut else "0" for s in SENSORY_LEVELS}
    prick = dict(touch)
    touch["S4_5"] = prick["S4_5"] = sacral
    tables = {"motor": motor, "touch": touch, "prick": prick}
    gaps = sorted({(name, list(tables[name])[i % len(tables[name])]) for name, i in holes})
    for name, level in gaps:
        tables[name][level] = "NT"
    listed = classify(exam(ExamSide(motor, touch, prick)))
    choices = [("0", "2", "3", "5") if name == "motor" else ("0", "1", "2") for name, _ in gaps]
    for filled in product(*choices):
        full = {name: dict(table) for name, table in tables.items()}
        for (name, level), score in zip(gaps, filled, strict=True):
            full[name][level] = score
        one = classify(_both(full))
        assert set(one.sensory[0].split(",")) <= set(listed.sensory[0].split(","))
        assert set(one.level.split(",")) <= set(listed.level.split(","))
        assert set(one.complete.split(",")) <= set(listed.complete.split(","))


def _both(tables: dict[str, dict[str, str]]) -> Exam:
    return exam(ExamSide(tables["motor"], tables["touch"], tables["prick"]))
