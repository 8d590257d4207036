"""The shipped muscle bellies."""

import csv
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visualizer.anatomy.enclosure import encloses
from visualizer.anatomy.meshes import MeshData

ASSETS = Path(__file__).parents[2] / "assets"
Mesh = tuple[NDArray[np.float64], NDArray[np.int64]]

CRANIAL = [
    "levator_palpebrae",
    "superior_rectus",
    "inferior_rectus",
    "medial_rectus",
    "lateral_rectus",
    "superior_oblique",
    "inferior_oblique",
    "masseter",
    "temporalis",
    "pterygoids",
    "upper_face",
    "lower_face",
    "stapedius",
    "palate",
    "pharynx",
    "vocal_cord",
    "tongue",
]

SOFT_ENDS = {
    *CRANIAL,
    *["diaphragm", "abdominals_upper", "abdominals_lower", "anal_sphincter", "urethral_sphincter"],
    *["latissimus_dorsi", "trapezius", "rhomboids", "paraspinals", "palmaris_longus"],
    *["lumbricals_radial", "lumbricals_ulnar"],
}
"""Muscles that end in fascia, skin, raphe or another tendon rather than on bone."""


@cache
def layer(name: str) -> dict[str, Mesh]:
    """A mesh layer as float vertices and triangles."""
    with np.load(ASSETS / "geometry" / "meshes" / f"{name}.npz", allow_pickle=False) as f:
        v = f["origin_mm"] + f["scale_mm"] * f["vertices"].astype(np.float64)
        faces = f["faces"].astype(np.int64)
        vo, fo = f["vertex_offsets"], f["face_offsets"]
        return {
            str(n): (v[vo[i] : vo[i + 1]], faces[fo[i] : fo[i + 1]])
            for i, n in enumerate(f["names"])
        }


@cache
def table(path: str) -> list[dict[str, str]]:
    """Rows of a knowledge table."""
    with (ASSETS / "knowledge" / path).open(newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


@cache
def shapes() -> dict[str, dict[str, object]]:
    """Shape of every head, by id without side."""
    out: dict[str, dict[str, object]] = {}
    for path in (ASSETS / "knowledge" / "muscle_shapes").glob("*.toml"):
        for muscle, heads in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if "origin" in heads:
                out[muscle] = heads
            else:
                out.update({f"{muscle}.{head}": spec for head, spec in heads.items()})
    return out


def right() -> dict[str, Mesh]:
    """Heads of the right side by id without side."""
    return {n[7:-6]: m for n, m in layer("muscles").items() if n.endswith(".right")}


def volume_ml(mesh: Mesh) -> float:
    """Signed volume; positive if the faces look outwards."""
    a, b, c = (mesh[0][mesh[1][:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6000)


def test_every_muscle_of_the_examination_has_a_belly_on_both_sides() -> None:
    wanted = {r["id"] for r in table("muscles.csv")} | set(CRANIAL)
    for side in ("right", "left"):
        made = {n.split(".")[1] for n in layer("muscles") if n.endswith(side)}
        assert wanted <= made


def test_bellies_are_closed_and_face_outwards() -> None:
    for name, mesh in layer("muscles").items():
        edges = np.concatenate([mesh[1][:, [0, 1]], mesh[1][:, [1, 2]], mesh[1][:, [2, 0]]])
        assert len(np.unique(edges, axis=0)) == len(edges), name
        there = {tuple(e) for e in edges.tolist()}
        assert all((b, a) in there for a, b in there), name
        assert volume_ml(mesh) > 0, name


def test_left_mirrors_right() -> None:
    meshes = layer("muscles")
    for name, (vertices, _) in meshes.items():
        if name.endswith(".right"):
            other = meshes[name[:-5] + "left"][0] * np.array([-1.0, 1.0, 1.0])
            assert np.abs(vertices - other).max() < 0.05, name


def test_volumes_are_within_a_quarter_of_the_table() -> None:
    made = right()
    rows = table("muscle_volumes.csv")
    assert {r["muscle"] for r in rows} == set(made)
    off = {
        r["muscle"]: round(volume_ml(made[r["muscle"]]) / float(r["volume_ml"]), 2) for r in rows
    }
    assert {n: q for n, q in off.items() if not 0.75 <= q <= 1.25} == {}


def test_ends_of_skeletal_muscles_lie_on_bone() -> None:
    bone = cKDTree(np.concatenate([_dense(m) for m in layer("skeleton").values()]))
    far = {}
    for name, (vertices, _) in right().items():
        if name.split(".")[0] in SOFT_ENDS:
            continue
        rings = vertices[:-2].reshape(37, -1, 3)
        gap = max(float(np.median(bone.query(end)[0])) for end in (rings[0], rings[-1]))
        if gap > 6.0:
            far[name] = round(gap, 1)
    assert far == {}


def _dense(mesh: Mesh) -> NDArray[np.float64]:
    corners = mesh[0][mesh[1]]
    middles = (corners + np.roll(corners, 1, axis=1)) / 2
    return np.concatenate([mesh[0], corners.mean(axis=1), middles.reshape(-1, 3)])


def test_bellies_lie_inside_the_skin() -> None:
    vertices, faces = layer("skin")["skin"]
    skin = MeshData("skin", vertices.astype(np.float32), faces.astype(np.int32))
    points = np.concatenate([m[0][::53] for m in right().values()])
    assert encloses(skin, points).mean() >= 0.99


@pytest.mark.parametrize(
    "name", ["biceps.long_head", "gastrocnemius.medial_head", "semitendinosus", "tibialis_anterior"]
)
def test_a_belly_is_not_a_tube(name: str) -> None:
    area = _section_areas(right()[name][0])
    assert area.max() > 4 * np.percentile(area, 15)


@pytest.mark.parametrize(
    "name", ["trapezius.middle", "latissimus_dorsi", "gluteus_medius.medius", "temporalis"]
)
def test_fans_and_sheets_are_flat(name: str) -> None:
    rings = right()[name][0][:-2].reshape(37, -1, 3)
    middle = rings[18] - rings[18].mean(axis=0)
    spread = np.linalg.svd(middle, compute_uv=False)
    assert spread[0] > 2.5 * spread[1]


def _section_areas(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    rings = vertices[:-2].reshape(37, -1, 3)
    offset = rings - rings.mean(axis=1, keepdims=True)
    return np.linalg.norm(np.cross(offset, np.roll(offset, -1, axis=1)).sum(axis=1), axis=1) / 2


def test_tendons_are_marked() -> None:
    with np.load(ASSETS / "geometry" / "meshes" / "muscles.npz", allow_pickle=False) as f:
        names, at, tendon = list(f["names"]), f["vertex_offsets"], f["tendon"]
        assert tendon.dtype == np.uint8
        assert len(tendon) == at[-1]
        share = {
            str(n): float((tendon[at[i] : at[i + 1]] > 127).mean()) for i, n in enumerate(names)
        }
    assert share["muscle.extensor_digitorum.index.right"] > 0.4
    assert share["muscle.gluteus_maximus.right"] < 0.3


def test_every_head_has_a_term_and_a_card_of_its_own() -> None:
    ids = {f"muscle.{n}" for n in shapes()} | {f"muscle.{n.split('.')[0]}" for n in shapes()}
    assert ids == {r["id"] for r in table("terms/muscles.csv")}
    cards = {r["id"]: r["card"] for r in table("cards/muscles.csv")}
    assert ids == set(cards)
    assert len(set(cards.values())) == len(cards)
