"""Labels at three zooms of every view, in both themes, never overlap."""

import numpy as np
import pytest

from tests.bodies import full_body, knowledge
from tests.render.test_maps import overlaps
from visualizer.findings import predict
from visualizer.render.camera import Pose, vec3
from visualizer.render.canvas import Canvas
from visualizer.render.label import shortened
from visualizer.render.presets import PRESETS
from visualizer.render.stage import Stage
from visualizer.scene import Lesion, Scene

SIZE = (1000, 700)


@pytest.fixture(scope="module", params=["dark", "light"])
def stage(request):
    plotter = Canvas(SIZE)
    made = Stage(plotter, full_body(), request.param)
    lesion = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=90, id="one")
    scene = Scene(lesions=(lesion,))
    made.show(scene, predict(scene, full_body(), knowledge()))
    yield made
    made.close()
    plotter.close()


@pytest.mark.parametrize("view", list(PRESETS))
def test_labels_do_not_overlap_and_stay_in_the_picture(stage, view):
    stage.set_view_preset(view)
    home = stage.eye.pose()
    for zoom in (0.7, 1.0, 2.5):
        arm = np.subtract(home.position_mm, home.focal_mm) / zoom
        stage.eye.place(Pose(vec3(np.add(home.focal_mm, arm)), home.focal_mm, home.up))
        stage.place_flat()
        rects = stage.flat.labels.rects
        assert not overlaps(rects), (view, zoom)
        assert zoom != 1.0 or rects
        for left, bottom, right, top in rects:
            assert left >= 0
            assert bottom >= 0
            assert right <= SIZE[0]
            assert top <= SIZE[1]


def test_a_long_name_is_shortened_at_a_word():
    text = "supplementary motor area of the medial wall of the left frontal lobe"
    found = shortened(text, 40)
    assert len(found) <= 41
    assert found.endswith(" …")
    assert text.startswith(found[:-2])
    assert shortened("pons") == "pons"
