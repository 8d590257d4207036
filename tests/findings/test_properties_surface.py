"""Superficial reflexes are asked where the skin is stroked and answered by their own muscle."""

import pytest

from tests.bodies import body, knowledge, predicted
from visualizer.scene import Lesion

pytestmark = pytest.mark.slow

#: What is stroked or squeezed for each reflex (campbell2013), by territory of skin; where nothing
#: is named the whole root is.
STROKED = {
    "abdominal_upper": set(),
    "abdominal_lower": {"iliohypogastric_anterior", "iliohypogastric_lateral", "ilioinguinal"},
    "cremasteric": {"ilioinguinal", "genitofemoral_femoral"},
    "bulbocavernosus": {"pudendal_dorsal", "pudendal_perineal"},
    "anal": {"pudendal_inferior_anal", "anococcygeal"},
}
#: Skin of such a territory that is not asked there: the outer buttock, the thigh of the femoral
#: branch, which comes by L2, and the skin over the coccyx.
BESIDE = {
    ("abdominal_lower", "L1"): {"L2.iliohypogastric_lateral", "L3.iliohypogastric_lateral"},
    ("cremasteric", "L1"): {"L1.genitofemoral_femoral", "L2.genitofemoral_femoral"},
    ("anal", "S4"): {"S3.anococcygeal"},
}
#: Roots that feel each patch of skin of the shipped body.
FELT = {}


def _felt():
    if not FELT:
        for p in body().fibres.populations:
            if p.kind == "afferent_small" and "." in p.target:
                FELT.setdefault(p.target, set()).add(p.segment)
    return FELT


def _parts():
    for arc in knowledge().surface.arcs:
        yield from ((arc.id, part) for part in arc.parts)


def test_each_reflex_is_asked_on_its_own_skin():
    asked = {}
    for name, part in _parts():
        asked.setdefault(name, set()).update(patch.partition(".")[2] for patch in part.skin)
    assert asked == STROKED


def test_every_patch_that_is_stroked_sends_fibres_into_its_segment():
    for name, part in _parts():
        assert len(set(part.skin)) == len(part.skin), name
        if part.skin:
            stroked = STROKED[name]
            felt = {
                patch
                for patch, roots in _felt().items()
                if patch.partition(".")[2] in stroked and part.segment in roots
            }
            beside = BESIDE.get((name, part.segment), set())
            assert set(part.skin) == felt - beside, (name, part.segment)


def test_every_segment_of_a_reflex_has_the_same_muscles_and_nerve():
    found = {}
    for name, part in _parts():
        found.setdefault(name, set()).add((part.muscles, part.nerve))
    assert all(len(movers) == 1 for movers in found.values())


def _value(target, lesion):
    found = predicted(lesion).findings
    return {(f.side, f.value, f.certainty) for f in found if f.target == target}


def _nerve(site, fraction, level=None):
    return Lesion(
        site=site, side="left", level=level, extent="partial", fraction=fraction, onset_days=30
    )


def test_half_of_the_motor_axons_are_enough_for_a_twitch():
    """sharrard1955: half of them may be lost unseen; three quarters are seen."""
    for lost, wanted in ((0.5, "normal"), (0.75, "decreased")):
        found = _value("cremasteric", _nerve("nerve.genitofemoral", lost))
        assert {value for side, value, _ in found if side == "left"} == {wanted}, lost


def test_spinal_shock_takes_both_sacral_reflexes():
    """ko1999, ditunno2004."""
    midline = [arc.id for arc in knowledge().surface.arcs if arc.midline]
    assert sorted(knowledge().surface.lists["shock.reflexes"]) == sorted(midline)


def test_only_the_cremasteric_reflex_may_come_back_below_a_cord_lesion():
    """It was found again in days below complete lesions (ko1999); the abdominal ones stay away."""
    cut = Lesion(site="cord.transection", side="none", level="T4", onset_days=90)
    for target, certainty in (
        ("cremasteric", "possible"),
        ("abdominal_upper", "expected"),
        ("abdominal_lower", "expected"),
    ):
        assert {row[1:] for row in _value(target, cut)} == {("absent", certainty)}, target
