"""Diffuse diseases and drives: which neurons a rule means, and which it can not."""

import tomllib

import pytest

from tests.bodies import body, knowledge
from visualizer.storage import paths

pytestmark = pytest.mark.slow

#: What each element of a disease is: kinds of fibres, where it takes them, whether to the ganglion.
ELEMENTS = {
    "motor_cell": ({"lmn"}, "start", False),
    "motor_axon": ({"lmn"}, "end", False),
    "upper_neuron": ({"corticospinal", "corticobulbar"}, "start", False),
    "upper_axon": ({"corticospinal"}, "end", False),
    "muscle_afferent": ({"ia"}, "start", False),
    "cerebellar_afferent": ({"spinocerebellar"}, "end", False),
    "salivary_ending": ({"parasympathetic_salivary"}, "end", False),
    "pupil_ending": ({"parasympathetic_pupil"}, "end", False),
    "bladder_ending": ({"bladder_parasympathetic"}, "end", False),
    "bladder_path": ({"bladder_descending"}, "end", False),
    "skin_large": ({"afferent_large"}, "start", True),
    "skin_small": ({"afferent_small"}, "start", True),
    "junction": (set(), "junction", False),
    "muscle": (set(), "muscle", False),
}
#: Parts of the skin by group, and the fibres that only brush them.
SKIN = {"skin_leg": {"leg", "foot", "thigh"}, "skin_arm": {"hand", "arm", "forearm"}}
BRUSHED = {"L5.lateral_femoral_cutaneous"}
#: Muscles near the trunk, whose drive is planned in the premotor cortex.
PLANNED = {
    "shoulder_abduction",
    "shoulder_girdle",
    "hip_flexion",
    "hip_extension",
    "hip_abduction",
}
#: Processes that slow what still conducts, in the periphery and in the cord.
SLOWED = {"conduction_block", "compression", "demyelination", "inflammation"}
SLOWED_IN_CORD = SLOWED - {"conduction_block"}


def _table():
    path = paths.assets_path("knowledge", "diffuse.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_elements_are_what_their_names_say():
    found = {
        name: (set(row.get("kinds", ())), row["part"], row.get("to_ganglion", False))
        for name, row in _table()["element"].items()
    }
    assert found == ELEMENTS


def test_the_skin_of_arm_and_leg_is_all_of_it():
    parts = knowledge().sensation.parts
    skin = {p.target for p in body().fibres.populations if p.kind == "afferent_large"}
    groups = _table()["group"]
    for name, own in SKIN.items():
        all_of_it = {s for s in skin if "." in s and parts.get(s.split(".")[1]) in own}
        assert set(groups[name]["members"]) | BRUSHED >= all_of_it, name
        assert set(groups[name]["members"]) <= all_of_it, name


def test_muscles_of_a_group_are_in_one_limb():
    muscles = knowledge().muscles
    for name, group in _table()["group"].items():
        known = [muscles[m] for m in group["members"] if m in muscles]
        assert len({m.limb if m.limb != "girdle" else "upper" for m in known}) <= 2, name


def test_only_what_lies_near_the_trunk_is_planned():
    drives = knowledge().drives
    assert {name for name, drive in drives.items() if drive.premotor_share} == PLANNED


def test_only_some_processes_slow_conduction():
    rows = knowledge().electro.processes
    assert {name for name, row in rows.items() if row.peripheral_ms} == SLOWED
    assert {name for name, row in rows.items() if row.central_ms} == SLOWED_IN_CORD


def test_what_disturbs_the_hemispheres_and_the_limbs_is_looked_for_in_all_of_them():
    lists = knowledge().higher.lists
    assert set(lists["arousal.hemispheres"]) == {
        "speech_production",
        "comprehension",
        "calculation",
        "spatial_attention",
    }
    assert set(lists["ataxia.arm"]) == {"deltoid", "biceps", "triceps", "extensor_carpi_radialis"}
    assert set(lists["ataxia.leg"]) == {
        "iliopsoas",
        "quadriceps",
        "semitendinosus",
        "tibialis_anterior",
    }


def test_the_plantar_response_is_that_of_the_toes():
    lists = knowledge().lists
    extensors = {"extensor_hallucis_longus", "extensor_digitorum_longus"}
    flexors = {"flexor_hallucis_longus", "flexor_digitorum_longus", "abductor_hallucis"}
    assert set(lists["plantar.extensors"]) == extensors
    assert set(lists["plantar.flexors"]) == flexors
    assert set(lists["plantar.afferents"]) < flexors
    assert len(lists["plantar.afferents"]) == 2
    assert set(lists["plantar.pathway"]) < extensors


def test_what_is_whole_answers_wholly_and_what_is_left_never_answers_less():
    for name, row in _table()["answer"].items():
        points = row["points"] if isinstance(row["points"], list) else [[1.0, row["points"]]]
        assert points[-1] == [1.0, 1.0] or points[-1][1] == 1.0 > points[-1][0], name
        assert [value for _, value in points] == sorted(value for _, value in points), name


def test_a_disease_begins_on_its_first_day():
    for name, row in _table()["course"].items():
        points = row["points"] if isinstance(row["points"], list) else [[0, row["points"]]]
        assert points[0][0] == 0 or points[0][1] == 1.0, name
        assert max(value for _, value in points) == 1.0, name
