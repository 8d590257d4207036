"""A word that must be one of a few."""

import pytest

from visualizer.anatomy.sides import SIDES
from visualizer.storage.choices import one_of


def test_a_known_word_is_returned():
    assert [one_of(side, SIDES) for side in ("left", "none")] == ["left", "none"]


@pytest.mark.parametrize("word", ["", "Left", "both"])
def test_another_word_is_refused_with_the_choices(word):
    with pytest.raises(ValueError, match="is none of 'left', 'right', 'bilateral', 'none'"):
        one_of(word, SIDES)
