"""The ventral horn scene: every element lies where a neuroanatomist looks for it."""

import csv
from itertools import pairwise

import numpy as np
import pytest

from tests.bodies import full_body
from visualizer.anatomy import SEGMENTS
from visualizer.render.fascicle_parts import pieces as nerve_pieces
from visualizer.render.horn_block import block, contains
from visualizer.render.horn_parts import LANE, pieces, radius, reach
from visualizer.render.horn_plan import Plan
from visualizer.render.horn_words import OUTSIDE, PARTS
from visualizer.storage.paths import assets_path
from visualizer.storage.sources import load_sources
from visualizer.storage.structures import read_cards, read_terms

pytestmark = pytest.mark.slow

SHOWN = SEGMENTS[: SEGMENTS.index("S5") + 1]
KNOWLEDGE = assets_path("knowledge")


def plan_of(segment, side="left"):
    made = block(full_body(), segment, side)
    assert made is not None
    return Plan(made)


def flat(plan, place):
    return np.array([[place[0] / plan.block.wide, place[1] / plan.block.deep]])


@pytest.mark.parametrize("segment", SHOWN)
def test_cells_lie_in_their_columns_and_laminae(segment):
    plan = plan_of(segment)
    arc, b = plan.block.arc, plan.block
    column = b.polygon(arc.nucleus)
    for cell in (plan.alpha, *plan.pool, *plan.gamma):
        assert contains(column, flat(plan, cell))[0]
    assert contains(b.polygon("lamina_7"), flat(plan, plan.renshaw))[0]
    assert contains(b.polygon("lamina_7"), flat(plan, plan.ia_in))[0]
    dorsal = [*b.polygons.get("cord.lamina_5", ()), *b.polygons.get("cord.lamina_6", ())]
    assert any(contains(p, flat(plan, plan.ib_in))[0] for p in dorsal)
    for cell in (plan.alpha, plan.renshaw, plan.ia_in, plan.ib_in):
        assert -b.high <= cell[2] <= 0
    if plan.antagonist is not None:
        assert contains(b.polygon(arc.antagonist_nucleus), flat(plan, plan.antagonist))[0]


@pytest.mark.parametrize("segment", SHOWN)
def test_the_renshaw_cell_is_ventral_and_the_ib_interneuron_dorsal(segment):
    plan = plan_of(segment)
    assert plan.renshaw[1] > plan.ia_in[1] > plan.ib_in[1]
    low, high = (f(plan.block.polygon("lamina_7")[:, 0]) for f in (np.min, np.max))
    assert flat(plan, plan.renshaw)[0, 0] < (low + high) / 2


@pytest.mark.parametrize("segment", SHOWN)
def test_roots_leave_in_front_and_enter_behind_with_the_ganglion_outside(segment):
    plan = plan_of(segment)
    assert np.hypot(*flat(plan, plan.ganglion)[0]) > 1.15
    assert plan.dorsal_entry[1] < 0 < plan.ventral_exit[1]
    assert plan.ganglion[1] < 0
    assert plan.ganglion[0] < plan.junction[0] < plan.nerve_end[0]


@pytest.mark.parametrize("segment", SHOWN)
def test_the_ventral_root_holds_efferents_only(segment):
    plan = plan_of(segment)
    side = np.array([plan.out(0.85, 1.0), plan.out(1.3, 0.72)])
    for piece in pieces(plan):
        if piece.system == "afferent":
            nearest = np.linalg.norm(piece.points[None] - side[:, None], axis=2).min()
            assert nearest > 0.25 * plan.unit


@pytest.mark.parametrize("segment", ["C1", "C8", "T6", "L4", "S2", "S5"])
def test_the_ia_fibre_ends_on_the_alpha_cell_and_nowhere_else_does_it_stop(segment):
    plan = plan_of(segment)
    parts = [p for p in pieces(plan) if p.part == "horn.ia_afferent"]
    points = np.concatenate([p.points for p in parts])
    nearest = np.linalg.norm(points - plan.alpha, axis=1).min()
    assert nearest < 1.1 * radius(plan, "alpha") < reach(plan)
    legs = plan.afferent(LANE["ia"], plan.equator)
    for before, after in pairwise(legs):
        assert np.allclose(before[-1], after[0])


@pytest.mark.parametrize("segment", SHOWN)
def test_sizes_are_what_the_caption_says(segment):
    plan = plan_of(segment)
    assert 30 <= 2000 * radius(plan, "alpha") / plan.block.enlarged <= 70
    assert radius(plan, "gamma") < 0.6 * radius(plan, "alpha")
    assert reach(plan) <= 1.5


def test_both_sides_are_mirror_images():
    left, right = plan_of("C8", "left"), plan_of("C8", "right")
    places = np.array([left.alpha, left.ganglion, left.equator])
    a, b = left.block.world(places), right.block.world(places)
    assert np.allclose(a * (-1, 1, 1), b, atol=0.05)
    assert (a[:, 0] < 0).all()


def test_every_part_has_a_term_and_a_card_of_its_own():
    terms, cards = read_terms(KNOWLEDGE / "terms"), read_cards(KNOWLEDGE / "cards")
    sources = load_sources()
    nerve = {p.part for p in nerve_pieces(full_body().fibre_classes)}
    wanted = {*PARTS, *OUTSIDE, *nerve}
    assert wanted <= set(terms)
    assert len({cards[part][0] for part in wanted}) == len(wanted)
    for part in wanted:
        assert set(cards[part][1]) <= set(sources)


def test_the_tables_name_known_sources_and_classes_fall_in_speed():
    sources = set(load_sources())
    for name in ("horn_arc.csv", "horn_cells.csv", "nerve_section.csv"):
        with (KNOWLEDGE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert set(row["source"].split(";")) <= sources
    speeds = [c.high_ms for c in full_body().fibre_classes]
    assert speeds == sorted(speeds, reverse=True)
    assert sum(c.share for c in full_body().fibre_classes) == pytest.approx(1.0)


@pytest.mark.parametrize("segment", SHOWN)
def test_the_muscle_has_motor_neurons_in_the_segment_or_the_note_says_why_not(segment):
    arc = full_body().arcs[segment]
    populations = full_body().fibres.populations
    here = {p.target for p in populations if p.kind == "lmn" and p.segment == segment}
    assert arc.muscle in here or arc.note or "project_rule" in arc.source
