"""Signs read off the findings before them."""

import tomllib
from dataclasses import replace

import pytest

from tests.bodies import knowledge, predicted
from visualizer.findings.patterns.compiled import seen_from
from visualizer.findings.tables.patterns import Answer, Brought, Measure
from visualizer.scene import Lesion
from visualizer.storage.paths import assets_path
from visualizer.storage.patterns import read_condition

SIGNS = knowledge().patterns.signs
CONDITIONS = [c for s in SIGNS for way in s.patterns for c in (*way.wants, *way.unless)]
OTHER = {"left": "right", "right": "left", "none": "none"}


def signs(prediction):
    """Value of every sign by domain, target and side."""
    targets = {(sign.domain, sign.target) for sign in SIGNS}
    return {
        (f.domain, f.target, f.side): f.value
        for f in prediction.findings
        if (f.domain, f.target) in targets
    }


def test_a_condition_is_read():
    assert read_condition("far upper deltoid >= 0.2") == Measure(
        "far", "upper", "deltoid", False, 0.2
    )
    assert read_condition("tone lower_limb increased") == Answer(
        "own", "tone", "lower_limb", ("increased",)
    )
    sole = read_condition("both sensation sole proprioception reduced lost")
    assert sole == Answer("both", "sensation", "sole", ("reduced", "lost"), "proprioception")
    assert read_condition("brought fatigability") == Brought("fatigability")


@pytest.mark.parametrize("text", ["strength deltoid > 0.2", "tone lower_limb"])
def test_a_wrong_condition_is_refused(text):
    with pytest.raises(ValueError, match=text.split()[-1]):
        read_condition(text)


def test_a_sign_without_a_side_has_no_own_side():
    assert seen_from("far", "left") == "right"
    with pytest.raises(ValueError, match="without a side"):
        seen_from("own", "none")


def test_conditions_name_what_there_is():
    tables = knowledge()
    measured = {c.target for c in CONDITIONS if isinstance(c, Measure)}
    assert measured <= set(tables.muscles) | set(tables.movements)
    found = {(f.domain, f.target, f.modality) for f in predicted().findings}
    for condition in CONDITIONS:
        if isinstance(condition, Answer):
            assert (condition.domain, condition.target, condition.modality) in found, condition


def test_what_a_disease_brings_is_a_sign_and_the_other_way_round():
    table = tomllib.loads(assets_path("knowledge", "diffuse.toml").read_text(encoding="utf-8"))
    brought = {s for d in table["disease"] for rule in d["rule"] for s in rule.get("brings", ())}
    assert brought == {c.sign for c in CONDITIONS if isinstance(c, Brought)}


def test_every_sign_has_a_rule_and_sources():
    sources = set(
        tomllib.loads(assets_path("knowledge", "sources.toml").read_text(encoding="utf-8"))
    )
    for sign in SIGNS:
        assert sign.rule in knowledge().rules
        assert sign.sources
        assert set(sign.sources) <= sources


def test_no_sign_names_a_site():
    text = assets_path("knowledge", "patterns.toml").read_text(encoding="utf-8")
    assert not any(f'"{site}"' in text or f" {site} " in text for site in knowledge().sites)


def test_a_healthy_person_has_none():
    assert set(signs(predicted()).values()) == {"absent"}


MIRRORED = (
    ("internal_capsule.posterior_limb", None),
    ("nerve.common_fibular", "fibular_neck"),
    ("nerve.ulnar", "wrist"),
    ("nerve.median", "elbow"),
    ("nerve.superior_gluteal", "buttock"),
    ("nerve.spinal_accessory", "posterior_triangle"),
    ("plexus.brachial.upper_trunk", None),
    ("cord.hemisection", "T8"),
    ("corona_radiata", None),
)


@pytest.mark.parametrize(("site", "level"), MIRRORED)
def test_a_mirrored_lesion_gives_mirrored_signs(site, level):
    left = Lesion(site=site, side="left", level=level, fraction=0.7, extent="partial")
    mirrored = signs(predicted(replace(left, side="right")))
    assert mirrored == {
        (domain, target, OTHER[side]): value
        for (domain, target, side), value in signs(predicted(left)).items()
    }


@pytest.mark.parametrize(
    ("site", "target", "side"),
    [
        ("nerve.radial", "wrist_drop", "left"),
        ("internal_capsule.posterior_limb", "hemiplegic_circumduction", "right"),
        ("muscle.dystrophin", "calf_pseudohypertrophy", "left"),
        ("nmj.postsynaptic", "fatigability", "none"),
        ("mnd.hsp", "spasms", "none"),
    ],
)
def test_a_sign_is_blamed_on_the_lesion(site, target, side):
    level = "axilla" if site == "nerve.radial" else None
    where = "bilateral" if site.split(".")[0] in ("muscle", "nmj", "mnd") else "left"
    prediction = predicted(Lesion(site=site, side=where, level=level))
    row = next(f for f in prediction.findings if f.target == target and f.side == side)
    assert row.value == "present"
    assert {reason.rule for reason in row.because} == {f"pattern.{target}"}
    assert all(reason.sources for reason in row.because)


def test_a_weak_hand_from_above_is_no_nerve_palsy():
    lesion = Lesion(site="cortex.precentral_gyrus.hand_area", side="left")
    found = signs(predicted(lesion))
    for target in ("claw_hand", "ape_hand", "benediction", "wrist_drop"):
        assert found["other", target, "right"] == "absent"


def test_nobody_walks_in_spinal_shock_or_with_dead_legs():
    for days in (1.0, 200.0):
        lesion = Lesion(site="cord.transection", side="bilateral", level="T8", onset_days=days)
        found = signs(predicted(lesion))
        assert all(value == "absent" for (domain, _, _), value in found.items() if domain == "gait")
