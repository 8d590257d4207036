"""The cord: its place in the canal, its shape by level, its tracts, coverings and sites."""

import csv
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from assets.build import cord_sites
from assets.build.cord_outline import SEGMENTS, grey_share, inside
from assets.build.meshio import Mesh, read_layer
from tests.bodies import body
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow

LAYERS = ("cord", "cord_grey", "cord_tracts", "cord_coverings", "ganglia", "arteries")
MIRROR = np.array([-1.0, 1.0, 1.0])
GREY_SHARE = {"C7": (0.19, 0.27), "T6": (0.10, 0.15), "L4": (0.28, 0.40), "S3": (0.38, 0.55)}
"""Bounds of the share of grey matter by level (project_rule, after the volumes of henmar2020)."""

VOCABULARY = (
    "transection",
    "hemisection",
    "central",
    "anterior_two_thirds",
    "anterior_horn",
    "dorsal_columns",
    "dorsal_and_lateral_columns",
    "lateral_column",
    "lateral_corticospinal",
    "ventral_commissure",
    "intermediolateral",
    "descending_sympathetic",
    "spinothalamic_central",
    "compression",
    "conus",
    "syrinx",
    "anterior_spinal",
    "posterior_spinal",
)


@cache
def _layer(name: str) -> dict[str, Mesh]:
    return read_layer(assets_path() / "geometry" / "meshes" / f"{name}.npz")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _segments() -> list[dict[str, str]]:
    return _rows(assets_path() / "knowledge" / "cord_segments.csv")


def _along() -> np.ndarray:
    steps = np.linalg.norm(np.diff(body().cord.centre_mm, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _volume(mesh: Mesh) -> float:
    a, b, c = (mesh[0][mesh[1][:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def test_the_segments_are_as_long_as_their_table():
    table = {row["segment"]: float(row["length_mm"]) for row in _segments()}
    assert list(table) == list(SEGMENTS)
    assert 420 <= sum(table.values()) <= 460
    found = body().cord.segment
    assert (np.diff(found) >= 0).all()
    along = _along()
    for k, name in enumerate(SEGMENTS[:-1]):
        here = along[found == k]
        assert np.ptp(here) == pytest.approx(table[name], abs=2.6), name


def test_the_cord_begins_at_the_medulla_and_ends_at_the_first_or_second_lumbar_vertebra():
    cord = body().cord
    assert cord.centre_mm[0] == pytest.approx([0, -124, 1521], abs=0.2)
    assert 2 * cord.half_width_mm[0] == pytest.approx(11.5, abs=0.3)
    assert 8 <= 2 * cord.half_depth_mm[0] <= 9
    bones = _layer("skeleton")
    top, low = (bones[f"bone.vertebra.{n}"][0][:, 2] for n in ("l1", "l2"))
    assert low.min() < cord.centre_mm[-1, 2] < top.max()


def test_the_enlargements_are_wider_than_the_cord_between_them():
    cord = body().cord
    width = {n: 2 * cord.half_width_mm[cord.segment == k].mean() for k, n in enumerate(SEGMENTS)}
    assert width["C5"] == pytest.approx(13.3, abs=0.3)
    assert width["T8"] == pytest.approx(8.3, abs=0.3)
    assert width["L3"] == pytest.approx(9.4, abs=0.3)
    assert width["S4"] < width["T8"] < width["L3"] < width["C5"]


def test_no_bone_lies_in_the_cord():
    cord = body().cord
    for name, (vertices, faces) in _layer("skeleton").items():
        if name.startswith("bone.vertebra"):
            corners = vertices[faces]
            points = np.concatenate([corners.reshape(-1, 3), corners.mean(axis=1)])
            row, uv, _ = cord.locate(points)
            off = points - cord.centre_mm[row]
            level = np.abs(np.einsum("ij,ij->i", off, np.cross(cord.right, cord.anterior)[row]))
            assert not (((uv**2).sum(axis=1) < 1.0) & (level < 1.0)).any(), name
    assert (cord.canal_mm >= cord.half_width_mm).all()


def test_grey_matter_is_largest_in_the_enlargements_and_the_sacral_cord():
    share = {name: grey_share(float(k)) for k, name in enumerate(SEGMENTS)}
    for name, (low, high) in GREY_SHARE.items():
        assert low <= share[name] <= high, name
    assert share["T6"] < share["C3"] < share["C8"] < share["L4"] < share["S3"]
    grey = _volume(_layer("cord_grey")["cord.grey_matter"])
    whole = _volume(_layer("cord")["spinal_cord"])
    assert 2.8 <= grey / 1000 <= 4.5
    assert 0.15 <= grey / whole <= 0.22


@pytest.mark.parametrize("layer", LAYERS)
def test_every_mesh_is_closed_and_faces_outwards(layer):
    for name, mesh in _layer(layer).items():
        faces = mesh[1]
        edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
        key = edges[:, 0] * (faces.max() + 1) + edges[:, 1]
        back = edges[:, 1] * (faces.max() + 1) + edges[:, 0]
        assert len(np.unique(key)) == len(key), name
        assert np.isin(back, key).all(), name
        assert _volume(mesh) > 0, name


@pytest.mark.parametrize("layer", ["cord_grey", "cord_tracts", "cord_coverings", "ganglia"])
def test_left_is_the_mirror_of_right(layer):
    meshes = _layer(layer)
    pairs = [n for n in meshes if n.endswith(".right")]
    assert pairs
    for name in pairs:
        left = meshes[name.removesuffix("right") + "left"][0] * MIRROR
        assert np.abs(left - meshes[name][0]).max() < 0.05, name


@pytest.mark.parametrize("layer", ["cord_grey", "cord_tracts"])
def test_grey_matter_and_tracts_lie_in_the_cord(layer):
    for name, (vertices, _) in _layer(layer).items():
        _, uv, _ = body().cord.locate(vertices)
        assert ((uv**2).sum(axis=1) < 1.05).all(), name


def test_tracts_run_through_their_segments_and_no_others():
    cord = body().cord
    with (assets_path() / "knowledge" / "cord_tracts.toml").open("rb") as file:
        tracts = {k: v for k, v in tomllib.load(file).items() if isinstance(v, dict)}
    for name, tract in tracts.items():
        row, _, _ = cord.locate(_layer("cord_tracts")[f"cord.{name}.right"][0])
        ends = (SEGMENTS.index(tract["first"]), SEGMENTS.index(tract["last"]))
        assert abs(cord.segment[row].min() - ends[0]) <= 1, name
        assert abs(cord.segment[row].max() - ends[1]) <= 1, name


def test_there_are_twenty_one_teeth_and_thirty_pairs_of_ganglia():
    vertices = _layer("cord_coverings")["cord.denticulate_ligament.right"][0]
    row, uv, _ = body().cord.locate(vertices)
    reach = (uv[:, 0] - 1) * body().cord.half_width_mm[row]
    tops = reach.reshape(-1, 4)[:, 1]
    high = (tops[1:-1] > tops[:-2]) & (tops[1:-1] >= tops[2:]) & (tops[1:-1] > 0.45)
    assert 18 <= high.sum() <= 24
    assert len(_layer("ganglia")) == 60


def test_rootlets_leave_the_surface_of_their_segment():
    with np.load(assets_path() / "geometry" / "rootlets.npz", allow_pickle=False) as stored:
        names, first = stored["names"], stored["points"][stored["offsets"][:-1]]
    row, uv, _ = body().cord.locate(first)
    assert np.abs(np.hypot(uv[:, 0], uv[:, 1]) - 1).max() < 0.06
    for name, segment, place in zip(names, body().cord.segment[row], uv, strict=True):
        _, kind, level, side = str(name).split(".")
        assert abs(segment - SEGMENTS.index(level)) <= 1
        assert (place[1] > 0) == (kind == "ventral")
        assert (place[0] > 0) == (side == "right")


def test_laminae_fill_the_grey_matter_of_each_level():
    path = assets_path() / "geometry" / "cord_sections.npz"
    with np.load(path, allow_pickle=False) as f:
        names, at, offsets, points = f["names"], f["segments"], f["offsets"], f["points"]
    for level in ("C8", "T6", "L4", "S2"):
        found = {
            i: points[offsets[i] : offsets[i + 1]].astype(float)
            for i in np.flatnonzero(at == level)
        }
        whole = next(p for i, p in found.items() if names[i] == "cord.grey_matter")
        grid = np.stack(np.meshgrid(np.linspace(0, 1, 60), np.linspace(-1, 1, 120)), -1)
        spots = grid.reshape(-1, 2)
        spots = spots[inside(whole, spots)]
        parts = [p for i, p in found.items() if "lamina" in str(names[i])]
        covered = np.logical_or.reduce([inside(p, spots) for p in parts])
        assert covered.mean() > 0.95, level


@pytest.mark.slow
def test_every_cord_site_of_the_vocabulary_is_a_region_with_what_it_takes():
    assert set(cord_sites.names()) == set(VOCABULARY)
    for site in VOCABULARY:
        for level in ("C6", "T6", "L4", "S3"):
            if SEGMENTS.index(level) not in cord_sites.levels(site):
                continue
            share = cord_sites.components(site, level)
            taken = set(cord_sites.declared(site))
            assert all(share[zone] > 0.5 for zone in taken), (site, level)
            assert all(share[zone] < 0.35 for zone in set(share) - taken), (site, level)


def test_every_mesh_and_site_has_a_term_and_a_card():
    knowledge = assets_path() / "knowledge"
    terms = {row["id"] for row in _rows(knowledge / "terms" / "cord.csv")}
    cards = {row["id"]: row for row in _rows(knowledge / "cards" / "cord.csv")}
    with (knowledge / "sources.toml").open("rb") as file:
        sources = tomllib.load(file)
    wanted = {name for layer in LAYERS for name in _layer(layer)}
    wanted = {name.removesuffix(".left").removesuffix(".right") for name in wanted}
    wanted |= {f"cord.{site}" for site in VOCABULARY}
    assert wanted <= terms
    assert wanted <= set(cards)
    for row in cards.values():
        assert all(key in sources for key in row["source"].split(";")), row["id"]
