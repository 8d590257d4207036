"""A named lesion, its volume as a mask and a hand-placed shape give the same signs."""

import numpy as np
import pytest
from scipy.ndimage import binary_erosion

from tests.bodies import body, knowledge, mirrored, predicted, values
from tests.site_volume import site_volume
from visualizer.findings.involvement import named_points
from visualizer.scene import (
    Cut,
    Lesion,
    MaskShape,
    Patch,
    Scene,
    Slab,
    add_lesion,
    mirror_scene,
)

SITES = (
    ("cortex.precentral_gyrus.hand_area", None),
    ("cortex.paracentral_lobule.leg_area", None),
    ("internal_capsule.posterior_limb", None),
    ("midbrain.crus_cerebri", None),
    ("pons.basis", None),
    ("medulla.pyramid", None),
    ("cord.hemisection", "T9"),
    ("cord.hemisection", "C5"),
    ("root.spinal_nerve", "C7"),
    ("root.spinal_nerve", "L5"),
    ("plexus.brachial.upper_trunk", None),
    ("nerve.ulnar", "elbow"),
    ("nerve.median", "wrist"),
    ("nerve.radial", "spiral_groove"),
    ("nerve.common_fibular", "fibular_neck"),
    ("nerve.femoral", "inguinal_ligament"),
)
# Their volumes hold fascicles and ascending fibres too, which the named site leaves out.
SHARED = {
    "internal_capsule.posterior_limb",
    "midbrain.crus_cerebri",
    "pons.basis",
    "medulla.pyramid",
}
GRADES = ("0", "1", "2", "3", "4-", "4", "4+", "5")
BRUSH_STEP_MM = 1.0
ENOUGH_VOXELS = 60
BRUSH_MM = 0.8


def _named(site, level, side):
    return Lesion(site=site, level=level, side=side, extent="complete", onset_days=90)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("site", "level"), SITES)
def test_the_volume_as_a_mask_gives_the_same_values(site, level, side):
    named = _named(site, level, side)
    volume = site_volume(named, body(), knowledge().sites)
    mask = Lesion(shape=MaskShape("site.nii", "body", volume), onset_days=90)
    expected, healthy, found = (values(predicted(*some)) for some in ((named,), (), (mask,)))
    assert expected != healthy
    rows = [key for key in expected if site not in SHARED or expected[key] != healthy[key]]
    assert {
        key: (expected[key], found[key]) for key in rows if not _alike(key, expected, found)
    } == {}


def _alike(key, expected, found):
    """Tell whether a row is the same.

    A loss of feeling may be a little more or less, and fibres beside the site may give slurred
    speech another tone.
    """
    pair = {expected[key], found[key]}
    feeling = key[0] == "sensation" and pair == {"reduced", "lost"}
    return len(pair) == 1 or feeling or (key[1] == "dysarthria" and "absent" not in pair)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("site", "level"), SITES)
def test_a_shape_placed_over_it_is_within_one_grade(site, level, side):
    named = _named(site, level, side)
    placed = Lesion(shape=_shape_over(named), onset_days=90)
    expected, found = predicted(named), predicted(placed)
    for finding in expected.findings:
        if finding.mrc is not None and (site not in SHARED or finding.value != "normal"):
            other = found.get(finding.domain, finding.target, finding.side)
            assert other.mrc is not None
            step = GRADES.index(finding.mrc) - GRADES.index(other.mrc)
            assert abs(step) <= 1, (finding, other.mrc)


def _shape_over(lesion):
    site, side = lesion.site, lesion.side
    if site.startswith("cord."):
        return Slab(lesion.level, side)
    points = body().fibres.points_mm[named_points(lesion, body(), knowledge().sites)]
    if site.startswith(("nerve.", "plexus.", "root.")):
        middle = np.median(points, axis=0)
        nearest = points[np.argmin(np.linalg.norm(points - middle, axis=1))]
        return Cut(tuple(float(x) for x in nearest), site, side)
    volume = site_volume(lesion, body(), knowledge().sites)
    inner = binary_erosion(volume.mask)
    spots = np.argwhere(inner if inner.sum() > ENOUGH_VOXELS else volume.mask) * 1.0
    to_world = np.linalg.inv(volume.world_to_voxel)
    spots = spots @ to_world[:3, :3].T + to_world[:3, 3]
    painted = np.unique(np.round(spots / BRUSH_STEP_MM), axis=0) * BRUSH_STEP_MM
    return Patch(tuple(tuple(map(float, spot)) for spot in painted), BRUSH_MM)


@pytest.mark.parametrize(("site", "level"), SITES)
def test_mirroring_a_scene_mirrors_its_signs(site, level):
    scene = add_lesion(Scene(), _named(site, level, "left"))
    left = values(predicted(*scene.lesions))
    right = values(predicted(*mirror_scene(scene).lesions, dominant="right"))
    assert right == mirrored(left)
