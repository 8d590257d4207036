"""Two lesions together: never less than either, in series the product of what each leaves."""

import pytest

from tests.bodies import predicted
from visualizer.scene import Lesion

GRAVITY = {"normal": 0, "reduced": 1, "lost": 2}
PAIRS = [
    (
        Lesion(site="cord.dorsal_columns", side="left", level="C5-C6", onset_days=120),
        Lesion(site="root.spinal_nerve", side="left", level="L4-S1", onset_days=120),
    ),
    (
        Lesion(site="cord.dorsal_and_lateral_columns", side="left", level="C8", onset_days=120),
        Lesion(site="root.avulsion", side="left", level="T9", onset_days=30),
    ),
    (
        Lesion(site="cortex.mca_cortical", side="left", onset_days=300),
        Lesion(site="cord.lateral_column", side="left", level="C5", onset_days=30),
    ),
    (
        Lesion(site="root.spinal_nerve", side="right", level="L5", onset_days=60),
        Lesion(site="nerve.tibial", side="right", level="popliteal_fossa", onset_days=60),
    ),
    (
        Lesion(site="cortex.postcentral_gyrus.arm_area", side="left", onset_days=900),
        Lesion(site="internal_capsule.posterior_limb.sensory", side="left", onset_days=3),
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].site)
def test_a_second_lesion_gives_no_feeling_back(pair):
    first, second, both = predicted(pair[0]), predicted(pair[1]), predicted(*pair)
    for row in both.findings:
        if row.domain != "sensation" or row.target == "sensory_level":
            continue
        alone = [p.get(row.domain, row.target, row.side, row.modality) for p in (first, second)]
        assert GRAVITY[row.value] >= max(GRAVITY[a.value] for a in alone), row.target


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].site)
def test_the_order_of_lesions_does_not_matter(pair):
    there, back = predicted(*pair), predicted(*pair[::-1])
    for one, other in zip(there.findings, back.findings, strict=True):
        assert (one.target, one.side, one.value) == (other.target, other.side, other.value)


def _half(site, level, days=120):
    return Lesion(
        site=site, side="right", level=level, extent="partial", fraction=0.5, onset_days=days
    )


def _thumb(*lesions):
    return predicted(*lesions).get("power", "abductor_pollicis_brevis", "right").strength


def test_part_cuts_in_series_leave_the_product():
    wrist, arm = _half("nerve.median", "carpal_tunnel", 3), _half("nerve.median", "upper_arm", 3)
    assert _thumb(wrist) == pytest.approx(0.5, abs=0.01)
    assert _thumb(wrist, arm) == pytest.approx(0.25, abs=0.01)
    assert _thumb(arm, wrist) == pytest.approx(0.25, abs=0.01)


def test_a_part_cut_named_twice_is_one():
    wrist = _half("nerve.median", "carpal_tunnel", 3)
    assert _thumb(wrist, wrist) == _thumb(wrist)


def test_a_part_cut_above_a_whole_one_changes_nothing():
    wrist = Lesion(site="nerve.median", side="right", level="carpal_tunnel", onset_days=3)
    assert _thumb(wrist, _half("nerve.median", "upper_arm", 3)) == 0.0


def _wasting(*lesions):
    return predicted(*lesions).get("wasting", "first_dorsal_interosseous", "right").value


@pytest.mark.parametrize(("extent", "days"), [("conduction_block", 200), ("complete", 3)])
def test_axons_that_died_long_ago_stay_dead(extent, days):
    old = _half("nerve.ulnar", "wrist", 200)
    other = Lesion(site="root.ventral", side="right", level="C8-T1", extent=extent, onset_days=days)
    assert _wasting(other) == "absent"
    assert _wasting(old) == _wasting(old, other) == _wasting(other, old) == "present"


def test_an_old_lesion_makes_up_for_nothing_of_a_new_one():
    old = Lesion(site="cord.anterior_horn", side="right", level="C8", onset_days=900)
    new = _half("nerve.median", "upper_arm", 3)
    assert _thumb(old, new) <= min(_thumb(old), _thumb(new)) * 1.01
