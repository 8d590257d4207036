"""The arteries of a hemisphere divide its cortex between them, and their volumes say how."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from tests.bodies import body, knowledge
from visualizer.findings.involvement import _part_points
from visualizer.findings.sensation.areas import RELAYS

pytestmark = pytest.mark.slow

#: Kinds that a lesion can name by a component of their own, wherever they run.
OWN_NAME = {*RELAYS, "corticospinal", "corticobulbar", "corticopontine"}
ACA, MCA = "cortex.aca", "cortex.mca_cortical"
UPPER, LOWER = "cortex.mca_superior_division", "cortex.mca_inferior_division"
BORDER = "cortex.aca_mca_border_zone"
SENSORY = ("medial_lemniscus", "spinothalamic")
#: How far a share may lie from what of its fibres begins in the volume of the territory.
NEAR = 0.17
#: Parts whose share follows the clinic, not the volume: a border zone of proximal weakness.
FELT = {(BORDER, "corticospinal"), (BORDER, "corticospinal", "thigh")}


def _shares(site):
    """Return the share that a territory takes of each kind and target in each area of cortex."""
    found = defaultdict(float)
    for part in knowledge().sites[site].parts:
        targets = part.targets or ("",)
        for key in product(part.stations, part.kinds, targets):
            found[key] = max(found[key], part.share)
    return found


def test_the_divisions_of_the_middle_artery_make_up_its_territory():
    """blumenfeld2010: the artery of the lateral cortex has two divisions."""
    upper, lower, whole = _shares(UPPER), _shares(LOWER), _shares(MCA)
    assert set(whole) == set(upper) | set(lower)
    for key, share in whole.items():
        assert upper[key] + lower[key] == pytest.approx(share, abs=0.02), key


def test_what_the_anterior_and_the_middle_artery_share_they_share_wholly():
    """tatu2012: an area of the convexity has no third artery."""
    front, side = _shares(ACA), _shares(MCA)
    both = set(front) & set(side)
    assert {key[1] for key in both} >= {"corticospinal", "corticopontine", *SENSORY}
    for key in both:
        assert front[key] + side[key] == pytest.approx(1.0, abs=0.02), key


@pytest.mark.parametrize("site", [ACA, MCA, UPPER, LOWER, BORDER])
def test_touch_and_pain_end_in_the_same_cortex(site):
    found = _shares(site)
    areas = {station for station, kind, _ in found if kind in SENSORY}
    for area in areas:
        assert found[area, SENSORY[0], ""] == found[area, SENSORY[1], ""], area


#: Shares of the shipped body: part of the fibres of a place that lies in a territory.
MEASURED = {}


def _measured(site, part):
    """Return what of the fibres at the stations of a part lies in the volume of its territory."""
    key = site, part.stations, part.kinds, part.targets
    if key not in MEASURED:
        fibres = body().fibres
        found = []
        for side in ("left", "right"):
            there = _part_points(part, side, "", body())
            volume = _part_points(replace(part, stations=(), volume=site), side, "", body())
            inside = np.intersect1d(there, volume)
            weights = [
                fibres.weight[np.unique(fibres.fibre_of_point[points])].sum()
                for points in (inside, there)
            ]
            found.append(weights[0] / weights[1])
        MEASURED[key] = float(np.mean(found))
    return MEASURED[key]


def _felt(site, part):
    """Return the kinds of a part whose share is not measured."""
    return {kind for kind in part.kinds if (site, kind, *part.targets) in FELT}


@pytest.mark.parametrize("site", [ACA, MCA, UPPER, LOWER, BORDER])
def test_the_share_of_motor_and_pontine_fibres_is_that_of_the_volume(site):
    kinds = {("corticopontine",), ("corticospinal",)}
    for part in knowledge().sites[site].parts:
        if part.stations and part.kinds in kinds - {(kind,) for kind in _felt(site, part)}:
            assert part.share == pytest.approx(_measured(site, part), abs=NEAR), part


#: Part of the cells of each function that lies in a volume, on the side where it is largest.
CELLS = {}


def _cells(volume):
    """Return by function the part of its cells that lies in a volume."""
    if volume not in CELLS:
        fibres, found = body().fibres, {}
        part = next(p for p in knowledge().sites[volume].parts if p.kinds == ("centre",))
        for side in ("left", "right"):
            points = _part_points(replace(part, volume=volume, targets=()), side, "", body())
            hit = fibres.population[np.unique(fibres.fibre_of_point[points])]
            for i, number in Counter(hit.tolist()).items():
                share = number / np.count_nonzero(fibres.population == i)
                target = fibres.populations[i].target
                found[target] = max(found.get(target, 0.0), share)
        CELLS[volume] = found
    return CELLS[volume]


@pytest.mark.parametrize("site", [ACA, "cortex.mca_stem", MCA, UPPER, LOWER, BORDER])
def test_a_territory_takes_the_functions_whose_cells_lie_in_it(site):
    told = {
        target
        for part in knowledge().sites[site].parts
        if part.kinds == ("centre",) and part.volume
        for target in part.targets
    }
    assert told == {target for target, share in _cells(site).items() if share > 0.1}


def test_a_kind_with_a_component_of_its_own_is_named_by_it():
    for rule in knowledge().sites.values():
        for part in rule.parts:
            assert part.component != "all" or not OWN_NAME & set(part.kinds), (rule.id, part)


def test_a_tract_without_a_level_is_cut_in_the_hemisphere():
    for name in ("corticospinal_tract", "corticobulbar_tract", "corticospinal_and_corticobulbar"):
        parts = knowledge().sites[name].parts
        whole = [part for part in parts if "" in part.levels]
        assert whole == [part for part in parts if "internal_capsule" in part.levels], name
        assert {part.component for part in whole} == {part.component for part in parts}, name
        named = {(part.component, part.kinds, part.targets) for part in parts}
        assert len(named) == len({part.component for part in parts}), name


def test_the_fibres_of_a_limb_are_those_of_all_its_parts():
    parts = {"upper": {"shoulder"}, "lower": set()}
    for muscle in knowledge().muscles.values():
        if muscle.limb in parts:
            parts[muscle.limb].add(muscle.body_part)
    for rule in knowledge().sites.values():
        for part in rule.parts:
            limb = (
                "lower" if "foot" in part.targets else "upper" if "forearm" in part.targets else ""
            )
            if limb and "corticospinal" in part.kinds:
                assert set(part.targets) - {"pelvic_floor"} == parts[limb], (rule.id, part)


def test_all_feeling_that_a_lesion_takes_in_one_place_it_takes_alike():
    kinds = ({"medial_lemniscus"}, {"spinothalamic"}, set(RELAYS[2:]))
    for rule in knowledge().sites.values():
        shares = defaultdict(dict)
        for part in rule.parts:
            if set(part.kinds) in kinds and part.stations and not part.targets:
                shares[part.stations][part.component] = part.share
        for stations, found in shares.items():
            assert len(set(found.values())) == 1, (rule.id, stations)
