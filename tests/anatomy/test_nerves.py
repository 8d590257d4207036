"""Nerves leave the spine in order, branch in order, keep out of bone and lie inside the skin."""

import tomllib
from itertools import pairwise

import numpy as np
import pytest

from tests.bodies import body
from tests.landmarks import share_in_bone
from tests.surfaces import layer, rows, under_skin
from visualizer.anatomy import SEGMENTS
from visualizer.storage.paths import assets_path

KNOWLEDGE = assets_path("knowledge")
CANAL = ("root.", "cauda_equina", "cord.", "none", "nerve.cn", "pons.", "medulla.")
TARGETS = (
    "lateral_arm",
    "lateral_forearm",
    "medial_arm",
    "medial_forearm",
    "posterior_arm",
    "posterior_forearm",
    "regimental_badge_area",
    "first_dorsal_web_hand",
    "median_digits",
    "thenar_eminence_palm",
    "little_finger",
    "thumb",
    "middle_finger",
    "dorsal_ulnar_hand",
    "anterior_thigh",
    "medial_thigh",
    "lateral_thigh",
    "posterior_thigh",
    "medial_leg",
    "lateral_leg",
    "posterior_leg",
    "dorsum_of_foot",
    "first_web_space_foot",
    "lateral_foot",
    "sole",
    "heel",
    "perineum",
    "face_v1",
    "face_v2",
    "face_v3",
)
SAMPLES = 3000


def _courses():
    found = {"nerve": [], "branch": [], "cutaneous": [], "plexus": []}
    for path in sorted((KNOWLEDGE / "nerve_courses").glob("*.toml")):
        with path.open("rb") as f:
            table = tomllib.load(f)
        for kind, entries in found.items():
            entries.extend(table.get(kind, []))
    return found


def _motor_fibres(side="right"):
    fibres = body().fibres
    for i, population in enumerate(fibres.population):
        about = fibres.populations[population]
        if about.kind == "lmn" and about.side == side:
            yield about, slice(fibres.offsets[i], fibres.offsets[i + 1])


def _sites(points):
    fibres = body().fibres
    return [fibres.stations[i].site for i in fibres.station[points]]


def test_branches_leave_in_the_order_of_the_table():
    leaves = {}
    for entry in _courses()["branch"]:
        leaves.setdefault((entry["nerve"], entry["muscle"]), []).append(entry["at"])
    order = {}
    for row in rows("nerve_branches.csv"):
        order.setdefault(row["nerve"], []).append((int(row["order"]), row["muscle"]))
    assert {nerve for nerve, _ in leaves} - set(order) <= {
        "nerve.intercostal",
        "nerve.subcostal",
        "nerve.iliohypogastric",
        "nerve.dorsal_ramus",
        "plexus.lumbar",
        "nerve.cn7",
        "nerve.cn12",
    }
    for nerve, muscles in order.items():
        for (rank, muscle), (later, other) in pairwise(muscles):
            if rank < later:
                assert max(leaves[nerve, muscle]) <= min(leaves[nerve, other]), (
                    nerve,
                    other,
                )


def test_fibres_of_a_later_branch_follow_their_nerve_farther():
    reach = {}
    for about, points in _motor_fibres():
        for site in set(_sites(points)):
            if site.startswith("nerve."):
                here = [s == site for s in _sites(points)]
                path = body().fibres.points_mm[points][here]
                length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
                reach.setdefault((site, about.target), []).append(length)
    for nerve, first, last in (
        ("nerve.radial", "triceps", "extensor_carpi_radialis"),
        ("nerve.posterior_interosseous", "supinator", "extensor_indicis"),
        ("nerve.median", "pronator_teres", "lumbricals_radial"),
        (
            "nerve.ulnar.deep_motor_branch",
            "lumbricals_ulnar",
            "first_dorsal_interosseous",
        ),
        ("nerve.tibial", "gastrocnemius", "flexor_hallucis_longus"),
        ("nerve.deep_fibular", "tibialis_anterior", "extensor_digitorum_brevis"),
    ):
        assert np.mean(reach[nerve, first]) < np.mean(reach[nerve, last]), nerve


@pytest.mark.slow
def test_nerves_keep_out_of_bone():
    path = np.concatenate([_between(points) for _, points in _motor_fibres()])
    path = path[:: max(1, len(path) // SAMPLES)]
    assert share_in_bone(path, _passages()) <= 0.01


def _between(points):
    """Places of a fibre outside canal and cranium."""
    keep = [not s.startswith(CANAL) for s in _sites(points)]
    return body().fibres.points_mm[points][keep].astype(float)


def _passages():
    """Intervertebral and sacral foramina: balls round the ends of the ventral roots."""
    fibres = body().fibres
    found = []
    for segment in SEGMENTS:
        index = fibres.stations_by_place.get(("root.spinal_nerve", "right", segment))
        if index is not None:
            points = fibres.points_mm[fibres.points_at(index)].astype(float)
            radius = 16.0 if segment.startswith("S") else 9.0
            found += [[*points.mean(axis=0), radius], [*points[0], radius]]
    return np.array(found)


@pytest.mark.slow
def test_nerves_lie_inside_the_skin_everywhere():
    path = np.concatenate([_between(points) for _, points in _motor_fibres()])
    assert under_skin(path).all()


def test_trunks_divide_behind_the_clavicle_and_cords_lie_round_the_artery():
    fibres = body().fibres

    def at(part):
        index = fibres.stations_by_place[f"plexus.brachial.{part}", "right", ""]
        return fibres.points_mm[fibres.points_at(index)].mean(axis=0)

    upper, middle, lower = (at(f"{k}_trunk") for k in ("upper", "middle", "lower"))
    assert upper[2] > middle[2] > lower[2]
    clavicle = layer("skeleton")["bone.clavicle.right"].vertices_mm
    for k in ("upper", "middle", "lower"):
        trunk, front = at(f"{k}_trunk"), at(f"{k}_trunk.anterior_division")
        assert trunk[0] < front[0]
        beside = clavicle[np.abs(clavicle[:, 0] - front[0]) < 8]
        assert front[1] < beside[:, 1].mean()
    lateral, medial, behind = (at(f"{k}_cord") for k in ("lateral", "medial", "posterior"))
    assert lateral[2] > medial[2]
    assert behind[1] < min(lateral[1], medial[1])


def test_motor_fibres_spread_in_their_muscle():
    ends = {}
    for about, points in _motor_fibres():
        ends.setdefault(about.target, []).append(body().fibres.points_mm[points.stop - 1])
    for muscle in (
        "deltoid",
        "biceps",
        "quadriceps",
        "gluteus_maximus",
        "gastrocnemius",
    ):
        spots = np.array(ends[muscle], dtype=float)
        spread = np.linalg.norm(spots - spots.mean(axis=0), axis=1)
        assert 4 < spread.mean() < 45, muscle


def test_every_territory_has_a_course_and_shares_of_one():
    entries = _courses()["cutaneous"]
    for row in rows("cutaneous_nerves.csv"):
        parts = [p.split(":") for p in row["segments"].split(";")]
        assert sum(float(share) for _, share in parts) == pytest.approx(1.0), row
        if row["nerve"] == "nerve.cn5":
            continue
        for segment, _ in parts:
            names = {row["territory"], row["territory"].replace(segment.lower(), "{n}")}
            assert any(
                c["territory"] in names and segment in c.get("segments", [segment]) for c in entries
            ), (row["territory"], segment)


def test_every_sensory_target_of_skin_has_a_territory():
    served = {
        t for row in rows("cutaneous_nerves.csv") for t in row["vocabulary_targets"].split(";")
    }
    assert set(TARGETS) <= served


def test_nerves_plexuses_and_passages_have_terms_and_cards():
    terms, cards = ({r["id"]: r for r in rows(f"{kind}/nerves.csv")} for kind in ("terms", "cards"))
    assert set(terms) == set(cards)
    courses = _courses()
    named = {c["id"] for c in courses["nerve"] + courses["plexus"]}
    named |= {f"passage.{r['id']}" for r in rows("foramina.csv")}
    assert {n for n in named if not n.startswith("nerve.cn")} <= set(terms)
    with (KNOWLEDGE / "sources.toml").open("rb") as f:
        sources = set(tomllib.load(f))
    for row in cards.values():
        assert set(row["source"].split(";")) <= sources, row["id"]
