"""Where signs of eyes, face, throat and special senses turn as a lesion grows or ages."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from tests.bodies import body, predicted
from tests.findings.turning import check, rows, title
from visualizer.scene import Lesion, Sphere

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", rows("cranial"), ids=title)
def test_the_turns_of_eyes_and_face_lie_in_their_windows(row):
    check(row)


@pytest.mark.parametrize("row", rows("cranial_reflex"), ids=title)
def test_the_turns_of_throat_and_reflexes_lie_in_their_windows(row):
    check(row)


def _behind_the_left_eye(fraction):
    """Return the signs of a small lesion of the optic nerve, away from lid and pupil."""
    fibres = body().fibres
    site = np.array([s.site == "nerve.cn2" and s.side == "left" for s in fibres.stations])
    kinds = np.array([p.kind in ("visual", "light_reflex") for p in fibres.populations])
    sees = np.repeat(kinds[fibres.population], np.diff(fibres.offsets))
    nerve, others = fibres.points_mm[site[fibres.station] & sees], fibres.points_mm[~sees]
    far = nerve[cKDTree(others).query(nerve)[0].argmax()]
    shape = Sphere(tuple(float(x) for x in far), 4.0)
    return predicted(Lesion(shape=shape, fraction=fraction, onset_days=60))


def test_one_blind_eye_has_a_dull_pupil_and_no_field():
    """campbell2013, brazis2011: the swinging light shows a lesion of half of the nerve."""
    slight, half, heavy = map(_behind_the_left_eye, (0.3, 0.53, 0.95))
    for found, pupil, field in (
        (slight, "normal", "normal"),
        (half, "sluggish", "lost"),
        (heavy, "sluggish", "lost"),
    ):
        assert found.get("cranial", "pupil", "left").value == pupil
        assert found.get("cranial", "visual_field", "left").value == field
        assert found.get("cranial", "pupil", "right").value == "normal"
