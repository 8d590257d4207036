"""Where grades, reflexes, tone, the plantar response and trophic signs turn."""

import pytest

from tests.findings.turning import check, rows, title

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", rows("power"), ids=title)
def test_the_turns_lie_in_their_windows(row):
    check(row)
