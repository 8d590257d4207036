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


@pytest.mark.parametrize(
    ("site", "side", "level", "words"),
    [
        ("cortex.mca_stem", "left", None, ("Global aphasia", "right homonymous hemianopia")),
        ("cortex.mca_stem", "right", None, ("Neglect of the left side of space",)),
        ("cortex.pca", "bilateral", None, ("Left and right homonymous hemianopia",)),
        ("nerve.cn3", "left", None, ("left ptosis", "dilated left pupil", "adduction")),
        ("nerve.ulnar", "right", "elbow", ("over the little finger", "on the right")),
        ("root.spinal_nerve", "left", "C6", ("in C6 on the left",)),
        ("cord.hemisection", "left", "T8", ("vibration", "on the left", "pain and temperature")),
        ("cord.transection", "bilateral", "T4", ("from T4 down on both sides", "bladder")),
        ("medulla.lateral", "left", None, ("Left Horner's syndrome", "Left limb ataxia")),
        ("thalamus.vpl_vpm", "left", None, ("of body and face on the right",)),
        ("nmj.postsynaptic", "bilateral", None, ("Fatigability",)),
        ("polyneuropathy.ganglionopathy", "bilateral", None, ("Romberg's sign",)),
        ("plexus.brachial.upper_trunk", "left", None, ("Left waiter's tip posture",)),
    ],
)
def test_the_note_speaks_of_every_domain(site, side, level, words):
    text = predicted(Lesion(site=site, side=side, level=level)).summary
    for word in words:
        assert word in text
    assert "Not modelled yet" not in text
    assert not {"None", "{", "_"} & set(text)


def test_normal_power_is_said_after_what_is_wrong():
    text = predicted(Lesion(site="cortex.pca", side="left")).summary
    assert text.startswith("Right homonymous hemianopia.")
    assert text.endswith("Normal power, tone, reflexes and plantar responses.")


@pytest.mark.parametrize(
    ("site", "side", "level", "name"),
    [
        ("midbrain.ventral", "left", None, "Weber's syndrome (left)"),
        ("midbrain.red_nucleus", "right", None, "Claude's or Benedikt's syndrome (right)"),
        ("pons.ventral_caudal", "left", None, "Millard-Gubler syndrome (left)"),
        ("pons.caudal_medial", "left", None, "Foville's syndrome (left)"),
        ("pons.mlf", "right", None, "internuclear ophthalmoplegia (right)"),
        ("medulla.lateral", "left", None, "lateral medullary syndrome (Wallenberg) (left)"),
        ("medulla.medial", "right", None, "medial medullary syndrome (Dejerine) (right)"),
        ("cord.hemisection", "left", "T8", "hemisection of the cord (Brown-Sequard) (left)"),
        ("cord.anterior_two_thirds", "bilateral", "T8", "anterior cord syndrome (bilateral)"),
        ("cord.dorsal_columns", "bilateral", "C5", "posterior cord syndrome (bilateral)"),
        ("cord.central", "bilateral", "C6", "central cord syndrome (bilateral)"),
        ("cord.conus", "bilateral", "S3-S5", "conus medullaris syndrome (bilateral)"),
        ("cauda_equina", "bilateral", None, "cauda equina syndrome (bilateral)"),
        ("nerve.median", "left", "carpal_tunnel", "median neuropathy at the wrist"),
        ("nerve.ulnar", "left", "elbow", "ulnar neuropathy at the elbow (cubital tunnel)"),
        ("skull_base.cavernous_sinus", "right", None, "cavernous sinus syndrome (right)"),
        ("nerve.cn7", "left", None, "(Bell) (left)"),
        ("sympathetic.chain", "left", None, "Horner's syndrome (left)"),
        ("cortex.broca", "left", None, "Broca's aphasia"),
        ("cortex.wernicke", "left", None, "Wernicke's aphasia"),
        ("cortex.inferior_parietal_lobule", "left", None, "Gerstmann's syndrome"),
        ("internal_capsule.posterior_limb", "left", None, "pure motor hemiparesis (right)"),
        ("corticobulbar_tract", "bilateral", "pons", "pseudobulbar palsy"),
        ("medulla.motor_nuclei", "bilateral", None, "bulbar palsy"),
    ],
)
def test_a_syndrome_is_named_by_its_signs(site, side, level, name):
    names = predicted(Lesion(site=site, side=side, level=level)).syndromes
    assert any(name in found for found in names), names


def test_healthy_people_have_no_syndrome():
    assert predicted().syndromes == ()
    assert predicted().summary == "Normal power, tone, reflexes and plantar responses."
