"""Bones, discs and skin: closed, symmetric, one within the other; the maps painted on the skin."""

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tests.bodies import full_body
from tests.surfaces import layer, rows
from visualizer.cli.geometry import cortex_points_in_skull, layer_inside_skin
from visualizer.cli.rays import holds, samples
from visualizer.cli.solidity import MIRROR, faulty
from visualizer.storage import assets_path

pytestmark = pytest.mark.slow


def _maps():
    with np.load(assets_path("geometry") / "meshes" / "skin.npz", allow_pickle=False) as f:
        maps = ("dermatome", "dermatome_alt", "territory")
        return {name: f[f"{name}_names"][f[name]].astype(str) for name in maps}


@pytest.mark.parametrize("name", ["skeleton", "discs", "skin"])
def test_every_mesh_is_closed_and_looks_outwards(name):
    assert {key: fault for key, mesh in layer(name).items() if (fault := faulty(mesh))} == {}


@pytest.mark.parametrize("name", ["skeleton", "discs", "skin"])
def test_left_is_the_mirror_image_of_right(name):
    meshes = layer(name)
    for key, mesh in meshes.items():
        if key.endswith(".right"):
            left = meshes[key.removesuffix("right") + "left"].vertices_mm
            assert np.abs(left * MIRROR - mesh.vertices_mm).max() < 0.1, key


def test_the_skeleton_is_complete():
    bones = layer("skeleton")
    assert sum(name.startswith("bone.vertebra") for name in bones) == 24
    assert sum(name.startswith("bone.rib") for name in bones) == 24
    assert sum("hand_phalanx" in name for name in bones) == 28
    discs = layer("discs")
    assert sum(name.startswith("disc.") for name in discs) == 23
    assert {f"cartilage.costal.{n}.left" for n in range(1, 11)} <= set(discs)


def test_bones_lie_under_the_skin():
    shares = layer_inside_skin(full_body(), "skeleton", 150)
    assert shares.pop("all") >= 0.995
    worst = min(shares, key=lambda name: shares[name])
    assert shares[worst] >= 0.97, worst


def test_the_cortex_lies_in_the_cavity_of_the_skull():
    assert cortex_points_in_skull(full_body()).all()


def test_the_skull_is_a_shell():
    skull = layer("skeleton")["bone.skull"]
    middle = np.array([[0.0, -105.0, 1610.0], [30.0, -120.0, 1600.0], [0.0, -124.0, 1524.0]])
    assert not holds(skull, middle).any()
    top = np.column_stack([np.zeros(60), np.full(60, -105.0), np.linspace(1620, 1670, 60)])
    assert 2 <= holds(skull, top).sum() <= 20


SUNK = {"c": 0.86, "t": 0.86, "l": 0.78}
"""Share of a disc's surface that may lie in the bone by region: both faces sink into the plates."""
TOUCHING = {"disc.c3_c4": 0.92}
"""Discs between bodies that nearly touch in the source."""


def test_discs_lie_between_their_vertebrae():
    bones, discs = layer("skeleton"), layer("discs")
    for name in (n for n in discs if n.startswith("disc.")):
        upper, lower = name.removeprefix("disc.").split("_")
        pair = [f"bone.vertebra.{upper}", "bone.sacrum" if lower == "s1" else ""]
        pair[1] = pair[1] or f"bone.vertebra.{lower}"
        above, below = (bones[n].vertices_mm[:, 2].mean() for n in pair)
        assert below - 8 < discs[name].vertices_mm[:, 2].mean() < above + 8, name
        points = samples(discs[name], 400)
        sunk = np.any([holds(bones[n], points) for n in pair], axis=0).mean()
        assert sunk <= TOUCHING.get(name, SUNK[name[5]]), (name, sunk)


def test_each_dermatome_and_territory_is_on_both_sides():
    maps = _maps()
    side = layer("skin")["skin"].vertices_mm[:, 0] > 0
    wanted = {row["dermatome"] for row in rows("dermatomes.csv")} | {"V1", "V2", "V3"}
    for name, least in (("dermatome", wanted), ("dermatome_alt", wanted)):
        assert least <= set(maps[name][side]), name
        assert least <= set(maps[name][~side]), name
    territories = {row["territory"] for row in rows("cutaneous_nerves.csv")}
    assert territories <= set(maps["territory"][side])


def test_each_target_of_the_examination_has_skin():
    maps = _maps()
    for row in rows("skin_territories.csv"):
        chosen = np.isin(maps["dermatome"], row["dermatomes"].split(";"))
        chosen |= np.isin(maps["territory"], row["territories"].split(";"))
        assert chosen.sum() >= 4, row["target"]


PLACES = {
    "C6": ("hand_phalanx.distal.1", None),
    "C7": ("hand_phalanx.distal.3", None),
    "C8": ("hand_phalanx.distal.5", None),
    "L5": ("foot_phalanx.distal.2", "up"),
    "S1": ("foot_phalanx.distal.5", None),
    "C4": ("clavicle", None),
}


@pytest.mark.parametrize("dermatome", sorted(set(PLACES) - {"C4"}))
def test_fingers_and_toes_have_their_dermatomes(dermatome):
    bone, _ = PLACES[dermatome]
    skin, labels = layer("skin")["skin"].vertices_mm, _maps()["dermatome"]
    middle = layer("skeleton")[f"bone.{bone}.right"].vertices_mm.mean(axis=0)
    near = np.argsort(np.linalg.norm(skin - middle, axis=1))[:12]
    assert (labels[near] == dermatome).mean() > 0.6


@pytest.mark.parametrize(
    ("dermatome", "height"), [("T4", 1293), ("T6", 1218), ("T10", 1065), ("T12", 905)]
)
def test_the_belts_of_the_trunk_lie_at_their_heights(dermatome, height):
    skin, labels = layer("skin")["skin"].vertices_mm, _maps()["dermatome"]
    front = (np.abs(skin[:, 0] - 60) < 25) & (skin[:, 1] > -60) & (labels == dermatome)
    assert skin[front, 2].min() - 8 < height < skin[front, 2].max() + 8


@pytest.mark.parametrize("row", rows("dermatomes.csv"), ids=lambda row: row["dermatome"])
def test_each_key_point_lies_in_its_dermatome(row):
    skin, maps = layer("skin")["skin"].vertices_mm, _maps()
    place = np.array([float(row[f"{axis}_mm"]) for axis in "xyz"])
    for turn in (1.0, -1.0):
        gaps = np.linalg.norm(skin - place * [turn, 1.0, 1.0], axis=1)
        assert gaps.min() < 12.0
        assert maps["dermatome"][gaps.argmin()] == row["dermatome"]


def test_the_skin_is_one_piece():
    mesh = layer("skin")["skin"]
    faces, count = mesh.faces, len(mesh.vertices_mm)
    links = coo_matrix(
        (np.ones(len(faces) * 2), (faces[:, [0, 1]].ravel(), faces[:, [1, 2]].ravel()))
    )
    links.resize(count, count)
    assert connected_components(links, directed=False)[0] == 1


def test_no_dermatome_crosses_the_back_of_the_thigh():
    skin, labels = layer("skin")["skin"].vertices_mm, _maps()["dermatome"]
    back = (np.abs(skin[:, 0] - 80) < 25) & (skin[:, 1] < -120)
    back &= (skin[:, 2] > 600) & (skin[:, 2] < 750)
    assert set(labels[back]) <= {"S1", "S2", "S3"}


def test_lids_are_closed():
    skin = layer("skin")["skin"].vertices_mm
    for x in (-30.0, 30.0):
        eye = (np.abs(skin[:, 0] - x) < 9) & (np.abs(skin[:, 2] - 1567) < 4) & (skin[:, 1] > -60)
        assert np.ptp(skin[eye, 1]) < 8.0
