"""What a part of a site names is there to be cut, and every part is of its own."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.bodies import body, knowledge
from visualizer.findings.involvement import _part_points

pytestmark = pytest.mark.slow

#: Kinds that a part names for a level or a neighbour of its volume, where the body has no fibre.
ELSEWHERE = {
    "pons.caudal_medial": {"trigeminothalamic_touch"},
    "internal_capsule.genu": {"corticospinal"},
    "internal_capsule.posterior_limb.leg_fibres": {
        "corticospinal_premotor",
        "corticospinal_supplementary",
    },
    "corticobulbar_tract": {"corticobulbar_accessory"},
    "corticospinal_and_corticobulbar": {"corticobulbar_accessory"},
    "cauda_equina": {"sympathetic_head"},
}
#: Populations that a part cuts, by part, side and level; the body stays the same.
_CUT = {}


def _cut(part, side, level):
    """Return the (kind, target) of every population that a part cuts on a side."""
    if (part, side, level) not in _CUT:
        fibres = body().fibres
        points = _part_points(part, side, level, body())
        hit = set(fibres.population[fibres.fibre_of_point[points]].tolist())
        found = {(fibres.populations[i].kind, fibres.populations[i].target) for i in hit}
        _CUT[part, side, level] = found
    return _CUT[part, side, level]


def _parts():
    """Yield each part with its site, a side, and the levels at which it is cut."""
    for rule in knowledge().sites.values():
        for part in rule.parts:
            levels = [level for level in part.levels if level not in ("", "cord")]
            yield rule, part, rule.sides[0], levels or [""]


def test_every_part_cuts_each_kind_and_target_that_it_names():
    for rule, part, side, levels in _parts():
        cut = set().union(*(_cut(part, side, level) for level in levels))
        where = f"{rule.id} {part.component}"
        missing = set(part.kinds) - {kind for kind, _ in cut}
        assert missing <= ELSEWHERE.get(rule.id, set()), where
        assert cut or missing, where
        assert set(part.targets) <= {target for _, target in cut}, where


def test_every_station_of_a_part_holds_what_the_part_names():
    for rule, part, side, levels in _parts():
        for station in part.stations if part.kinds and "*" not in part.stations else ():
            alone = replace(part, stations=(station,))
            assert any(_cut(alone, side, level) for level in levels), (rule.id, part, station)


def test_a_station_with_a_component_of_its_name_is_named_by_one():
    for rule, part, *_ in _parts():
        own = {s.rpartition(".")[2] for s in part.stations if not s.startswith("nerve.")}
        assert part.component != "all" or not own & set(COMPONENTS), (rule.id, part)


#: Components of the brainstem that lie on both sides of their crossing.
CROSSING = {"horizontal_gaze_fibres", "medial_lemniscus", "superior_cerebellar_peduncle_fibres"}


def test_a_component_of_a_level_serves_one_side_wherever_it_is_named():
    served = {}
    for rule, part, *_ in _parts():
        level = rule.id.partition(".")[0]
        if level in ("midbrain", "pons", "medulla") and part.component not in CROSSING | {"all"}:
            key = level, part.component, part.kinds
            served.setdefault(key, set()).add(part.population_side)
    assert all(len(sides) == 1 for sides in served.values()), served


#: What the fibres of the oculomotor nerve serve; the body stays the same.
OCULOMOTOR = set()


def _oculomotor():
    """Return the targets of the efferent fibres that run in the oculomotor nerve."""
    if not OCULOMOTOR:
        fibres = body().fibres
        nerve = [i for i, s in enumerate(fibres.stations) if s.site == "nerve.cn3"]
        points = np.isin(fibres.station, nerve)
        hit = np.unique(fibres.population[fibres.fibre_of_point[points]]).tolist()
        efferent = ("lmn", "parasympathetic_pupil")
        found = [fibres.populations[i] for i in hit]
        OCULOMOTOR.update(p.target for p in found if p.kind in efferent)
    return OCULOMOTOR


def test_a_lesion_of_the_oculomotor_nerve_takes_all_that_it_serves():
    for rule, part, *_ in _parts():
        if part.component == "cn3" and part.targets:
            assert set(part.targets) == _oculomotor(), rule.id


def test_a_lesion_of_the_whole_cord_takes_both_sides_and_no_other_does():
    for rule in knowledge().sites.values():
        if rule.id.startswith("cord."):
            place = "both" if rule.sides == ("none",) else "same"
            assert {part.place for part in rule.parts} == {place}, rule.id


def test_every_level_of_a_site_has_fibres():
    for rule in knowledge().sites.values():
        for level in rule.levels:
            own = [p for p in rule.parts if not p.levels or level in p.levels]
            assert any(_cut(part, rule.sides[0], level) for part in own), (rule.id, level)


def test_no_part_names_what_another_of_its_component_does():
    for rule in knowledge().sites.values():
        seen = set()
        for part in rule.parts:
            key = part.component, part.volume, part.stations, part.kinds, part.targets, part.levels
            assert key not in seen, (rule.id, key)
            seen.add(key)


#: What each component holds, typed a second time.
COMPONENTS = tomllib.loads(Path(__file__).with_name("components.toml").read_text(encoding="utf-8"))


def test_a_component_holds_the_same_wherever_it_is_named():
    for rule in knowledge().sites.values():
        for part in rule.parts:
            if part.component == "all":
                continue
            held = COMPONENTS[part.component]
            assert " ".join(sorted(part.kinds)) in held["kinds"], (rule.id, part)
            assert " ".join(part.stations) in held.get("stations", [""]), (rule.id, part)


#: Sites that are not a volume of their own, with those that they lie in.
WITHIN = {
    "pons.basis.paramedian": {"pons.basis", "pons.basis.paramedian"},
    "medulla.medial": {"medulla.medial", "medulla.pyramid"},
}
TRACT = {
    "": "internal_capsule.posterior_limb",
    "internal_capsule": "internal_capsule.posterior_limb",
    "midbrain": "midbrain.crus_cerebri",
    "pons": "pons.basis",
    "medulla": "medulla.pyramid",
}


def test_a_site_takes_its_own_volume():
    for rule in knowledge().sites.values():
        for part in rule.parts:
            if part.volume and rule.id.startswith(("corticospinal", "corticobulbar")):
                own = {TRACT.get(level, part.volume) for level in part.levels}
                assert part.volume in own | {"internal_capsule.genu"}, (rule.id, part)
            elif part.volume:
                assert part.volume in WITHIN.get(rule.id, {rule.id}), (rule.id, part)


def test_every_sympathetic_fibre_serves_a_function():
    served = {
        (kind, target)
        for row in knowledge().autonomic.populations.values()
        for kind in row.kinds
        for target in row.targets
    }
    real = {(p.kind, p.target) for p in body().fibres.populations}
    own = {pair for pair in real if pair[0] in ("sympathetic_head", "sympathetic_body")}
    assert own - served <= {("sympathetic_body", "heart")}
    kinds = {kind for kind, _ in real}
    assert all(kind in kinds if target == "*" else True for kind, target in served)
    assert {pair for pair in served if pair[1] != "*"} <= real | {("centre", "movement_initiation")}
