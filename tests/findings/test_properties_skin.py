"""The tables of the skin say the same thing twice, each from its own end."""

import csv
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from tests.bodies import body, knowledge
from visualizer.anatomy import SEGMENTS
from visualizer.findings.sensation.areas import RELAYS
from visualizer.storage import paths

pytestmark = pytest.mark.slow

#: Areas of several nerves, and the part of the body that each is the whole skin of.
WHOLE = {"hands_glove": "hand", "feet_stocking": "foot"}
#: Where on the sensory cortex each part of the body is felt (penfield1937).
CORTEX = {
    "head": "trunk_area",
    "trunk": "trunk_area",
    "shoulder": "arm_area",
    "arm": "arm_area",
    "forearm": "arm_area",
    "hand": "hand_area",
    "thigh": "leg_area",
    "leg": "leg_area",
    "foot": "leg_area",
    "perineum": "leg_area",
    "face": "face_area",
}


def _rows():
    with paths.assets_path("knowledge", "cutaneous_nerves.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _told():
    """Return the areas that the table of nerves gives for each territory."""
    return {
        row["territory"]: set(row["vocabulary_targets"].split(";")) - {"", "perineum"}
        for row in _rows()
    }


def test_areas_and_territories_name_each_other():
    found = {}
    for target in knowledge().sensation.targets:
        if target.id not in {*WHOLE, "perineum"}:
            for territory in target.territories:
                found.setdefault(territory, set()).add(target.id)
    told = {territory: areas for territory, areas in _told().items() if areas}
    assert found == told


def test_glove_and_stocking_are_the_skin_of_hand_and_foot():
    tables = knowledge().sensation
    areas = {target.id: set(target.territories) for target in tables.targets}
    for area, part in WHOLE.items():
        assert areas[area] == {t for t, name in tables.parts.items() if name == part}


def test_every_territory_has_one_part_and_its_area_of_cortex():
    tables = knowledge().sensation
    assert set(tables.parts) == set(tables.shares)
    prefix = "cortex.postcentral_gyrus."
    assert tables.cortex == {part: f"{prefix}{area}" for part, area in CORTEX.items()}


def test_a_dermatome_is_its_own():
    for target in knowledge().sensation.targets:
        if target.id in SEGMENTS:
            assert target.dermatomes == (target.id,)


def test_a_region_is_a_run_of_dermatomes():
    for target in knowledge().sensation.targets:
        at = sorted(SEGMENTS.index(name) for name in target.dermatomes if name in SEGMENTS)
        gaps = [(SEGMENTS[a], SEGMENTS[b]) for a, b in pairwise(at) if b - a != 1]
        assert gaps == ([("T1", "L2")] if target.id == "limbs" else []), target.id


def test_a_territory_named_by_its_segment_has_it():
    for territory, shares in knowledge().sensation.shares.items():
        for name in re.findall(r"_([ct]\d+)(?:_|$)", territory):
            assert name.upper() in shares, territory


def test_neighbouring_segments_share_a_territory():
    for territory, shares in knowledge().sensation.shares.items():
        at = sorted(SEGMENTS.index(name) for name in shares if name in SEGMENTS)
        assert all(b - a == 1 for a, b in pairwise(at)), territory


def test_what_is_not_one_dermatome_or_territory_is_judged_by_its_parts():
    told = {area for row in _rows() for area in row["vocabulary_targets"].split(";")}
    targets = [target.id for target in knowledge().sensation.targets]
    whole = [name for name in targets if name not in {*SEGMENTS, *told}]
    assert sorted(knowledge().sensation.regions) == sorted(whole)


def test_a_level_is_sought_with_all_that_can_be_put_on_a_dermatome():
    modalities = {modality.id for modality in knowledge().sensation.modalities}
    levels = knowledge().sensation.levels
    assert set(levels) == modalities - {"cortical"}
    assert len(levels) == len(set(levels))


def _curves():
    for modality in knowledge().sensation.modalities:
        yield from ((modality, curve) for curve in (modality.overlap, modality.tract) if curve)
        if modality.bones:
            yield modality, modality.bones


def test_all_is_felt_with_all_fibres_and_nothing_with_none():
    for modality, curve in _curves():
        assert curve[0] == (0.0, 0.0), modality.id
        assert curve[-1] == (1.0, 1.0), modality.id


#: A tenth of the fibres more never brings more than three tenths of feeling.
STEEPEST = 3.0


def test_feeling_grows_with_the_fibres_that_are_left_and_never_leaps():
    for modality, curve in _curves():
        for (less, felt_less), (more, felt_more) in pairwise(curve):
            assert less < more, modality.id
            assert 0 < felt_more - felt_less <= STEEPEST * (more - less), (modality.id, less)


def test_roots_that_overlap_feel_no_less_than_their_share():
    for modality in knowledge().sensation.modalities:
        assert all(felt >= share for share, felt in modality.overlap), modality.id


#: Parts of the way of a feeling that lie one behind the other (thalamus, white matter, cortex).
WAYS = []


def _ways():
    """Return the sites of each second neuron from the thalamus on."""
    if not WAYS:
        fibres = body().fibres
        relays = [i for i, p in enumerate(fibres.populations) if p.kind in RELAYS]
        for i in np.flatnonzero(np.isin(fibres.population, relays)).tolist():
            stations = fibres.station[fibres.offsets[i] : fibres.offsets[i + 1]].tolist()
            sites = list(dict.fromkeys(fibres.stations[s].site for s in stations))
            above = [n for n, site in enumerate(sites) if site.startswith("thalamus.")]
            WAYS.append(tuple(sites[above[0] :]))
    return WAYS


def test_the_way_above_the_brainstem_is_thalamus_white_matter_and_cortex():
    above = knowledge().sensation.above
    for way in set(_ways()):
        parts = [[n for n, part in enumerate(above) if site.startswith(part)] for site in way]
        assert all(len(found) == 1 for found in parts), way
        assert parts == sorted(parts), way
        assert {found[0] for found in parts} == {0, 1, 2}, way
    sites = {site for way in _ways() for site in way}
    assert all(any(s.startswith(name) for s in sites) for part in above for name in part)


#: Weight of the thick fibres of each territory and root, and of those in each site on their way.
RUNS = {}
#: A root of which the map shows no skin.
UNSEEN = {("pudendal_perineal", "S4")}


def _runs():
    """Return the weight of the thick fibres by territory, root and site ("" for all)."""
    if not RUNS:
        fibres = body().fibres
        for i, at in enumerate(fibres.population):
            p = fibres.populations[at]
            if p.kind == "afferent_large" and p.side == "left" and "." in p.target:
                stations = fibres.station[fibres.offsets[i] : fibres.offsets[i + 1]].tolist()
                own = RUNS.setdefault((p.target.split(".", 1)[1].lower(), p.segment), Counter())
                for site in {"", *(fibres.stations[s].site for s in stations)}:
                    own[site] += float(fibres.weight[i])
    return RUNS


def test_the_fibres_of_a_territory_run_from_each_root_in_its_nerve():
    tables = knowledge().sensation
    for territory, nerve in tables.nerves.items():
        for root in tables.shares[territory]:
            if (territory, root) not in UNSEEN:
                runs = _runs()[territory, root]
                assert runs[nerve] > 0.5 * runs[""], (territory, root)


#: Roots whose skin fibres reach each territory of the shipped body.
ROOTS = {}


def _roots():
    """Return the roots whose skin fibres reach each territory."""
    if not ROOTS:
        for p in body().fibres.populations:
            if p.kind in ("afferent_large", "afferent_small") and "." in p.target:
                ROOTS.setdefault(p.target.split(".", 1)[1].lower(), set()).add(p.segment)
    return ROOTS


#: Nerves of one segment each, which the nerves beside them overlap (gray2020, foerster1933).
SEGMENTAL = {"greater_occipital", "third_occipital", "dorsal_ramus", "intercostal", "subcostal"}
SEGMENTAL |= {"anococcygeal", "pudendal"}


def test_the_fibres_of_a_territory_come_from_the_roots_of_its_nerve():
    for row in _rows():
        found = _roots()[row["territory"]]
        own = {part.split(":")[0] for part in row["segments"].split(";")}
        further = set(filter(None, row["further"].split(";")))
        if further == {"neighbours"}:
            assert found - own, row["territory"]
            assert row["nerve"].removeprefix("nerve.") in SEGMENTAL, row["territory"]
        else:
            assert further <= found <= own | further, row["territory"]
