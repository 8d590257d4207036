"""The report of `check-assets` on a phantom: boxes, a straight cord and three fibres."""

from dataclasses import replace

import numpy as np
import pytest

from visualizer.anatomy import SEGMENTS, Body, Cord, Fibres, MeshData, Population, Station, Volume
from visualizer.cli import fibre_report, geometry, nerve_report, site_report, solidity
from visualizer.cli import station_report as stations
from visualizer.cli.rays import holds

CORNERS = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
FACES = np.array(
    [
        [0, 1, 3],
        [0, 3, 2],
        [4, 6, 7],
        [4, 7, 5],
        [0, 4, 5],
        [0, 5, 1],
        [2, 3, 7],
        [2, 7, 6],
        [0, 2, 6],
        [0, 6, 4],
        [1, 5, 7],
        [1, 7, 3],
    ]
)
HALF_WIDTH, HALF_DEPTH = 6.0, 4.0


def box(name, low, high):
    low, high = np.array(low, float), np.array(high, float)
    vertices = low + CORNERS * (high - low)
    return MeshData(name, vertices.astype(np.float32), FACES.astype(np.int32))


def cord():
    rows = 3
    up = np.array([[0.0, 0.0, z] for z in (2.0, 0.0, -2.0)])
    return Cord(
        centre_mm=up,
        right=np.tile([1.0, 0.0, 0.0], (rows, 1)),
        anterior=np.tile([0.0, 1.0, 0.0], (rows, 1)),
        half_width_mm=np.full(rows, HALF_WIDTH),
        half_depth_mm=np.full(rows, HALF_DEPTH),
        canal_mm=np.array([8.0, 8.0, 5.0]),
        segment=np.full(rows, SEGMENTS.index("C5")),
        zones={},
    )


def fibres(points, populations, named):
    points = [np.array(p, np.float32) for p in points]
    return Fibres(
        points_mm=np.concatenate(points),
        offsets=np.concatenate([[0], np.cumsum([len(p) for p in points])]),
        population=np.arange(len(points)),
        weight=np.ones(len(points), np.float32),
        station=np.concatenate([np.full(len(p), k) for k, p in enumerate(points)]),
        populations=populations,
        stations=named,
    )


@pytest.fixture
def body():
    zone = stations.cord_zones()["lateral_corticospinal", "C5"][0].mean(axis=0)
    in_cord = [zone[0] * HALF_WIDTH, zone[1] * HALF_DEPTH, 0.0]
    kinds = ("lmn", "ia", "corticospinal", "corticospinal")
    named = ("nerve.ulnar", "nerve.ulnar", "cord.lateral_corticospinal", "pons.basis")
    levels = ("elbow", "", "C5", "")
    return Body(
        fibres=fibres(
            [
                [[50, 0, 0], [60, 0, 0], [80, 0, 0], [120, 0, 0]],
                [[50, 5, 0], [51, 5, 0]],
                [in_cord, [in_cord[0] + 30, 0, 0]],
                [[0, 0, 50], [0, 0, 51.5], [0, 0, 60]],
            ],
            tuple(Population(f"p{k}", kind, "right", "x", "") for k, kind in enumerate(kinds)),
            tuple(Station(s, "right", level) for s, level in zip(named, levels, strict=True)),
        ),
        cord=cord(),
        volumes={
            ("pons.basis", "right"): Volume(
                np.ones((1, 1, 1), bool), np.array([*np.eye(4)[:2], [0, 0, 1, -50], [0, 0, 0, 1]])
            )
        },
        mni_to_body=np.eye(4),
        structures={},
        meshes={
            "skin": (box("skin", [-100, -100, -100], [100, 100, 100]),),
            "skeleton": (
                box("bone.small.right", [70, -10, -10], [90, 10, 10]),
                box("bone.big.right", [20, 50, -10], [80, 150, 10]),
            ),
        },
    )


def test_bones_under_the_skin_are_weighted_by_area(body):
    shares = geometry.layer_inside_skin(body, "skeleton", 4000)
    assert shares["bone.small.right"] == 1.0
    assert shares["bone.big.right"] == pytest.approx(0.5, abs=0.03)
    assert 0.5 < shares["all"] < 0.65
    assert geometry.inside_skin(body)["bones inside the skin, worst"].startswith("bone.big.right")


def test_nerves_are_measured_by_kind(body):
    figures = nerve_report.nerves_inside_skin(body, body.meshes["skin"][0])
    assert figures["nerves inside the skin, lmn, %"] == "75.000"
    assert figures["nerves inside the skin, ia, %"] == "100.000"
    assert "nerves inside the skin, corticospinal, %" not in figures


def test_a_nerve_in_a_bone_names_the_bone(body):
    figures = nerve_report.nerves_outside_bone(body)
    assert figures["nerves outside bone, % of points"] == f"{100 * 5 / 6:.2f}"
    assert figures["nerves in bone, worst"].startswith("bone.small.right")


def test_a_named_groove_excuses_a_nerve_in_a_bone(body):
    named = list(body.fibres.stations)
    named[0] = Station("nerve.radial", "right", "spiral_groove")
    grooved = replace(body, fibres=replace(body.fibres, stations=tuple(named)))
    figures = nerve_report.nerves_outside_bone(grooved)
    assert figures["nerves outside bone or in foramina and grooves, %"] == "100.00"
    assert figures["nerves in bone, worst"] == "none"


def test_the_largest_step_of_each_kind_is_found(body):
    figures = fibre_report.largest_steps(body)
    assert figures["fibres, lmn"] == "1, largest step 40.0 mm"
    assert figures["fibres, corticospinal"] == "2, largest step 30.0 mm"


def test_fibres_are_looked_for_in_volumes_and_in_zones_of_the_cord(body):
    shares = stations.structure_shares(body)
    assert shares["cord.lateral_corticospinal right C5"] == 0.5
    assert shares["pons.basis right"] == pytest.approx(2 / 3)
    assert (
        "pons.basis right 67 %"
        in stations.fibres_in_their_structures(body)["fibre points in their structure, worst"]
    )


def test_a_cord_wider_than_its_canal_shows(body):
    assert geometry.cord_in_canal(body)["cord rows inside the canal, %"] == "66.7"


def test_holes_folds_and_inward_faces_are_told_apart():
    good = box("x", [0, 0, 0], [1, 1, 1])
    assert solidity.faulty(good) == ""
    assert solidity.faulty(replace(good, faces=good.faces[:-1])) == "holes"
    assert solidity.faulty(replace(good, faces=good.faces[:, ::-1])) == "faces look inwards"
    flipped = good.faces.copy()
    flipped[0] = flipped[0, ::-1]
    assert solidity.faulty(replace(good, faces=flipped)) == "folds or flipped faces"


def test_an_undeclared_open_mesh_is_a_fault_of_the_body(body):
    skin = body.meshes["skin"][0]
    torn = replace(body, meshes={"skin": (replace(skin, faces=skin.faces[:-1]),)})
    assert geometry.wrong_surfaces(body) == []
    assert geometry.wrong_surfaces(torn) == ["skin (holes)"]


def test_the_gap_between_left_and_mirrored_right_is_measured(body):
    pair = (box("a.right", [1, 0, 0], [2, 1, 1]), box("a.left", [-2.5, 0, 0], [-1, 1, 1]))
    gaps = solidity.asymmetries(replace(body, meshes={"pairs": pair}))
    assert gaps["pairs"] == (pytest.approx(0.5), "a.right")


def test_an_overlap_counts_as_inside():
    a, b = box("a", [0, 0, 0], [2, 2, 2]), box("b", [1, 0, 0], [3, 2, 2])
    both = MeshData(
        "both",
        np.concatenate([a.vertices_mm, b.vertices_mm]),
        np.concatenate([a.faces, b.faces + len(a.vertices_mm)]),
    )
    at = np.array([[0.5, 1, 1], [1.5, 1, 1], [2.5, 1, 1], [3.5, 1, 1]])
    assert holds(both, at).tolist() == [True, True, True, False]


class Sites:
    """As much of the knowledge as the search for places needs."""

    def __init__(self, *names):
        self.sites = dict.fromkeys(names)


def test_a_site_without_a_place_is_listed(body):
    wanted = Sites(
        "pons.basis", "pons.nowhere", "cord.hemisection", "nerve.ulnar", "cortex.wernick"
    )
    assert site_report.sites_without_place(body, wanted) == ["pons.nowhere", "cortex.wernick"]
