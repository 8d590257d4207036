"""Electrodiagnosis of focal lesions; each test names where its pattern is described."""

import pytest

from tests.bodies import body, knowledge
from tests.findings.electro_report import (
    CENTRAL,
    CMCT,
    LOWER_SNAPS,
    MOTOR,
    OTHER,
    SIDES,
    UPPER_SNAPS,
    Report,
    named,
    report,
)
from visualizer.findings.electro import electrodiagnosis
from visualizer.scene import Lesion, Scene
from visualizer.scene.shapes import Sphere

pytestmark = pytest.mark.slow


def test_a_healthy_body_has_only_normal_studies():
    """cantone2019, jscholar_ncs, czech_ncs, buschbacher1999_fibular, kim2022_ncs."""
    assert report().abnormal() == set()
    assert report().value("cmct_first_dorsal_interosseous", "left", CMCT) == pytest.approx(
        5.9, abs=0.9
    )
    assert report().value("median_apb", "left", "F latency") == pytest.approx(24.8, abs=3.2)
    assert report().value("median_apb", "left", "distal latency") == pytest.approx(3.4, abs=0.4)
    assert report().value("ulnar_adm", "left", "distal latency") == pytest.approx(2.75, abs=0.4)
    assert report().value("fibular_edb", "left", "distal latency") == pytest.approx(4.8, abs=0.8)


def test_both_sides_have_every_study():
    for study in (*MOTOR, *UPPER_SNAPS, *LOWER_SNAPS, *(f"cmct_{m}" for m in CENTRAL)):
        assert {r.side for r in report().rows if r.study == study} == {"left", "right"}, study


@SIDES
def test_carpal_tunnel_slows_median_fibres_at_the_wrist_alone(side):
    """preston2013: long distal latency and slow digit 2, forearm and ulnar nerve normal."""
    found = report(
        named("nerve.median", side, "carpal_tunnel", fraction=0.4, process="compression")
    )
    assert found.verdict("median_apb", side, "distal latency") == "abnormal"
    assert found.verdict("median_digit_2", side, "velocity") == "abnormal"
    assert found.verdict("median_apb", side, "velocity, wrist to elbow") == "normal"
    assert found.abnormal("motor", "sensory") == {("median_apb", side), ("median_digit_2", side)}
    assert found.abnormal("central", "repetitive") == set()


@SIDES
def test_ulnar_block_at_the_elbow_shows_only_above_it(side):
    """czech_ncs, efns_criteria: drop and slowing across the elbow, the distal response kept."""
    found = report(
        named("nerve.ulnar", side, "elbow", fraction=0.7, process="conduction_block", onset_days=7)
    )
    for study in ("ulnar_adm", "ulnar_fdi"):
        assert found.drop(study, side, "below elbow to above elbow") >= 50
        assert found.verdict(study, side, "velocity across elbow") == "abnormal"
        assert found.verdict(study, side, "amplitude, wrist") == "normal"
        assert found.verdict(study, side, "velocity, wrist to below elbow") == "normal"
    assert found.snap("ulnar_digit_5", side) == "normal"
    assert found.verdict("abductor_digiti_minimi", side, "fibrillation") == "normal"
    assert found.verdict("abductor_digiti_minimi", side, "recruitment") == "abnormal"
    assert not found.abnormal() & {("median_apb", side), ("ulnar_adm", OTHER[side])}


@SIDES
def test_fibular_block_shows_across_the_fibular_neck(side):
    """buschbacher1999_fibular: a drop of up to 25 % there is normal."""
    found = report(
        named(
            "nerve.common_fibular", side, "fibular_neck", fraction=0.8,
            process="conduction_block", onset_days=10,
        )
    )  # fmt: skip
    assert found.drop("fibular_edb", side, "below fibular neck to above fibular neck") >= 50
    assert found.verdict("fibular_edb", side, "amplitude, ankle") == "normal"
    assert found.abnormal("motor") == {("fibular_edb", side)}
    assert found.snap("superficial_fibular", side) == "normal"


@SIDES
def test_a_root_lesion_spares_sensory_potentials_and_a_lower_trunk_lesion_does_not(side):
    """dorsal_root_snap1980: potentials normal in root lesions, small in those of the plexus."""
    root = report(named("root.dorsal", side, "C8"), named("root.ventral", side, "C8"))
    for study in UPPER_SNAPS:
        assert root.snap(study, side) == "normal", study
        assert root.verdict(study, side, "velocity") == "normal", study
    assert root.verdict("abductor_digiti_minimi", side, "fibrillation") == "abnormal"
    torn = report(*(named("root.avulsion", side, segment) for segment in ("C8", "T1")))
    assert torn.snap("ulnar_digit_5", side) == "normal"
    assert torn.verdict("ulnar_adm", side, "amplitude, wrist") == "absent"
    trunk = report(named("plexus.brachial.lower_trunk", side))
    assert trunk.snap("ulnar_digit_5", side) == "absent"
    for study in ("median_digit_2", "superficial_radial", "lateral_antebrachial"):
        assert trunk.snap(study, side) == "normal", study
    assert trunk.verdict("median_apb", side, "amplitude, wrist") == "absent"
    assert trunk.verdict("musculocutaneous_biceps", side, "amplitude, axilla") == "normal"


@SIDES
def test_an_upper_trunk_lesion_takes_the_lateral_antebrachial_potential(side):
    """preston2013: and leaves the ulnar one."""
    found = report(named("plexus.brachial.upper_trunk", side))
    assert found.snap("lateral_antebrachial", side) in ("abnormal", "absent")
    assert found.snap("ulnar_digit_5", side) == "normal"
    assert found.verdict("ulnar_adm", side, "amplitude, wrist") == "normal"
    assert found.verdict("musculocutaneous_biceps", side, "amplitude, axilla") == "absent"


@pytest.mark.parametrize(
    ("days", "motor", "sensory"),
    [
        (1, "normal", "normal"),
        (8, "abnormal", "normal"),
        (10, "absent", "abnormal"),
        (12, "absent", "absent"),
    ],
)
@SIDES
def test_beyond_a_cut_the_muscle_response_goes_before_the_nerve_potential(
    side, days, motor, sensory
):
    """gilliatt1972, chaudhry1992."""
    found = report(named("nerve.median", side, "elbow", process="section", onset_days=days))
    assert found.verdict("median_apb", side, "amplitude, wrist") == motor
    assert found.snap("median_digit_2", side) == sensory
    assert found.verdict("median_apb", side, "F latency") == "absent"
    assert found.row("abductor_pollicis_brevis", side, "recruitment").value == "none"


@SIDES
def test_above_a_fresh_cut_there_is_no_response(side):
    """gilliatt1972: only the part beyond the cut can be excited."""
    found = report(named("nerve.median", side, "wrist", process="section", onset_days=1))
    assert found.verdict("median_apb", side, "amplitude, elbow") == "absent"


@SIDES
def test_fibrillation_appears_after_weeks(side):
    """preston2013."""
    early, late = (
        report(named("nerve.radial", side, "spiral_groove", process="section", onset_days=days))
        for days in (3, 30)
    )
    assert early.verdict("extensor_indicis", side, "fibrillation") == "normal"
    assert late.verdict("extensor_indicis", side, "fibrillation") == "abnormal"
    assert late.verdict("triceps", side, "fibrillation") == "normal"


@SIDES
def test_units_are_large_after_months_of_reinnervation(side):
    """preston2013."""
    early, late = (
        report(
            named("nerve.ulnar", side, "elbow", fraction=0.5, process="section", onset_days=days)
        )
        for days in (30, 365)
    )
    assert early.row("abductor_digiti_minimi", side, "motor units").value == "normal"
    assert late.row("abductor_digiti_minimi", side, "motor units").value == "large, long"


@SIDES
def test_a_plaque_in_the_cord_makes_central_conduction_long(side):
    """hess1986, ingram1988: often with normal strength; peripheral studies normal."""
    found = report(
        named(
            "cord.hemisection", side, "C4", fraction=0.35, process="demyelination",
            onset_days=90, tempo="subacute",
        )
    )  # fmt: skip
    assert found.abnormal("central") == {(f"cmct_{m}", side) for m in CENTRAL}
    assert all(r.value is not None for r in found.rows if r.kind == "central")
    assert found.abnormal("motor", "sensory", "repetitive") == set()


@SIDES
def test_a_thoracic_plaque_spares_the_hands(side):
    """ingram1988; by the course of the path."""
    found = report(
        named("cord.hemisection", side, "T6", fraction=0.4, process="demyelination", onset_days=90)
    )
    assert found.abnormal("central") == {("cmct_tibialis_anterior", side)}


@SIDES
def test_a_capsular_stroke_leaves_only_central_signs(side):
    """preston2013: sensory potentials kept in central lesions, slow activation, no fibrillation."""
    found = report(
        named("internal_capsule.posterior_limb", side, onset_days=20, process="ischaemia")
    )
    assert found.abnormal("central") == {(f"cmct_{m}", OTHER[side]) for m in CENTRAL}
    assert found.abnormal("motor", "sensory", "repetitive") == set()
    assert not any(r.quantity == "fibrillation" and r.verdict != "normal" for r in found.rows)
    assert found.row("deltoid", OTHER[side], "recruitment").value == "slow activation"


def test_placed_and_named_cuts_give_the_same_studies():
    fibres = body().fibres
    at = next(
        i
        for i, s in enumerate(fibres.stations)
        if (s.site, s.side, s.level) == ("nerve.ulnar", "left", "elbow")
    )
    center = fibres.points_mm[fibres.points_at(at)].mean(axis=0)
    x, y, z = (float(c) for c in center)
    placed = report(Lesion(shape=Sphere((x, y, z), 12.0), process="section", onset_days=60))
    assert placed.verdict("ulnar_adm", "left", "amplitude, wrist") == "absent"
    assert placed.snap("ulnar_digit_5", "left") == "absent"
    assert placed.verdict("ulnar_adm", "right", "amplitude, wrist") == "normal"


def test_mirrored_lesions_give_mirrored_studies():
    for lesion in (
        ("nerve.tibial", "popliteal_fossa"),
        ("plexus.brachial.lower_trunk", None),
        ("nerve.cn7", "stylomastoid_foramen"),
    ):
        site, level = lesion
        left = report(named(site, "left", level, onset_days=40))
        right = report(named(site, "right", level, onset_days=40))
        for row in left.rows:
            mirror = right.row(row.study, OTHER[row.side], row.quantity)
            assert row.verdict == mirror.verdict, (site, row.study, row.side, row.quantity)


def test_every_abnormal_row_of_a_cut_says_why():
    found = report(named("nerve.ulnar", "left", "elbow", onset_days=60))
    rules = knowledge().rules
    for row in found.rows:
        if row.verdict != "normal":
            assert row.because, (row.study, row.quantity)
            assert all(reason.rule in rules for reason in row.because)
        else:
            assert row.because == ()


def test_the_clock_can_be_set():
    scene = Scene(lesions=(named("nerve.median", "left", "elbow", process="section"),))
    early = Report(electrodiagnosis(scene, body(), knowledge(), days=1))
    late = Report(electrodiagnosis(scene, body(), knowledge(), days=20))
    assert early.verdict("median_apb", "left", "amplitude, wrist") == "normal"
    assert late.verdict("median_apb", "left", "amplitude, wrist") == "absent"


def test_longer_paths_take_longer():
    found = report()
    hand = found.value("cmct_first_dorsal_interosseous", "left", CMCT)
    leg = found.value("cmct_tibialis_anterior", "left", CMCT)
    assert leg > hand + 5
    assert (
        found.value("tibial_ah", "left", "F latency")
        > found.value("median_apb", "left", "F latency") + 10
    )


@SIDES
def test_a_cut_root_loses_the_f_wave_before_anything_else(side):
    """preston2013, gilliatt1972."""
    found = report(
        *(named("root.ventral", side, root, onset_days=1) for root in ("C8", "T1")),
    )
    assert found.verdict("ulnar_adm", side, "F latency") == "absent"
    assert found.verdict("ulnar_adm", side, "amplitude, wrist") == "normal"
    assert found.verdict("ulnar_adm", side, "distal latency") == "normal"


def test_a_cauda_equina_lesion_spares_the_sural_potential():
    """preston2013: the roots there lie within the ganglion's cord side."""
    found = report(named("cauda_equina", "bilateral", onset_days=60))
    for side in ("left", "right"):
        assert found.snap("sural", side) == "normal"
        assert found.snap("superficial_fibular", side) == "normal"
        assert found.verdict("tibial_ah", side, "amplitude, ankle") == "absent"


@SIDES
def test_a_ganglion_lesion_takes_the_sensory_potential_alone(side):
    """sghirlanzoni2005."""
    found = report(named("root.dorsal_ganglion", side, "C8"))
    assert found.snap("ulnar_digit_5", side) in ("abnormal", "absent")
    assert found.abnormal("motor", "central", "needle") == set()


@SIDES
def test_a_facial_block_leaves_the_response_below_the_canal(side):
    """preston2013: the response distal to the lesion tells block from loss of axons."""
    block, cut = (
        report(named("nerve.cn7", side, "geniculate_ganglion", process=process, onset_days=14))
        for process in ("conduction_block", "section")
    )
    quantity = "amplitude, stylomastoid foramen"
    assert block.verdict("facial_lower", side, quantity) == "normal"
    assert block.row("lower_face", side, "recruitment").value == "none"
    assert cut.verdict("facial_lower", side, quantity) == "absent"
