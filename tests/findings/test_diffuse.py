"""Diffuse disease as rules on populations."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.bodies import body, knowledge, mirrored, predicted, values
from visualizer.anatomy import Body, Population
from visualizer.findings import LesionError, is_normal, predict
from visualizer.findings.involvement import involve
from visualizer.findings.lengths import lengths_mm
from visualizer.scene import Lesion, Scene, mirror_scene

DISEASES = {site: rule.disease for site, rule in knowledge().sites.items() if rule.disease}
DAYS = (0.1, 14, 365)
AXONAL = "polyneuropathy.length_dependent_axonal"


@cache
def healthy():
    return values(predicted())


@cache
def established(site):
    return predicted(Lesion(site=site))


def strength(muscle, **lesion):
    return predicted(Lesion(**lesion)).get("power", muscle, "left").strength


@pytest.mark.parametrize("site", DISEASES)
def test_every_disease_answers_every_target_at_any_time(site):
    for days in DAYS:
        assert set(values(predicted(Lesion(site=site, onset_days=days)))) == set(healthy())


@pytest.mark.parametrize("site", DISEASES)
def test_a_disease_shows_by_default_and_on_both_sides(site):
    found = values(established(site))
    assert found != healthy()
    assert found == values(predicted(Lesion(site=site, side="bilateral", extent="diffuse")))
    assert mirrored(found) == found


@pytest.mark.parametrize("site", DISEASES)
def test_one_side_is_mirrored_and_leaves_the_other(site):
    scene = Scene(lesions=(Lesion(site=site, side="left"),))
    left = values(predict(scene, body(), knowledge()))
    right = values(predicted(*mirror_scene(scene).lesions, dominant="right"))
    assert mirrored(left) == right
    changed = {key for key, value in left.items() if value != healthy()[key]}
    assert changed
    assert {key[2] for key in changed} <= {"left", "none"}


@pytest.mark.parametrize("site", DISEASES)
def test_no_disease_is_nothing_and_the_same_twice_is_one(site):
    assert values(predicted(Lesion(site=site, fraction=0.0))) == healthy()
    twice = predicted(Lesion(site=site), Lesion(site=site))
    assert values(twice) == values(established(site))


@pytest.mark.parametrize("site", DISEASES)
def test_every_abnormal_sign_says_why_and_cites_the_disease(site):
    disease = DISEASES[site]
    known = {p.id for p in body().fibres.populations}
    cited = set()
    for finding in established(site).findings:
        if not is_normal(finding):
            assert finding.because, finding
        for reason in finding.because:
            assert reason.population in known
            assert reason.rule in knowledge().rules
            cited |= set(reason.sources)
    assert set(disease.sources) <= cited


@pytest.mark.parametrize("site", [s for s in DISEASES if s.startswith(("nmj.", "muscle."))])
def test_junction_and_muscle_never_waste_or_twitch(site):
    findings = established(site).findings
    assert not [
        f for f in findings if f.domain in ("wasting", "fasciculation") and f.value == "present"
    ]
    assert not [f for f in findings if f.value in ("extensor", "increased")]


def test_a_muscle_disease_and_a_cut_nerve_multiply():
    sick = strength("biceps", site="muscle.limb_girdle")
    part = Lesion(site="nerve.musculocutaneous", side="left", fraction=0.5, onset_days=30)
    both = predicted(Lesion(site="muscle.limb_girdle"), part).get("power", "biceps", "left")
    alone = predicted(part).get("power", "biceps", "left")
    assert both.strength == pytest.approx(sick * alone.strength, abs=0.01)


def test_a_neuropathy_and_a_cut_unite_by_the_larger_loss():
    cut = Lesion(site="nerve.tibial", side="left", onset_days=365)
    both = predicted(Lesion(site=AXONAL, onset_days=365), cut)
    assert both.get("power", "abductor_hallucis", "left").strength == 0.0
    lone = predicted(Lesion(site=AXONAL, onset_days=365))
    assert both.get("power", "extensor_digitorum_brevis", "left") == lone.get(
        "power", "extensor_digitorum_brevis", "left"
    )


def test_the_longer_the_fibre_the_more_it_loses():
    found = involve(Lesion(site=AXONAL, reach="knees"), 0, 120.0, body(), knowledge().sites)
    kind = np.array([p.kind == "lmn" for p in body().fibres.populations])
    motor = kind[body().fibres.population[found.fibres]]
    length = lengths_mm(body().fibres)[found.fibres[motor]]
    loss = found.fraction[motor]
    assert (np.diff(loss[np.argsort(length)]) >= -1e-9).all()
    assert length.min() > 700


def test_reach_climbs_the_leg_before_it_takes_the_hand():
    def weak(reach):
        found = predicted(Lesion(site=AXONAL, reach=reach)).findings
        return {f.target for f in found if f.domain == "power" and f.value != "normal"}

    toes, ankles, knees, fingers = map(weak, ("toes", "ankles", "knees", "fingertips"))
    assert toes <= ankles < knees
    assert "tibialis_anterior" in knees - ankles
    assert "first_dorsal_interosseous" in fingers - knees
    assert "quadriceps" not in fingers


def test_guillain_barre_rises_and_recovers():
    course = [
        strength("tibialis_anterior", site="polyneuropathy.aidp", onset_days=days)
        for days in (1, 7, 21, 120, 365)
    ]
    assert course[0] > course[1] > course[2] < course[3] < course[4]


def test_an_undated_attack_is_at_its_height_and_an_old_one_is_over():
    assert strength("quadriceps", site="muscle.periodic_paralysis") < 0.3
    assert strength("quadriceps", site="muscle.periodic_paralysis", onset_days=30) == 1.0


def test_polio_takes_the_segments_that_it_names():
    found = predicted(Lesion(site="mnd.polio", side="left", level="C8-T1"))
    assert found.get("power", "first_dorsal_interosseous", "left").value != "normal"
    assert found.get("power", "deltoid", "left").value == "normal"
    assert found.get("power", "quadriceps", "left").value == "normal"
    with pytest.raises(LesionError, match="X9"):
        predicted(Lesion(site="mnd.polio", side="left", level="X9"))


def test_kinds_of_fibres_that_no_rule_names_change_nothing():
    fibres = body().fibres
    strange = Population("strange.deltoid.left", "strange", "left", "deltoid", "C5")
    more = replace(
        fibres,
        points_mm=np.concatenate([fibres.points_mm, fibres.points_mm[:3]]),
        offsets=np.append(fibres.offsets, fibres.offsets[-1] + 3),
        population=np.append(fibres.population, len(fibres.populations)),
        weight=np.append(fibres.weight, np.float32(1)),
        station=np.append(fibres.station, [0, 0, 0]),
        populations=(*fibres.populations, strange),
    )
    other = Body(
        more, body().cord, body().volumes, body().mni_to_body, body().meshes, body().structures
    )
    scene = Scene(lesions=(Lesion(site="polyneuropathy.aidp"),))
    assert values(predict(scene, other, knowledge())) == values(predict(scene, body(), knowledge()))


@pytest.mark.parametrize(
    ("process", "days", "power", "wasting"),
    [
        ("conduction_block", 10, "paralysed", "absent"),
        ("conduction_block", 120, "normal", "absent"),
        ("demyelination", 60, "weak", "absent"),
        ("section", 120, "paralysed", "present"),
        ("ischaemia", 120, "paralysed", "present"),
        ("degeneration", 120, "paralysed", "present"),
        ("inflammation", 120, "weak", "present"),
    ],
)
def test_a_process_decides_what_recovers_and_what_wastes(process, days, power, wasting):
    lesion = Lesion(
        site="nerve.ulnar",
        side="left",
        level="elbow",
        process=process,
        onset_days=days,
        tempo="sudden",
    )
    found = predicted(lesion)
    assert found.get("power", "first_dorsal_interosseous", "left").value == power
    assert found.get("wasting", "first_dorsal_interosseous", "left").value == wasting


def test_a_lasting_compression_does_not_recover():
    slow = Lesion(site="nerve.ulnar", side="left", process="compression", onset_days=365)
    sudden = replace(slow, tempo="sudden")
    weak, better = (
        predicted(les).get("power", "first_dorsal_interosseous", "left").strength
        for les in (slow, sudden)
    )
    assert weak == 0.0
    assert better > 0.2


def test_a_compressed_cord_is_not_a_cut_one_unless_it_is_said():
    given = Lesion(site="cord.compression", side="bilateral", level="T8")
    assert predicted(given).get("power", "quadriceps", "left").value == "weak"
    whole = replace(given, extent="complete")
    assert predicted(whole).get("power", "quadriceps", "left").value == "paralysed"
