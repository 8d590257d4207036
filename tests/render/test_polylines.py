"""Which fibres and which of their points are drawn."""

import numpy as np
import pytest

from visualizer.render.polylines import dashes, lines, thinned

STARTS, STOPS = np.array([0, 10, 30]), np.array([10, 11, 36])


def test_a_fibre_of_one_point_is_no_line():
    offsets, points = lines(STARTS, STOPS)
    assert offsets.tolist() == [0, 10, 16]
    assert points.tolist() == [*range(10), *range(30, 36)]


@pytest.mark.parametrize("step", [2, 3, 4])
def test_a_coarse_line_keeps_both_ends(step):
    offsets, points = lines(STARTS, STOPS, step)
    first, second = points[: offsets[1]], points[offsets[1] :]
    assert (first[0], first[-1], second[0], second[-1]) == (0, 9, 30, 35)
    assert np.diff(first).max() <= step


def test_dashes_leave_gaps_and_stay_within_their_fibre():
    _, points = dashes(np.array([0]), np.array([13]))
    pairs = points.reshape(-1, 2)
    assert (np.diff(pairs, axis=1) == 1).all()
    assert pairs[:, 0].tolist() == [0, 1, 2, 6, 7, 8]
    assert points.max() < 13


def test_joined_dashes_are_one_segment_each():
    offsets, points = dashes(np.array([0]), np.array([13]), joined=True)
    assert points.reshape(-1, 2).tolist() == [[0, 3], [6, 9]]
    assert offsets.tolist() == [0, 2, 4]


@pytest.mark.parametrize(("count", "kept"), [(1000, 250), (300, 300), (420, 210), (0, 0)])
def test_thinning_keeps_a_share_but_never_too_few(count, kept):
    assert len(thinned(np.arange(count), share=4, least=200)) == kept
