"""The cerebrum as shipped: surfaces, maps, areas, territories and deep volumes."""

import csv
import tomllib
from functools import lru_cache

import numpy as np
import pytest
from scipy.ndimage import binary_dilation

from tests.bodies import body
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow

NONE = 255
SIDES = ("left", "right")
SIGN = {"left": -1.0, "right": 1.0}
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


@lru_cache(maxsize=8)
def _layer(name):
    with np.load(assets_path() / "geometry" / "meshes" / f"{name}.npz") as file:
        return {key: file[key] for key in file.files}


def _points(layer, name):
    file = _layer(layer)
    i = [str(n) for n in file["names"]].index(name)
    low, high = file["vertex_offsets"][i : i + 2]
    start, end = file["face_offsets"][i : i + 2]
    points = file["origin_mm"] + file["scale_mm"] * file["vertices"][low:high].astype(float)
    return points, file["faces"][start:end].astype(int), slice(low, high)


def _surface(layer, side):
    return _points(layer, f"{layer}.hemisphere.{side}")


def _mni(points):
    inverse = np.linalg.inv(body().mni_to_body)
    return points @ inverse[:3, :3].T + inverse[:3, 3]


def _area(side, name):
    cortex, (_, _, part) = _layer("cortex"), _surface("cortex", side)
    return cortex["area"][part] == list(cortex["area_names"]).index(name)


def _gyri(side):
    cortex, (_, _, part) = _layer("cortex"), _surface("cortex", side)
    return cortex["parcel_names"][cortex["parcel"][part]]


@lru_cache(maxsize=128)
def _mask(site, side):
    file = _volumes()
    i = list(file["names"]).index(f"{site}|{side}")
    box = file["boxes"][i].reshape(3, 2)
    shape = box[:, 1] - box[:, 0]
    bits = np.unpackbits(file["bits"][slice(*file["bit_offsets"][i : i + 2])])
    whole = np.zeros((151, 190, 165), bool)
    inner = bits[: shape.prod()].reshape(shape).astype(bool)
    whole[tuple(slice(a, b) for a, b in box)] = inner
    return whole


@lru_cache(maxsize=1)
def _volumes():
    with np.load(assets_path() / "geometry" / "volumes.npz") as file:
        return {key: file[key] for key in file.files}


def _middle(site, side):
    return np.argwhere(_mask(site, side)).mean(axis=0) + _volumes()["affine"][:3, 3]


@pytest.mark.parametrize("layer", ["cortex_white", "cortex_inflated"])
@pytest.mark.parametrize("side", SIDES)
def test_the_three_surfaces_share_vertices_and_faces(layer, side):
    pial, faces, _ = _surface("cortex", side)
    other, same, _ = _surface(layer, side)
    assert len(pial) == len(other)
    assert (faces == same).all()


@pytest.mark.parametrize("layer", ["cortex", "cortex_white", "cortex_inflated"])
@pytest.mark.parametrize("side", SIDES)
def test_a_hemisphere_is_closed_faces_outwards_and_keeps_its_side(layer, side):
    points, faces, _ = _surface(layer, side)
    edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()
    corners = points[faces]
    volume = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum()
    assert volume > 0
    limit = {"cortex": 0.0, "cortex_white": 0.0, "cortex_inflated": 1.0}[layer]
    assert (points[:, 0] * SIGN[side]).min() > limit


@pytest.mark.parametrize("side", SIDES)
def test_white_lies_under_pia(side):
    pial, faces, part = _surface("cortex", side)
    white, _, _ = _surface("cortex_white", side)
    normal = np.zeros_like(pial)
    cross = np.cross(pial[faces[:, 1]] - pial[faces[:, 0]], pial[faces[:, 2]] - pial[faces[:, 0]])
    for corner in range(3):
        np.add.at(normal, faces[:, corner], cross)
    cortex = _gyri(side) != "cortex.medial_wall"
    outward = np.einsum("ij,ij->i", pial - white, normal)[cortex] > 0
    thickness = np.linalg.norm(pial - white, axis=1)[cortex]
    assert outward.mean() > 0.97
    assert 1.2 < np.median(thickness) < 3.5
    assert part.stop - part.start == len(pial)


@pytest.mark.parametrize("side", SIDES)
def test_areas_lie_on_their_gyri(side):
    gyri, cortex = _gyri(side), "cortex."
    places = {
        "primary_motor": ("precentral_gyrus", "paracentral_lobule", "postcentral_gyrus"),
        "primary_somatosensory": ("postcentral_gyrus", "paracentral_lobule"),
        "supplementary_motor": ("superior_frontal_gyrus", "paracentral_lobule"),
        "broca": (
            "opercular_part_of_inferior_frontal_gyrus",
            "triangular_part_of_inferior_frontal_gyrus",
        ),
        "wernicke": ("superior_temporal_gyrus", "banks_of_superior_temporal_sulcus"),
        "inferior_parietal": ("inferior_parietal_lobule", "supramarginal_gyrus"),
        "primary_visual": (
            "pericalcarine_cortex",
            "cuneus",
            "lingual_gyrus",
            "lateral_occipital_gyrus",
        ),
        "primary_auditory": ("transverse_temporal_gyrus",),
    }
    for area, owners in places.items():
        here = _area(side, area)
        assert here.sum() > 80, area
        share = np.isin(gyri[here], [cortex + owner for owner in owners]).mean()
        assert share > 0.85, (area, share)


@pytest.mark.parametrize("side", SIDES)
def test_every_gyrus_is_named_and_present(side):
    with (assets_path() / "knowledge" / "terms" / "cerebrum.csv").open(encoding="utf-8") as f:
        named = {row["id"] for row in csv.DictReader(f)}
    gyri = set(np.unique(_gyri(side)))
    assert len(gyri) == 35
    assert gyri <= named


@pytest.mark.parametrize("side", SIDES)
def test_the_motor_map_runs_from_tongue_below_to_foot_on_the_medial_wall(side):
    points, _, part = _surface("cortex", side)
    place = _mni(points) * (SIGN[side], 1.0, 1.0)
    values = _layer("cortex")["motor_map"][part].astype(float)
    means = []
    for low in range(0, 250, 25):
        here = (values >= low) & (values <= low + 25)
        assert here.sum() > 20, low
        means.append(place[here].mean(axis=0))
    along = np.array(means)
    convex = along[:8]
    assert (np.diff(convex[:, 2]) > 0).all()
    assert (np.diff(along[1:, 0]) < 4.0).all()
    assert along[-1, 0] < 10.0
    assert along[-1, 2] < along[7, 2] - 5.0


@pytest.mark.parametrize("side", SIDES)
def test_the_maps_have_no_step(side):
    _, faces, part = _surface("cortex", side)
    for name in ("motor_map", "sensory_map"):
        values = _layer("cortex")[name][part].astype(float)
        inside = faces[(values[faces] != NONE).all(axis=1)]
        assert np.ptp(values[inside], axis=1).max() <= 25


@pytest.mark.parametrize("side", SIDES)
def test_the_hand_lies_at_the_hand_knob(side):
    x, y, z = _middle("cortex.precentral_gyrus.hand_area", side)
    assert 30 < x * SIGN[side] < 44
    assert -26 < y < -6
    assert 44 < z < 60


def test_the_rows_of_the_body_map_follow_one_another():
    with (assets_path() / "knowledge" / "motor_map.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    sources = tomllib.loads((assets_path() / "knowledge" / "sources.toml").read_text("utf-8"))
    for strip in ("motor", "sensory"):
        own = [r for r in rows if r["strip"] == strip]
        ends = [int(r["from"]) for r in own] + [int(own[-1]["to"])]
        assert ends[0] == 0
        assert ends[-1] == 250
        assert ends == sorted(set(ends))
        assert all(int(r["to"]) == b for r, b in zip(own, ends[1:], strict=True))
    assert {k for r in rows for k in r["source"].split(";")} <= set(sources)


@pytest.mark.parametrize("side", SIDES)
def test_anchors_lie_inside_their_part(side):
    cortex, (_, _, part) = _layer("cortex"), _surface("cortex", side)
    with (assets_path() / "knowledge" / "motor_map.csv").open(encoding="utf-8") as f:
        rows = {f"{r['strip']}.{r['part']}": r for r in csv.DictReader(f)}
    column = SIDES.index(side)
    for name, vertex in zip(cortex["anchor_parts"], cortex["anchors"][:, column], strict=True):
        row = rows[str(name)]
        value = int(cortex[f"{row['strip']}_map"][part][vertex])
        assert int(row["from"]) - 1 <= value <= int(row["to"]) + 1, name


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("site", SITES)
def test_a_site_has_a_volume_on_its_own_side(site, side):
    assert (site, side) in body().volumes
    assert _mask(site, side).sum() > 100
    assert _middle(site, side)[0] * SIGN[side] > 2.0


@pytest.mark.parametrize("site", PAIRS)
def test_pairs_are_mirror_images(site):
    assert (_mask(site, "left")[::-1] == _mask(site, "right")).all()


@pytest.mark.parametrize("site", CAPSULE)
def test_the_capsules_are_of_one_size(site):
    left, right = (_mask(site, side).sum() for side in SIDES)
    assert abs(left - right) < 0.1 * max(left, right)


@pytest.mark.parametrize("side", SIDES)
def test_parts_of_the_posterior_limb(side):
    motor, sensory, leg = (
        _mask(f"internal_capsule.posterior_limb{part}", side)
        for part in ("", ".sensory", ".leg_fibres")
    )
    assert not (motor & sensory).any()
    assert not (leg & ~motor).any()
    assert (binary_dilation(motor) & sensory).any()
    assert not (motor & _mask("subthalamic_nucleus", side)).any()
    assert not (motor & _mask("thalamus.vpl_vpm", side)).any()


@pytest.mark.parametrize("side", SIDES)
def test_territories_cover_the_cortex_and_do_not_overlap(side):
    cortex, (_, _, part) = _layer("cortex"), _surface("cortex", side)
    outside = _gyri(side) == "cortex.medial_wall"
    assert (cortex["territory"][part][~outside] != NONE).mean() > 0.98
    aca, upper, lower, pca, stem, whole, striate, choroidal = (
        _mask(site, side)
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
    zone = _mask("cortex.aca_mca_border_zone", side)
    assert (zone & aca).any()
    assert (zone & whole).any()
    assert not (zone & ~(aca | whole)).any()


@pytest.mark.parametrize("side", SIDES)
def test_territories_hold_what_they_should(side):
    def share(site, territory):
        mask = _mask(site, side)
        return (mask & _mask(territory, side)).sum() / mask.sum()

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
        str(n) for layer in ("cortex", "cortex_white", "deep") for n in _layer(layer)["names"]
    }
    plain = {n.removesuffix(".left").removesuffix(".right") for n in meshes}
    assert plain <= terms
