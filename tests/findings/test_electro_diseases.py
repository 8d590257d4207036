"""Electrodiagnosis of diffuse disease; each test names where its pattern is described."""

from tests.findings.electro_report import CENTRAL, CMCT, LOWER_SNAPS, UPPER_SNAPS, named, report


def test_acute_demyelinating_neuropathy_is_slow_and_late_everywhere():
    """efns_criteria, preston2013."""
    found = report(named("polyneuropathy.aidp", "bilateral"))
    for study, velocity in (
        ("median_apb", "velocity, wrist to elbow"),
        ("tibial_ah", "velocity, ankle to popliteal fossa"),
    ):
        for quantity in ("distal latency", velocity, "F latency"):
            assert found.verdict(study, "left", quantity) != "normal", (study, quantity)
    assert found.abnormal("central") == set()
    assert found.abnormal("repetitive") == set()


def test_length_dependent_neuropathy_takes_feet_before_hands():
    """preston2013: low amplitudes in the feet, hands and velocities near normal."""
    found = report(named("polyneuropathy.length_dependent_axonal", "bilateral"))
    assert found.verdict("tibial_ah", "left", "amplitude, ankle") == "abnormal"
    assert found.snap("sural", "left") in ("abnormal", "absent")
    for study in ("median_apb", "ulnar_adm"):
        assert found.verdict(study, "left", "amplitude, wrist") == "normal"
        assert found.verdict(study, "left", "distal latency") == "normal"
    assert found.snap("median_digit_2", "left") == "normal"
    slow = found.row("tibial_ah", "left", "velocity, ankle to popliteal fossa").value
    assert isinstance(slow, float)
    assert slow > 0.7 * 42.2


def test_a_ganglionopathy_takes_sensory_potentials_and_leaves_motor_studies():
    """sghirlanzoni2005."""
    found = report(named("polyneuropathy.ganglionopathy", "bilateral"))
    for study in (*UPPER_SNAPS, *LOWER_SNAPS):
        assert found.snap(study, "left") in ("abnormal", "absent"), study
    assert found.abnormal("motor", "central") == set()


def test_hereditary_demyelination_is_uniformly_slow_without_block():
    """kaku1993, yiu2008."""
    found = report(named("polyneuropathy.cmt1", "bilateral"))
    speeds = [
        r.value
        for r in found.rows
        if r.study in ("median_apb", "ulnar_adm") and r.quantity.startswith("velocity")
    ]
    assert all(isinstance(speed, float) and speed < 38 for speed in speeds)
    drops = [r for r in found.rows if "drop" in r.quantity and r.study != "facial_lower"]
    assert all(r.verdict == "normal" for r in drops)


def test_multifocal_motor_neuropathy_blocks_motor_nerves_and_spares_sensory_ones():
    """mmn_medscape."""
    found = report(named("polyneuropathy.mmn", "bilateral"))
    assert found.drop("median_apb", "left", "wrist to elbow") >= 30
    assert found.verdict("median_apb", "left", "amplitude, wrist") == "normal"
    assert all(study not in (*UPPER_SNAPS, *LOWER_SNAPS) for study, _ in found.abnormal())


def test_myasthenia_has_a_decrement_and_normal_resting_responses():
    """rns_review, rns_adq: weak muscles most, the hand often normal."""
    found = report(named("nmj.postsynaptic", "bilateral"))
    for study in ("train_trapezius", "train_lower_face"):
        assert found.verdict(study, "left", "decrement") == "abnormal"
    assert found.verdict("train_abductor_digiti_minimi", "left", "increment") == "normal"
    assert found.abnormal("motor", "sensory", "central") == set()


def test_lambert_eaton_has_small_responses_that_grow():
    """lipka2020, rns_review, rns_adq."""
    found = report(named("nmj.presynaptic", "bilateral"))
    assert found.verdict("ulnar_adm", "left", "amplitude, wrist") == "abnormal"
    assert found.value("train_abductor_digiti_minimi", "left", "increment") >= 60
    assert found.verdict("train_abductor_digiti_minimi", "left", "decrement") == "abnormal"
    assert found.abnormal("sensory") == set()


def test_myopathy_has_small_units_and_normal_nerves():
    """preston2013."""
    found = report(named("muscle.inflammatory", "bilateral"))
    assert found.row("deltoid", "left", "motor units").value == "small, short"
    assert found.row("deltoid", "left", "recruitment").value == "early"
    assert found.verdict("deltoid", "left", "fibrillation") == "abnormal"
    assert found.verdict("first_dorsal_interosseous", "left", "motor units") == "normal"
    assert found.abnormal("sensory", "central", "repetitive") == set()


def test_myotonic_dystrophy_discharges_and_inflammatory_myopathy_does_not():
    """amato2016."""
    quantity = "myotonic discharges"
    dystrophy = report(named("muscle.dm1", "bilateral"))
    assert dystrophy.verdict("tibialis_anterior", "left", quantity) == "abnormal"
    inflammatory = report(named("muscle.inflammatory", "bilateral"))
    assert all(r.verdict == "normal" for r in inflammatory.rows if r.quantity == quantity)


def test_motor_neuron_disease_denervates_and_leaves_sensory_potentials():
    """ropper2019, preston2013: low responses, velocities near normal, no block."""
    found = report(named("mnd.als", "bilateral"))
    assert found.abnormal("sensory", "repetitive") == set()
    assert found.verdict("median_apb", "left", "amplitude, wrist") == "abnormal"
    assert found.verdict("abductor_pollicis_brevis", "left", "fibrillation") == "abnormal"
    assert found.row("abductor_pollicis_brevis", "left", "motor units").value == "large, long"
    drops = [r for r in found.rows if "drop" in r.quantity]
    assert all(r.verdict == "normal" for r in drops)
    speed = found.value("median_apb", "left", "velocity, wrist to elbow")
    assert speed > 0.8 * 48


def test_hereditary_spastic_paraplegia_is_late_or_absent_in_the_legs_alone():
    """schady1991."""
    found = report(named("mnd.hsp", "bilateral"))
    assert found.abnormal("central") == {
        ("cmct_tibialis_anterior", side) for side in ("left", "right")
    }
    assert found.abnormal("motor", "sensory", "repetitive") == set()


def test_cervical_compression_makes_central_conduction_long():
    """mep_myelopathy1992, mep_cord: to hand and foot; sensory potentials and nerves normal."""
    found = report(
        named("cord.compression", "none", "C5", fraction=0.4, process="compression", tempo="slow")
    )
    for muscle in CENTRAL:
        for side in ("left", "right"):
            row = found.row(f"cmct_{muscle}", side, CMCT)
            assert row.verdict == "abnormal"
            assert row.value is not None
    assert found.abnormal("sensory", "repetitive") == set()
