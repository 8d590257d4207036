"""Segments and ranges."""

import pytest

from visualizer.anatomy import SEGMENTS, parse_levels


def test_there_are_thirty_one_segments():
    assert len(SEGMENTS) == 31


@pytest.mark.parametrize(
    ("text", "segments"),
    [("C6", ("C6",)), ("C5-T1", ("C5", "C6", "C7", "C8", "T1")), ("L5 - S1", ("L5", "S1"))],
)
def test_ranges_are_inclusive(text, segments):
    assert parse_levels(text) == segments


@pytest.mark.parametrize("text", ["C9", "", "T1-C5", "L1-", "C5-T1-T2"])
def test_bad_ranges_are_refused(text):
    with pytest.raises(ValueError, match="segment"):
        parse_levels(text)
