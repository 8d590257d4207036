"""Cells of areas and cerebellar paths lie and cross as in the textbooks, alike on both sides."""

from functools import cache

import numpy as np
import pytest

from tests.bodies import body, full_body, knowledge
from visualizer.anatomy import encloses
from visualizer.findings.involvement import involve
from visualizer.scene import Lesion

pytestmark = pytest.mark.slow

OTHER = {"left": "right", "right": "left"}
VOLUMES = {
    "speech_production": ("cortex.broca",),
    "comprehension": ("cortex.wernicke",),
    "calculation": ("cortex.inferior_parietal_lobule",),
    "spatial_attention": ("cortex.inferior_parietal_lobule", "cortex.frontal_eye_field"),
    "movement_initiation": ("cortex.supplementary_motor", "cortex.premotor"),
    "involuntary_movement": ("subthalamic_nucleus",),
    "vestibular_nuclei": ("nucleus.vestibular",),
    "limb": ("cerebellum.hemisphere",),
    "trunk": ("cerebellum.vermis",),
}
OPPOSITE = ("movement_initiation", "involuntary_movement")
"""Cells that serve the other side of the body."""
TERRITORIES = (
    "cortex.aca",
    "cortex.mca_superior_division",
    "cortex.mca_inferior_division",
    "cortex.mca_cortical",
    "cortex.mca_stem",
    "cortex.pca",
    "cortex.aca_mca_border_zone",
)
CELLS = ("centre", "cerebellar_cortex")
FEWEST, MOST = 30, 200
STEP_MM = 3.6
PATHS = {
    ("pontocerebellar", "crossing"): (("brainstem.pontine_nuclei", False), ("pons.basis", False)),
    ("pontocerebellar", "peduncle"): (
        ("brainstem.middle_cerebellar_peduncle", True),
        ("cerebellum.white_matter", True),
        ("cerebellum.hemisphere", True),
    ),
    ("dentatothalamic", "limb"): (
        ("nucleus.dentate", True),
        ("brainstem.superior_cerebellar_peduncle", True),
        ("brainstem.superior_cerebellar_peduncle", False),
        ("brainstem.red_nucleus", False),
        ("thalamus.ventral_lateral", False),
    ),
    ("olivocerebellar", "limb"): (
        ("brainstem.inferior_olive", False),
        ("medulla.tegmentum", False),
        ("medulla.tegmentum", True),
        ("brainstem.inferior_cerebellar_peduncle", True),
        ("cerebellum.hemisphere", True),
    ),
    ("light_reflex", "pupil"): (("midbrain.pretectum", None), ("nucleus.edinger_westphal", True)),
    ("near_response", "pupil"): (
        ("midbrain.tegmentum", True),
        ("nucleus.edinger_westphal", True),
    ),
    ("near_response", "convergence"): (
        ("midbrain.tegmentum", True),
        ("midbrain.oculomotor_nucleus", True),
    ),
    ("centre", "repetition"): (
        ("cortex.wernicke", True),
        ("brain.arcuate_fasciculus", True),
        ("cortex.broca", True),
    ),
    ("corticopontine", "frontal"): (
        ("cortex.frontal_lobe", False),
        ("brainstem.pontine_nuclei", False),
    ),
}
"""Kind and target to stations in order, and whether each lies on the side served."""


@cache
def _fibres(kind, target, side):
    fibres = body().fibres
    wanted = [(p.kind, p.target, p.side) == (kind, target, side) for p in fibres.populations]
    return np.flatnonzero(np.array(wanted)[fibres.population])


def _points(kind, target, side):
    fibres = body().fibres
    return np.concatenate([fibres.fibre(int(i)) for i in _fibres(kind, target, side)])


def _places(fibre):
    fibres = body().fibres
    found = [
        (fibres.stations[s].site, fibres.stations[s].side)
        for s in fibres.station[fibres.offsets[fibre] : fibres.offsets[fibre + 1]]
    ]
    return list(dict.fromkeys(found))


def _kind(target):
    return "cerebellar_cortex" if target in ("limb", "trunk") else "centre"


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("target", VOLUMES)
def test_cells_lie_in_their_area_on_the_side_that_serves(target, side):
    place = OTHER[side] if target in OPPOSITE else side
    points = _points(_kind(target), target, side)
    inside = np.zeros(len(points), dtype=bool)
    for volume in VOLUMES[target]:
        inside |= body().volumes[volume, place].contains(points)
    assert inside.mean() > 0.97, inside.mean()
    assert FEWEST <= len(_fibres(_kind(target), target, side)) <= MOST


@pytest.mark.parametrize("side", ["left", "right"])
def test_cells_of_waking_lie_in_tegmentum_and_thalamus(side):
    points = _points("centre", "arousal", side)
    mesh = next(m for m in full_body().meshes["deep"] if m.id == f"deep.thalamus.{side}")
    inside = encloses(mesh, points)
    for site in ("midbrain.tegmentum", "pons.tegmentum"):
        inside |= body().volumes[site, side].contains(points)
    assert inside.mean() > 0.95


@pytest.mark.parametrize("target", VOLUMES)
def test_cells_fill_their_area(target):
    points = _points(_kind(target), target, "right")
    place = "left" if target in OPPOSITE else "right"
    volume = body().volumes[VOLUMES[target][0], place]
    to_world = np.linalg.inv(volume.world_to_voxel)
    spots = np.argwhere(volume.mask) @ to_world[:3, :3].T + to_world[:3, 3]
    if target == "calculation":
        return
    own = points[volume.contains(points)]
    assert np.all(np.ptp(own, axis=0) > 0.55 * np.ptp(spots, axis=0))


@pytest.mark.parametrize("side", ["left", "right"])
def test_calculation_is_the_hind_part_of_the_lobule(side):
    own = _points("centre", "calculation", side)[:, 1].mean()
    assert own < _points("centre", "spatial_attention", side)[:, 1].min() + 25.0


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("kind", "target"), PATHS)
def test_paths_pass_their_stations_on_the_right_side(kind, target, side):
    for fibre in _fibres(kind, target, side):
        places = _places(int(fibre))
        at = -1
        for site, same in PATHS[kind, target]:
            wanted = {None: ("left", "right"), True: (side,), False: (OTHER[side],)}[same]
            found = [i for i, p in enumerate(places) if p[0] == site and p[1] in wanted]
            assert found, (site, places)
            assert found[0] > at, (site, places)
            at = found[0]


@pytest.mark.parametrize(("kind", "target"), PATHS)
def test_paths_run_in_small_steps_without_sharp_turns(kind, target):
    if kind == "corticopontine":
        return
    fibres = body().fibres
    for i in _fibres(kind, target, "right"):
        step = np.diff(fibres.fibre(int(i)).astype(float), axis=0)
        length = np.linalg.norm(step, axis=1)
        assert length.max() < STEP_MM
        unit = step / length[:, None]
        assert (unit[1:] * unit[:-1]).sum(axis=1).min(initial=1.0) > np.cos(np.radians(70.0))


def test_paths_and_cells_outside_the_cortex_mirror_each_other():
    fibres = body().fibres
    symmetric = [key for key in PATHS if key[0] not in ("centre", "corticopontine")]
    symmetric += [("cerebellar_cortex", "limb"), ("centre", "involuntary_movement")]
    for kind, target in symmetric:
        left, right = (_fibres(kind, target, s) for s in ("left", "right"))
        assert np.allclose(fibres.weight[left], fibres.weight[right])
        a = _points(kind, target, "left") * [-1.0, 1.0, 1.0]
        assert np.abs(a - _points(kind, target, "right")).max() < 0.06, (kind, target)


@pytest.mark.parametrize("territory", TERRITORIES)
def test_a_territory_takes_the_same_share_of_cells_on_both_sides(territory):
    shares = {side: _shares(territory, side) for side in ("left", "right")}
    for key, share in shares["right"].items():
        assert abs(share - shares["left"][key]) < 0.03, key


def _shares(site, side):
    """Share of each population of cells that a lesion takes, its side as seen from the lesion."""
    fibres = body().fibres
    cut = involve(Lesion(site=site, side=side, extent="complete"), 0, 90, body(), knowledge().sites)
    lost = np.zeros(fibres.count)
    lost[cut.fibres] = cut.fraction
    out = {}
    for i, p in enumerate(fibres.populations):
        if p.kind in CELLS:
            own = fibres.population == i
            out[p.id.replace(p.side, str(p.side == side))] = float(lost[own].mean())
    return out


def test_vertical_gaze_upwards_passes_the_posterior_commissure():
    fibres = body().fibres
    total = {True: 0.0, False: 0.0}
    for i in _fibres("gaze_vertical", "elevators", "right"):
        through = any(s == "brainstem.posterior_commissure" for s, _ in _places(int(i)))
        total[through] += float(fibres.weight[i])
    assert total[True] > total[False] > 0
    down = [_places(int(i)) for i in _fibres("gaze_vertical", "depressors", "right")]
    assert not any(s == "brainstem.posterior_commissure" for p in down for s, _ in p)


@pytest.mark.parametrize("side", ["left", "right"])
def test_light_reaches_the_pretectum_of_both_sides(side):
    ends = [_places(int(i))[-1] for i in _fibres("light_reflex", "eye", side)]
    assert {e[1] for e in ends} == {"left", "right"}
    assert {e[0] for e in ends} == {"midbrain.pretectum"}
    starts = [_places(int(i))[0] for i in _fibres("light_reflex", "pupil", side)]
    assert {s[1] for s in starts} == {"left", "right"}
