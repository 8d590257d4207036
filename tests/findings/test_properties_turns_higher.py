"""Where language, attention, waking and coordination turn as a lesion grows or ages."""

import pytest

from tests.bodies import knowledge
from tests.findings.turning import check, rows, title
from visualizer.findings.higher.groups import Group
from visualizer.findings.higher.language import language
from visualizer.findings.higher.movement import movement
from visualizer.findings.higher.view import View
from visualizer.findings.higher.waking import waking

pytestmark = pytest.mark.slow

#: Paths of coordination: what must be lost together, too little and enough of it, a strength that
#: hides ataxia and one that does not (blumenfeld2010, brazis2011: slight weakness hides nothing).
PATHS = [
    ("cerebellar_cortex", ("limb",), (0.15, 0.5), (0.03, 0.25)),
    ("pontocerebellar", ("crossing",), (0.25, 0.75), (0.03, 0.25)),
    ("pontocerebellar", ("peduncle",), (0.25, 0.75), (0.03, 0.25)),
    ("corticopontine", ("frontal", "parietal"), (0.5, 0.9), (0.2, 0.5)),
    ("dentatothalamic", ("limb",), (0.2, 0.65), (0.03, 0.25)),
    ("spinocerebellar", (None,), (0.25, 0.75), (0.03, 0.25)),
    ("olivocerebellar", ("limb",), (0.25, 0.75), (0.03, 0.25)),
]
#: A limb is judged by one muscle of each: the drives of those muscles.
JUDGED = {
    "arm": {"shoulder_abduction", "elbow_flexion", "elbow_extension", "wrist_extension"},
    "leg": {"hip_flexion", "knee_extension", "knee_flexion", "ankle_dorsiflexion"},
}
BOTH = ("left", "right")


class Posed(View):
    """Losses that are given instead of predicted."""

    def __init__(self, lost, in_cord=None, strength=1.0):
        tables = knowledge().higher
        self.numbers, self.lists, self.channels = tables.numbers, tables.lists, tables.channels
        self.dominant, self._given = "left", lost
        self._cord, self._force = in_cord or {}, strength

    def lost(self, group):
        return self._given.get(group, 0.0)

    def lost_in_cord(self, group):
        return self._cord.get(group, 0.0)

    def ripe(self, *_):
        return 1.0

    def able(self, *_):
        return self._force

    weakest = able

    def because(self, *_):
        return ()


def _said(rows_of, target, side="none"):
    row = next(f for f in rows_of if (f.target, f.side) == (target, side))
    return f"{row.value} {row.certainty}"


@pytest.mark.parametrize("row", rows("higher"), ids=title)
def test_the_turns_lie_in_their_windows(row):
    check(row)


@pytest.mark.parametrize(("kind", "targets", "shares", "strengths"), PATHS)
def test_every_path_of_coordination_shows_alone(kind, targets, shares, strengths):
    def shown(share, strength=1.0, of=targets):
        lost = {Group(kind, "left", target): share for target in of}
        found = list(movement(Posed(lost, strength=strength)))
        assert _said(found, "limb_ataxia", "right") == "absent expected"
        return _said(found, "limb_ataxia", "left")

    assert shown(shares[0]) == "absent expected"
    assert shown(shares[1]).startswith("present")
    assert shown(1.0) == "present expected"
    assert shown(1.0, strengths[0]) == "absent undetermined"
    assert shown(1.0, strengths[1]).startswith("present")
    assert len(targets) == 1 or all(shown(1.0, of=(one,)) == "absent expected" for one in targets)


def test_in_the_cord_only_strong_limbs_show_it():
    at = {Group("spinocerebellar", "left"): 0.6}
    told = [
        _said(movement(Posed({}, at, strength)), "limb_ataxia", "left") for strength in (0.6, 1.0)
    ]
    assert told == ["absent undetermined", "present possible"]


def test_the_trunk_sways_without_the_fibres_of_both_sides():
    def shown(share, sides=BOTH):
        lost = {Group("spinocerebellar", side): share for side in sides}
        return _said(movement(Posed(lost)), "truncal_ataxia")

    assert [shown(0.35), shown(0.85)] == ["absent expected", "present expected"]
    assert shown(1.0, ("left",)) == "absent expected"


def test_the_trunk_may_sway_without_one_vestibular_nucleus_and_its_peduncle():
    def shown(share):
        lost = {
            Group("centre", "left", "vestibular_nuclei"): share,
            Group("spinocerebellar", "left"): share,
        }
        return _said(movement(Posed(lost)), "truncal_ataxia")

    assert [shown(0.1), shown(0.5)] == ["absent expected", "present possible"]


def test_arms_bend_or_stretch_by_what_the_unconscious_have_lost():
    asleep = {Group("centre", side, "arousal"): 1.0 for side in BOTH}

    def shown(kind, share, posture, sides=BOTH):
        lost = asleep | {Group(kind, side): share for side in sides}
        return _said(waking(Posed(lost)), posture)

    for kind, posture in (("corticospinal", "decorticate"), ("rubrospinal", "decerebrate")):
        assert shown(kind, 0.2, posture) == "absent expected"
        assert shown(kind, 0.7, posture) == "present possible"
        assert shown(kind, 1.0, posture, ("left",)) == "absent expected"


def test_the_fibres_between_the_speech_areas_may_carry_repetition_alone():
    found = [
        list(language(Posed({Group("centre", "left", "repetition"): share})))
        for share in (0.15, 0.45, 0.85)
    ]
    told = [_said(rows_of, "repetition") for rows_of in found]
    assert told[:2] == ["normal expected", "normal undetermined"]
    assert told[2].startswith("impaired")
    assert all(_said(rows_of, "comprehension").startswith("normal") for rows_of in found)


@pytest.mark.parametrize("spared", ["speech_production", "comprehension", "spatial_attention"])
def test_every_part_of_a_hemisphere_counts_for_waking(spared):
    cells = {
        Group("centre", side, target): 0.8
        for side in BOTH
        for target in knowledge().higher.lists["arousal.hemispheres"]
    }
    whole = cells | {Group("centre", side, spared): 0.8 for side in BOTH}
    part = whole | {Group("centre", side, spared): 0.2 for side in BOTH}
    assert _said(waking(Posed(whole)), "consciousness") == "reduced possible"
    assert _said(waking(Posed(part)), "consciousness") == "normal expected"


def test_a_limb_is_judged_by_every_joint():
    muscles = knowledge().muscles
    for limb, drives in JUDGED.items():
        assert {muscles[m].drive for m in knowledge().higher.lists[f"ataxia.{limb}"]} == drives
