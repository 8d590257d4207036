"""What was once seen to be wrong in pictures: sizes, places and edges, measured."""

import numpy as np
import pytest

from tests.bodies import full_body, knowledge
from visualizer.findings import predict
from visualizer.render.blending import smoothed
from visualizer.render.camera import vec3
from visualizer.render.canvas import Canvas
from visualizer.render.cord import rows_of
from visualizer.render.cortex_shape import settle
from visualizer.render.framing import aim
from visualizer.render.label import Label
from visualizer.render.maps import MAPS, colours
from visualizer.render.named import lesion_surface
from visualizer.render.naming import on_face
from visualizer.render.presets import PRESETS
from visualizer.render.stage import Stage
from visualizer.scene import Lesion, Scene

WRIST = Lesion(site="nerve.ulnar", level="wrist", side="left", onset_days=90, id="one")


def test_the_brain_is_framed_alone_whatever_the_lesion():
    scene = Scene(lesions=(WRIST,))
    preset = PRESETS["cortex"]
    far = aim(full_body(), preset, scene, None, [(-600.0, 0.0, 800.0)], "C8")
    none = aim(full_body(), preset, Scene(), None, [], "C8")
    assert np.array_equal(far.points_mm, none.points_mm)


def test_the_conus_is_marked_in_the_shape_of_the_cord():
    body = full_body()
    scene = Scene(lesions=(Lesion(site="cord.conus", onset_days=90, id="one"),))
    marked = lesion_surface(
        scene.lesions[0], predict(scene, body, knowledge()).involvements[0], body
    )
    low_x, high_x, _, _, low_z, high_z = marked.GetBounds()
    rows = rows_of(body.cord, ("S2", "S3", "S4", "S5"))
    widest = float(body.cord.half_width_mm[rows].max())
    assert high_x - low_x < 2 * (widest + 1)
    along = body.cord.centre_mm[rows, 2]
    assert low_z > along.min() - 3
    assert high_z < along.max() + 3


def test_the_ring_of_a_horn_lesion_is_on_the_face_of_the_opened_segment():
    cord = full_body().cord
    row = int(rows_of(cord, ("C8",))[0])
    axis = np.cross(cord.right[row], cord.anterior[row])
    below = cord.centre_mm[row] - 1.5 * cord.right[row] - 3.0 * axis
    label = on_face([Label("anterior horn", vec3(below))], cord, "C8")[0]
    away = np.subtract(label.place_mm, cord.centre_mm[row])
    assert abs(away @ axis) < 0.01
    assert abs(away @ cord.right[row] + 1.5) < 0.01
    assert on_face([Label("pons", (0.0, 0.0, 9999.0))], cord, "C8")[0].place_mm[2] == 9999.0


@pytest.mark.parametrize("side", ["left", "right"])
def test_colours_of_parcels_have_no_steps(side):
    mesh = full_body().mesh(f"cortex.hemisphere.{side}")
    edges = np.concatenate([mesh.faces[:, [0, 1]], mesh.faces[:, [1, 2]]])
    found = colours(mesh, MAPS["motor"])
    step = np.abs(found[edges[:, 0]] - found[edges[:, 1]]).max(axis=1)
    inside = np.asarray(mesh.vertex_data["motor_map"]) <= 250
    rim = inside[edges[:, 0]] != inside[edges[:, 1]]
    assert np.median(step[rim]) < 0.2  # a hard border steps by 0.34
    plain = np.tile([[0.2, 0.5, 0.7]], (len(mesh.vertices_mm), 1))
    assert np.allclose(smoothed(mesh, plain), plain)


def test_names_stay_on_the_cortex_when_it_is_inflated():
    plotter = Canvas((900, 640))
    stage = Stage(plotter, full_body())
    scene = Scene(lesions=(WRIST,))
    stage.show(scene, predict(scene, full_body(), knowledge()))
    stage.set_view_preset("cortex")
    settle(stage, "inflated")
    inflated = full_body().mesh("cortex_inflated.hemisphere.left")
    names = [label for label in stage.flat.labels.items if label.on_surface]
    assert len(names) >= 5
    for label in names:
        away = np.linalg.norm(inflated.vertices_mm - label.place_mm, axis=1).min()
        assert away < 4.0, label.text  # hemispheres are moved apart by a little
    stage.close()
    plotter.close()
