"""Summaries on the phantom body: they must read like a note and lead with the limbs."""

import pytest

from tests.bodies import predicted
from tests.findings.phantom import body, knowledge
from visualizer.findings import predict
from visualizer.findings.wording import join_words, place_words, reflex_words
from visualizer.scene import Lesion, Scene


def summary(site, side="left", level=None, days=90.0):
    lesion = Lesion(site=site, side=side, level=level, onset_days=days)
    return predict(Scene(lesions=(lesion,)), body(), knowledge()).summary


def test_a_capsular_stroke_leads_with_the_limbs_and_names_the_neuron():
    text = summary("internal_capsule.posterior_limb")
    assert text.startswith("Right-sided spastic")
    assert "arm" in text
    assert "upper motor neuron" in text
    assert "extensor plantar" in text


def test_an_early_lesion_is_flaccid():
    assert "flaccid" in summary("internal_capsule.posterior_limb", days=0.1)
    assert "spastic" not in summary("internal_capsule.posterior_limb", days=0.1)


def test_a_cut_cord_has_lower_signs_at_the_level_and_upper_signs_below():
    text = summary("cord.transection", "bilateral", "C6")
    assert "lower motor neuron signs at C6" in text
    assert "upper motor neuron signs below" in text


def test_a_root_names_its_segment():
    lesion = Lesion(site="root.spinal_nerve", side="left", level="C7", onset_days=90)
    assert "in the distribution of C7" in predicted(lesion).summary


@pytest.mark.parametrize(
    ("sites", "words"),
    [
        (["nerve.ulnar"], "ulnar nerve"),
        (["nerve.sciatic.fibular_division", "nerve.sciatic.tibial_division"], "sciatic nerve"),
        (["plexus.brachial.upper_trunk"], "upper trunk of the brachial plexus"),
        (["nerve.cn12"], "hypoglossal nerve"),
        (["nerve.ulnar", "nerve.median"], ""),
        (["cord.anterior_horn"], ""),
        ([], ""),
    ],
)
def test_places_in_words(sites, words):
    assert place_words(sites) == words


def test_words():
    assert join_words(["a", "b", "c"]) == "a, b and c"
    tendons = {"biceps", "brachioradialis", "triceps", "finger_flexor", "knee", "ankle"}
    assert reflex_words({"knee", "ankle"}, tendons) == "leg reflexes"
    assert reflex_words({"ankle"}, tendons) == "ankle reflex"


@pytest.mark.parametrize(
    ("site", "words", "not_words"),
    [
        ("nmj.postsynaptic", ("proximal weakness", "junction type", "normal reflexes"), "wasting"),
        ("muscle.inflammatory", ("proximal weakness", "myopathic type"), "motor neuron"),
        ("muscle.dm1", ("distal weakness", "myopathic type"), "wasting"),
        ("polyneuropathy.aidp", ("flaccid lower motor neuron", "absent reflexes"), "wasting"),
        ("polyneuropathy.cmt1", ("distal lower motor neuron weakness", "wasting"), "upper"),
        ("polyneuropathy.ganglionopathy", ("absent reflexes", "normal power"), "weakness"),
        ("mnd.als", ("mixed upper and lower", "brisk", "extensor", "fasciculation"), "sphincter"),
        ("mnd.pls", ("spastic", "upper motor neuron type"), "wasting"),
        ("mnd.pma", ("lower motor neuron", "wasting and fasciculation"), "upper"),
        ("mnd.hsp", ("spastic weakness of legs",), "arms"),
    ],
)
def test_a_diffuse_disease_reads_like_a_note(site, words, not_words):
    text = predicted(Lesion(site=site)).summary
    assert text.startswith("Bilateral")
    for word in words:
        assert word in text
    assert not_words not in text


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("nmj.postsynaptic", "symmetrical proximal weakness without upper or lower"),
        ("muscle.limb_girdle", "symmetrical proximal weakness without upper or lower"),
        ("muscle.ibm", "weakness of deep finger flexors and quadriceps"),
        ("muscle.fshd", "facial and scapular weakness sparing the deltoid"),
        ("muscle.dm1", "distal myopathic weakness"),
        ("polyneuropathy.aidp", "flaccid areflexic tetraparesis"),
        ("polyneuropathy.cmt1", "symmetrical distal weakness"),
        ("polyneuropathy.miller_fisher", "areflexia with full power"),
        ("mnd.als", "upper and lower motor neuron signs together"),
        ("mnd.pma", "widespread wasting and fasciculation"),
        ("mnd.hsp", "spastic paraparesis"),
    ],
)
def test_a_pattern_is_named_afterwards(site, name):
    names = predicted(Lesion(site=site)).syndromes
    assert any(found.startswith(name) and found.endswith("(bilateral)") for found in names)
