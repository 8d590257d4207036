"""From an examination back to the site."""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.spatial import cKDTree

from tests.benchmarks.localising import examination, place_of
from tests.bodies import body, knowledge, predicted
from visualizer.findings import predict
from visualizer.findings.compiled import CORD, PLACES, compiled
from visualizer.findings.localise import (
    Answers,
    Localiser,
    Observation,
    ObservationError,
    Rows,
    Sign,
    answer,
    balls,
    joined,
    named_hypotheses,
    near_time,
)
from visualizer.findings.localise import localiser as localiser_module
from visualizer.findings.localise.hypotheses import Hypothesis
from visualizer.scene import Lesion, Scene, Sphere

pytestmark = pytest.mark.slow

SITES = (
    "cortex.precentral_gyrus.hand_area",
    "internal_capsule.posterior_limb",
    "medulla.pyramid",
    "cord.hemisection",
    "root.spinal_nerve",
    "plexus.brachial.posterior_cord",
    "nerve.radial",
    "nerve.ulnar",
    "nerve.median",
    "nerve.common_fibular",
    "nerve.sciatic",
    "nmj.postsynaptic",
    "polyneuropathy.mmn",
    "mnd.als",
)
SEGMENTS = {"cord.hemisection": ("C6", "T8"), "root.spinal_nerve": ("C6", "C7", "L5")}
DAYS = 120.0


@cache
def localiser() -> Localiser:
    sites = {site: knowledge().sites[site] for site in SITES}
    few = {
        site: replace(sites[site], level_kind="named", levels=levels)
        for site, levels in SEGMENTS.items()
    }
    return Localiser(body(), replace(knowledge(), sites=sites | few))


def shelf(kind, hypotheses, days):
    """Answer the named sites from the shared localiser, others anew."""
    local = localiser()
    if kind == "named":
        return local.table(kind, days)[1]
    return answer(hypotheses, days, body(), local.knowledge, local.rows)


def seen(*rows):
    """Make observations of "domain target side value"."""
    return [Observation(*row.split()) for row in rows]


def whole(lesion):
    """Return the whole noiseless examination of a lesion."""
    return [
        Observation(f.domain, f.target, f.side, f.value, f.modality, f.direction, f.level)
        for f in predicted(lesion).findings
    ]


RADIAL = seen(
    "power extensor_digitorum right paralysed",
    "power brachioradialis right paralysed",
    "power triceps right normal",
    "power deltoid right normal",
    "reflex brachioradialis right absent",
)


def test_every_row_of_a_lesion_is_a_row_of_health():
    local = localiser()
    for hypothesis in local.table("named", DAYS)[0][::6]:
        scene = Scene(lesions=hypothesis.at(DAYS))
        for finding in predict(scene, body(), local.knowledge).findings:
            assert local.rows.sign(finding) is not None, finding


def test_the_true_site_comes_first_or_tied_from_its_own_examination():
    local = localiser()
    hypotheses, answers = local.table("named", DAYS)
    random = np.random.default_rng(3)
    counted: Counter[str] = Counter()
    for number in range(0, len(hypotheses), 2):
        if not len(answers.of(number)):
            continue
        exam = examination(answers, local.rows, number)
        place = hypotheses[number].place
        kept = [one for one in exam if random.random() > 0.1]
        counted["asked"] += 1
        counted["first"] += place_of(local.rank(exam, DAYS), place)[0] == 0
        counted["in three"] += place_of(local.rank(kept, DAYS), place)[0] < 3
    assert counted["asked"] > 50
    assert counted["first"] == counted["asked"]
    assert counted["in three"] >= 0.95 * counted["asked"]


def test_a_time_between_the_prepared_ones_is_predicted_anew():
    assert near_time(130, knowledge().localise.days) == DAYS
    lesion = Lesion(site="nerve.ulnar", side="left", level="elbow", onset_days=130)
    ranking = localiser().rank(whole(lesion), 130)
    best = next(c for c in ranking.candidates if c.hypothesis.place[0][2] == "elbow")
    assert best.hypothesis.place == (("nerve.ulnar", "left", "elbow"),)
    assert best.score == 1.0
    assert best.alike == ranking.candidates[0].alike
    assert not best.wrongly_predicts


def test_a_few_findings_give_the_narrowest_site_that_explains_them():
    ranking = localiser().rank(RADIAL, DAYS)
    best = ranking.candidates[0]
    assert ranking.single_site_explains_all
    assert best.hypothesis.place == (("nerve.radial", "right", "spiral_groove"),)
    assert best.explains == (0, 1, 2, 3, 4)
    assert not best.unexplained
    assert len(ranking.candidates) >= 10
    scores = [candidate.score for candidate in ranking.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_what_a_candidate_predicts_wrongly_is_said_with_the_finding_that_denies_it():
    ranking = localiser().rank(RADIAL, DAYS)
    axilla = next(
        c
        for c in ranking.candidates
        if c.hypothesis.place == (("nerve.radial", "right", "axilla"),)
    )
    assert 2 in axilla.unexplained
    wrong = next(sign for sign in axilla.wrongly_predicts if sign.finding == 2)
    assert (wrong.target, wrong.side, wrong.value) == ("triceps", "right", "paralysed")


def test_two_lesions_are_found_where_no_single_site_explains_all():
    arm = Lesion(site="nerve.radial", side="right", level="spiral_groove", onset_days=DAYS)
    leg = Lesion(site="nerve.common_fibular", side="left", level="fibular_neck", onset_days=DAYS)
    exam = [
        Observation(f.domain, f.target, f.side, f.value, f.modality, f.direction, f.level)
        for f in predicted(arm, leg).findings
    ]
    ranking = localiser().rank(exam, DAYS)
    assert not ranking.single_site_explains_all
    best = ranking.candidates[0]
    assert {place[:2] for place in best.hypothesis.place} == {
        ("nerve.radial", "right"),
        ("nerve.common_fibular", "left"),
    }
    assert not best.unexplained


def test_the_next_test_is_one_not_done_yet_on_which_the_leaders_differ():
    ranking = localiser().rank(RADIAL[:2], DAYS)
    test = ranking.next_test
    assert test is not None
    assert (test.domain, test.target, test.side) not in {
        (one.domain, one.target, one.side) for one in RADIAL[:2]
    }
    assert " with " in test.why


def test_there_is_no_next_test_where_nothing_is_left_to_examine():
    lesion = Lesion(site="nerve.ulnar", side="left", level="elbow", onset_days=DAYS)
    assert localiser().rank(whole(lesion), DAYS).next_test is None


def test_health_is_explained_by_everything_silent_and_denied_by_the_rest():
    ranking = localiser().rank(seen("power biceps left normal", "plantar plantar left flexor"))
    assert ranking.single_site_explains_all
    assert not ranking.candidates[0].unexplained


def test_a_place_without_a_name_is_found_by_its_position(monkeypatch):
    fibres = body().fibres
    at = next(
        i for i, s in enumerate(fibres.stations) if (s.site, s.side) == ("nerve.ulnar", "left")
    )
    centers = fibres.points_mm[fibres.points_at(at)[::40]][:6].astype(float).round(1).tolist()
    spheres = [Sphere((x, y, z), 3.0) for x, y, z in centers]
    found = tuple(Hypothesis((Lesion(shape=sphere),)) for sphere in spheres)
    monkeypatch.setattr(localiser_module, "balls", lambda *_: found)
    local = Localiser(body(), localiser().knowledge, shelf)
    lesion = Lesion(shape=spheres[0], onset_days=DAYS)
    ranking = local.rank(whole(lesion), DAYS, free=True)
    best = [c for c in ranking.candidates if c.score == ranking.candidates[0].score]
    assert any(c.hypothesis.lesions[0].shape in spheres for c in best)


def test_the_grid_of_free_places_covers_the_paths():
    place = compiled(body(), knowledge()).place
    central = body().fibres.points_mm[np.isin(place, [PLACES.index("cerebral"), CORD])][::97]
    centers = np.array([h.lesions[0].shape.center_mm for h in balls(body(), knowledge())])
    apart, _ = cKDTree(centers).query(central)
    assert apart.max() <= 3.0


def test_a_neighbouring_value_counts_in_part():
    def score(value):
        exam = [*seen(f"power extensor_digitorum right {value}"), *RADIAL[1:]]
        return localiser().rank(exam, DAYS).candidates[0].score

    assert score("normal") < score("weak") < score("paralysed")


@pytest.mark.parametrize(
    ("row", "key", "words"),
    [
        (Observation("strength", "biceps", "left", "weak"), "domain", "no domain 'strength'"),
        (Observation("power", "bicep", "left", "weak"), "target", "no target 'bicep'"),
        (Observation("power", "biceps", "none", "weak"), "side", "no side 'none' (left, right)"),
        (Observation("power", "biceps", "left", "floppy"), "value", "no value 'floppy'"),
        (Observation("power", "biceps", "left", "weak", "pain"), "modality", "no modality"),
        (Observation("power", "biceps", "left", "weak", None, None, "C9"), "level", "C9"),
    ],
)
def test_what_the_examination_does_not_have_is_refused(row, key, words):
    with pytest.raises(ObservationError) as caught:
        localiser().rank([*RADIAL, row])
    assert (caught.value.number, caught.value.key) == (5, key)
    assert words in str(caught.value)


def test_every_value_predicted_is_on_its_scale():
    rows = localiser().rows
    _, answers = localiser().table("named", DAYS)
    for sign in (*answers.signs, *rows.healthy):
        domain, target = rows.keys[sign.row][:2]
        allowed = rows.scale(sign.row).values
        assert not allowed or sign.value in allowed, (domain, target, sign.value)


def test_batches_joined_are_what_one_batch_gives():
    local = localiser()
    some = local.table("named", DAYS)[0][:12]
    one = answer(some, DAYS, body(), local.knowledge, local.rows)
    parts = [answer(some[i : i + 5], DAYS, body(), local.knowledge, local.rows) for i in (0, 5, 10)]
    both = joined(parts)
    for i in range(12):
        assert {one.signs[s] for s in one.of(i)} == {both.signs[s] for s in both.of(i)}


def test_answers_that_are_alike_share_a_class():
    sign = Sign(0, "weak", "", "", "expected")
    answers = Answers((sign,), np.array([0, 0]), np.array([0, 1, 1, 2]))
    assert answers.classes.tolist() == [0, 1, 0]


def test_direction_and_level_are_part_of_the_row_or_of_the_value():
    rows = Rows(predicted().findings, knowledge().localise.scales)
    key = next(k for k in rows.keys if k[4] is None)
    assert rows.find(key) == (rows.index[key], "")
    assert rows.find((*key[:4], "left")) == (rows.index[key], "left")
    assert rows.find(("power", "nothing", "left", None, None)) is None


def test_hypotheses_cover_every_modelled_site_at_every_side_and_level():
    sites = knowledge().sites
    every = named_hypotheses(sites, knowledge().localise.ranges)
    places = {h.place[0] for h in every}
    for rule in sites.values():
        if rule.modelled:
            mine = {place for place in places if place[0] == rule.id}
            for level in rule.levels:
                assert {place[1] for place in mine if place[2] == level} >= {"left", "right"}
            if rule.level_kind == "cord":
                assert len({place[2] for place in mine}) > 10
    assert all(
        isinstance(h, Hypothesis) for h in named_hypotheses(sites, knowledge().localise.ranges)
    )
