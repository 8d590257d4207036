"""Cranial signs follow the anatomy, whatever the lesion is called."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from tests.bodies import body, knowledge, predicted
from visualizer.findings import Finding
from visualizer.findings.compiled import compiled
from visualizer.findings.cranial.domain import HEALTHY
from visualizer.findings.cranial.paths import NAMES, SIDES, groups
from visualizer.scene import Lesion, Sphere
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow

EYES = ("superior_rectus", "inferior_rectus", "medial_rectus", "lateral_rectus")
OTHER_SIDE = {"left": "right", "right": "left"}


def cranial(prediction):
    """Return the cranial rows, and the reflexes of the brainstem, by target."""
    return {
        (f.domain, f.target, f.side, f.direction if f.target in TURNS else None): f
        for f in prediction.findings
        if f.domain == "cranial" or (f.domain, f.target) in OWN
    }


TURNS = {"horizontal_gaze", "vertical_gaze", "head_turn"}
OWN = {(f.domain, f.target) for f in HEALTHY.values()}
ABNORMAL = [
    Lesion(site="nerve.cn3", side="left"),
    Lesion(site="nerve.cn5", side="right"),
    Lesion(site="nerve.cn7", side="left", level="cerebellopontine_angle"),
    Lesion(site="nerve.cn9", side="right"),
    Lesion(site="nerve.cn10", side="left"),
    Lesion(site="orbit.apex", side="right"),
    Lesion(site="midbrain.pretectum", side="bilateral"),
    Lesion(site="pons.caudal_medial", side="left", onset_days=2),
    Lesion(site="medulla.lateral", side="right", onset_days=5),
    Lesion(site="cortex.mca_stem", side="left", onset_days=1),
    Lesion(site="pons.basis", side="bilateral"),
    Lesion(site="cerebellum.hemisphere", side="left"),
    Lesion(site="nmj.postsynaptic"),
    Lesion(site="mnd.als"),
]


def test_every_target_has_one_row_in_every_prediction():
    want = set(cranial(predicted()))
    assert len(want) == len(HEALTHY)
    for lesion in ABNORMAL:
        rows = [f for f in predicted(lesion).findings if (f.domain, f.target) in OWN]
        assert set(cranial(predicted(lesion))) == want
        assert len(rows) == len(want)


def test_a_healthy_person_has_no_sign():
    assert {f.value for f in HEALTHY.values()} == {"normal", "absent"}
    assert {f.certainty for f in cranial(predicted()).values()} == {"expected"}


@pytest.mark.parametrize("lesion", ABNORMAL, ids=lambda lesion: lesion.site)
def test_every_sign_says_why(lesion):
    found = [f for f in cranial(predicted(lesion)).values() if f.value not in ("normal", "absent")]
    assert found
    rules = knowledge().rules
    for finding in found:
        assert len(finding.because), finding
        assert all(reason.rule in rules for reason in finding.because)


@pytest.mark.parametrize("lesion", ABNORMAL, ids=lambda lesion: lesion.site)
def test_mirrored_lesions_give_mirrored_signs(lesion):
    if lesion.side not in OTHER_SIDE:
        pytest.skip("the same on both sides")
    mirrored = Lesion(
        site=lesion.site,
        side=OTHER_SIDE[lesion.side],
        level=lesion.level,
        onset_days=lesion.onset_days,
    )
    here = {_mirror(f) for f in predicted(lesion).findings if (f.domain, f.target) in OWN}
    there = {_plain(f) for f in predicted(mirrored).findings if (f.domain, f.target) in OWN}
    assert here == there


def _plain(f: Finding):
    return (f.domain, f.target, f.side, f.direction, f.value)


def _mirror(f: Finding):
    return (
        f.domain,
        f.target,
        OTHER_SIDE.get(f.side, f.side),
        OTHER_SIDE.get(f.direction or "", f.direction),
        f.value,
    )


def test_no_row_is_a_rule_of_a_site():
    folder = Path(groups.__wrapped__.__code__.co_filename).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert not [site for site in knowledge().sites if f'"{site}"' in text]


def test_every_rule_named_in_the_code_is_in_the_table():
    folder = Path(groups.__wrapped__.__code__.co_filename).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = set(re.findall(r'"(cranial\.[a-z_]+)"', text))
    assert named <= set(knowledge().rules)
    assert {"cranial.taste", "cranial.tongue_back"} <= set(knowledge().rules)


def test_every_path_is_found_in_the_body():
    model = compiled(body(), knowledge())
    laid = groups(model)
    for name in NAMES:
        for side in SIDES:
            assert (laid.which(name, side) < model.population_count).all(), (name, side)
    assert np.allclose(np.add.reduceat(laid.share, laid.starts), 1.0)


def test_every_number_has_a_known_source():
    table = tomllib.loads(assets_path("knowledge", "cranial_signs.toml").read_text("utf-8"))
    known = set(tomllib.loads(assets_path("knowledge", "sources.toml").read_text("utf-8")))
    for rows in (*table.pop("turn").values(), *table.values()):
        assert set(rows["source"]) <= known
        parts = rows.get("muscles", {})
        assert set(parts) <= set(knowledge().muscles)
        assert not parts or sum(parts.values()) == pytest.approx(1.0)


def test_all_pools_of_a_muscle_count():
    model = compiled(body(), knowledge())
    for side in SIDES:
        assert len(model.pools_of["levator_palpebrae", side]) == 2
        assert len(model.pools_of["palate", side]) == 2
    left, right = (model.pools_of["levator_palpebrae", side] for side in SIDES)
    assert (model.pools.mate[left] == right).all()


@pytest.mark.parametrize("days", [1, 90])
@pytest.mark.parametrize("side", SIDES)
def test_a_hemisphere_never_weakens_a_single_eye_muscle(side, days):
    answer = predicted(Lesion(site="cortex.mca_stem", side=side, onset_days=days))
    for muscle in (*EYES, "levator_palpebrae", "masseter", "palate", "vocal_cord", "upper_face"):
        for where in SIDES:
            assert answer.get("power", muscle, where).value == "normal"


def test_one_and_a_half_leaves_one_eye_to_abduct():
    answer = predicted(Lesion(site="pons.pprf", side="left"), Lesion(site="pons.mlf", side="left"))
    turned = {
        (turn, side): answer.get("cranial", turn, side).value
        for turn in ("eye_abduction", "eye_adduction")
        for side in SIDES
    }
    assert [key for key, value in turned.items() if value == "normal"] == [
        ("eye_abduction", "right")
    ]


def test_a_placed_lesion_of_the_fascicle_gives_internuclear_palsy():
    fibres = body().fibres
    at = [i for i, s in enumerate(fibres.stations) if s.site == "brainstem.mlf"]
    sided = [
        i for i in at if fibres.stations[i].side == "left" and "pons" in fibres.stations[i].level
    ]
    points = fibres.points_mm[np.isin(fibres.station, sided)]
    highest = points[np.argmax(points[:, 2])]
    sphere = Sphere(tuple(float(x) for x in highest - [0.5, 0.0, 0.0]), 1.2)
    answer = predicted(Lesion(shape=sphere))
    assert answer.get("cranial", "eye_adduction", "left").value == "weak"
    assert answer.get("cranial", "eye_adduction", "right").value == "normal"
    assert answer.get("cranial", "abducting_nystagmus", "right").value == "present"


def test_central_hearing_is_lost_only_on_both_sides():
    fibres = body().fibres
    at = [i for i, s in enumerate(fibres.stations) if s.site == "nucleus.medial_geniculate"]
    spheres = {}
    for i in at:
        points = fibres.points_mm[fibres.station == i]
        spheres[fibres.stations[i].side] = Lesion(
            shape=Sphere(tuple(float(x) for x in points.mean(axis=0)), 6.0)
        )
    one = predicted(spheres["left"])
    assert {one.get("cranial", "hearing", side).value for side in SIDES} == {"normal"}
    both = predicted(*spheres.values())
    assert {both.get("cranial", "hearing", side).value for side in SIDES} == {"lost"}


def test_the_jaw_jerk_tells_the_level():
    jerk = {
        site: predicted(Lesion(site=site, side="bilateral", onset_days=120)).get(
            "reflex", "jaw_jerk", "none"
        )
        for site in ("internal_capsule.genu", "medulla.pyramid", "nerve.cn5.motor_root")
    }
    assert jerk["internal_capsule.genu"].value == "increased"
    assert jerk["medulla.pyramid"].value == "normal"
    assert jerk["nerve.cn5.motor_root"].value == "absent"
