"""Superficial and sacral reflexes: what no case file says."""

import tomllib

import pytest

from tests.bodies import knowledge, predicted
from tests.findings.reasons import check_reasons, known_sources
from visualizer.anatomy import opposite
from visualizer.scene import Lesion, Slab
from visualizer.storage.paths import assets_path

SIDES = ("left", "right")
SIDED = ("abdominal_upper", "abdominal_lower", "cremasteric")
MIDLINE = ("bulbocavernosus", "anal")
NAMES = (*SIDED, *MIDLINE, "grasp")


def rows(*lesions):
    found = predicted(*lesions).findings
    return {(f.target, f.side): f for f in found if f.domain == "reflex" and f.target in NAMES}


def words(found):
    return {key: row.value for key, row in found.items()}


PLAIN = {
    **{(name, side): "normal" for name in SIDED for side in SIDES},
    **{(name, "none"): "normal" for name in MIDLINE},
    **{("grasp", side): "absent" for side in SIDES},
}
GRADES = {"absent": "0", "decreased": "1+", "normal": "2+"}


def test_a_healthy_person_has_every_row():
    assert words(rows()) == PLAIN


def test_weights_of_every_reflex_sum_to_one():
    for arc in knowledge().surface.arcs:
        assert sum(part.weight for part in arc.parts) == pytest.approx(1.0), arc.id


def test_every_reflex_has_its_grade():
    for level in ("T4", "T9", "T11", "L1", "S3"):
        for (target, _), row in rows(Lesion("cord.transection", "bilateral", level=level)).items():
            if target != "grasp":
                assert row.grade == GRADES[row.value]


@pytest.mark.parametrize(
    ("site", "more"),
    [
        ("internal_capsule.posterior_limb", {}),
        ("medulla.pyramid", {}),
        ("cord.hemisection", {"level": "T8"}),
        ("cord.anterior_horn", {"level": "T7-L2"}),
        ("nerve.genitofemoral", {}),
        ("nerve.pudendal", {}),
        ("cortex.aca", {}),
    ],
)
def test_mirrored_lesions_give_mirrored_signs(site, more):
    left = words(rows(Lesion(site, "left", extent="complete", **more)))
    right = words(rows(Lesion(site, "right", extent="complete", **more)))
    turned = {(t, opposite(s) if s in SIDES else s): value for (t, s), value in right.items()}
    assert left == turned


@pytest.mark.parametrize("level", ["T4", "T9", "L1", "S3"])
def test_a_placed_slab_is_a_transection(level):
    named = rows(Lesion("cord.transection", "bilateral", level=level, onset_days=60))
    placed = rows(Lesion(shape=Slab(level), onset_days=60))
    assert words(named) == words(placed)


def test_the_level_of_a_transection_shows_in_the_abdominal_reflexes():
    def values(level):
        found = words(rows(Lesion("cord.transection", "bilateral", level=level, onset_days=60)))
        return [found[name, "left"] for name in SIDED]

    assert values("T4") == ["absent", "absent", "absent"]
    assert values("T10") == ["normal", "absent", "absent"]
    assert values("L3") == ["normal", "normal", "normal"]


def test_sacral_reflexes_come_back_within_days():
    def value(days):
        lesion = Lesion("cord.transection", "bilateral", level="T4", onset_days=days)
        return words(rows(lesion))["bulbocavernosus", "none"]

    assert value(0.1) == "absent"
    assert value(1.5) in ("absent", "decreased")
    assert value(5) == value(200) == "normal"


def test_slow_and_sudden_lesions_of_the_sacral_cord_take_the_sacral_reflexes():
    for tempo in ("slow", "sudden"):
        found = words(rows(Lesion("cord.conus", "bilateral", onset_days=300, tempo=tempo)))
        assert [found[name, "none"] for name in MIDLINE] == ["absent", "absent"]


def test_dorsal_columns_are_no_part_of_the_arc():
    assert words(rows(Lesion("cord.dorsal_columns", "bilateral", level="C2-S5"))) == PLAIN


def test_a_paralysed_hand_does_not_grasp():
    palsy = [
        Lesion("cortex.aca", "left"),
        Lesion("plexus.brachial.complete", "right", extent="complete"),
    ]
    assert words(rows(palsy[0]))["grasp", "right"] == "present"
    assert words(rows(*palsy))["grasp", "right"] == "absent"


def test_every_sign_has_a_reason_with_sources():
    lesions = [
        Lesion("cord.transection", "bilateral", level="T4", onset_days=0.1),
        Lesion("cord.conus", "bilateral"),
        Lesion("internal_capsule.posterior_limb", "left"),
        Lesion("nerve.genitofemoral", "left", extent="complete"),
        Lesion("cortex.aca", "left"),
    ]
    for lesion in lesions:
        check_reasons(rows(lesion).values(), PLAIN)


def test_tables_cite_known_sources():
    known = known_sources()
    table = tomllib.loads(assets_path("knowledge", "surface_reflexes.toml").read_text("utf-8"))
    assert all(set(group["source"]) <= known for group in table.values())
    for arc in knowledge().surface.arcs:
        assert arc.sources
        assert set(arc.sources) <= known
