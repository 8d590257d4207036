"""Sensory and autonomic paths pass their stations in order, on the right side, layered."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt

from tests.ascending import BODY, FACE, FIRST, OTHER, SECOND, first_at, of_kind
from tests.bodies import body

pytestmark = pytest.mark.slow


NERVOUS = ("brainstem.", "nucleus.", "thalamus.", "internal_capsule.", "cortex.")
STEP_MM, NERVE_STEP_MM = 4.2, 8.2
OUT_MM = 2.6  # 2 mm and the half diagonal of a voxel
ALL = (*FIRST, *SECOND, *FACE, "spinocerebellar", "sympathetic_head", "bladder_descending")
CAPSULE = ("thalamus.vpl_vpm", "internal_capsule.posterior_limb.sensory", "cortex.postcentral")
ORDER = {
    "medial_lemniscus": (
        "nucleus.",
        "brainstem.internal_arcuate",
        "brainstem.medial_lemniscus",
        *CAPSULE,
    ),
    "spinothalamic": (
        "cord.dorsal_horn",
        "cord.ventral_commissure",
        "cord.spinothalamic",
        "brainstem.spinothalamic",
        *CAPSULE,
    ),
    "trigeminothalamic_touch": (
        "nucleus.principal_sensory_trigeminal",
        "brainstem.trigeminal_lemniscus",
        *CAPSULE,
    ),
    "trigeminothalamic_pain": (
        "nucleus.spinal_trigeminal_nucleus",
        "brainstem.trigeminal_lemniscus",
        *CAPSULE,
    ),
    "sympathetic_head": (
        "hypothalamus",
        "brainstem.descending_sympathetic",
        "cord.descending_sympathetic",
        "cord.intermediolateral",
        "root.ventral",
        "root.spinal_nerve",
        "sympathetic.chain",
        "ganglion.superior_cervical",
    ),
    "bladder_descending": (
        "cortex.",
        "nucleus.pontine_micturition_centre",
        "cord.descending_micturition",
        "cord.intermediolateral",
    ),
    "bladder_parasympathetic": (
        "cord.intermediolateral",
        "root.ventral",
        "cauda_equina",
        "root.spinal_nerve",
        "nerve.pelvic_splanchnic",
        "bladder",
    ),
    "bladder_afferent": (
        "bladder",
        "nerve.pelvic_splanchnic",
        "root.spinal_nerve",
        "root.dorsal_ganglion",
        "cauda_equina",
        "cord.dorsal_horn",
    ),
}


@pytest.mark.parametrize("kind", ORDER)
def test_stations_come_in_order(kind):
    fibres = of_kind(kind)
    assert fibres
    for population, _, stations in fibres:
        at = [first_at(stations, prefix) for prefix in ORDER[kind]]
        assert None not in at, population.id
        assert at == sorted(at), population.id


@pytest.mark.parametrize("kind", [*SECOND, *FACE])
def test_second_neurons_end_in_the_other_hemisphere(kind):
    for population, points, stations in of_kind(kind):
        sign = 1.0 if population.side == "right" else -1.0
        assert points[0, 0] * sign > 0, population.id
        assert points[-1, 0] * sign < 0, population.id
        assert stations[0].side == population.side
        assert stations[-1].side == OTHER[population.side]


def test_lemniscus_crosses_in_the_lower_medulla_only():
    for population, points, stations in of_kind("medial_lemniscus"):
        across = np.flatnonzero(np.diff(np.sign(points[:, 0])))
        assert len(across) == 1, population.id
        assert stations[across[0]].site == "brainstem.internal_arcuate"
        assert stations[across[0]].level.startswith("medulla")


def test_spinothalamic_fibres_cross_within_two_segments_above_their_origin():
    names = ["C1", *BODY]
    for population, points, stations in of_kind("spinothalamic"):
        across = np.flatnonzero(np.diff(np.sign(points[:, 0])))
        assert len(across) == 1, population.id
        assert stations[across[0]].site == "cord.ventral_commissure", population.id
        tract = stations[first_at(stations, "cord.spinothalamic")]
        assert tract.side == OTHER[population.side]
        rise = names.index(population.target) - names.index(tract.level)
        assert 0 <= rise <= 2, population.id


def test_the_radiation_passes_behind_the_motor_fibres_of_the_capsule():
    inside = total = 0
    for kind in (*SECOND, *FACE):
        for _, points, stations in of_kind(kind):
            volume = body().volumes["internal_capsule.posterior_limb", stations[-1].side]
            matrix = volume.world_to_voxel
            at = np.rint(points @ matrix[:3, :3].T + matrix[:3, 3]).astype(int)
            at = at[((at >= 0) & (at < volume.mask.shape)).all(axis=1)]
            inside, total = inside + bool(volume.mask[tuple(at.T)].any()), total + 1
    assert inside <= 0.01 * total


def _at_height(kind, z):
    """(segment index, x, y) of the right-hand fibres of a kind that pass a height of the cord."""
    out = []
    for population, points, stations in of_kind(kind):
        step = np.flatnonzero((points[:-1, 2] < z) & (points[1:, 2] >= z))
        name = population.segment if kind == "afferent_large" else population.target
        for i in step:
            inside = stations[i].site in ("cord.dorsal_column", "cord.spinothalamic")
            if inside and points[i, 0] > 0 and name in BODY:
                out.append((BODY.index(name), points[i, 0], points[i, 1]))
    return np.array(out)


def test_layers_of_the_cord():
    """At C4 sacral fibres are medial in the dorsal column, outermost in the spinothalamic tract."""
    cord = body().cord
    here = cord.centre_mm[np.flatnonzero(cord.segment == 3)[0]]
    column = _at_height("afferent_large", here[2])
    assert np.corrcoef(column[:, 0], column[:, 1])[0, 1] < -0.8
    tract = _at_height("spinothalamic", here[2])
    assert np.corrcoef(tract[:, 0], np.abs(tract[:, 1]))[0, 1] > 0.6


def _level_places(level):
    """(segment index, |x|, y) in the lemniscus at a level, mean of each fibre."""
    out = []
    for population, points, stations in of_kind("medial_lemniscus"):
        at = [
            i
            for i, s in enumerate(stations)
            if s.site == "brainstem.medial_lemniscus" and s.level == level
        ]
        middle = points[at].mean(axis=0)
        out.append((BODY.index(population.target), abs(middle[0]), middle[1]))
    return np.array(out)


def test_the_lemniscus_stands_in_the_medulla_and_lies_in_the_pons():
    """The leg is in front in the medulla and at the side in the pons."""
    medulla = _level_places("medulla.open")
    assert np.corrcoef(medulla[:, 0], medulla[:, 2])[0, 1] > 0.6
    pons = _level_places("pons.mid")
    assert np.corrcoef(pons[:, 0], pons[:, 1])[0, 1] > 0.8


@cache
def _distance(site, side):
    volume = body().volumes[site, side]
    padded = np.pad(volume.mask, 6)
    return distance_transform_edt(~padded), volume.world_to_voxel


@pytest.mark.parametrize("kind", ALL)
def test_points_lie_in_the_volumes_they_name(kind):
    places: dict[tuple[str, str], list[np.ndarray]] = {}
    for _, points, stations in of_kind(kind):
        for p, s in zip(points, stations, strict=True):
            if s.site.startswith(NERVOUS) and (s.site, s.side) in body().volumes:
                places.setdefault((s.site, s.side), []).append(p)
    for (site, side), found in places.items():
        field, matrix = _distance(site, side)
        at = np.rint(np.array(found) @ matrix[:3, :3].T + matrix[:3, 3]).astype(int) + 6
        sound = ((at >= 0) & (at < field.shape)).all(axis=1)
        at = np.clip(at, 0, np.array(field.shape) - 1)
        away = np.where(sound, field[tuple(at.T)] * 0.87, 99.0)
        assert (away <= OUT_MM).mean() >= 0.995, (site, side)


@pytest.mark.parametrize("kind", [*ORDER, *FIRST, "spinocerebellar", "sympathetic_body"])
def test_fibres_are_continuous(kind):
    for population, points, stations in of_kind(kind):
        steps = np.linalg.norm(np.diff(points.astype(float), axis=0), axis=1)
        fine = np.array(
            [
                any(s.site.startswith(("cord.", *NERVOUS)) for s in pair)
                for pair in pairwise(stations)
            ]
        )
        assert (steps <= np.where(fine, STEP_MM, NERVE_STEP_MM)).all(), population.id


def test_face_sweating_parts_from_the_eye_at_the_carotid_bifurcation():
    for population, _, stations in of_kind("sympathetic_head"):
        sites = {(s.site, s.level) for s in stations}
        carotid = ("sympathetic.carotid_plexus", "neck") in sites
        assert carotid != (population.target == "face_sweat"), population.id
        assert ("sympathetic.chain", "stellate") in sites, population.id


@pytest.mark.parametrize("kind", ["afferent_small", "spinocerebellar", "sympathetic_head"])
def test_both_sides_are_alike(kind):
    right = [p for q, p, _ in of_kind(kind) if q.side == "right"]
    left = [p for q, p, _ in of_kind(kind) if q.side == "left"]
    assert len(right) == len(left)
    for a, b in zip(right, left, strict=True):
        assert np.abs(a * [-1, 1, 1] - b).max() < 0.5  # ends are brought under the skin
