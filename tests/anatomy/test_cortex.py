"""The cortex as shipped: three surfaces, its areas, gyri and the maps of the body on it."""

import csv
import tomllib

import numpy as np
import pytest

from tests.cerebrum import (
    NONE,
    SIDES,
    SIGN,
    arrays,
    gyrus_of,
    hemisphere,
    in_area,
    middle,
    to_mni,
)
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("layer", ["cortex_white", "cortex_inflated"])
@pytest.mark.parametrize("side", SIDES)
def test_the_three_surfaces_share_vertices_and_faces(layer, side):
    pial, faces, _ = hemisphere("cortex", side)
    other, same, _ = hemisphere(layer, side)
    assert len(pial) == len(other)
    assert (faces == same).all()


@pytest.mark.parametrize("layer", ["cortex", "cortex_white", "cortex_inflated"])
@pytest.mark.parametrize("side", SIDES)
def test_a_hemisphere_is_closed_faces_outwards_and_keeps_its_side(layer, side):
    points, faces, _ = hemisphere(layer, side)
    edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()
    corners = points[faces]
    volume = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum()
    assert volume > 0
    limit = {"cortex": 0.0, "cortex_white": 0.0, "cortex_inflated": 1.0}[layer]
    assert (points[:, 0] * SIGN[side]).min() > limit


@pytest.mark.parametrize("side", SIDES)
def test_white_lies_under_pia(side):
    pial, faces, part = hemisphere("cortex", side)
    white, _, _ = hemisphere("cortex_white", side)
    normal = np.zeros_like(pial)
    cross = np.cross(pial[faces[:, 1]] - pial[faces[:, 0]], pial[faces[:, 2]] - pial[faces[:, 0]])
    for corner in range(3):
        np.add.at(normal, faces[:, corner], cross)
    cortex = gyrus_of(side) != "cortex.medial_wall"
    outward = np.einsum("ij,ij->i", pial - white, normal)[cortex] > 0
    thickness = np.linalg.norm(pial - white, axis=1)[cortex]
    assert outward.mean() > 0.97
    assert 1.2 < np.median(thickness) < 3.5
    assert part.stop - part.start == len(pial)


@pytest.mark.parametrize("side", SIDES)
def test_areas_lie_on_their_gyri(side):
    gyri, cortex = gyrus_of(side), "cortex."
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
        here = in_area(side, area)
        assert here.sum() > 80, area
        share = np.isin(gyri[here], [cortex + owner for owner in owners]).mean()
        assert share > 0.85, (area, share)


@pytest.mark.parametrize("side", SIDES)
def test_every_gyrus_is_named_and_present(side):
    with (assets_path() / "knowledge" / "terms" / "cerebrum.csv").open(encoding="utf-8") as f:
        named = {row["id"] for row in csv.DictReader(f)}
    gyri = set(np.unique(gyrus_of(side)))
    assert len(gyri) == 35
    assert gyri <= named


@pytest.mark.parametrize("side", SIDES)
def test_the_motor_map_runs_from_tongue_below_to_foot_on_the_medial_wall(side):
    points, _, part = hemisphere("cortex", side)
    place = to_mni(points) * (SIGN[side], 1.0, 1.0)
    values = arrays("cortex")["motor_map"][part].astype(float)
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
    _, faces, part = hemisphere("cortex", side)
    for name in ("motor_map", "sensory_map"):
        values = arrays("cortex")[name][part].astype(float)
        inside = faces[(values[faces] != NONE).all(axis=1)]
        assert np.ptp(values[inside], axis=1).max() <= 25


@pytest.mark.parametrize("side", SIDES)
def test_the_hand_lies_at_the_hand_knob(side):
    x, y, z = middle("cortex.precentral_gyrus.hand_area", side)
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
    cortex, (_, _, part) = arrays("cortex"), hemisphere("cortex", side)
    with (assets_path() / "knowledge" / "motor_map.csv").open(encoding="utf-8") as f:
        rows = {f"{r['strip']}.{r['part']}": r for r in csv.DictReader(f)}
    column = SIDES.index(side)
    for name, vertex in zip(cortex["anchor_parts"], cortex["anchors"][:, column], strict=True):
        row = rows[str(name)]
        value = int(cortex[f"{row['strip']}_map"][part][vertex])
        assert int(row["from"]) - 1 <= value <= int(row["to"]) + 1, name
