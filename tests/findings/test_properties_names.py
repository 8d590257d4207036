"""What a table names together, the body has together: a muscle in its segment, skin in its root."""

from collections import defaultdict

import pytest

from tests.bodies import body, knowledge
from visualizer.anatomy import SEGMENTS

pytestmark = pytest.mark.slow

#: Segments of every target, by kind; the body stays the same.
BODY = defaultdict(set)


def _segments(kind):
    """Return the segments of each target of a kind; they are looked up once."""
    if kind not in BODY:
        found = defaultdict(set)
        for p in body().fibres.populations:
            if p.kind == kind:
                found[p.target].add(p.segment)
        BODY[kind] = found
    return BODY[kind]


def test_a_reflex_runs_through_segments_of_its_muscle():
    motor = _segments("lmn")
    for name, arc in knowledge().arcs.items():
        for part in arc.arcs:
            known = motor[part.muscle]
            assert known if part.segment == "*" else part.segment in known, (name, part)


def test_the_segments_of_a_reflex_are_neighbours():
    for name, arc in knowledge().arcs.items():
        at = sorted({SEGMENTS.index(p.segment) for p in arc.arcs if p.segment != "*"})
        assert at == list(range(at[0], at[-1] + 1)) if at else True, name


def test_a_surface_reflex_runs_through_segments_of_its_muscles():
    motor = _segments("lmn")
    for arc in knowledge().surface.arcs:
        for part in arc.parts:
            named = [muscle for muscle in part.muscles if muscle != "*"]
            own = [muscle for muscle in named if part.segment in motor[muscle]]
            assert all(motor[muscle] for muscle in named), (arc.id, part)
            assert own or not named, (arc.id, part)


def test_every_muscle_of_the_tables_has_motor_neurons_or_fibres_from_the_brain():
    known = set(_segments("lmn")) | set(_segments("corticobulbar"))
    assert set(knowledge().muscles) <= known


def test_a_limb_muscle_is_driven_by_its_part_of_the_strip():
    parts = set(_segments("corticospinal")) | set(_segments("corticobulbar"))
    parts |= set(_segments("corticobulbar_accessory"))
    for muscle in knowledge().muscles.values():
        if muscle.limb in ("upper", "lower", "trunk", "girdle"):
            assert muscle.body_part in parts, muscle.id


def test_an_inverted_reflex_is_answered_from_below_in_the_same_limb():
    arcs, muscles = knowledge().arcs, knowledge().muscles
    for arc in arcs.values():
        if arc.kind == "inverted":
            lead, partner = arcs[arc.lead], arcs[arc.partner]
            limbs = {muscles[p.muscle].limb for a in (lead, partner) for p in a.arcs}
            low = {max(SEGMENTS.index(p.segment) for p in a.arcs) for a in (lead, partner)}
            assert len(limbs) == 1, arc.id
            assert max(SEGMENTS.index(p.segment) for p in partner.arcs) == max(low), arc.id


def test_the_stations_of_feeling_are_in_the_body():
    sites = {station.site for station in body().fibres.stations}
    for prefixes in knowledge().sensation.above:
        for prefix in prefixes:
            assert any(site.startswith(prefix) for site in sites), prefix
