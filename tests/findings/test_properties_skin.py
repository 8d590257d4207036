"""The tables of the skin say the same thing twice, each from its own end."""

import csv
import re
from itertools import pairwise

import pytest

from tests.bodies import body, knowledge
from visualizer.anatomy import SEGMENTS
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


def _told():
    """Return the areas that the table of nerves gives for each territory."""
    with paths.assets_path("knowledge", "cutaneous_nerves.csv").open(encoding="utf-8") as file:
        return {
            row["territory"]: set(row["vocabulary_targets"].split(";")) - {"", "perineum"}
            for row in csv.DictReader(file)
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


#: Sites that the sensory fibres of each territory run through; the body stays the same.
SITES = {}


def _sites():
    """Return the sites that the sensory fibres of each territory run through."""
    if not SITES:
        fibres = body().fibres
        for i, at in enumerate(fibres.population):
            p = fibres.populations[at]
            if p.kind == "afferent_large" and p.side == "left":
                stations = set(fibres.station[fibres.offsets[i] : fibres.offsets[i + 1]].tolist())
                own = SITES.setdefault(p.target.split(".")[-1].lower(), set())
                own |= {fibres.stations[s].site for s in stations}
    return SITES


def test_the_fibres_of_a_territory_run_in_its_nerve():
    for territory, nerve in knowledge().sensation.nerves.items():
        sites = _sites().get(territory)
        if sites and any(site.startswith("nerve.") for site in sites):
            assert nerve in sites, territory
