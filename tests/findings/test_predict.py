"""The findings model on the phantom body."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bodies import mirrored, values
from tests.findings.phantom import body, knowledge
from visualizer.findings import predict
from visualizer.findings.compiled import compiled
from visualizer.findings.damage import unite
from visualizer.findings.deficits import Deficits
from visualizer.findings.ends import unite_ends
from visualizer.findings.involvement import involve
from visualizer.findings.timing import kept, timing
from visualizer.scene import Lesion, Patient, Scene, mirror_scene

few = settings(max_examples=8)
NORMAL = {"normal", "absent", "flexor"}
SITES = (
    ("internal_capsule.posterior_limb", None),
    ("cortex.precentral_gyrus.hand_area", None),
    ("medulla.pyramid", None),
    ("cord.hemisection", "C5"),
    ("cord.hemisection", "T9"),
    ("cord.lateral_corticospinal", "T4"),
    ("cord.anterior_horn", "L4-L5"),
    ("root.spinal_nerve", "C7"),
    ("root.dorsal", "S1"),
    ("nerve.ulnar", None),
    ("nerve.femoral", None),
)
lesions = st.builds(
    lambda place, side, fraction, days: Lesion(
        site=place[0], level=place[1], side=side, fraction=fraction, onset_days=days
    ),
    st.sampled_from(SITES),
    st.sampled_from(["left", "right", "bilateral"]),
    st.sampled_from([0.2, 0.5, 0.8, 1.0]),
    st.sampled_from([0.0, 1.0, 14.0, 90.0, 730.0]),
)


def run(*placed, days=None):
    return predict(Scene(lesions=placed), body(), knowledge(), days)


def deficits(*placed):
    model = compiled(body(), knowledge())
    clocked = Scene(lesions=placed).clocked_lesions()
    cuts = [involve(les, i, days, body(), knowledge().sites) for i, les, days in clocked]
    timings = tuple(timing(les, days, knowledge()) for _, les, days in clocked)
    damage = unite(cuts, model, kept(timings))
    return Deficits(model, damage, timings, unite_ends(cuts, model))


def test_a_healthy_person_is_normal_and_certain():
    prediction = run()
    assert {f.value for f in prediction.findings} <= NORMAL
    assert {f.certainty for f in prediction.findings} == {"expected"}
    assert prediction.syndromes == ()
    assert "Normal" in prediction.summary


def test_every_target_is_answered_on_each_side_in_every_prediction():
    healthy = set(values(run()))
    assert set(mirrored(dict.fromkeys(healthy, ""))) == healthy
    ill = run(Lesion(site="cord.transection", side="bilateral", level="C6"))
    assert set(values(ill)) == healthy
    assert len(values(ill)) == len(ill.findings)


@few
@given(lesions)
def test_zero_completeness_gives_no_sign(lesion):
    none = Lesion(site=lesion.site, level=lesion.level, side=lesion.side, fraction=0.0)
    assert values(run(none)) == values(run())


@few
@given(lesions)
def test_mirroring_the_scene_mirrors_the_signs(lesion):
    scene = Scene(lesions=(lesion,))
    straight = predict(scene, body(), knowledge())
    other = replace(mirror_scene(scene), patient=Patient(dominant_hemisphere="right"))
    reflected = predict(other, body(), knowledge())
    assert mirrored(values(straight)) == values(reflected)
    doubts = [f.certainty for f in straight.findings]
    assert sorted(doubts) == sorted(f.certainty for f in reflected.findings)


@few
@given(lesions, st.sampled_from([0.3, 0.6, 0.9]))
def test_a_larger_lesion_never_lowers_a_loss(lesion, share):
    smaller = Lesion(
        site=lesion.site,
        level=lesion.level,
        side=lesion.side,
        fraction=lesion.completeness * share,
        onset_days=lesion.onset_days,
    )
    small, large = deficits(smaller), deficits(lesion)
    assert (large.motor_left <= small.motor_left + 1e-9).all()
    assert (large.drive_left <= small.drive_left + 1e-9).all()
    assert (large.arc_left <= small.arc_left + 1e-9).all()


@few
@given(lesions, lesions)
def test_two_lesions_take_at_least_as_much_as_either(first, second):
    both, one = deficits(first, second), deficits(first)
    assert (both.motor_left <= one.motor_left + 1e-9).all()
    assert (both.drive_left <= one.drive_left + 1e-9).all()


@few
@given(lesions)
def test_the_same_lesion_twice_is_one_lesion(lesion):
    assert values(run(lesion, lesion)) == values(run(lesion))


@few
@given(lesions)
def test_every_abnormal_sign_says_why(lesion):
    populations = {p.id for p in body().fibres.populations}
    for finding in run(lesion).findings:
        abnormal = finding.value not in NORMAL or (
            finding.domain == "reflex" and finding.grade == "0"
        )
        assert bool(finding.because) >= abnormal, finding
        for reason in finding.because:
            assert reason.lesion == 0
            assert reason.population in populations
            assert reason.station
            assert reason.rule in knowledge().rules
            assert reason.sources


@pytest.mark.parametrize(
    ("days", "tone", "knee"),
    [(0.25, "decreased", "decreased"), (90, "increased", "increased")],
)
def test_a_capsular_lesion_is_flaccid_first_and_spastic_later(days, tone, knee):
    lesion = Lesion(site="internal_capsule.posterior_limb", side="left")
    prediction = run(lesion, days=days)
    assert prediction.get("tone", "lower_limb", "right").value == tone
    assert prediction.get("reflex", "knee", "right").value == knee
    assert prediction.get("power", "upper_face", "right").value == "normal"
    assert prediction.get("power", "first_dorsal_interosseous", "left").value == "normal"


def test_slow_compression_has_no_spinal_shock():
    lesion = Lesion(site="cord.compression", side="bilateral", level="T8", onset_days=1)
    assert run(lesion).get("reflex", "knee", "left").value == "increased"


def test_a_complete_transection_leaves_no_power_below():
    prediction = run(Lesion(site="cord.transection", side="bilateral", level="C3"))
    for finding in prediction.findings:
        if finding.domain == "power" and finding.target in ("hand", "lower_limb", "trunk"):
            assert finding.strength == 0


def test_afferent_loss_abolishes_the_reflex_with_full_power():
    prediction = run(Lesion(site="root.dorsal", side="left", level="L2-L4"))
    knee = prediction.get("reflex", "knee", "left")
    assert knee.value == "absent"
    assert {reason.rule for reason in knee.because} == {"reflex.afferent_lost"}
    assert prediction.get("power", "quadriceps", "left").value == "normal"


def test_conduction_block_does_not_waste():
    block = Lesion(site="nerve.ulnar", side="left", extent="conduction_block")
    cut = Lesion(site="nerve.ulnar", side="left")
    target = ("wasting", "first_dorsal_interosseous", "left")
    assert run(block).get(*target).value == "absent"
    assert run(cut).get(*target).value == "present"
    assert run(block).get("power", *target[1:]).value == "paralysed"


def test_a_lower_lesion_on_a_spastic_limb_takes_its_reflex():
    capsule = Lesion(site="internal_capsule.posterior_limb", side="left")
    nerve = Lesion(site="nerve.femoral", side="right")
    prediction = run(capsule, nerve)
    assert prediction.get("reflex", "knee", "right").value == "absent"
    assert prediction.get("reflex", "ankle", "right").value == "increased"


def test_the_supinator_jerk_is_inverted_by_a_c5_c6_cord_lesion():
    prediction = run(Lesion(site="cord.transection", side="bilateral", level="C5-C6"))
    assert prediction.get("reflex", "inverted_supinator", "left").value == "present"
    peripheral = run(Lesion(site="root.spinal_nerve", side="left", level="C6"))
    assert peripheral.get("reflex", "inverted_supinator", "left").value == "absent"


def test_the_hand_suffers_most_in_the_first_days_of_a_partial_stroke():
    def hand(days):
        stroke = Lesion(site="internal_capsule.posterior_limb", side="left", fraction=0.6)
        found = run(stroke, days=days).get("power", "first_dorsal_interosseous", "right")
        return found.strength

    assert hand(0.1) < hand(14) < hand(90) < 0.4


def test_a_muscle_without_motor_axons_is_explained_by_them_alone():
    lesion = Lesion(site="cord.transection", side="bilateral", level="C6", onset_days=30)
    found = run(lesion, Lesion(site="nerve.ulnar", side="left", onset_days=30))
    because = found.get("power", "first_dorsal_interosseous", "left").because
    assert {reason.rule for reason in because} == {"power.lmn"}
