"""Every site of the vocabulary: answered for or refused with a reason, filtered and mirrored."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.bodies import MIRRORED, body, knowledge, mirrored, predicted, values
from visualizer.anatomy import SEGMENTS
from visualizer.findings import LesionError, is_normal
from visualizer.findings.involvement import involve, named_points
from visualizer.findings.sites import SiteRule
from visualizer.scene import Lesion

DAYS = (0.1, 2, 14, 90, 365)
COMPONENTS = {
    "v2",
    "v1",
    "cn6",
    "cn4",
    "cn3",
    "cn2",
    "carotid_sympathetic",
    "abducens_fascicle",
    "abducens_nucleus",
    "all",
    "anterior_corticospinal",
    "anterior_horn",
    "central_grey",
    "cerebellar_peduncle",
    "corticobulbar",
    "corticospinal",
    "crossed_arm_fibres",
    "crus_cerebri",
    "decussating_arm_fibres",
    "descending_sympathetic",
    "dorsal_column",
    "dorsal_horn",
    "dorsal_root",
    "facial_fascicle",
    "facial_genu",
    "facial_nucleus",
    "horizontal_gaze_fibres",
    "hypoglossal_fascicle",
    "hypoglossal_nucleus",
    "inferior_cerebellar_peduncle",
    "intermediolateral",
    "lateral_corticospinal",
    "medial_lemniscus",
    "middle_cerebellar_peduncle",
    "mlf",
    "nucleus_ambiguus",
    "oculomotor_fascicle",
    "oculomotor_nucleus",
    "other_descending",
    "pontocerebellar_fibres",
    "pyramid",
    "spinal_trigeminal",
    "spinocerebellar",
    "spinothalamic",
    "superior_cerebellar_peduncle_fibres",
    "trigeminal_motor",
    "trigeminal_sensory",
    "trochlear_nucleus",
    "uncrossed_leg_fibres",
    "ventral_commissure",
    "ventral_root",
    "vestibular_nuclei",
    "vestibulocochlear",
}
FOLDER = Path(__file__).parents[1] / "cases"
OWN = ("territories", "brainstem_sites", "cord_sites")
CASES = [
    case
    for name in OWN
    for case in tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
]


def _modelled() -> list[SiteRule]:
    return [rule for rule in knowledge().sites.values() if rule.modelled]


def _levels(rule: SiteRule) -> list[str | None]:
    """Every level that a lesion of the site can have."""
    named: list[str | None] = list(rule.levels)
    if rule.level_kind == "cord":
        return [*SEGMENTS]
    if rule.level_kind == "cord_or_none":
        return [None, *SEGMENTS[SEGMENTS.index("L1") :]]
    if any("cord" in part.levels for part in rule.parts):
        named += SEGMENTS
    return [None, *named]


def _sides(rule: SiteRule) -> list[str]:
    return [*rule.sides, "bilateral"]


def _lesion(rule: SiteRule, side: str, level: str | None, days: float) -> Lesion:
    return Lesion(site=rule.id, side=side, level=level, onset_days=days)


def test_every_site_of_the_vocabulary_is_modelled():
    assert [rule.id for rule in knowledge().sites.values() if not rule.modelled] == []


def test_every_modelled_site_has_a_source_and_words():
    for rule in _modelled():
        assert rule.sources, rule.id
        assert rule.words, rule.id


def test_components_are_those_of_the_vocabulary():
    for rule in _modelled():
        found = {part.component for part in rule.parts} | set(rule.silent)
        assert found <= COMPONENTS, (rule.id, found - COMPONENTS)


def test_a_component_destroys_no_more_than_the_site_and_all_of_them_as_much():
    for rule in _modelled():
        names = {part.component for part in rule.parts}
        if len(names) < 2:
            continue
        side, level = rule.sides[0], next(lv for lv in (*_levels(rule)[::-1], None))
        whole = named_points(_lesion(rule, side, level, 90), body(), knowledge().sites)
        parts = [
            named_points(
                Lesion(site=rule.id, side=side, level=level, components=(name,)),
                body(),
                knowledge().sites,
            )
            for name in sorted(names)
        ]
        assert np.array_equal(np.unique(np.concatenate(parts)), whole), rule.id


def test_a_component_of_another_place_is_refused():
    for rule in _modelled():
        if rule.disease is None and rule.level_kind == "none":
            lesion = Lesion(site=rule.id, side=rule.sides[0], components=("crossed_leg_fibres",))
            with pytest.raises(LesionError, match="no component"):
                predicted(lesion)


def test_a_share_is_taken_once_and_scales_with_the_lesion():
    sites = knowledge().sites
    full = Lesion(site="cord.central", side="none", level="C6", extent="complete")
    half = Lesion(site="cord.central", side="none", level="C6", extent="partial", fraction=0.5)
    whole = involve(full, 0, 90, body(), sites)
    part = involve(half, 0, 90, body(), sites)
    assert np.allclose(part.fraction, whole.fraction / 2)
    assert whole.fraction.max() <= 1.0
    shares = {p.share for p in sites["cord.central"].parts}
    assert set(np.unique(whole.fraction)) <= shares


def test_a_site_without_motor_signs_still_shows():
    for site in ("thalamus.vpl_vpm", "cortex.inferior_parietal_lobule", "nerve.sural"):
        found = predicted(Lesion(site=site, side="left", onset_days=30))
        assert "Not modelled" not in found.summary
        assert any(not is_normal(f) for f in found.findings), site


def test_the_whole_conus_is_meant_where_no_level_is_given():
    whole = predicted(Lesion(site="cord.conus", side="none", onset_days=90))
    named = predicted(Lesion(site="cord.conus", side="none", level="S2-Co1", onset_days=90))
    assert values(whole) == values(named)
    with pytest.raises(LesionError, match="needs a level"):
        predicted(Lesion(site="cord.central", side="none", onset_days=90))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_mirrored_case_has_the_mirrored_signs(case):
    lesion = case["scene"]["lesions"][0]
    lesion = {k: tuple(v) if isinstance(v, list) else v for k, v in lesion.items()}
    found = values(predicted(Lesion(**lesion | {"side": MIRRORED[lesion["side"]]})))
    for want in case["expect"]:
        allowed = want["value"] if isinstance(want["value"], list) else [want["value"]]
        key = (want["domain"], want["target"], MIRRORED[want["side"]])
        way = want.get("direction")
        value = found[(*key, want.get("modality"), MIRRORED.get(way, way))].split()[0]
        assert value in allowed or want.get("undetermined_ok"), want


def test_a_sample_of_sites_is_answered_at_all_times():
    rules = _modelled()
    targets = set(values(predicted()))
    for number, rule in enumerate(rules[:: max(1, len(rules) // 25)]):
        levels = _levels(rule)
        lesion = _lesion(
            rule,
            _sides(rule)[number % len(_sides(rule))],
            levels[number % len(levels)],
            DAYS[number % len(DAYS)],
        )
        assert set(values(predicted(lesion))) == targets, lesion


@pytest.mark.slow
@pytest.mark.parametrize("cord", [True, False])
def test_every_site_at_every_level_side_and_time_is_answered(cord):
    """Where there are many levels, neighbouring levels take turns with the sides."""
    targets = set(values(predicted()))
    for rule in _modelled():
        if rule.level_kind.startswith("cord") != cord:
            continue
        sides, levels = _sides(rule), _levels(rule)
        for number, level in enumerate(levels):
            few = len(levels) < 8
            for side in sides if few else sides[number % len(sides) :][:1]:
                for days in DAYS:
                    found = values(predicted(_lesion(rule, side, level, days)))
                    assert set(found) == targets


@pytest.mark.slow
def test_every_site_mirrors():
    for rule in _modelled():
        if rule.disease is not None or "left" not in rule.sides:
            continue
        level = "C6" if rule.level_kind == "cord" else next(iter(rule.levels), None)
        for days in (2, 90):
            left = values(predicted(_lesion(rule, "left", level, days)))
            right = values(predicted(_lesion(rule, "right", level, days), dominant="right"))
            assert right == mirrored(left), rule.id


def test_a_component_beside_the_site_is_destroyed_only_if_it_is_named():
    crus = Lesion(site="midbrain.crus_cerebri", side="left", onset_days=30)
    both = replace(crus, components=("corticospinal", "oculomotor_fascicle"))
    assert predicted(crus).get("cranial", "ptosis", "left").value == "absent"
    assert predicted(both).get("cranial", "ptosis", "left").value == "present"
    assert predicted(both).get("power", "lower_face", "right").value == "normal"


def test_a_whole_tract_is_that_of_the_hemisphere_on_its_side():
    path = predicted(Lesion(site="corticospinal_tract", side="left", onset_days=30))
    assert path.get("power", "hand", "right").value == "weak"
    assert path.get("power", "hand", "left").value == "normal"


# What a lesion of each part of the brainstem may name: all that lies on its level.
LEVEL = {
    "midbrain.": "corticospinal corticobulbar crus_cerebri pontocerebellar_fibres medial_lemniscus "
    "spinothalamic descending_sympathetic superior_cerebellar_peduncle_fibres oculomotor_fascicle",
    "pons.": "corticospinal corticobulbar pontocerebellar_fibres medial_lemniscus spinothalamic "
    "spinal_trigeminal descending_sympathetic trigeminal_motor trigeminal_sensory facial_nucleus "
    "facial_genu facial_fascicle abducens_nucleus abducens_fascicle horizontal_gaze_fibres "
    "vestibular_nuclei vestibulocochlear cerebellar_peduncle middle_cerebellar_peduncle "
    "inferior_cerebellar_peduncle superior_cerebellar_peduncle_fibres",
    "medulla.": "corticospinal corticobulbar pyramid medial_lemniscus spinothalamic "
    "spinal_trigeminal descending_sympathetic inferior_cerebellar_peduncle cerebellar_peduncle "
    "vestibular_nuclei nucleus_ambiguus hypoglossal_nucleus hypoglossal_fascicle",
    "foramen_magnum.": "corticospinal pyramid medial_lemniscus spinothalamic spinal_trigeminal "
    "descending_sympathetic nucleus_ambiguus hypoglossal_nucleus",
    "internal_capsule.": "corticospinal corticobulbar pontocerebellar_fibres medial_lemniscus "
    "spinothalamic trigeminal_sensory",
    "thalamus.": "corticospinal corticobulbar medial_lemniscus spinothalamic trigeminal_sensory",
    "corona_radiata": "corticospinal corticobulbar medial_lemniscus spinothalamic "
    "trigeminal_sensory pontocerebellar_fibres",
    "lenticulostriate": "corticospinal corticobulbar medial_lemniscus spinothalamic "
    "trigeminal_sensory pontocerebellar_fibres",
    "cord.": "lateral_corticospinal anterior_corticospinal dorsal_column spinothalamic "
    "spinocerebellar descending_sympathetic anterior_horn dorsal_horn intermediolateral "
    "ventral_commissure central_grey",
    "root.": "dorsal_root ventral_root",
    "skull_base.": "cn2 cn3 cn4 cn6 v1 v2 carotid_sympathetic",
    "orbit.": "cn2 cn3 cn4 cn6 v1 v2 carotid_sympathetic",
}
NEXT_TO = {
    "foramen_magnum": {"foramen_magnum", "medulla"},
    "thalamus": {"internal_capsule"},
    "corona_radiata": {"internal_capsule"},
    "lenticulostriate": {"internal_capsule"},
    "skull_base": {"skull_base", "orbit"},
    "orbit": {"skull_base", "orbit"},
}


@pytest.mark.parametrize("start", LEVEL)
def test_a_lesion_may_name_what_lies_on_its_level(start):
    for rule in _modelled():
        if not rule.id.startswith(start):
            continue
        names = {part.component for part in (*rule.parts, *rule.near)}
        assert set(LEVEL[start].split()) <= names, rule.id
        assert not {part.component for part in rule.near} & {p.component for p in rule.parts}
        for part in rule.near:
            homes = {
                other.id.split(".")[0]
                for other in _modelled()
                if any(replace(p, component=part.component) == part for p in other.parts)
            }
            first = rule.id.split(".")[0]
            assert homes & NEXT_TO.get(first, {first}), (rule.id, part.component)
