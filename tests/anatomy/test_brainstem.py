"""Nuclei, tract areas, lesion sites and arterial territories of the brainstem."""

import csv
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage
from scipy.spatial import cKDTree

from tests.bodies import body, full_body
from visualizer.cli.rays import holds

pytestmark = pytest.mark.slow

ASSETS = Path(__file__).resolve().parents[2] / "assets"
ALL_NEIGHBOURS = np.ones((3, 3, 3))
DOWN_THE_BRAINSTEM = (
    "oculomotor",
    "trochlear",
    "trigeminal_motor",
    "abducens",
    "facial",
    "ambiguus",
    "hypoglossal",
    "accessory",
)
MEDIAL_TO_LATERAL = (
    ("trigeminal_motor", "principal_sensory_trigeminal"),
    ("hypoglossal", "dorsal_motor_vagus"),
    ("dorsal_motor_vagus", "solitary"),
    ("solitary", "vestibular"),
    ("vestibular", "cochlear"),
    ("hypoglossal", "ambiguus"),
    ("ambiguus", "spinal_trigeminal_nucleus"),
    ("abducens", "facial"),
    ("gracile", "cuneate"),
)
ENOUGH_OF_A_SECTION = 0.8
GROUPS = ("midbrain.", "pons.", "medulla.", "foramen_magnum.", "brainstem.")


def _table(name):
    with (ASSETS / "knowledge" / name).open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


def _vocabulary():
    """Return the brainstem sites that can be named."""
    text = (ASSETS / "knowledge" / "sites" / "brainstem.toml").read_text(encoding="utf-8")
    ids = [site["id"] for site in tomllib.loads(text)["site"]]
    midline = "medulla.pyramidal_decussation.rostral_midline"
    return [i for i in ids if i.startswith(GROUPS) and i != midline]


@cache
def _masks():
    """Site and side to (mask, index of its corner) of the shipped volumes."""
    with np.load(ASSETS / "geometry" / "volumes.npz", allow_pickle=False) as f:
        out = {}
        for i, name in enumerate(f["names"]):
            low, high = f["boxes"][i].reshape(3, 2).T
            bits = np.unpackbits(f["bits"][f["bit_offsets"][i] : f["bit_offsets"][i + 1]])
            shape = high - low
            site, side = str(name).rsplit("|", 1)
            out[site, side] = bits[: np.prod(shape)].reshape(shape).astype(bool), low
        return out


def _voxels(site, side="right"):
    mask, low = _masks()[site, side]
    return np.argwhere(mask) + low


def _meshes():
    return {m.id: m for name in ("brainstem", "nuclei") for m in full_body().meshes[name]}


def _middle(name):
    return _meshes()[f"nucleus.{name}.right"].vertices_mm.mean(axis=0)


def _closed(mesh):
    edges = np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    return (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()


def _size(mesh):
    a, b, c = np.moveaxis(mesh.vertices_mm[mesh.faces].astype(float), 1, 0)
    return np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6


def test_every_surface_is_closed_and_faces_outwards():
    for mesh in _meshes().values():
        assert _closed(mesh), mesh.id
        assert _size(mesh) > 0, mesh.id


def test_the_sizes_are_human():
    """A brainstem of about 20 to 40 ml and a cerebellum of about 90 to 160 ml."""
    sizes = {name: _size(mesh) / 1000 for name, mesh in _meshes().items()}
    stem = sum(sizes[f"brainstem.{p}"] for p in ("midbrain", "pons", "medulla"))
    assert 16 < stem < 40
    halves = sizes["cerebellum.hemisphere.left"] + sizes["cerebellum.hemisphere.right"]
    assert 80 < halves + sizes["cerebellum.vermis"] < 170


@pytest.mark.slow
def test_every_nucleus_has_its_mesh_and_lies_in_the_brainstem():
    inside = np.concatenate(
        [_meshes()[f"brainstem.{p}"].vertices_mm for p in ("midbrain", "pons", "medulla")]
    )
    for row in _table("brainstem_nuclei.csv"):
        sides = ("",) if row["id"] == "periaqueductal_grey" else (".left", ".right")
        for side in sides:
            if row["id"] != "pontine_nuclei":
                points = _meshes()[f"nucleus.{row['id']}{side}"].vertices_mm
                assert _share_inside(points, inside) > 0.9, row["id"]
        centre = np.array([float(row[f"body_{a}"]) for a in "xyz"])
        assert _share_inside(centre[None], inside) == 1, row["id"]


def _share_inside(points, surface):
    """Share of points that have surface on all four sides at their own height."""
    here = np.zeros(len(points), bool)
    for i, p in enumerate(points):
        ring = surface[np.abs(surface[:, 2] - p[2]) < 1.0][:, :2] - p[:2]
        turn = np.sort(np.arctan2(ring[:, 1], ring[:, 0]))
        here[i] = len(turn) > 8 and np.diff(np.r_[turn, turn[0] + 2 * np.pi]).max() < np.pi
    return here.mean()


def test_motor_nuclei_follow_each_other_down():
    heights = [_middle(name)[2] for name in DOWN_THE_BRAINSTEM]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize(("medial", "lateral"), MEDIAL_TO_LATERAL)
def test_motor_columns_are_medial_to_sensory_ones(medial, lateral):
    assert 0 < _middle(medial)[0] < _middle(lateral)[0]


def test_the_hypoglossal_nucleus_is_beside_the_midline_and_ambiguus_in_front_of_it():
    assert _middle("hypoglossal")[0] < 2.5
    assert _middle("ambiguus")[0] > 3.5
    assert _middle("ambiguus")[1] > _middle("hypoglossal")[1]
    assert _middle("inferior_olive")[1] > _middle("ambiguus")[1]


def test_left_nuclei_are_mirror_images():
    meshes = _meshes()
    for name, mesh in meshes.items():
        if name.startswith("nucleus.") and name.endswith(".right"):
            other = meshes[name[:-5] + "left"].vertices_mm * [-1, 1, 1]
            np.testing.assert_allclose(mesh.vertices_mm, other, atol=0.02)


def test_a_midline_nucleus_is_its_own_mirror_image():
    points = _meshes()["nucleus.periaqueductal_grey"].vertices_mm
    gap, _ = cKDTree(points).query(points * [-1.0, 1.0, 1.0])
    assert gap.max() < 0.05


def test_the_cord_joins_the_medulla_without_a_step():
    cord = body().cord
    points = _meshes()["brainstem.medulla"].vertices_mm
    foot = points[points[:, 2] < points[:, 2].min() + 4]
    low = cord.centre_mm[0]
    assert abs(foot[:, 2].min() - low[2]) < 3
    assert abs((foot[:, 1].max() + foot[:, 1].min()) / 2 - low[1]) < 0.8
    assert abs(foot[:, 0].max() - cord.half_width_mm[0]) < 0.8


@pytest.mark.parametrize("site", _vocabulary())
def test_every_site_of_the_vocabulary_is_a_mirror_pair(site):
    middle = 75
    right, left = _voxels(site), _voxels(site, "left")
    mirrored = left * [-1, 1, 1] + [2 * middle, 0, 0]
    assert {tuple(v) for v in right} == {tuple(v) for v in mirrored}


@pytest.mark.parametrize("row", _table("brainstem_sites.csv"), ids=lambda r: r["site"])
def test_a_site_is_whole_and_holds_its_components(row):
    site = row["site"]
    side = "right" if (site, "right") in _masks() else "none"
    mask, _ = _masks()[site, side]
    assert ndimage.label(mask, ALL_NEIGHBOURS)[1] == int(row["pieces"])
    within = {tuple(v) for v in _voxels(site, side)}
    for component in filter(None, row["components"].split(";")):
        assert _best_section(component, within) >= ENOUGH_OF_A_SECTION, component


def _best_section(component, within):
    """Return the largest share of an axial section of the component that lies in the site."""
    voxels = _voxels(f"brainstem.{component}")
    held = np.array([tuple(v) in within for v in voxels])
    return max(held[voxels[:, 2] == k].mean() for k in np.unique(voxels[:, 2]))


def test_wallenberg_spares_the_pyramid_and_the_medial_medulla():
    lateral = {tuple(v) for v in _voxels("medulla.lateral")}
    for spared in ("medulla.pyramid", "brainstem.medial_lemniscus", "medulla.hypoglossal_nucleus"):
        voxels = {tuple(v) for v in _voxels(spared)}
        assert len(voxels & lateral) <= 0.05 * len(voxels), spared


def test_wallenberg_takes_the_lower_half_of_the_vestibular_nuclei():
    nuclei = {tuple(v) for v in _voxels("nucleus.vestibular")}
    held = nuclei & {tuple(v) for v in _voxels("medulla.lateral")}
    assert 0.4 <= len(held) / len(nuclei) <= 0.7


def test_the_pretectum_reaches_the_midline_with_the_posterior_commissure():
    lateral = np.abs(_voxels("midbrain.pretectum")[:, 0] - 75)
    assert lateral.min() <= 1
    assert lateral.max() >= 5


def test_the_aqueduct_joins_the_ventricles_within_the_midbrain():
    meshes = {m.id: m for m in full_body().meshes["deep"]}
    pipe = meshes["deep.cerebral_aqueduct"].vertices_mm
    assert 14 <= np.ptp(pipe[:, 2]) <= 22
    for ventricle in ("deep.third_ventricle", "deep.fourth_ventricle"):
        assert holds(meshes[ventricle], pipe).any(), ventricle
    grey = _meshes()["nucleus.periaqueductal_grey"]
    middle = pipe[(pipe[:, 2] > 1573) & (pipe[:, 2] < 1581)]
    assert holds(grey, middle).mean() > 0.9


def test_the_canal_leads_from_the_fourth_ventricle_to_the_cord():
    meshes = {m.id: m for m in full_body().meshes["deep"]}
    canal = meshes["deep.medullary_canal"].vertices_mm
    assert holds(meshes["deep.fourth_ventricle"], canal).any()
    cord = next(m for m in full_body().meshes["cord_grey"] if m.id == "cord.central_canal")
    assert np.linalg.norm(canal.min(axis=0)[2] - cord.vertices_mm[:, 2].max()) < 1.5


def test_arterial_territories_do_not_overlap_and_hold_what_they_feed():
    seen: dict[tuple[int, ...], str] = {}
    rows = _table("brainstem_arteries.csv")
    for territory in dict.fromkeys(row["territory"] for row in rows):
        for voxel in map(tuple, _voxels(territory)):
            assert seen.setdefault(voxel, territory) == territory
    for row in rows:
        for part in filter(None, row["contains"].split(";")):
            name = part if f"brainstem.{part}" not in {s for s, _ in _masks()} else ""
            voxels = _voxels(f"nucleus.{name}" if name else f"brainstem.{part}")
            assert any(seen.get(tuple(v)) == row["territory"] for v in voxels), (row, part)


def test_every_structure_has_a_term_and_a_card_with_known_sources():
    terms = {row["id"]: row for row in _table("terms/brainstem.csv")}
    cards = {row["id"]: row for row in _table("cards/brainstem.csv")}
    known = (ASSETS / "knowledge" / "sources.toml").read_text(encoding="utf-8")
    ids = {name.removesuffix(".left").removesuffix(".right") for name in _meshes()}
    own = ("midbrain.", "pons.", "medulla.", "foramen_magnum.", "brainstem.", "nucleus.")
    ids |= {site for site, _ in _masks() if site.startswith(own)}
    assert ids <= set(terms)
    assert set(terms) == set(cards)
    for row in (*terms.values(), *cards.values()):
        assert all(f"[{key}]" in known for key in row["source"].split(";")), row
    assert len({row["card"] for row in cards.values()}) == len(cards)
