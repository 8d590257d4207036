"""Two lesions together never feel more than either of them alone."""

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
