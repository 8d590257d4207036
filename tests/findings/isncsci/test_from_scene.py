"""The examination that a prediction fills in, classified (isncsci2019)."""

import json

import pytest

from tests.bodies import predicted
from visualizer.findings import Finding, Prediction
from visualizer.findings.isncsci import classify, exam_of
from visualizer.scene import Lesion
from visualizer.storage import exam_to_dict, examination_to_dict, load_key_muscles, parse_exam

LATE = 200.0


def examined(*lesions):
    return exam_of(predicted(*lesions), load_key_muscles())


def transection(level, **more):
    return Lesion("cord.transection", "bilateral", level=level, **{"onset_days": LATE, **more})


def test_a_healthy_person_is_intact():
    exam = examined()
    assert {score for side in exam.sides for score in side.motor.values()} == {"5"}
    assert {s for side in exam.sides for s in side.light_touch.values()} == {"2"}
    assert (exam.anal_contraction, exam.anal_pressure) == ("Yes", "Yes")
    found = classify(exam)
    assert (found.level, found.scale) == ("INT", "E")


@pytest.mark.parametrize(
    ("level", "last_intact"),
    [("C5", "C4"), ("C6", "C5"), ("T4", "T3"), ("T10", "T9"), ("L3", "L2")],
)
def test_a_transection_is_complete_with_the_last_intact_level(level, last_intact):
    found = classify(examined(transection(level)))
    assert found.level == last_intact
    assert (found.complete, found.scale) == ("C", "A")
    assert found.sensory == (last_intact, last_intact)


def test_spinal_shock_does_not_change_the_scores_of_a_complete_lesion():
    assert examined(transection("T4", onset_days=0.1)) == examined(transection("T4"))


def test_t4_keeps_the_arms_and_loses_the_legs():
    exam = examined(transection("T4"))
    for side in exam.sides:
        assert list(side.motor.values()) == ["5"] * 5 + ["0"] * 5
        assert side.light_touch["S4_5"] == side.pin_prick["S4_5"] == "0"
        assert side.lowest_non_key == "T1"
    assert (exam.anal_contraction, exam.anal_pressure) == ("No", "No")


def test_an_anterior_cord_lesion_is_sensory_incomplete():
    lesion = Lesion("cord.anterior_spinal", "bilateral", level="T8", onset_days=LATE)
    exam = examined(lesion)
    assert all(side.light_touch["S4_5"] != "0" for side in exam.sides)
    assert all(side.pin_prick["L3"] == "0" for side in exam.sides)
    assert classify(exam).scale == "B"


def test_a_central_cord_lesion_is_motor_incomplete_and_spares_the_sacral_segments():
    exam = examined(Lesion("cord.central", "bilateral", level="C5-C6", onset_days=60))
    found = classify(exam)
    assert found.scale in ("C", "D")
    assert found.complete == "I"
    assert exam.anal_contraction == "Yes"
    right, left = found.totals
    for totals in (right, left):
        assert int(totals["upper"]) < int(totals["lower"])


def test_a_hemisection_is_weak_on_its_side_and_numb_to_pin_prick_on_the_other():
    lesion = Lesion("cord.hemisection", "left", level="T8", onset_days=LATE)
    exam = examined(lesion)
    assert set(exam.right.motor.values()) == {"5"}
    assert all(exam.left.motor[level] != "5" for level in ("L2", "L4", "S1"))
    assert exam.right.pin_prick["L3"] == "0"
    assert exam.left.pin_prick["L3"] == "2"
    found = classify(exam)
    assert found.level == "T7"
    assert found.scale in ("C", "D")


def test_a_conus_lesion_loses_the_sacral_segments_alone():
    exam = examined(Lesion("cord.conus", "bilateral", onset_days=LATE))
    found = classify(exam)
    assert (exam.anal_contraction, exam.anal_pressure) == ("No", "No")
    assert found.level in ("L5", "S1")
    for side in exam.sides:
        assert all(side.motor[level] == "5" for level in ("L2", "L3", "L4", "L5"))


def test_what_a_prediction_has_no_row_for_is_not_tested():
    rows = (Finding("power", "elbow_flexion", "right", "weak", mrc="4-"),)
    exam = exam_of(Prediction(rows), load_key_muscles())
    assert exam.right.motor["C5"] == "4"
    assert exam.left.motor["C5"] == "NT"
    assert set(exam.right.light_touch.values()) == {"NT"}
    assert (exam.anal_contraction, exam.anal_pressure) == ("NT", "NT")


def test_the_sacral_key_point_is_whole_only_if_both_dermatomes_are():
    rows = tuple(
        Finding("sensation", name, "left", value, modality="pain")
        for name, value in (("S4", "normal"), ("S5", "lost"))
    )
    exam = exam_of(Prediction(rows), load_key_muscles())
    assert exam.left.pin_prick["S4_5"] == "1"
    assert exam.anal_pressure == "Yes"


def test_a_predicted_examination_can_be_read_again():
    exam = examined(transection("C6"))
    text = json.dumps(examination_to_dict(exam, classify(exam)))
    assert exam_to_dict(parse_exam(text)) == exam_to_dict(exam)
