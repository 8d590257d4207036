"""The volumes of the cerebrum as shipped: sites, capsule and territories of the arteries."""

import csv
import tomllib

import pytest
from scipy.ndimage import binary_dilation

from tests.bodies import body
from tests.cerebrum import (
    NONE,
    SIDES,
    SIGN,
    arrays,
    gyrus_of,
    hemisphere,
    middle,
    voxels,
)
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow


AREAS = ("face", "hand", "arm", "trunk")
SITES = (
    *(f"cortex.precentral_gyrus.{a}_area" for a in AREAS),
    *(f"cortex.postcentral_gyrus.{a}_area" for a in (*AREAS, "leg")),
    "cortex.paracentral_lobule.leg_area",
    *(f"cortex.{a}" for a in ("premotor", "supplementary_motor", "frontal_eye_field", "broca")),
    *(f"cortex.{a}" for a in ("wernicke", "inferior_parietal_lobule", "aca", "mca_stem", "pca")),
    *(f"cortex.mca_{a}" for a in ("superior_division", "inferior_division", "cortical")),
    "cortex.aca_mca_border_zone",
    "corona_radiata",
    *(f"internal_capsule.{a}" for a in ("anterior_limb", "genu", "posterior_limb")),
    *(f"internal_capsule.posterior_limb.{a}" for a in ("sensory", "leg_fibres")),
    "thalamus.vpl_vpm",
    "subthalamic_nucleus",
    "lenticulostriate",
    "anterior_choroidal",
    "cerebellum.hemisphere",
    "cerebellum.vermis",
)
PAIRS = ("thalamus.vpl_vpm", "subthalamic_nucleus", "cerebellum.hemisphere", "cerebellum.vermis")
CAPSULE = tuple(s for s in SITES if s.startswith("internal_capsule"))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("site", SITES)
def test_a_site_has_a_volume_on_its_own_side(site, side):
    assert (site, side) in body().volumes
    assert voxels(site, side).sum() > 100
    assert middle(site, side)[0] * SIGN[side] > 2.0


@pytest.mark.parametrize("site", PAIRS)
def test_pairs_are_mirror_images(site):
    assert (voxels(site, "left")[::-1] == voxels(site, "right")).all()


@pytest.mark.parametrize("site", CAPSULE)
def test_the_capsules_are_of_one_size(site):
    left, right = (voxels(site, side).sum() for side in SIDES)
    assert abs(left - right) < 0.1 * max(left, right)


@pytest.mark.parametrize("side", SIDES)
def test_parts_of_the_posterior_limb(side):
    motor, sensory, leg = (
        voxels(f"internal_capsule.posterior_limb{part}", side)
        for part in ("", ".sensory", ".leg_fibres")
    )
    assert not (motor & sensory).any()
    assert not (leg & ~motor).any()
    assert (binary_dilation(motor) & sensory).any()
    assert not (motor & voxels("subthalamic_nucleus", side)).any()
    assert not (motor & voxels("thalamus.vpl_vpm", side)).any()


@pytest.mark.parametrize("side", SIDES)
def test_territories_cover_the_cortex_and_do_not_overlap(side):
    cortex, (_, _, part) = arrays("cortex"), hemisphere("cortex", side)
    outside = gyrus_of(side) == "cortex.medial_wall"
    assert (cortex["territory"][part][~outside] != NONE).mean() > 0.98
    aca, upper, lower, pca, stem, whole, striate, choroidal = (
        voxels(site, side)
        for site in (
            "cortex.aca",
            "cortex.mca_superior_division",
            "cortex.mca_inferior_division",
            "cortex.pca",
            "cortex.mca_stem",
            "cortex.mca_cortical",
            "lenticulostriate",
            "anterior_choroidal",
        )
    )
    total = sum(m.astype(int) for m in (aca, upper, lower, pca, striate, choroidal))
    assert total.max() == 1
    assert ((upper | lower) == whole).all()
    assert ((whole | striate) == stem).all()
    zone = voxels("cortex.aca_mca_border_zone", side)
    assert (zone & aca).any()
    assert (zone & whole).any()
    assert not (zone & ~(aca | whole)).any()


@pytest.mark.parametrize("side", SIDES)
def test_territories_hold_what_they_should(side):
    def share(site, territory):
        mask = voxels(site, side)
        return (mask & voxels(territory, side)).sum() / mask.sum()

    assert share("cortex.paracentral_lobule.leg_area", "cortex.aca") > 0.9
    assert share("cortex.precentral_gyrus.face_area", "cortex.mca_superior_division") > 0.9
    assert share("cortex.precentral_gyrus.hand_area", "cortex.mca_superior_division") > 0.9
    assert share("cortex.broca", "cortex.mca_superior_division") > 0.9
    assert share("cortex.wernicke", "cortex.mca_inferior_division") > 0.9
    assert share("cortex.inferior_parietal_lobule", "cortex.mca_inferior_division") > 0.65
    limb = "internal_capsule.posterior_limb"
    assert share(limb, "lenticulostriate") + share(limb, "anterior_choroidal") > 0.95


def test_every_card_has_a_term_and_a_known_source():
    folder = assets_path() / "knowledge"
    with (folder / "terms" / "cerebrum.csv").open(encoding="utf-8") as f:
        terms = {row["id"] for row in csv.DictReader(f)}
    with (folder / "cards" / "cerebrum.csv").open(encoding="utf-8") as f:
        cards = list(csv.DictReader(f))
    sources = tomllib.loads((folder / "sources.toml").read_text("utf-8"))
    assert {row["id"] for row in cards} == terms
    assert {s for s in SITES if not s.startswith("cerebellum")} <= terms
    assert {row["source"] for row in cards} <= set(sources)
    meshes = {
        str(n) for layer in ("cortex", "cortex_white", "deep") for n in arrays(layer)["names"]
    }
    plain = {n.removesuffix(".left").removesuffix(".right") for n in meshes}
    assert plain <= terms
