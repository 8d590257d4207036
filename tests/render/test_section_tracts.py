"""The paths of the brainstem in a section: their names, and that they stay in their holder."""

import numpy as np
import pytest

from tests.bodies import full_body
from visualizer.render.contours import Loop, area
from visualizer.render.polygon_clip import hull_of, within
from visualizer.render.section import Slicer
from visualizer.render.section_plane import parse_section, plane_of
from visualizer.render.section_tracts import TRACTS, same_words, term, tract_colour, without_asides

SQUARE = Loop(np.array([(0.0, 0), (4, 0), (4, 4), (0, 4)]), True)


def test_every_path_has_a_name_and_a_colour():
    for site in TRACTS:
        name = term(full_body(), site, "left")
        assert name
        assert not {"_", "."} & set(name)
        assert all(0 <= part <= 1 for part in tract_colour(site))


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Pyramid (site)", "Pyramid"), ("Dorsal columns of the cord", "Dorsal columns"), ("X", "X")],
)
def test_asides_are_left_out_of_names(name, plain):
    assert without_asides(name) == plain


def test_names_that_say_the_same_are_the_same():
    assert same_words("Motor nucleus of facial nerve") == same_words("Facial nucleus")
    assert same_words("Facial nucleus") != same_words("Abducens nucleus")


def test_an_outline_is_cut_to_its_holder():
    other = Loop(SQUARE.points + (2.0, 3.0), True)
    (part,) = within([other], [SQUARE])
    assert abs(area(part.points)) == pytest.approx(2.0)
    assert within([Loop(SQUARE.points + 9.0, True)], [SQUARE]) == []
    assert within([other], []) == [other]
    assert len(hull_of([SQUARE])) == 4


def test_the_decussation_is_drawn_inside_the_medulla():
    body = full_body()
    plane = plane_of(body, parse_section(body, "decussation"))
    regions = Slicer(body).regions(plane)
    medulla = next(r for r in regions if r.id == "brainstem.medulla")
    crossing = [r for r in regions if r.id == "medulla.pyramidal_decussation"]
    assert crossing
    outer = np.concatenate([loop.points for loop in medulla.loops])
    for region in crossing:
        points = np.concatenate([loop.points for loop in region.loops])
        assert (points.min(axis=0) >= outer.min(axis=0) - 1e-6).all()
        assert (points.max(axis=0) <= outer.max(axis=0) + 1e-6).all()
