"""Reflexes and what they share: the segments of the textbooks, one arc told under two names."""

import tomllib

import pytest

from tests.bodies import knowledge
from visualizer.storage import paths

pytestmark = pytest.mark.slow

#: Segments of the tendon reflexes, the chief one first (campbell2013, brazis2011).
STRETCH = {
    "biceps": "C5 C6",
    "brachioradialis": "C6 C5",
    "triceps": "C7 C6 C8",
    "finger_flexor": "C8 C7 T1",
    "knee": "L4 L3 L2",
    "medial_hamstring": "L5 S1",
    "ankle": "S1 S2",
}
#: The muscles that answer a tap.
TAPPED = {
    "biceps": {"biceps"},
    "brachioradialis": {"brachioradialis"},
    "triceps": {"triceps"},
    "finger_flexor": {
        "flexor_digitorum_superficialis",
        "fdp_index",
        "fdp_little",
        "flexor_pollicis_longus",
    },
    "knee": {"quadriceps"},
    "medial_hamstring": {"semitendinosus", "semimembranosus"},
    "ankle": {"gastrocnemius", "soleus"},
}
#: Segments of the superficial reflexes, the chief one first; which muscle answers; on which sides.
SURFACE = {
    "abdominal_upper": ("T9 T7 T8 T10", {"abdominals_upper", "abdominals_lower"}, False),
    "abdominal_lower": ("T11 T10 T12 L1", {"abdominals_upper", "abdominals_lower"}, False),
    "cremasteric": ("L1 L2", {"*"}, False),
    "bulbocavernosus": ("S4 S2 S3", {"anal_sphincter"}, True),
    "anal": ("S4 S2 S3", {"anal_sphincter"}, True),
}
#: The same arc under another name.
SAME = {"hoffmann": "finger_flexor", "ankle_clonus": "ankle"}
#: Only the palate hangs so that little less than half its strength no longer lifts it.
HEAVY = {"palate"}
#: By which drives the muscles of each part of the body are reached.
DRIVES = {
    "neck": "trapezius sternocleidomastoid diaphragm",
    "shoulder": "shoulder_abduction shoulder_girdle",
    "arm": "elbow_extension elbow_flexion",
    "forearm": "wrist_flexion elbow_flexion wrist_extension",
    "hand": "hand_fine finger_flexion finger_extension",
    "trunk": "breathing trunk",
    "thigh": "hip_extension hip_flexion hip_abduction hip_adduction knee_flexion knee_extension",
    "leg": "ankle_dorsiflexion ankle_plantarflexion toe_extension ankle_eversion",
    "foot": "toe_extension foot_fine",
    "pelvic_floor": "sphincter",
    "face": "lower_face upper_face",
    "tongue": "tongue",
    "eye": "brainstem_centres",
    "masseter": "jaw",
    "ear": "brainstem_centres",
    "palate": "palate",
    "pharynx": "throat",
    "vocal_cord": "throat",
}


def _weights(arcs):
    found = {}
    for part in arcs:
        found[part.segment] = found.get(part.segment, 0.0) + part.weight
    return found


def _fits(weights, segments):
    chief, *others = segments.split()
    return set(weights) == {chief, *others} and weights[chief] == max(weights.values())


def test_tendon_reflexes_have_their_segments():
    arcs = knowledge().arcs
    assert {name for name, arc in arcs.items() if arc.kind == "stretch"} == set(STRETCH)
    for name, segments in STRETCH.items():
        assert _fits(_weights(arcs[name].arcs), segments), name
        assert {part.muscle for part in arcs[name].arcs} == TAPPED[name], name


def test_superficial_reflexes_have_their_segments_and_muscles():
    arcs = {arc.id: arc for arc in knowledge().surface.arcs}
    assert set(arcs) == set(SURFACE)
    for name, (segments, muscles, midline) in SURFACE.items():
        assert _fits(_weights(arcs[name].parts), segments), name
        assert all(set(part.muscles) == muscles for part in arcs[name].parts), name
        assert arcs[name].midline == midline, name


def test_hoffmann_and_clonus_run_over_the_arc_of_their_jerk():
    arcs = knowledge().arcs
    for name, other in SAME.items():
        assert set(arcs[name].arcs) == set(arcs[other].arcs), name


def test_the_arcs_of_tone_are_muscles_of_their_limb():
    tables = knowledge()
    for limb in ("upper", "lower"):
        arc = tables.arcs[f"tone.{limb}_limb"]
        assert {tables.muscles[part.muscle].limb for part in arc.arcs} == {limb}


def test_each_drive_serves_one_part_of_the_body():
    limbs = {}
    for muscle in knowledge().muscles.values():
        limbs.setdefault(muscle.drive, set()).add(LIKE.get(muscle.limb, muscle.limb))
    assert all(len(found) == 1 for found in limbs.values()), limbs


#: Limbs whose muscles may share a drive.
LIKE = {"girdle": "upper"}
#: Parts that run into each other.
NEAR = {"foramen_magnum": {"medulla"}, "skull_base": {"orbit"}, "orbit": {"skull_base"}}


def test_muscles_of_a_part_of_the_body_are_driven_as_that_part_is():
    found = {}
    for muscle in knowledge().muscles.values():
        found.setdefault(muscle.body_part, set()).add(muscle.drive)
    assert found == {part: set(drives.split()) for part, drives in DRIVES.items()}


def test_little_strength_is_enough_against_gravity():
    assert {name for name, m in knowledge().muscles.items() if m.antigravity > 0.2} == HEAVY


def test_what_lies_beside_a_site_belongs_to_the_same_part_of_the_brain_or_cord():
    path = paths.assets_path("knowledge", "sites", "neighbours.toml")
    beyond = {"thalamus", "corona_radiata", "lenticulostriate"}
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["near"]:
        part = row["sites"].split(".")[0]
        known = {"internal_capsule"} if part in beyond else {part}
        known |= NEAR.get(part, set())
        for place in row["components"].values():
            assert place.split(".")[0] in known, (row["sites"], place)
