"""The shipped body on the stage: sides and names where a newcomer looks first."""

import numpy as np
import pytest

from tests.bodies import full_body
from tests.render.phantom import no_prediction
from visualizer.render.canvas import Canvas
from visualizer.render.stage import Stage
from visualizer.scene import Scene


@pytest.fixture(scope="module")
def shipped():
    plotter = Canvas((800, 500))
    stage = Stage(plotter, full_body())
    stage.show(Scene(), no_prediction())
    yield stage
    stage.close()
    plotter.close()


def pick_station(stage, site, side, level=""):
    fibres = stage.body.fibres
    points = fibres.points_mm[fibres.points_at(fibres.stations_by_place[site, side, level])]
    x, y, _ = stage.eye.project(np.median(points, axis=0)[None])[0]
    return stage.pick(x, y)


def test_the_cortex_view_shows_the_left_hand_area(shipped):
    shipped.set_view_preset("cortex")
    shipped.render()
    pick = pick_station(shipped, "cortex.precentral_gyrus.hand_area", "left")
    assert pick.side == "left"
    assert "precentral gyrus" in pick.label


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_ulnar_nerve_at_the_elbow_is_named_on_its_side(shipped, side):
    shipped.set_view_preset("nerve")
    shipped.set_opacity("skeleton", 0.0)
    shipped.render()
    pick = pick_station(shipped, "nerve.ulnar", side, "elbow")
    assert (pick.kind, pick.side) == ("nerve", side)
    assert pick.position_mm[0] * (1 if side == "right" else -1) > 100


def test_the_tract_view_has_the_left_capsule_free_in_front(shipped):
    shipped.set_view_preset("tract")
    shipped.render()
    fibres = shipped.body.fibres
    station = fibres.stations_by_place["internal_capsule.posterior_limb", "left", ""]
    points = fibres.points_mm[fibres.points_at(station)]
    pixels = shipped.eye.project(points[:: max(1, len(points) // 40)])[:, :2]
    picks = [shipped.pick(x, y) for x, y in pixels]
    assert all((pick.kind, pick.side) == ("fibre", "left") for pick in picks)
    capsule = ("internal_capsule", "corona_radiata")
    assert sum(pick.structure.startswith(capsule) for pick in picks) > 0.5 * len(picks)
