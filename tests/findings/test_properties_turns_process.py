"""What processes destroy and what recovers, by day."""

import pytest

from tests.bodies import predicted
from tests.findings.turning import check, rows, title
from visualizer.scene import Lesion

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", rows("process"), ids=title)
def test_the_turns_lie_in_their_windows(row):
    check(row)


@pytest.mark.parametrize("tempo", ["sudden", "subacute"])
def test_what_inflammation_blocks_recovers_as_what_loses_its_sheath(tempo):
    """preston2013, seddon1943: both wait for new sheaths; what is only blocked does not."""

    def part(process):
        early, late = (
            predicted(
                Lesion(
                    "nerve.median", "left", "elbow", process=process, tempo=tempo, onset_days=days
                )
            )
            .get("power", "abductor_pollicis_brevis", "left")
            .strength
            for days in (40, 100)
        )
        return early / late

    assert part("inflammation") == pytest.approx(part("demyelination"), rel=0.05)
    assert part("conduction_block") > 1.1 * part("demyelination")
    assert part("compression") == pytest.approx(part("conduction_block"), rel=0.05)
