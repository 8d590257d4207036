"""Curves over time: what passes ends, what comes stays, and a slower lesion begins milder."""

import numpy as np
import pytest

from tests.bodies import knowledge

pytestmark = pytest.mark.slow

#: What a lesion brings at once and what then passes.
PASSING = {
    "shock_reflex_cerebral", "shock_reflex_spinal", "shock_tone_cerebral", "shock_tone_spinal",
    "diaschisis", "dying_cells", "shock_bladder", "shock_surface", "neurogenic_shock",
    "frontal_bladder", "stupor", "frontal_gaze", "pontine_gaze_pull", "vertigo",
}  # fmt: skip
#: What comes with time and then stays.
COMING = {
    "release_reflex_cerebral", "release_reflex_spinal_complete",
    "release_reflex_spinal_incomplete", "release_tone_cerebral", "release_tone_spinal_complete",
    "release_tone_spinal_incomplete", "wasting", "dysreflexia",
}  # fmt: skip
#: What a lesion that grew slowly has of what passes; of the others it has nothing.
SLOWLY = {"dying_cells": 1.0, "frontal_bladder": 0.5, "vertigo": 0.4}
DAYS = np.arange(0.0, 1500.0, 0.5)


def _curves():
    found = {}
    for (name, tempo), points in knowledge().clock.curves.items():
        found.setdefault(name, {})[tempo] = np.array(points)
    return found


def _at(points):
    return np.interp(DAYS, points[:, 0], points[:, 1])


def test_what_passes_begins_at_once_and_ends():
    curves = _curves()
    for name in PASSING:
        for tempo, points in curves[name].items():
            assert points[0, 0] == 0.0, (name, tempo)
            assert (np.diff(points[:, 1]) <= 0).all(), (name, tempo)
            assert points[-1, 1] == (SLOWLY.get(name, 0.0) if tempo == "slow" else 0.0), name
            assert points[0, 1] == 1.0 or tempo != "sudden" or name in MILD, name


#: What does not take everything at first, even after a sudden lesion.
MILD = {"diaschisis"}


def test_what_comes_is_whole_in_the_end():
    curves = _curves()
    for name in COMING:
        for tempo, points in curves[name].items():
            assert (np.diff(points[:, 1]) >= 0).all(), (name, tempo)
            assert points[-1, 1] == 1.0, (name, tempo)
            assert points[0, 1] == 0.0 or points[0, 0] == 0.0, (name, tempo)
            assert tempo != "sudden" or points[0, 1] == 0.0, name


def test_a_slower_lesion_is_milder_at_first_and_later_ahead():
    for name, by_tempo in _curves().items():
        for slower, faster in (("subacute", "sudden"), ("slow", "subacute"), ("slow", "sudden")):
            if not {slower, faster} <= set(by_tempo):
                continue
            one, other = _at(by_tempo[slower]), _at(by_tempo[faster])
            if name in COMING:
                assert (one >= other - 1e-9).all(), (name, slower)
            elif name in PASSING - set(SLOWLY):
                assert (one <= other + 1e-9).all(), (name, slower)


def test_growth_only_grows():
    curves = _curves()
    for name in (
        "drive_growth_spinal",
        "drive_growth_cerebral",
        "sprouting_cell",
        "sprouting_axon",
    ):
        points = curves[name]["sudden"]
        assert points[0, 1] == 1.0, name
        assert (np.diff(points[:, 1]) > 0).all(), name
