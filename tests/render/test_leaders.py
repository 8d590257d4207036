"""Lines from labels neither cross nor double back; labels stand beside a limb."""

import numpy as np
import pytest

from tests.bodies import full_body, knowledge
from visualizer.findings import predict
from visualizer.render.canvas import Canvas
from visualizer.render.leaders import crossing, leader, untangled
from visualizer.render.palette import LESION
from visualizer.render.spacing import Name, aside, columns
from visualizer.render.stage import Stage
from visualizer.scene import Lesion, Scene

LIMBS = {
    "left hand": Lesion(site="nerve.ulnar", level="wrist", side="left", onset_days=90, id="one"),
    "right elbow": Lesion(site="nerve.ulnar", level="elbow", side="right", onset_days=90, id="one"),
    "left thigh": Lesion(site="nerve.obturator", side="left", onset_days=90, id="one"),
    "right foot": Lesion(
        site="nerve.common_fibular", level="fibular_neck", side="right", onset_days=90, id="one"
    ),
}


def crossings(lines):
    """Count the pairs of polylines whose last straight parts cross."""
    begin, end = np.array([line[-2] for line in lines]), np.array([line[-1] for line in lines])
    return int(crossing(begin, end).sum())


def test_heights_are_dealt_so_that_lines_do_not_cross():
    places = np.array([[300.0, 10.0], [120.0, 200.0], [310.0, 90.0], [150.0, 20.0]])
    tips = np.full(4, 100.0)
    heights = np.array([200.0, 10.0, 60.0, 120.0])
    begin = np.stack([tips, heights], axis=1)
    assert crossing(begin, places).any()
    dealt = untangled(heights, tips, places)
    assert sorted(dealt) == sorted(heights)
    assert not crossing(np.stack([tips, dealt], axis=1), places).any()


@pytest.mark.parametrize("x", [-40.0, 30.0, 55.0, 61.0, 70.0, 90.0])
def test_a_leader_never_turns_back(x):
    line = leader((0.0, 0.0, 50.0, 12.0), 14.0, np.array([x, 80.0]))
    steps = np.diff(line[:, 0])
    assert (steps >= -1e-9).all() or (steps <= 1e-9).all()
    assert line[-1, 0] == x


def test_a_label_moves_out_of_a_limb_as_far_as_there_is_room():
    limb = np.array([[90.0, 5.0], [70.0, 6.0], [200.0, 50.0]])
    assert aside((60.0, 0.0, 100.0, 10.0), limb, True, 400) == 30.0
    assert aside((20.0, 0.0, 95.0, 10.0), limb, True, 400) == 20.0  # no room: it stays
    assert aside((60.0, 0.0, 100.0, 10.0), limb, False, 400) == 90.0


def test_names_of_a_section_are_shared_out_and_their_lines_do_not_cross():
    draw = np.random.default_rng(4)
    names = []
    for number in range(16):
        across, down = draw.uniform(140, 190), draw.uniform(40, 360)
        text = f"{'name ' * (1 + number % 3)}{number}"
        names += [Name(text, x, down) for x in (across, 400 - across)]  # what has both sides
    placed = columns(names, lambda text: 4.0 * len(text), (400, 400), 12.0, (10.0, 390.0))
    left = [name for name in placed if name.left + name.width < 200]
    assert len(placed) == 16
    assert len(left) == 8
    for side in (left, [name for name in placed if name not in left]):
        begin = np.array([name.tip for name in side])
        end = np.array([(name.name.x, name.name.y) for name in side])
        assert not crossing(begin, end).any()


@pytest.fixture(scope="module")
def limb_stage():
    plotter = Canvas((660, 760))
    made = Stage(plotter, full_body(), "light")
    yield made, plotter
    made.close()
    plotter.close()


@pytest.mark.parametrize("size", [(660, 760), (1100, 700)])
@pytest.mark.parametrize("limb", list(LIMBS))
def test_labels_of_a_nerve_stand_beside_the_limb_and_the_ring(limb_stage, limb, size):
    stage, plotter = limb_stage
    plotter.render_window.SetSize(*size)
    scene = Scene(lesions=(LIMBS[limb],))
    stage.show(scene, predict(scene, full_body(), knowledge()))
    stage.set_labels(0.8)
    stage.set_view_preset("nerve")
    stage.place_flat()
    labels = stage.flat.labels
    assert len(labels.rects) >= 3
    covered = np.concatenate([labels.limb, labels.marks.ringed])
    for left, bottom, right, top in labels.rects:
        inside = (covered[:, 0] > left) & (covered[:, 0] < right)
        inside &= (covered[:, 1] > bottom) & (covered[:, 1] < top)
        assert not inside.any(), (limb, size)
    assert crossings(labels.marks.lines) == 0
    named = [item for item in labels.items if item.colour != LESION]
    other = "leg" if "hand" in limb or "elbow" in limb else "arm"
    wrong = {"leg": ("femoral", "tibial", "obturator"), "arm": ("ulnar", "median", "plexus")}
    assert not any(word in item.text for item in named for word in wrong[other])
    assert (labels.limb > 0).all()
    assert (labels.limb < size).all()  # fingers and toes too
