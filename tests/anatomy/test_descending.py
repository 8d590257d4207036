"""The descending paths fill their real cross-sections, run smoothly and stand in their shares."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.bodies import body

pytestmark = pytest.mark.slow

KNOWLEDGE = Path(__file__).parents[2] / "assets" / "knowledge"
CELL_MM = 1.5
MOST_TURN_DEG = 45.0
STEP_MM = 4.2
SPINAL = (
    "corticospinal",
    "corticospinal_premotor",
    "corticospinal_supplementary",
    "corticospinal_parietal",
)
BRAINSTEM = (
    "rubrospinal",
    "tectospinal",
    "vestibulospinal_lateral",
    "vestibulospinal_medial",
)


def _rows(name):
    with (KNOWLEDGE / name).open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


@cache
def _of_kind(*kinds):
    fibres = body().fibres
    wanted = np.array([p.kind in kinds for p in fibres.populations])
    return np.flatnonzero(wanted[fibres.population])


def _population(fibre):
    return body().fibres.populations[body().fibres.population[fibre]]


def _stations(fibre):
    fibres = body().fibres
    return [fibres.stations[i] for i in fibres.station[slice(*fibres.offsets[fibre : fibre + 2])]]


@cache
def _polylines(*kinds):
    """Steps (n, 2, 3) between neighbouring points of all fibres of some kinds, body mm."""
    fibres = body().fibres
    found = [fibres.fibre(int(i)).astype(float) for i in _of_kind(*kinds)]
    return np.concatenate([np.stack([p[:-1], p[1:]], axis=1) for p in found])


def _section(volume, share, kinds):
    """Places (n, 2) of the fibres and of the voxels where a volume is cut level, voxels."""
    k = int(share * (volume.mask.shape[2] - 1))
    matrix = volume.world_to_voxel
    steps = _polylines(*kinds) @ matrix[:3, :3].T + matrix[:3, 3]
    low, high = steps[:, 0, 2] - k, steps[:, 1, 2] - k
    cut = steps[(low > 0) & (high <= 0)]
    way = ((cut[:, 0, 2] - k) / (cut[:, 0, 2] - cut[:, 1, 2]))[:, None]
    return (cut[:, 0] + way * (cut[:, 1] - cut[:, 0]))[:, :2], np.argwhere(volume.mask[:, :, k])


def _middle(voxels, share):
    """Voxels (n, 2) of the middle share along the long axis."""
    centred = voxels - voxels.mean(axis=0)
    along = centred @ np.linalg.svd(centred, full_matrices=False)[2][0]
    low, high = np.quantile(along, [0.5 - share / 2, 0.5 + share / 2])
    return voxels[(along >= low) & (along <= high)]


def _back(voxels):
    return voxels[voxels[:, 1] <= np.median(voxels[:, 1])]


def _covered(points, voxels):
    """Share of the 1.5 mm cells of a region that hold a fibre; cells hardly in it do not count."""
    cells, counts = np.unique(np.floor(voxels / CELL_MM), axis=0, return_counts=True)
    cells = {tuple(c) for c in cells[counts >= 2]}
    held = {tuple(c) for c in np.floor(points / CELL_MM)}
    return len(cells & held) / len(cells)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("site", "share", "region", "least"),
    [
        ("internal_capsule.posterior_limb", 0.75, _back, 0.6),
        ("midbrain.crus_cerebri", 0.45, lambda v: _middle(v, 0.6), 0.6),
        ("pons.basis", 0.5, lambda v: v, 0.3),
        ("medulla.pyramid", 0.5, lambda v: v, 0.6),
    ],
)
def test_the_fibres_cover_the_cross_section(site, side, share, region, least):
    points, voxels = _section(body().volumes[site, side], share, SPINAL)
    assert _covered(points, region(voxels)) >= least


def _turns(points):
    steps = np.diff(points, axis=0)
    unit = steps / np.linalg.norm(steps, axis=1, keepdims=True)
    return np.degrees(np.arccos(np.clip((unit[1:] * unit[:-1]).sum(axis=1), -1, 1)))


@pytest.mark.parametrize("kind", [*SPINAL, *BRAINSTEM, "corticobulbar_accessory", "bulbospinal"])
def test_fibres_run_smoothly_below_the_cortex(kind):
    """No kink at a point in corona, capsule, brainstem or cord, the decussation apart."""
    for fibre in _of_kind(kind):
        points = body().fibres.fibre(int(fibre)).astype(float)
        steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
        sites = [s.site for s in _stations(fibre)]
        free = [
            s.startswith("cortex.") or s == "medulla.pyramidal_decussation" for s in sites[1:-1]
        ]
        turns = np.where(free, 0.0, _turns(points))
        assert turns.max() <= MOST_TURN_DEG, (fibre, sites[1 + int(turns.argmax())], turns.max())
        assert steps.max() <= STEP_MM, (fibre, sites[int(steps.argmax())], steps.max())


def test_tracts_of_the_brainstem_have_the_fibres_of_their_table():
    """Vestibulospinal fibres are kinds of their own and not counted as reticulospinal too."""
    rows = _rows("descending_tracts.csv")
    for kind in (*BRAINSTEM, "bulbospinal"):
        wanted = sum(int(r["fibres_a_side"]) for r in rows if r["kind"] == kind)
        for side in ("left", "right"):
            found = [p for p in map(_population, _of_kind(kind)) if p.side == side]
            assert len(found) == wanted, (kind, side)


def test_the_cortical_origins_have_their_published_shares():
    fibres = body().fibres
    weight = {
        r["kind"]: float(fibres.weight[_of_kind(r["kind"])].sum())
        for r in _rows("cortical_origin.csv")
    }
    for r in _rows("cortical_origin.csv"):
        share = weight[r["kind"]] / sum(weight.values())
        assert share == pytest.approx(float(r["share"]), abs=0.015), r["kind"]


def test_the_origins_start_in_their_cortex_and_end_in_their_horn():
    for kind, start, end in (
        ("corticospinal", ("cortex.precentral", "cortex.paracentral"), "cord.anterior_horn"),
        ("corticospinal_premotor", ("cortex.premotor",), "cord.anterior_horn"),
        ("corticospinal_supplementary", ("cortex.supplementary",), "cord.anterior_horn"),
        ("corticospinal_parietal", ("cortex.postcentral",), "cord.dorsal_horn"),
    ):
        for fibre in _of_kind(kind):
            sites = [s.site for s in _stations(fibre)]
            assert sites[0].startswith(start)
            assert sites[-1] == end


@pytest.mark.parametrize(
    "kind",
    [*SPINAL, *BRAINSTEM, "corticobulbar", "corticobulbar_gaze", "corticobulbar_accessory"],
)
def test_both_sides_have_as_many_fibres(kind):
    fibres = body().fibres
    count = np.bincount(fibres.population, minlength=len(fibres.populations))
    number = {p.id: int(n) for p, n in zip(fibres.populations, count, strict=True)}
    here = [p for p in fibres.populations if p.kind == kind]
    assert here
    for p in here:
        swapped = {"left": "right", "right": "left"}[p.side]
        assert number[p.id] == number[p.id.replace(f".{p.side}", f".{swapped}")]


def test_corticobulbar_fibres_cross_in_their_shares():
    for r in _rows("corticobulbar.csv"):
        ids = [p.id for p in map(_population, _of_kind(r["kind"])) if p.target == r["target"]]
        crossed = np.mean([not i.endswith("uncrossed") for i in ids])
        assert crossed == pytest.approx(float(r["crossed"]), abs=0.06), r["target"]
        assert float(r["crossed"]) + float(r["uncrossed"]) == pytest.approx(1.0)


def test_the_decussation_has_its_length_and_its_bundles_alternate():
    """Pyramidal fibres cross over about a centimetre, in bundles from either side in turn."""
    fibres = body().fibres
    places = {"left": [], "right": []}
    for fibre in _of_kind("corticospinal"):
        population, points = _population(fibre), fibres.fibre(int(fibre)).astype(float)
        if population.id.endswith("uncrossed"):
            continue
        i = int(np.flatnonzero(np.diff(np.sign(points[:, 0])))[-1])
        share = points[i, 0] / (points[i, 0] - points[i + 1, 0])
        places[population.side].append(points[i, 2] + share * (points[i + 1, 2] - points[i, 2]))
    everything = np.concatenate(list(places.values()))
    top, foot = np.percentile(everything, [99, 1])
    bins = np.arange(foot, top, 0.4)
    lead = np.histogram(places["left"], bins)[0] - np.histogram(places["right"], bins)[0]
    turns = np.count_nonzero(np.diff(np.sign(lead[lead != 0])))
    assert 5.0 <= top - foot <= 11.0
    assert turns >= 6


def test_the_lateral_tract_tapers_to_the_sacral_cord():
    fibres = body().fibres
    lateral = {}
    for i, station in enumerate(fibres.stations):
        if station.site == "cord.lateral_corticospinal" and station.side == "right":
            owners = np.unique(fibres.fibre_of_point[fibres.points_at(i)])
            lateral[station.level] = len(np.intersect1d(owners, _of_kind("corticospinal")))
    counts = [lateral[level] for level in ("C4", "T2", "T12", "L4", "S2", "S4")]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] > 0
