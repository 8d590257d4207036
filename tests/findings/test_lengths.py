"""Lengths of fibres are kept between predictions and must stay what they are."""

import numpy as np
import pytest

from tests.bodies import body
from visualizer.findings.lengths import lengths_mm, lengths_to_ganglion_mm


def test_length_to_ganglion_leaves_whole_length_alone():
    fibres = body().fibres
    before = lengths_mm(fibres).copy()
    to_ganglion = lengths_to_ganglion_mm(fibres)
    assert np.array_equal(lengths_mm(fibres), before)
    assert (to_ganglion <= before).all()
    assert (to_ganglion < before).any()


def test_kept_lengths_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        lengths_mm(body().fibres)[0] = 0.0
