"""What is left of each kind of muscle after lesions from above, and what regions hold.

The order is teaching (castlekirszbaum2021, blumenfeld2010, brazis2011): extensors of hand and foot
suffer most, the muscles against gravity less, those that both hemispheres drive hardly. The
windows keep the groups apart.
"""

import pytest

from tests.bodies import knowledge, predicted
from visualizer.scene import Lesion

pytestmark = pytest.mark.slow

TRACT = "corticospinal_and_corticobulbar"
#: Scenes: a lesion of the left, or of both sides, and the side that is looked at.
SCENES = {
    "capsule, day 1": (Lesion("internal_capsule.posterior_limb", "left", onset_days=1), "right"),
    "capsule, old": (Lesion("internal_capsule.posterior_limb", "left", onset_days=400), "right"),
    "capsule, own side": (
        Lesion("internal_capsule.posterior_limb", "left", onset_days=400),
        "left",
    ),
    "half a tract, day 1": (Lesion(TRACT, "left", fraction=0.5, onset_days=1), "right"),
    "half a tract, old": (Lesion(TRACT, "left", fraction=0.5, onset_days=2000), "right"),
    "half a cord": (Lesion("cord.hemisection", "left", "C2", onset_days=400), "left"),
    "half a cord, far": (Lesion("cord.hemisection", "left", "C2", onset_days=400), "right"),
    "lateral tract": (
        Lesion(
            "cord.hemisection", "left", "C2", components=("lateral_corticospinal",), onset_days=400
        ),
        "left",
    ),
    "both tracts": (Lesion(TRACT, "bilateral", onset_days=400), "right"),
    "most of both tracts": (Lesion(TRACT, "bilateral", fraction=0.85, onset_days=2000), "right"),
    "part of both tracts": (Lesion(TRACT, "bilateral", fraction=0.6, onset_days=2000), "right"),
    "part of both, day 1": (Lesion(TRACT, "bilateral", fraction=0.6, onset_days=1), "right"),
    "premotor cortex": (Lesion("cortex.premotor", "left", onset_days=100), "right"),
}
NONE, ALL = (0.0, 0.02), (0.98, 1.0)
#: By group of drives: strength left in each scene, in the order above.
GROUPS = {
    ("hand_fine",): (
        NONE, NONE, ALL, (0.1, 0.3), (0.5, 0.66), NONE, ALL, NONE, NONE, (0.08, 0.155),
        (0.35, 0.5), (0.1, 0.18), ALL,
    ),
    ("finger_extension",): (
        NONE, (0.005, 0.04), ALL, (0.2, 0.34), (0.6, 0.75), (0.005, 0.03), ALL, (0.03, 0.11),
        NONE, (0.13, 0.2), (0.44, 0.57), (0.15, 0.23), ALL,
    ),
    ("wrist_extension", "ankle_dorsiflexion", "toe_extension"): (
        NONE, (0.02, 0.06), ALL, (0.28, 0.4), (0.62, 0.8), (0.01, 0.06), ALL, (0.05, 0.18),
        NONE, (0.16, 0.26), (0.48, 0.64), (0.18, 0.3), ALL,
    ),
    ("wrist_flexion", "finger_flexion", "ankle_eversion", "foot_fine"): (
        (0.01, 0.06), (0.06, 0.17), ALL, (0.3, 0.43), (0.7, 0.83), (0.04, 0.14), ALL, (0.17, 0.36),
        NONE, (0.17, 0.27), (0.52, 0.66), (0.2, 0.31), ALL,
    ),
    ("elbow_extension", "knee_flexion"): (
        (0.04, 0.09), (0.15, 0.25), (0.93, 0.98), (0.34, 0.47), (0.74, 0.86), (0.05, 0.14),
        (0.95, 0.998), (0.3, 0.45), NONE, (0.17, 0.28), (0.52, 0.66), (0.2, 0.32), ALL,
    ),
    ("shoulder_abduction", "hip_flexion"): (
        (0.04, 0.09), (0.15, 0.25), (0.93, 0.98), (0.34, 0.47), (0.74, 0.86), (0.05, 0.14),
        (0.95, 0.998), (0.3, 0.45), NONE, (0.17, 0.28), (0.52, 0.66), (0.2, 0.32), (0.6, 0.75),
    ),
    ("elbow_flexion",): (
        (0.06, 0.13), (0.26, 0.37), (0.94, 0.98), (0.38, 0.51), (0.8, 0.92), (0.12, 0.25),
        (0.92, 0.99), (0.55, 0.74), NONE, (0.19, 0.3), (0.57, 0.72), (0.22, 0.34), ALL,
    ),
    ("hip_abduction",): (
        (0.06, 0.13), (0.26, 0.37), (0.94, 0.98), (0.38, 0.51), (0.8, 0.92), (0.12, 0.25),
        (0.92, 0.99), (0.55, 0.74), NONE, (0.19, 0.3), (0.57, 0.72), (0.22, 0.34), (0.67, 0.79),
    ),
    ("knee_extension", "hip_adduction"): (
        (0.08, 0.16), (0.38, 0.5), (0.95, 0.985), (0.42, 0.56), (0.83, 0.95), (0.2, 0.36),
        (0.89, 0.975), (0.7, 0.86), NONE, (0.2, 0.33), (0.63, 0.77), (0.25, 0.37), ALL,
    ),
    ("ankle_plantarflexion",): (
        (0.06, 0.13), (0.36, 0.48), ALL, (0.42, 0.54), (0.83, 0.95), (0.2, 0.36),
        (0.89, 0.975), (0.7, 0.86), NONE, (0.2, 0.33), (0.63, 0.77), (0.25, 0.37), ALL,
    ),
    ("hip_extension",): (
        (0.08, 0.16), (0.38, 0.5), (0.95, 0.985), (0.42, 0.56), (0.83, 0.95), (0.2, 0.36),
        (0.89, 0.975), (0.7, 0.86), NONE, (0.2, 0.33), (0.63, 0.77), (0.25, 0.37), (0.7, 0.82),
    ),
    ("shoulder_girdle",): (
        (0.1, 0.19), (0.38, 0.5), (0.92, 0.96), (0.42, 0.56), (0.83, 0.95), (0.1, 0.24),
        (0.93, 0.985), (0.7, 0.85), NONE, (0.2, 0.33), (0.61, 0.75), (0.25, 0.37), (0.69, 0.82),
    ),
    ("trapezius",): (
        (0.4, 0.62), (0.58, 0.8), (0.94, 0.99), (0.84, 0.97), ALL, (0.3, 0.52), ALL, (0.8, 0.96),
        NONE, (0.22, 0.38), (0.7, 0.88), (0.5, 0.7), ALL,
    ),
    ("sternocleidomastoid",): (
        ALL, ALL, (0.65, 0.9), ALL, ALL, (0.55, 0.82), ALL, ALL, NONE, (0.33, 0.53), ALL,
        (0.75, 0.95), ALL,
    ),
    ("trunk",): (
        ALL, ALL, ALL, ALL, ALL, (0.55, 0.77), ALL, ALL, NONE, (0.3, 0.5), ALL, (0.7, 0.9), ALL,
    ),
    ("breathing",): (
        ALL, ALL, ALL, ALL, ALL, (0.55, 0.77), ALL, ALL, (0.8, 0.97), ALL, ALL, (0.87, 0.98), ALL,
    ),
    ("diaphragm",): (
        ALL, ALL, ALL, ALL, ALL, (0.42, 0.7), ALL, ALL, ALL, ALL, ALL, ALL, ALL,
    ),
    ("sphincter",): (
        ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, (0.6, 0.85), ALL, ALL, ALL,
    ),
    ("upper_face",): (
        ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, (0.3, 0.5), ALL, (0.5, 0.76), ALL,
    ),
    ("lower_face",): (
        (0.08, 0.18), (0.13, 0.28), ALL, (0.35, 0.57), (0.78, 0.95), ALL, ALL, ALL, NONE,
        (0.18, 0.3), (0.55, 0.72), (0.23, 0.36), ALL,
    ),
    ("tongue",): (
        (0.65, 0.9), ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, (0.3, 0.48), ALL, (0.48, 0.68), ALL,
    ),
    ("jaw", "throat"): (
        ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, (0.3, 0.5), ALL, (0.7, 0.9), ALL,
    ),
    ("palate",): (
        ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, (0.5, 0.7), ALL, ALL, ALL,
    ),
    ("brainstem_centres",): (ALL,) * 13,
}  # fmt: skip


def _one_of_each():
    found = {}
    for muscle in knowledge().muscles.values():
        found.setdefault(muscle.drive, muscle.id)
    return found


@pytest.mark.parametrize("name", SCENES)
def test_each_kind_of_muscle_keeps_what_its_group_keeps(name):
    lesion, side = SCENES[name]
    at, found, muscles = list(SCENES).index(name), predicted(lesion), _one_of_each()
    for drives, windows in GROUPS.items():
        least, most = windows[at]
        for drive in drives:
            left = found.get("power", muscles[drive], side).strength
            assert least <= left <= most, f"{name}: {drive} {left:.3f}"


def test_every_drive_is_in_a_group():
    assert {drive for drives in GROUPS for drive in drives} == set(knowledge().drives)


def test_regions_are_what_the_limbs_have():
    """kendall2005: hand, limb, its part near the trunk, and trunk, each with all of its muscles."""
    regions = {name: set(found) for name, found in knowledge().regions.items()}

    def of(**wanted):
        rows = knowledge().muscles.values()
        return {
            m.id for m in rows if all(getattr(m, key) == value for key, value in wanted.items())
        }

    shoulder, arm = of(limb="upper", body_part="shoulder"), of(limb="upper", body_part="arm")
    assert regions["hand"] == of(body_part="hand")
    assert regions["upper_limb"] == of(limb="upper") - shoulder | {"deltoid"}
    assert regions["lower_limb"] == of(limb="lower")
    assert regions["proximal_upper_limb"] == (shoulder | arm) - {"brachioradialis"}
    assert regions["proximal_lower_limb"] == of(limb="lower", body_part="thigh")
    assert regions["trunk"] == of(limb="trunk")
