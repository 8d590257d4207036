"""A placed ball is named after the place its middle is in."""

from tests.bodies import body, predicted
from visualizer.scene import Lesion, Scene, Sphere
from visualizer.ui.lesion_model import lesion_rows


def test_a_ball_in_the_posterior_limb_is_not_named_after_where_it_is_first_met():
    fibres = body().fibres
    index = fibres.stations_by_place["internal_capsule.posterior_limb", "left", ""]
    x, y, z = (float(v) for v in fibres.points_mm[fibres.points_at(index)].mean(axis=0))
    lesion = Lesion(shape=Sphere((x, y, z), 8.0), onset_days=90, id="lesion-1")
    (row,) = lesion_rows(Scene(lesions=(lesion,)), predicted(lesion), fibres)
    assert "posterior limb" in row.cells[1]
