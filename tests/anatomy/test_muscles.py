"""The shipped muscle bellies."""

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tests.landmarks import CRANIAL_MUSCLES
from tests.surfaces import Mesh, arrays, rows, under_skin

pytestmark = pytest.mark.slow

ASSETS = Path(__file__).parents[2] / "assets"

SOFT_ENDS = {
    *CRANIAL_MUSCLES,
    *[
        "diaphragm",
        "abdominals_upper",
        "abdominals_lower",
        "anal_sphincter",
        "urethral_sphincter",
    ],
    *["latissimus_dorsi", "trapezius", "rhomboids", "paraspinals", "palmaris_longus"],
    *["lumbricals_radial", "lumbricals_ulnar", "linea_alba"],
}
"""Muscles that end in fascia, skin, raphe or another tendon rather than on bone."""


GRAZING = {
    "flexor_carpi_ulnaris": 0.09,
    "fdp_little.little": 0.06,
    "supraspinatus": 0.06,
    "serratus_anterior.slip5": 0.06,
    "serratus_anterior.slip8": 0.06,
}
"""Share of the vertices in bone of the heads whose wide origins exceed the rule of 5 %."""


@cache
def shapes() -> dict[str, dict[str, object]]:
    """Shape of every head, by id without side."""
    out: dict[str, dict[str, object]] = {}
    for path in (ASSETS / "knowledge" / "muscle_shapes").glob("*.toml"):
        for muscle, heads in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if muscle == "source":
                continue
            if "origin" in heads:
                out[muscle] = heads
            else:
                out.update({f"{muscle}.{head}": spec for head, spec in heads.items()})
    return out


def right() -> dict[str, Mesh]:
    """Heads of the right side by id without side."""
    return {n[7:-6]: m for n, m in arrays("muscles").items() if n.endswith(".right")}


def volume_ml(mesh: Mesh) -> float:
    """Signed volume; positive if the faces look outwards."""
    a, b, c = (mesh[0][mesh[1][:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6000)


def test_every_muscle_of_the_examination_has_a_belly_on_both_sides() -> None:
    wanted = {r["id"] for r in rows("muscles.csv")} | set(CRANIAL_MUSCLES)
    for side in ("right", "left"):
        made = {n.split(".")[1] for n in arrays("muscles") if n.endswith(side)}
        assert wanted <= made


def test_bellies_are_closed_and_face_outwards() -> None:
    for name, mesh in arrays("muscles").items():
        assert_closed(name, mesh)


def assert_closed(name: str, mesh: Mesh) -> None:
    """Every edge is shared by two triangles that run it in opposite directions."""
    faces, count = mesh[1], len(mesh[0])
    first, second = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    edges = np.sort(first * count + second)
    assert (np.diff(edges) > 0).all(), name
    assert (edges == np.sort(second * count + first)).all(), name
    assert volume_ml(mesh) > 0, name


def test_left_mirrors_right() -> None:
    meshes = arrays("muscles")
    for name, (vertices, _) in meshes.items():
        if name.endswith(".right"):
            other = meshes[name[:-5] + "left"][0] * np.array([-1.0, 1.0, 1.0])
            assert np.abs(vertices - other).max() < 0.05, name


def test_volumes_are_within_a_quarter_of_the_table() -> None:
    made = right()
    volumes = rows("muscle_volumes.csv")
    assert {r["muscle"] for r in volumes} == set(made)
    off = {
        r["muscle"]: round(volume_ml(made[r["muscle"]]) / float(r["volume_ml"]), 2) for r in volumes
    }
    assert {n: q for n, q in off.items() if not 0.75 <= q <= 1.25} == {}


def test_ends_of_skeletal_muscles_lie_on_bone() -> None:
    bone = cKDTree(np.concatenate([_dense(m) for m in arrays("skeleton").values()]))
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


@pytest.mark.slow
def test_bellies_lie_inside_the_skin() -> None:
    points = np.concatenate([m[0][100::20] for m in right().values()])
    assert under_skin(points).mean() >= 0.99


def test_bellies_stay_out_of_the_bones() -> None:
    bones = {n: m for n, m in arrays("skeleton").items() if not n.endswith(".left")}
    points, outward = zip(*(_faces(m) for m in bones.values()), strict=True)
    tree, normal = cKDTree(np.concatenate(points)), np.concatenate(outward)
    deep = {}
    for name, (vertices, _) in right().items():
        sample = vertices[::7]
        near, at = tree.query(sample)
        depth = -np.einsum("ij,ij->i", sample - tree.data[at], normal[at])
        share = float(((depth > 1.5) & (near < 4.0)).mean())
        if share > GRAZING.get(name, 0.05):
            deep[name] = round(share, 2)
    assert deep == {}


def _faces(mesh: Mesh) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    a, b, c = (mesh[0][mesh[1][:, k]] for k in range(3))
    normal = np.cross(b - a, c - a)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    middles = np.concatenate([(a + b + c) / 3, (4 * a + b + c) / 6, (a + 4 * b + c) / 6])
    return middles, np.tile(normal, (3, 1))


def test_eyeballs_are_globes_of_24_mm_that_the_recti_insert_on() -> None:
    eye, faces = arrays("eyes")["eyeball.right"]
    assert_closed("eyeball.right", (eye, faces))
    centre = (eye.min(axis=0) + eye.max(axis=0))[[0, 2]] / 2
    assert np.ptp(eye[:, 0]) == pytest.approx(24, abs=0.5)
    assert np.ptp(eye[:, 1]) == pytest.approx(25, abs=1.0)
    surface = cKDTree(eye)
    for name in (
        "superior_rectus",
        "inferior_rectus",
        "medial_rectus",
        "lateral_rectus",
    ):
        end = right()[name][0][:-2].reshape(37, -1, 3)[-1]
        assert np.median(surface.query(end)[0]) < 1.5, name
        assert end[:, 1].mean() > -41, name
    assert centre[0] == pytest.approx(31, abs=0.5)


@pytest.mark.parametrize(
    "name",
    [
        "biceps.long_head",
        "gastrocnemius.medial_head",
        "semitendinosus",
        "tibialis_anterior",
    ],
)
def test_a_belly_is_not_a_tube(name: str) -> None:
    area = _section_areas(right()[name][0])
    assert area.max() > 4 * np.percentile(area, 15)


@pytest.mark.parametrize(
    "name",
    ["trapezius.middle", "latissimus_dorsi", "gluteus_medius.medius", "temporalis"],
)
def test_fans_and_sheets_are_flat(name: str) -> None:
    rings = right()[name][0][:-2].reshape(37, -1, 3)
    middle = rings[18] - rings[18].mean(axis=0)
    spread = np.linalg.svd(middle, compute_uv=False)
    assert spread[0] > 2.5 * spread[1]


def _section_areas(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    rings = vertices[:-2].reshape(37, -1, 3)
    offset = rings - rings.mean(axis=1, keepdims=True)
    area = np.cross(offset, np.roll(offset, -1, axis=1)).sum(axis=1)
    return np.asarray(np.linalg.norm(area, axis=1) / 2, np.float64)


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
    ids.add("muscles")
    assert ids == {r["id"] for r in rows("terms/muscles.csv")}
    cards = {r["id"]: r["card"] for r in rows("cards/muscles.csv")}
    assert ids == set(cards)
    assert len(set(cards.values())) == len(cards)
