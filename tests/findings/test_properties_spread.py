"""Diseases that spread: each muscle begins to weaken within its days."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.bodies import body, knowledge
from visualizer.findings import predict
from visualizer.scene import Lesion, Scene

pytestmark = pytest.mark.slow

TABLE = Path(__file__).parent / "spread.toml"
WEAK_BELOW, AT_ONCE = 0.975, 0.05
#: Muscles that botulism takes first, on the first day of all.
FIRST = ("levator_palpebrae", "lower_face", "masseter", "pharynx")


def _rows():
    return [
        pytest.param(spread["site"], *row, id=f"{spread['site']} {row[0]}")
        for spread in tomllib.loads(TABLE.read_text(encoding="utf-8"))["spread"]
        for row in spread["weak"]
    ]


@cache
def _strength(site, day):
    scene = Scene(lesions=(Lesion(site=site, side="bilateral", onset_days=day),))
    found = predict(scene, body(), knowledge()).findings
    return {f.target: f.strength for f in found if f.domain == "power" and f.side != "right"}


@pytest.mark.parametrize(("site", "muscle", "earliest", "latest"), _rows())
def test_a_muscle_begins_to_weaken_in_its_days(site, muscle, earliest, latest):
    assert earliest < latest < 4 * earliest + 1e-9
    assert _strength(site, earliest)[muscle] >= WEAK_BELOW
    assert _strength(site, latest)[muscle] < WEAK_BELOW


def test_botulism_begins_in_the_head():
    strength = _strength("nmj.presynaptic_toxin", AT_ONCE)
    assert all(strength[muscle] < WEAK_BELOW for muscle in FIRST)
