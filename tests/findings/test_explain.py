"""Chains of reasons that read as sentences, and why a sign is not there."""

import re

import pytest

from tests.bodies import body, knowledge
from visualizer.findings import is_normal, predict
from visualizer.findings.explain.names import percent, row_words, segment_words
from visualizer.render.words import site_words
from visualizer.scene import Lesion, Patient, Scene

pytestmark = pytest.mark.slow

CAPSULE = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=30.0)
HEMICORD = Lesion(site="cord.hemisection", side="left", level="T8", onset_days=90.0)
C6 = Lesion(site="root.spinal_nerve", side="left", level="C6", onset_days=60.0)
MYASTHENIA = Lesion(site="nmj.postsynaptic")
CASES = {"capsule": CAPSULE, "hemicord": HEMICORD, "c6": C6, "myasthenia": MYASTHENIA}


def explained(lesion, *key, **patient):
    scene = Scene((lesion,) if lesion else (), patient=Patient(**patient))
    found = predict(scene, body(), knowledge())
    return found.explain(found.get(*key), site_words)


def test_a_sign_reads_from_the_lesion_to_the_muscle():
    why = explained(CAPSULE, "power", "first_dorsal_interosseous", "right")
    assert why.kind == "because"
    assert why.text.startswith(
        "The lesion in the left posterior limb of the internal capsule interrupts all of the "
        "crossed corticospinal fibres to the right hand (C8-T1), so this descending drive no "
        "longer reaches the motor neurons of the first dorsal interosseous; strength falls"
    )
    assert why.sources


def test_a_root_tells_what_share_of_the_muscle_is_left():
    why = explained(C6, "power", "biceps", "left")
    assert "C6 spinal nerve" in why.text
    assert "50 % of the muscle's axons still work" in why.text
    assert [link.lost for link in why.links] == [pytest.approx(1.0)]


def test_the_rule_is_said_once():
    why = explained(HEMICORD, "reflex", "knee", "left")
    assert len(why.sentences) == 2
    assert why.text.count("a tendon reflex is brisk") == 1


def test_a_kept_reflex_names_its_arc_and_its_drive():
    why = explained(CAPSULE, "reflex", "ankle", "left")
    assert why.kind == "why_not"
    assert "muscle afferents of the left gastrocnemius and soleus (S1-S2)" in why.text
    assert "motor axons of the left gastrocnemius and soleus (S1-S2)" in why.text
    assert "descending drive above is not cut" in why.text
    assert "cross at the pyramidal decussation" in why.text


def test_spared_pain_names_the_tract_and_where_it_crosses():
    why = explained(HEMICORD, "sensation", "L3", "left", "pain")
    assert re.search(r"spinothalamic fibres of the left side, L\d-L3 are whole", why.text)
    assert "right side of the body: they cross in the cord" in why.text


def test_the_spindles_of_the_jaw_send_stretch_and_are_not_felt():
    why = explained(
        Lesion(site="nerve.cn5", side="left", onset_days=10.0), "reflex", "jaw_jerk", "none"
    )
    assert "jaw muscle afferents of the left masseter, so none of their stretch signals" in why.text
    assert "felt" not in why.text


def test_a_part_that_is_cut_is_named_with_what_it_would_take():
    why = explained(C6, "reflex", "triceps", "left")
    assert "20 % of the motor axons of the left triceps (C6-C8) are cut" in why.text
    assert "too few to show: a low reflex shows from 30 %" in why.text


def test_a_pattern_says_what_it_misses():
    why = explained(C6, "other", "waiter_tip", "left")
    assert "Left deltoid: loss of the motor unit is 30 % (it needs at least 50 %)" in why.text


def test_a_disease_without_a_place_says_its_name():
    why = explained(MYASTHENIA, "cranial", "ptosis", "left")
    assert "myasthenia" in why.text
    assert "60 % of the neuromuscular junctions of levator palpebrae" in why.text


def test_wasting_has_its_time():
    fresh = Lesion(site="nerve.ulnar", side="right", level="elbow", onset_days=2.0)
    why = explained(fresh, "wasting", "first_dorsal_interosseous", "right")
    assert "too early" in why.text


def test_language_follows_dominance():
    left = explained(None, "other", "aphasia", "none")
    right = explained(None, "other", "aphasia", "none", dominant_hemisphere="right")
    assert "left cells for speech" in left.text
    assert "right cells for speech" in right.text


def test_a_variant_is_named():
    lesion = Lesion(site="nerve.median", side="right", level="elbow")
    key = "power", "first_dorsal_interosseous", "right"
    why = explained(lesion, *key, variants=("martin_gruber",))
    assert "Martin-Gruber anastomosis in this patient" in why.text
    assert "Martin-Gruber" not in explained(lesion, *key).text


@pytest.mark.parametrize("name", [*CASES, "nothing"])
def test_every_row_is_explained(name):
    found = predict(Scene((CASES[name],) if name in CASES else ()), body(), knowledge())
    for row in found.findings[::3]:
        why = found.explain(row, site_words)
        assert why.text, row
        assert why.sources, row
        assert why.kind == ("because" if row.because else "why_not")
        assert is_normal(row) or row.because, row
        assert all(text.endswith(".") for text in why.sentences), why.sentences
        assert not {"  ", "..", " ,", "_"} & {why.text[i : i + 2] for i in range(len(why.text))}


def test_words_without_numbers_that_say_nothing():
    assert [percent(x) for x in (0.0, 0.006, 0.12, 0.999)] == [
        "none",
        "less than 1 %",
        "12 %",
        "all",
    ]
    assert segment_words(["C5", "C6", "T1", "C7"]) == "C5-C7, T1"
    assert row_words("reflex", "ankle", "left", ()) == "left ankle jerk"
    assert row_words("sensation", "C6", "right", ("pain", None)) == "pain in the right C6"


def test_a_lesion_whose_fibres_another_takes_is_not_blamed():
    above = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=90.0)
    below = Lesion(site="cord.transection", level="C2", side="bilateral", onset_days=400.0)
    found = predict(Scene((above, below)), body(), knowledge())
    for muscle in ("first_dorsal_interosseous", "iliopsoas"):
        why = found.explain(found.get("power", muscle, "right"), site_words)
        assert all(link.lost >= 0.005 for link in why.links)
        assert "none of the" not in why.text


def test_explaining_is_left_until_somebody_asks(monkeypatch):
    def never(*_):
        raise AssertionError

    monkeypatch.setattr("visualizer.findings.explain.one_row.chain", never)
    found = predict(Scene((CAPSULE,)), body(), knowledge())
    with pytest.raises(AssertionError):
        found.explain(found.get("power", "hand", "right"))
