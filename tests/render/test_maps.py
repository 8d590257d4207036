"""Maps on cortex and skin, their labels, and the inflated cortex."""

import numpy as np
import pytest

from tests.bodies import full_body
from visualizer.render.canvas import Canvas
from visualizer.render.cortex_shape import CortexShape
from visualizer.render.maps import MAPS, border, colour_numbers, colours, middles
from visualizer.render.palette import motor_map_colours
from visualizer.render.stage import Stage
from visualizer.storage.motor_map import load_motor_map

LEFT = "cortex.hemisphere.left"


@pytest.fixture(scope="module")
def stage():
    plotter = Canvas((900, 700))
    made = Stage(plotter, full_body())
    made.props.maps.parts = load_motor_map()
    yield made
    made.close()
    plotter.close()


def overlaps(rects):
    return [
        (a, b) for i, a in enumerate(rects) for b in rects[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(MAPS))
def test_each_map_colours_its_surface_and_labels_do_not_overlap(stage, name):
    shown = MAPS[name]
    for layer in ("cortex", "skin"):
        stage.set_map("", layer)
    stage.set_view_preset("cortex" if shown.layer == "cortex" else "body")
    if shown.layer == "skin":
        stage.set_opacity("skin", 1.0)
    stage.set_map(name, shown.layer)
    stage.render()
    rects = stage.flat.pins.rects
    assert not overlaps(rects)
    if shown.kind != "shade":
        assert len(rects) >= (2 if shown.layer == "cortex" else 12)
    assert stage.props.maps.active
    stage.set_map("", shown.layer)
    assert not stage.flat.pins.items


def test_neighbours_differ_in_colour_and_borders_are_dark():
    for layer, name in (("cortex", "gyri"), ("skin", "dermatomes")):
        mesh = full_body().meshes[layer][0]
        shown = MAPS[name]
        numbers = np.array(colour_numbers(mesh, shown.array))
        values = np.asarray(mesh.vertex_data[shown.array]).astype(int)
        edges = values[mesh.faces[:, [0, 1]]]
        edges = edges[(edges[:, 0] != edges[:, 1]) & (edges < len(numbers)).all(axis=1)]
        assert (numbers[edges[:, 0]] == numbers[edges[:, 1]]).mean() < 0.02
        edge = border(mesh, shown.array)
        found = colours(mesh, shown)
        assert found[edge].mean() < 0.7 * found[~edge].mean()


def test_the_skin_has_a_label_for_every_dermatome():
    mesh = full_body().meshes["skin"][0]
    names = {name for name, _ in middles(mesh, "dermatome")}
    assert names >= {"C2", "C6", "T4", "T10", "L3", "S1", "V1", "V2", "V3"}


def test_the_hand_is_lateral_to_the_foot_on_both_sides(stage):
    stage.set_view_preset("cortex")
    stage.set_map("motor", "cortex")
    pins = stage.props.maps.pins()
    for side in (-1, 1):
        own = {pin.text: pin.place_mm for pin in pins if pin.place_mm[0] * side > 0}
        assert abs(own["Tongue"][0]) > abs(own["Thumb"][0]) > abs(own["Ankle, foot and toes"][0])
        assert own["Thumb"][2] > own["Jaw"][2]
    stage.set_map("", "cortex")


def test_the_cortex_inflates_with_its_map_and_returns(stage):
    stage.set_view_preset("cortex")
    stage.set_map("motor", "cortex")
    shape = CortexShape(full_body(), stage.props)
    surface = stage.props.surfaces[LEFT]
    pial = np.array(surface.data.GetBounds())
    shape.aim("inflated")
    shape.at(0.5)
    shape.at(1.0)
    stage.forget_picks()
    grown = np.array(surface.data.GetBounds())
    assert grown[0] < pial[0] - 3  # wider

    assert stage.props.surfaces["cortex.hemisphere.right"].data.GetBounds()[0] > grown[1]
    values = full_body().mesh(LEFT).vertex_data["motor_map"]
    vertex = int(np.argmin(np.abs(values.astype(int) - 120)))
    at = surface.data.GetPoint(vertex)
    pick = stage.pick(*stage.eye.project(np.array([at]))[0, :2])
    assert pick is not None
    seen = np.array(surface.data.GetPointData().GetScalars().GetTuple3(vertex)) / 255
    assert np.abs(seen - motor_map_colours(np.array([values[vertex] / 250.0]))[0]).max() < 0.2
    shape.aim("pial")
    shape.at(1.0)
    assert np.allclose(surface.data.GetBounds(), pial, atol=0.01)
    stage.set_map("", "cortex")
