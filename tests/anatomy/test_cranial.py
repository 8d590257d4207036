"""Cranial nerves leave, turn, cross and end where the textbooks say."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.bodies import body
from tests.landmarks import CRANIAL_MUSCLES, share_in_bone
from tests.surfaces import rows

KNOWLEDGE = Path(__file__).parents[2] / "assets" / "knowledge"
LEVELS = {
    "nerve.cn3": ("subarachnoid", "cavernous_sinus", "orbit"),
    "nerve.cn4": ("ambient_cistern", "cavernous_sinus", "orbit"),
    "nerve.cn5": ("cerebellopontine_angle",),
    "nerve.cn5.motor_root": ("",),
    "nerve.cn6": ("subarachnoid", "cavernous_sinus", "orbit"),
    "nerve.cn7": (
        "cerebellopontine_angle",
        "meatal_to_geniculate",
        "geniculate_ganglion",
        "geniculate_to_stapedius",
        "stapedius_to_chorda",
        "stylomastoid_foramen",
    ),
    "nerve.cn8": ("internal_acoustic_canal", "cerebellopontine_angle"),
    "nerve.cn9": ("jugular_foramen", "skull_base"),
    "nerve.cn10": ("jugular_foramen", "skull_base"),
    "nerve.cn10.recurrent_laryngeal": ("chest",),
    "nerve.cn12": ("hypoglossal_canal", "skull_base"),
    "nerve.spinal_accessory": ("jugular_foramen", "skull_base", "posterior_triangle"),
}
MUSCLES = [*CRANIAL_MUSCLES, "sternocleidomastoid", "trapezius"]
EXITS = {
    "nerve.cn3": ("subarachnoid", 2.5, -107, 1572),
    "nerve.cn4": ("ambient_cistern", 2, -129, 1570),
    "nerve.cn5": ("cerebellopontine_angle", 15, -110, 1554),
    "nerve.cn6": ("subarachnoid", 3, -112, 1543),
    "nerve.cn7": ("cerebellopontine_angle", 9, -117, 1545),
    "nerve.cn8": ("cerebellopontine_angle", 10, -120, 1545),
}
"""First level outside the brainstem, and where the nerve leaves it on the right, mm."""
CAVERNOUS = (
    "nerve.cn3",
    "nerve.cn4",
    "nerve.cn6",
    "nerve.cn5.ophthalmic",
    "nerve.cn5.maxillary",
)
CENTRAL = (
    "brainstem.",
    "midbrain.",
    "pons.",
    "medulla.",
    "nucleus.",
    "brain.",
    "optic.",
    "cortex.",
    "cord.",
    "root.",
    "olfactory.",
    "none",
)


@cache
def _courses(target, side, motor=True):
    """Fibres of a target as (points, stations)."""
    fibres = body().fibres
    out = []
    for i, population in enumerate(fibres.population):
        p = fibres.populations[population]
        if p.target == target and p.side == side and p.kind.startswith("lmn") == motor:
            part = slice(fibres.offsets[i], fibres.offsets[i + 1])
            stations = [fibres.stations[k] for k in fibres.station[part]]
            out.append((fibres.points_mm[part].astype(float), stations))
    return out


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("nerve", LEVELS)
def test_every_level_of_the_vocabulary_has_fibres(nerve, side):
    for level in LEVELS[nerve]:
        index = body().fibres.stations_by_place.get((nerve, side, level))
        assert index is not None, level
        assert len(body().fibres.points_at(index))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_cranial_muscle_has_motor_fibres(muscle, side):
    assert len(_courses(muscle, side)) >= 4


@pytest.mark.parametrize(
    ("muscle", "nerve"),
    [
        ("superior_rectus", "nerve.cn3"),
        ("superior_oblique", "nerve.cn4"),
        ("lateral_rectus", "nerve.cn6"),
        ("upper_face", "nerve.cn7"),
        ("palate", "nerve.cn10"),
        ("tongue", "nerve.cn12"),
        ("trapezius", "nerve.spinal_accessory"),
    ],
)
def test_levels_follow_one_another(muscle, nerve):
    for _, stations in _courses(muscle, "right"):
        found = [s.level for s in stations if s.site == nerve and s.level]
        if not found:
            assert muscle == "palate"
            continue
        assert list(dict.fromkeys(found)) == list(LEVELS[nerve])


@pytest.mark.parametrize("nerve", EXITS)
def test_nerves_leave_the_brainstem_at_their_place(nerve):
    level, *place = EXITS[nerve]
    fibres = body().fibres
    points = fibres.points_mm[fibres.points_at(fibres.stations_by_place[nerve, "right", level])]
    assert np.linalg.norm(points - place, axis=1).min() < 4.0


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_trochlear_nerve_crosses_behind_the_midbrain(side):
    sign = 1 if side == "right" else -1
    for points, _ in _courses("superior_oblique", side):
        assert sign * points[0, 0] < 0 < sign * points[-1, 0]
        at = np.flatnonzero(np.diff(np.sign(points[:, 0])))
        assert len(at) == 1
        assert points[at[0] : at[0] + 2, 1].max() < -125


def test_the_superior_rectus_is_crossed_and_the_levator_served_by_both():
    assert all(points[0, 0] < 0 for points, _ in _courses("superior_rectus", "right"))
    assert all(points[0, 0] > 0 for points, _ in _courses("medial_rectus", "right"))
    sides = [points[0, 0] > 0 for points, _ in _courses("levator_palpebrae", "right")]
    assert 0.25 <= np.mean(sides) <= 0.75


def test_the_left_recurrent_nerve_turns_lower_than_the_right():
    low = {
        side: np.mean([points[:, 2].min() for points, _ in _courses("vocal_cord", side)])
        for side in ("left", "right")
    }
    assert low["right"] > 1385
    assert low["left"] < low["right"] - 40
    for side in low:
        for points, _ in _courses("vocal_cord", side):
            assert points[-1, 2] > points[:, 2].min() + 30


def test_the_facial_genu_turns_round_the_abducens_nucleus():
    abducens = _courses("lateral_rectus", "right")[0][0][0]
    for points, stations in _courses("upper_face", "right"):
        genu = points[[s.site == "brainstem.facial_genu" for s in stations]]
        assert genu[:, 1].min() < abducens[1]
        assert np.linalg.norm(genu - abducens, axis=1).min() < 4.0


def test_the_cavernous_sinus_holds_its_nerves():
    row = next(r for r in rows("cranial_regions.csv") if r["id"] == "skull_base.cavernous_sinus")
    centre = np.array([float(row[f"{k}_mm"]) for k in "xyz"])
    radii = np.array([float(row[f"radius_{k}_mm"]) for k in "xyz"])
    fibres = body().fibres
    for nerve in (*CAVERNOUS, "sympathetic.carotid_plexus"):
        where = [
            fibres.points_mm[fibres.points_at(i)]
            for i, s in enumerate(fibres.stations)
            if s.site == nerve and s.side == "right"
        ]
        inside = (((np.concatenate(where) - centre) / radii) ** 2).sum(axis=1) <= 1
        assert inside.any(), nerve


def test_nasal_fibres_cross_in_the_chiasm():
    for target, crosses in (("field_right", True), ("field_left", False)):
        for points, stations in _courses(target, "right", motor=False):
            assert stations[0].site == "eye.retina"
            assert points[0, 0] > 0
            assert (points[-1, 0] < 0) == crosses


@pytest.mark.slow
def test_cranial_nerves_keep_out_of_bone():
    passages = np.array(
        [
            [float(r[k]) for k in ("x_mm", "y_mm", "z_mm", "radius_mm")]
            for r in rows("cranial_foramina.csv")
        ]
    )
    path = np.concatenate(
        [
            points[[not s.site.startswith(CENTRAL) for s in stations]]
            for muscle in MUSCLES
            for points, stations in _courses(muscle, "right")
        ]
    )
    assert share_in_bone(path, passages) <= 0.01


def test_every_place_has_a_term_and_a_card():
    named, told = set(), set()
    for path in (KNOWLEDGE / "terms").glob("*.csv"):
        named |= {r["id"] for r in rows(f"terms/{path.name}")}
    for path in (KNOWLEDGE / "cards").glob("*.csv"):
        told |= {r["id"] for r in rows(f"cards/{path.name}")}
    places = {r["site"] for r in rows("cranial_courses.csv")}
    places |= {f"foramen.{r['id']}" for r in rows("cranial_foramina.csv")}
    places |= {r["id"] for r in rows("cranial_regions.csv")}
    assert places <= named
    assert places <= told
