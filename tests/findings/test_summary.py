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
