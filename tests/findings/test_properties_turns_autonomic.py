"""Where Horner, sweating, bladder, bowel and blood pressure turn as a lesion grows or ages."""

import pytest

from tests.bodies import predicted
from tests.findings.turning import check, rows, title
from visualizer.scene import Lesion

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", rows("autonomic"), ids=title)
def test_the_turns_lie_in_their_windows(row):
    check(row)


@pytest.mark.parametrize(
    ("site", "target", "side", "fibres"),
    [
        ("sympathetic.chain", "horner", "left", {"sympathetic_head pupil", "sympathetic_head lid"}),
        ("sympathetic.carotid_plexus", "sweating", "left", {"sympathetic_head brow_sweat"}),
        ("medulla.descending_sympathetic", "sweating", "left", {"sympathetic_body sweating"}),
    ],
)
def test_the_reasons_name_the_fibres_of_the_function(site, target, side, fibres):
    """gray2020: what each part of the sympathetic outflow serves."""
    found = predicted(Lesion(site=site, side=side)).get("autonomic", target, side)
    told = {" ".join(reason.population.split(".")[:2]) for reason in found.because}
    assert told == fibres
