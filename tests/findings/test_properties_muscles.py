"""What a muscle does is told in several tables, which agree."""

import pytest

from tests.bodies import knowledge

pytestmark = pytest.mark.slow

#: A grade of 3 needs a twentieth of the force at the elbow (macavoy2007), and nowhere more than a
#: fifth; the palate is not graded against gravity.
MOST_LIFT = 0.2
UNGRADED = {"palate"}


#: Movements whose drive has another name (kendall2005): of the hand, the foot and the toes.
DRIVEN = {
    "finger_abduction": {"hand_fine"},
    "thumb_opposition": {"hand_fine"},
    "thumb_abduction": {"hand_fine", "finger_extension"},
    "foot_eversion": {"ankle_eversion"},
    "foot_inversion": {"ankle_plantarflexion", "ankle_dorsiflexion"},
    "toe_flexion": {"ankle_plantarflexion"},
}


def test_a_muscle_is_driven_as_a_movement_that_it_makes():
    drives = knowledge().drives
    made = {}
    for name, movement in knowledge().movements.items():
        for mover in movement:
            known = DRIVEN.get(name, {name} & set(drives))
            made.setdefault(mover.muscle, set()).update(known)
    for muscle, names in made.items():
        assert names or muscle == "sternocleidomastoid"
        assert knowledge().muscles[muscle].drive in names | {muscle}, muscle


def test_no_limb_is_heavier_than_a_fifth_of_its_muscle():
    for name, muscle in knowledge().muscles.items():
        assert name in UNGRADED or 0 < muscle.antigravity <= MOST_LIFT, name


def test_tone_of_a_limb_is_read_in_its_own_muscles():
    muscles = knowledge().muscles
    for name, arc in knowledge().arcs.items():
        if arc.kind == "tone":
            own = [part.muscle for part in arc.arcs]
            assert {f"tone.{muscles[muscle].limb}_limb" for muscle in own} == {name}
            assert len(own) == len(set(own)), name
            assert {part.segment for part in arc.arcs} == {"*"}, name


def test_a_jerk_named_by_its_muscle_is_that_muscles():
    for name, arc in knowledge().arcs.items():
        muscle = name.rpartition(".")[2]
        if muscle in knowledge().muscles:
            assert {part.muscle for part in arc.arcs} == {muscle}


#: Reflexes whose inversion has another name.
SAID = {"inverted_supinator": "brachioradialis"}


def test_an_inverted_reflex_is_named_by_the_one_that_is_lost():
    for name, arc in knowledge().arcs.items():
        if arc.kind == "inverted":
            assert arc.lead == SAID.get(name, name.removeprefix("inverted_")), name
