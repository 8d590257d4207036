"""The ventral horn scene and the nerve cut across on the stage."""

import numpy as np
import pytest

from tests.bodies import full_body, predicted
from tests.render.phantom import no_prediction
from visualizer.render.canvas import Canvas
from visualizer.render.fascicle import NerveSection
from visualizer.render.horn_mesh import Loss, paint
from visualizer.render.horn_scene import horn_scene
from visualizer.render.horn_words import PARTS, ROOTS
from visualizer.render.picking import Ray
from visualizer.render.stage import Stage
from visualizer.scene import Lesion, Scene

ROOT_OF = {root: part for part, root in ROOTS.items()}
CLEAR_ONLY = {"horn.muscle", "horn.tendon", "horn.muscle_spindle", "horn.spinal_nerve",
              "horn.dorsal_root_ganglion"}  # fmt: skip


@pytest.fixture(scope="module")
def shipped():
    plotter = Canvas((800, 500))
    stage = Stage(plotter, full_body())
    stage.show(Scene(), no_prediction())
    stage.segment = "C8"
    stage.set_view_preset("ventral-horn")
    stage.render()
    yield stage
    stage.close()
    plotter.close()


def cut(**lesion):
    return predicted(Lesion(extent="complete", **lesion)).involvements


@pytest.fixture
def scene():
    return horn_scene(full_body(), "C8", "left")


def test_the_cells_are_named_under_the_cursor(shipped):
    horn = shipped.props._segment.horn
    soma = horn.block.world(horn.plan.alpha[None])[0]
    x, y, _ = shipped.eye.project(soma[None])[0]
    pick = shipped.pick(x, y)
    assert pick.level == "C8"
    assert pick.side == "left"
    assert pick.structure.startswith("horn.")
    ganglion = horn.block.world(horn.plan.ganglion[None])[0]
    x, y, _ = shipped.eye.project(ganglion[None])[0]
    assert "C8 left" in shipped.pick(x, y).label


def test_a_click_on_a_part_names_it(scene):
    found = {}
    for piece in scene.pieces:
        if piece.glass < 1:
            continue
        corners = scene.block.world(piece.points)[piece.faces[len(piece.faces) // 3]]
        middle = corners.mean(axis=0)
        normal = np.cross(corners[1] - corners[0], corners[2] - corners[0])
        normal *= 0.01 / np.linalg.norm(normal)
        pick = scene.pick(Ray(middle + normal, middle - normal))
        named = "horn." + ROOT_OF.get(pick.structure, pick.structure).removeprefix("horn.")
        found.setdefault(piece.part, []).append(named == piece.part)
    assert all(any(hits) for hits in found.values()), found
    assert set(found) | CLEAR_ONLY == set(PARTS)


def test_a_dorsal_root_lesion_fades_the_afferents_only(scene):
    assert scene.set_cut(cut(site="root.dorsal", side="left", level="C8"))
    assert scene.losses == {"afferent": Loss(1.0, 3)}
    central = [p for p in scene.pieces if p.part == "horn.dorsal_root" and p.system]
    for piece in scene.pieces:
        changed = paint(piece, scene.losses)[0] != piece.colour
        assert changed == (piece.system == "afferent" and piece.order >= 3)
    assert central


def test_a_ventral_root_lesion_spares_the_cell_and_silences_the_junction(scene):
    scene.set_cut(cut(site="root.ventral", side="left", level="C8"))
    state = {}
    for piece in scene.pieces:
        if piece.system == "lmn":
            state.setdefault((piece.part, piece.order), set()).add(
                scene.losses["lmn"].silences(piece)
            )
    assert state["horn.alpha_motor_neuron", 0] == {False}
    assert state["horn.alpha_axon", 1] == {True}
    assert state["horn.neuromuscular_junction", 3] == {True}
    assert "afferent" not in scene.losses


def test_a_capsular_lesion_takes_the_corticospinal_terminal_of_the_other_side():
    found = cut(site="internal_capsule.posterior_limb", side="left")
    right, left = (horn_scene(full_body(), "C8", side) for side in ("right", "left"))
    assert right.set_cut(found)
    assert right.losses["umn"].share > 0.8
    assert "lmn" not in right.losses
    left.set_cut(found)
    assert left.losses.get("umn", Loss()).share < 0.3


def test_the_scene_turns_to_the_side_of_the_lesion(shipped):
    prediction = predicted(Lesion(site="root.ventral", side="right", level="C8", extent="complete"))
    shipped.show(Scene(), prediction)
    assert shipped.props._segment.horn.block.side == "right"
    shipped.show(Scene(), no_prediction())
    assert shipped.props._segment.horn.block.side == "left"


def test_a_capsular_lesion_shows_the_side_that_it_weakens(shipped):
    prediction = predicted(
        Lesion(site="internal_capsule.posterior_limb", side="left", extent="complete")
    )
    shipped.show(Scene(), prediction)
    assert shipped.props._segment.horn.block.side == "right"
    shipped.show(Scene(), no_prediction())


def test_the_nerve_section_is_a_view_of_its_own(shipped):
    shipped.set_view_preset("nerve-section")
    shipped.render()
    width, height = shipped.eye.size
    assert shipped.pick(width / 2, height * 0.4).structure.startswith("nerve_section.")
    shipped.set_view_preset("ventral-horn")
    assert shipped.props.has_horn


def test_the_scene_is_light_and_its_legend_tells_the_cells_apart(shipped):
    actors = shipped.props._segment.horn.actors
    assert len(actors) < 12
    faces = sum(a.GetMapper().GetInput().GetNumberOfPolys() for a in actors)
    assert 20_000 < faces < 250_000
    rows = shipped.legend()
    assert "interneurons" in [row[0] for row in rows]
    assert len({row[1] for row in rows}) == len(rows)


def test_the_nerve_section_names_its_layers():
    nerve = NerveSection(full_body(), "nerve.median", "left")
    tip = nerve.stump.world(np.array([[-0.9, -0.1, 1.0], [-0.9, -0.1, -0.5]]))
    assert nerve.pick(Ray(tip[0], tip[1])).structure == "nerve_section.epineurium"
    parts = {piece.part for piece in nerve.pieces}
    assert {"nerve_section.node_of_ranvier", "nerve_section.unmyelinated_bundle"} <= parts
    assert len(nerve.labels) <= 24
