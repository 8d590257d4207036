"""What a part of a site names is there to be cut, and every part is of its own."""

import tomllib
from pathlib import Path

import pytest

from tests.bodies import body, knowledge
from visualizer.findings.involvement import _part_points

pytestmark = pytest.mark.slow

#: Kinds that a part names for a level or a neighbour of its volume, where the body has no fibre.
ELSEWHERE = {
    "midbrain.tegmentum": {"spinocerebellar"},
    "midbrain.red_nucleus": {"spinocerebellar"},
    "pons.caudal_medial": {"trigeminothalamic_touch"},
    "internal_capsule.genu": {"corticospinal"},
    "internal_capsule.posterior_limb.leg_fibres": {
        "corticospinal_premotor",
        "corticospinal_supplementary",
    },
    "corticospinal_tract": {"corticospinal"},
    "corticobulbar_tract": {"corticobulbar_accessory"},
    "corticospinal_and_corticobulbar": {"corticospinal", "corticobulbar_accessory"},
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
