"""The normal limits against the figures of their sources, typed a second time."""

import pytest

from tests.bodies import body, knowledge
from tests.findings.electro_report import CMCT, report
from visualizer.findings import predict
from visualizer.findings.state import state_of
from visualizer.scene import Lesion, Scene

# study, quantity, mean and standard deviation as read in the source of the row
MEANS = [
    ("cmct_first_dorsal_interosseous", CMCT, 5.9, 0.89),
    ("cmct_abductor_digiti_minimi", CMCT, 6.0, 0.76),
    ("median_apb", "amplitude", 10.6, 2.75),
    ("median_apb", "F latency", 24.8, 3.2),
    ("ulnar_adm", "distal latency", 2.75, 0.39),
    ("ulnar_adm", "amplitude", 9.6, 2.3),
    ("ulnar_adm", "velocity", 60.4, 5.2),
    ("ulnar_adm", "velocity across elbow", 57.1, 5.9),
    ("ulnar_adm", "F latency", 25.8, 3.4),
    ("ulnar_fdi", "amplitude", 12.0, 4.0),
    ("ulnar_fdi", "velocity", 59.7, 4.7),
    ("ulnar_fdi", "velocity across elbow", 56.5, 5.7),
    ("fibular_edb", "distal latency", 4.8, 0.8),
    ("fibular_edb", "amplitude", 6.8, 2.5),
    ("median_digit_2", "velocity", 55.8, 4.7),
    ("ulnar_digit_5", "velocity", 55.8, 4.8),
    ("superficial_radial", "amplitude", 30.7, 11.2),
    ("superficial_radial", "velocity", 52.2, 4.3),
]
# study, quantity, mean and range or limit as read
RANGES = [
    ("cmct_tibialis_anterior", CMCT, 13.5, None, 16.9),
    ("median_apb", "distal latency", 3.4, None, 4.2),
    ("tibial_ah", "distal latency", 4.3, None, 5.4),
    ("tibial_ah", "amplitude", 7.1, 3.4, None),
    ("tibial_ah", "velocity", 50.7, 42.2, None),
    ("sural", "amplitude", 21.7, 8.3, None),
    ("lateral_antebrachial", "amplitude", 18.0, 5.0, None),
    ("train_abductor_digiti_minimi", "decrement", 0.0, None, 10.0),
    ("train_trapezius", "decrement", 0.0, None, 10.0),
    ("train_lower_face", "decrement", 0.0, None, 10.0),
    ("train_abductor_digiti_minimi", "increment", 5.0, None, 60.0),
]


@pytest.mark.parametrize(("study", "quantity", "mean", "deviation"), MEANS)
def test_a_limit_is_the_mean_and_two_deviations(study, quantity, mean, deviation):
    limit = knowledge().electro.limits[study, quantity]
    assert limit.mean == mean
    if limit.high is not None:
        assert limit.high == pytest.approx(mean + 2 * deviation, abs=0.06)
    if limit.low is not None:
        assert limit.low == pytest.approx(mean - 2 * deviation, abs=0.06)
    assert (limit.high is None) != (limit.low is None)


@pytest.mark.parametrize(("study", "quantity", "mean", "low", "high"), RANGES)
def test_a_limit_is_the_range_that_was_read(study, quantity, mean, low, high):
    limit = knowledge().electro.limits[study, quantity]
    assert (limit.mean, limit.low, limit.high) == (mean, low, high)


def test_a_healthy_body_shows_the_means():
    tables = knowledge().electro
    for row in report().rows:
        if row.kind in ("motor", "sensory"):
            quantity = row.quantity.split(",")[0]
            if quantity in ("amplitude", "velocity") and (row.study, quantity) in tables.limits:
                assert row.value == pytest.approx(tables.limits[row.study, quantity].mean, abs=0.06)


def test_every_study_has_limits_and_every_limit_a_study():
    tables = knowledge().electro
    studies = {s.id for s in tables.motor} | {s.id for s in tables.sensory}
    studies |= {s.id for s in tables.central} | {s.id for s in tables.repetitive}
    assert {study for study, _ in tables.limits} == studies


def test_every_limit_has_a_source():
    assert all(limit.sources for limit in knowledge().electro.limits.values())


def test_the_state_is_that_of_the_prediction():
    """Power read from the same deficits is the power that is predicted."""
    scene = Scene(
        lesions=(
            Lesion("nerve.ulnar", "left", "elbow", fraction=0.6, onset_days=30),
            Lesion("internal_capsule.posterior_limb", "left", onset_days=9),
        )
    )
    state = state_of(scene, body(), knowledge(), 20)
    prediction = predict(scene, body(), knowledge(), 20)
    units = state.deficits.model.pools.units
    for (muscle, side), strength in zip(units, state.deficits.strength, strict=True):
        assert prediction.get("power", muscle, side).strength == pytest.approx(strength, abs=1e-4)
