"""The shipped body is where and what it says it is."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from tests.bodies import body, full_body
from visualizer.anatomy import SEGMENTS

ORDER = (
    "internal_capsule.posterior_limb",
    "midbrain.crus_cerebri",
    "pons.basis",
    "medulla.pyramid",
)
HEIGHT = {"corona_radiata": 15}
"""Percentile of height at which a station is cut: the corona where its fan has closed."""


def _indices(kind):
    fibres = body().fibres
    of_kind = np.array([p.kind == kind for p in fibres.populations])
    return np.flatnonzero(of_kind[fibres.population])


def _sites(fibre):
    fibres = body().fibres
    points = slice(fibres.offsets[fibre], fibres.offsets[fibre + 1])
    return [fibres.stations[i] for i in fibres.station[points]]


def test_there_are_two_thousand_corticospinal_fibres_a_side():
    fibres = body().fibres
    start = fibres.points_mm[fibres.offsets[_indices("corticospinal")], 0]
    assert (start < 0).sum() >= 2000
    assert (start > 0).sum() >= 2000


def test_every_corticospinal_fibre_passes_its_stations_in_order():
    for fibre in _indices("corticospinal"):
        places = [station.site for station in _sites(fibre)]
        first = [places.index(site) for site in ORDER]
        assert first == sorted(first), places
        assert places[-1] == "cord.anterior_horn"


def test_fibres_cross_or_not_as_labelled():
    fibres = body().fibres
    for fibre in _indices("corticospinal"):
        population = fibres.populations[fibres.population[fibre]]
        stations = _sites(fibre)
        above = {s.side for s in stations if s.site in ORDER}
        assert len(above) == 1
        crossed = above != {population.side}
        assert ("uncrossed" not in population.id) == crossed
        end = fibres.points_mm[fibres.offsets[fibre + 1] - 1]
        row = np.argmin(np.linalg.norm(body().cord.centre_mm - end, axis=1))
        to_right = (end - body().cord.centre_mm[row]) @ body().cord.right[row]
        assert (to_right > 0) == (population.side == "right")


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    "site", ["corona_radiata", *ORDER, "cord.lateral_corticospinal"], ids=lambda s: s
)
def test_half_of_the_area_holds_half_of_the_fibres(site, side):
    fibres = body().fibres
    here = [
        i
        for i, s in enumerate(fibres.stations)
        if s.site == site and s.side == side and s.level in ("", "C5")
    ]
    points = np.concatenate([fibres.points_at(i) for i in here])
    kept = np.isin(fibres.fibre_of_point[points], _indices("corticospinal"))
    points = points[kept]
    centre = np.percentile(fibres.points_mm[points, 2], HEIGHT.get(site, 50))
    owner = fibres.fibre_of_point[points]
    order = np.lexsort((np.abs(fibres.points_mm[points, 2] - centre), owner))
    _, first = np.unique(owner[order], return_index=True)
    across = fibres.points_mm[points[order[first]], :2].astype(float)
    spread = across - across.mean(axis=0)
    _, sizes, axes = np.linalg.svd(spread, full_matrices=False)
    assert np.sqrt((spread**2).sum(axis=1).mean()) > 0.4
    assert sizes[1] / sizes[0] > 0.1
    for axis in axes:
        along = spread @ axis
        assert 0.40 <= (along < _half_of_the_area(spread, axis)).mean() <= 0.60


def _half_of_the_area(across, axis):
    """Return where a cut across `axis` halves the area that the fibres fill."""
    cell = 2.5 * np.median(cKDTree(across).query(across, k=5)[0][:, -1])
    filled = np.unique(np.floor(across / cell), axis=0)
    return np.median((filled + 0.5) * cell @ axis)


def test_fibres_are_continuous():
    fibres = body().fibres
    steps = np.linalg.norm(np.diff(fibres.points_mm, axis=0), axis=1)
    steps[fibres.offsets[1:-1] - 1] = 0
    central = np.isin(fibres.fibre_of_point[:-1], _indices("corticospinal"))
    assert steps.max() <= 9.0
    assert steps[central].max() <= 5.0


def test_the_cord_lies_in_its_canal_at_every_level():
    cord = body().cord
    assert {SEGMENTS[i] for i in cord.segment} >= set(SEGMENTS[:30])
    assert (cord.canal_mm >= np.maximum(cord.half_width_mm, cord.half_depth_mm)).all()
    assert (np.diff(cord.segment) >= 0).all()


CROSSED_NUCLEI = ("superior_oblique", "superior_rectus", "levator_palpebrae")
"""Muscles whose motor neurons lie on the other side, all or in part."""


def test_peripheral_fibres_keep_to_their_side():
    fibres = body().fibres
    for kind in ("lmn", "ia"):
        for fibre in _indices(kind):
            population = fibres.populations[fibres.population[fibre]]
            if population.target in CROSSED_NUCLEI:
                continue
            side = population.side
            x = fibres.fibre(int(fibre))[:, 0]
            assert (x > -1).mean() == 1 if side == "right" else (x < 1).mean() == 1


def _meshes():
    return {mesh.id: mesh for layer in full_body().meshes.values() for mesh in layer}


def _middle(mesh_id):
    return _meshes()[mesh_id].vertices_mm.mean(axis=0)


def test_every_sided_mesh_and_volume_is_on_its_side():
    for mesh in _meshes().values():
        side = mesh.id.rsplit(".", 1)[-1]
        if side in ("left", "right"):
            assert (mesh.vertices_mm[:, 0].mean() > 0) == (side == "right"), mesh.id
    for (site, side), volume in body().volumes.items():
        if side in ("left", "right"):
            x = volume.bounds_mm()[:, 0].mean()
            assert (x > 0) == (side == "right"), site


def test_the_left_transverse_temporal_gyrus_is_the_larger():
    area = {}
    for mesh in full_body().meshes["cortex"]:
        parcel = mesh.label_names["parcel"].index("cortex.transverse_temporal_gyrus")
        here = (mesh.vertex_data["parcel"][mesh.faces] == parcel).all(axis=1)
        a, b, c = np.moveaxis(mesh.vertices_mm[mesh.faces[here]], 1, 0)
        area[mesh.id.rsplit(".", 1)[-1]] = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2
    assert area["left"] > 1.2 * area["right"]


def test_deep_structures_are_mirror_images_in_their_places():
    size = {}
    for side in ("left", "right"):
        mesh = _meshes()[f"deep.lateral_ventricle.{side}"]
        a, b, c = np.moveaxis(mesh.vertices_mm[mesh.faces].astype(float), 1, 0)
        size[side] = np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6
    assert size["left"] == pytest.approx(size["right"], rel=0.01)
    assert _middle("deep.caudate_nucleus.left")[1] > _middle("deep.thalamus.left")[1]
    assert _middle("brainstem.pons")[1] > _middle("cerebellum.hemisphere.left")[1]
    assert _middle("brainstem.pons")[2] > _middle("brainstem.medulla")[2]


@pytest.mark.parametrize(("side", "outward"), [("right", 1), ("left", -1)])
def test_hand_and_foot_are_those_of_their_side(side, outward):
    """Palms face forward: then only a right hand has its thumb to the right."""
    thumb, little = (_middle(f"bone.metacarpal.{n}.{side}") for n in (1, 5))
    assert (thumb[0] - little[0]) * outward > 20
    assert _middle(f"bone.pisiform.{side}")[1] > _middle(f"bone.triquetrum.{side}")[1]
    assert (_middle(f"bone.fibula.{side}")[0] - _middle(f"bone.tibia.{side}")[0]) * outward > 10
    great, small = (_middle(f"bone.metatarsal.{n}.{side}") for n in (1, 5))
    assert (small[0] - great[0]) * outward > 20
    assert great[1] > _middle(f"bone.calcaneus.{side}")[1]


def test_the_skin_faces_forward():
    skin = full_body().meshes["skin"][0].vertices_mm
    head = skin[skin[:, 2] > skin[:, 2].max() - 220]
    nose = head[np.argmax(head[:, 1])]
    assert abs(nose[0]) < 6
    assert nose[2] < head[:, 2].max() - 80
    feet = skin[skin[:, 2] < skin[:, 2].min() + 60]
    assert feet[:, 1].max() - np.median(skin[:, 1]) > 60


@pytest.mark.parametrize(("side", "outward"), [("right", 1), ("left", -1)])
def test_nerves_run_on_the_right_side_of_their_limb(side, outward):
    fibres = body().fibres

    def at(site, level):
        index = fibres.stations_by_place[site, side, level]
        return fibres.points_mm[fibres.points_at(index)].mean(axis=0)

    elbow = _middle(f"bone.humerus.{side}")
    ulnar, median = at("nerve.ulnar", "elbow"), at("nerve.median", "elbow")
    assert (median[0] - ulnar[0]) * outward > 5
    assert ulnar[1] < median[1]
    assert elbow[2] > ulnar[2]
    fibular, tibial = (
        at("nerve.common_fibular", "fibular_neck"),
        at("nerve.tibial", "tarsal_tunnel"),
    )
    assert (fibular[0] - _middle(f"bone.tibia.{side}")[0]) * outward > 10
    assert (tibial[0] - _middle(f"bone.fibula.{side}")[0]) * outward < -10


def test_the_dorsal_horn_is_behind_the_anterior_horn():
    fibres = body().fibres
    for side in ("left", "right"):
        heights = {}
        for horn in ("anterior_horn", "dorsal_horn"):
            index = fibres.stations_by_place[f"cord.{horn}", side, "C7"]
            _, uv, _ = body().cord.locate(fibres.points_mm[fibres.points_at(index)])
            heights[horn] = uv[:, 1].mean()
            assert (uv[:, 0].mean() > 0) == (side == "right")
        assert heights["dorsal_horn"] < 0 < heights["anterior_horn"]
