"""Measurements of nerves and muscles against windows from the sources.

Rows as in turning.py, but for `read` (study, side and quantity), `value` (how far varied, least and
most) and `says` (how far varied, and verdict or value, with certainty where it matters).
"""

import pytest

from tests.bodies import body, knowledge
from tests.findings.turning import rows, scene_at
from visualizer.findings.electro import electrodiagnosis

pytestmark = pytest.mark.slow


def _title(row):
    where = "+".join(lesion["site"] for lesion in row.get("lesions", ()))
    return f"{row['read']} of {where or 'the healthy'}"


def _measured(row, value):
    study, side, quantity = row["read"].split(maxsplit=2)
    grown = {"lesions": (), "vary": "fraction"} | row
    return next(
        found
        for found in electrodiagnosis(scene_at(grown, value), body(), knowledge())
        if (found.study, found.side, found.quantity) == (study, side, quantity)
    )


def _check(row):
    for at, least, most in row.get("value", ()):
        found = _measured(row, at).value
        assert isinstance(found, int | float), f"{_title(row)}: {found} at {at}"
        assert least <= found <= most, f"{_title(row)}: {found} at {at}"
    for at, said in row.get("says", ()):
        found = _measured(row, at)
        shown = found.verdict if found.kind != "needle" else str(found.value)
        words = {*shown.split(), found.certainty}
        assert words & set(said.split()) >= set(shown.split()), f"{_title(row)}: {words} at {at}"
        wanted = set(said.split()) & {"expected", "possible"}
        assert not wanted or found.certainty in wanted, f"{_title(row)}: {words} at {at}"


@pytest.mark.parametrize("row", rows("electro"), ids=_title)
def test_studies_of_lesions_lie_in_their_windows(row):
    _check(row)


@pytest.mark.parametrize("row", rows("electro_disease"), ids=_title)
def test_studies_of_diseases_and_the_needle_lie_in_their_windows(row):
    _check(row)
