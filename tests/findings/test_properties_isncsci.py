"""The muscles of the cord injury worksheet, typed a second time from the standard."""

import pytest

from tests.bodies import body
from visualizer.storage import load_key_muscles

pytestmark = pytest.mark.slow

#: Level, what its key muscle does, and the non-key muscles by which it may be judged (isncsci2019).
STANDARD = {
    "C5": ("elbow_flexion", "deltoid supraspinatus infraspinatus subscapularis teres_major "
           "rhomboids serratus_anterior"),
    "C6": ("wrist_extension", "supinator pronator_teres flexor_carpi_radialis"),
    "C7": ("elbow_extension", "flexor_digitorum_superficialis extensor_digitorum "
           "extensor_pollicis_brevis abductor_pollicis_longus"),
    "C8": ("fdp_index", "opponens_pollicis adductor_pollicis abductor_pollicis_brevis "
           "extensor_pollicis_longus"),
    "T1": ("abductor_digiti_minimi", "first_dorsal_interosseous"),
    "L2": ("hip_flexion", "adductors"),
    "L3": ("knee_extension", "piriformis"),
    "L4": ("ankle_dorsiflexion", "gluteus_maximus gluteus_medius semitendinosus semimembranosus "
           "biceps_femoris_long_head biceps_femoris_short_head tibialis_posterior "
           "fibularis_longus fibularis_brevis extensor_digitorum_longus"),
    "L5": ("extensor_hallucis_longus", "flexor_hallucis_longus flexor_digitorum_longus"),
    "S1": ("ankle_plantarflexion", "abductor_hallucis"),
}  # fmt: skip


def test_levels_keys_and_other_muscles_are_those_of_the_standard():
    found = {row.level: (row.key, " ".join(row.others)) for row in load_key_muscles()}
    assert found == STANDARD


def test_every_other_muscle_is_one_of_the_body():
    motor = {p.target for p in body().fibres.populations if p.kind == "lmn"}
    assert {muscle for row in load_key_muscles() for muscle in row.others} <= motor
