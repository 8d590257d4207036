"""Where feeling turns as a lesion grows, and what a dermatome is made of."""

import numpy as np
import pytest

from tests.bodies import body, knowledge
from tests.findings.turning import check, rows, title
from visualizer.anatomy import SEGMENTS
from visualizer.findings.compiled import compiled
from visualizer.findings.sensation.skin import patches_of, unit_weights

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", rows("skin"), ids=title)
def test_the_turns_lie_in_their_windows(row):
    check(row)


def test_a_dermatome_is_the_skin_that_the_texts_give_to_it():
    """Patches where the chart of nerves and that of dermatomes differ hardly count."""
    tables = knowledge().sensation
    patches = patches_of(compiled(body(), knowledge()))
    for target in tables.targets:
        if target.id in SEGMENTS:
            weights = unit_weights(target, "left", patches, tables)
            given = [target.id in tables.shares.get(territory, {}) for _, _, territory in patches]
            stray = weights[~np.array(given)].sum()
            assert stray < 0.2 or not weights[np.array(given)].any(), (target.id, stray)
