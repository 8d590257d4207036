"""Horner, bladder, bowel, sweating and blood pressure: what no case file says."""

import tomllib

import pytest

from tests.bodies import body, knowledge, predicted
from tests.findings.reasons import check_reasons, known_sources
from visualizer.anatomy import opposite
from visualizer.scene import Lesion, Slab, Sphere
from visualizer.storage.paths import assets_path

SIDES = ("left", "right")


def rows(*lesions, days=None):
    found = predicted(*lesions, days=days).findings
    return {(f.target, f.side): f for f in found if f.domain == "autonomic"}


def words(found):
    return {key: row.value for key, row in found.items()}


PLAIN = {
    **{("horner", side): "absent" for side in SIDES},
    **{("sweating", side): "normal" for side in SIDES},
    ("bladder", "none"): "normal",
    ("bowel", "none"): "normal",
    ("neurogenic_shock", "none"): "absent",
    ("autonomic_dysreflexia", "none"): "absent",
    ("dry_mouth", "none"): "absent",
}


def test_a_healthy_person_has_every_row_and_no_sign():
    assert words(rows()) == PLAIN


def test_a_nerve_of_the_arm_changes_nothing():
    found = rows(Lesion("nerve.ulnar", "left", extent="complete"))
    assert words(found) == PLAIN
    assert {row.certainty for row in found.values()} == {"expected"}


def other_side(found):
    return {
        (target, opposite(side) if side in SIDES else side): value
        for (target, side), value in found.items()
    }


@pytest.mark.parametrize(
    ("site", "more"),
    [
        ("medulla.lateral", {}),
        ("cord.hemisection", {"level": "C7"}),
        ("sympathetic.chain", {"level": "stellate"}),
        ("sympathetic.carotid_plexus", {"level": "neck"}),
        ("root.avulsion", {"level": "C8-T1"}),
        ("cauda_equina", {}),
        ("cortex.aca", {"onset_days": 5}),
    ],
)
def test_mirrored_lesions_give_mirrored_signs(site, more):
    left = words(rows(Lesion(site, "left", extent="complete", **more)))
    right = words(rows(Lesion(site, "right", extent="complete", **more)))
    assert left == other_side(right)


@pytest.mark.parametrize("days", [0.2, 10, 200])
def test_a_placed_slab_is_a_transection(days):
    named = rows(Lesion("cord.transection", "bilateral", level="T4", onset_days=days))
    placed = rows(Lesion(shape=Slab("T4"), onset_days=days))
    assert words(named) == words(placed)


def test_a_ball_in_the_apex_of_the_lung_gives_horner_on_its_side():
    fibres = body().fibres
    station = next(
        i
        for i, s in enumerate(fibres.stations)
        if (s.site, s.side, s.level) == ("sympathetic.chain", "right", "stellate")
    )
    centre = fibres.points_mm[fibres.points_at(station)].mean(axis=0)
    found = words(rows(Lesion(shape=Sphere(tuple(float(x) for x in centre), 12.0))))
    assert found["horner", "right"] == "present"
    assert found["horner", "left"] == "absent"
    assert found["bladder", "none"] == "normal"


def test_the_bladder_goes_from_retention_to_reflex():
    states = [
        rows(Lesion("cord.transection", "bilateral", level="T8", onset_days=d))["bladder", "none"]
        for d in (0.1, 7, 28, 40, 60, 120)
    ]
    values = [state.value for state in states]
    turn = values.index("reflex_overactive")
    assert set(values[:turn]) == {"areflexic_retention"}
    assert set(values[turn:]) == {"reflex_overactive"}
    assert states[turn].certainty == "possible"
    assert states[-1].certainty == "expected"


def test_dysreflexia_is_of_lesions_at_or_above_t6_and_late():
    def value(level, days):
        lesion = Lesion("cord.transection", "bilateral", level=level, onset_days=days)
        return words(rows(lesion))["autonomic_dysreflexia", "none"]

    assert [value(level, 200) for level in ("C5", "T4", "T6")] == ["present"] * 3
    assert [value(level, 200) for level in ("T8", "T10", "L1")] == ["absent"] * 3
    assert value("C5", 3) == "absent"


def test_neurogenic_shock_is_never_certain():
    found = rows(Lesion("cord.transection", "bilateral", level="C6", onset_days=0.5))
    assert found["neurogenic_shock", "none"].value == "present"
    assert found["neurogenic_shock", "none"].certainty == "possible"


def test_slow_lesions_give_no_shock():
    lesion = Lesion("cord.transection", "bilateral", level="T8", onset_days=20, tempo="slow")
    assert words(rows(lesion))["bladder", "none"] == "reflex_overactive"


def test_two_half_lesions_make_one_bladder():
    halves = [
        Lesion("cord.hemisection", "left", level="T8", onset_days=200),
        Lesion("cord.hemisection", "right", level="T10", onset_days=200),
    ]
    assert words(rows(halves[0]))["bladder", "none"] == "normal"
    assert words(rows(*halves))["bladder", "none"] == "reflex_overactive"


def test_every_sign_has_a_reason_with_sources():
    lesions = [
        Lesion("cord.transection", "bilateral", level="C6", onset_days=1),
        Lesion("cord.transection", "bilateral", level="C6", onset_days=200),
        Lesion("cord.conus", "bilateral"),
        Lesion("nmj.presynaptic", "bilateral"),
    ]
    for lesion in lesions:
        check_reasons(rows(lesion).values(), PLAIN)


def test_tables_cite_known_sources():
    known = known_sources()
    path = assets_path("knowledge", "autonomic_signs.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    groups = [*table.pop("population").values(), *table.values()]
    assert groups
    assert all(set(group["source"]) <= known for group in groups)
    assert knowledge().autonomic.populations
