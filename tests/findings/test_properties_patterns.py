"""Each way in which a sign shows has a picture, and everything in the picture is needed for it."""

import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.bodies import body, knowledge
from tests.findings.turning import check, rows, title
from visualizer.findings.compiled import compiled
from visualizer.findings.patterns.compiled import QUANTITIES, signs_of, units_of
from visualizer.findings.patterns.domain import Patterns

pytestmark = pytest.mark.slow

#: Pictures: numbers and findings that just show a sign, each with one that undoes it.
PICTURES = tomllib.loads(
    Path(__file__).with_name("pattern_pictures.toml").read_text(encoding="utf-8")
)["picture"]
HEALTHY = {"strength": 1.0, "upper": 0.0, "lower": 0.0, "spinal": 0.0}


class Posed(Patterns):
    """Signs read off facts that are given instead of predicted."""

    def __init__(self, numbers, answers, brought):
        self._model = compiled(body(), knowledge())
        self._signs = signs_of(self._model)
        self._deficits = SimpleNamespace(timings=(None,))
        self._numbers, self._answers, self._told = numbers, answers, brought

    def _quantities(self):
        units = len(self._model.pools.units)
        found = np.array([np.full(units, HEALTHY[name]) for name in QUANTITIES])
        for text, value in self._numbers.items():
            side, quantity, target = text.split()
            for unit, _ in units_of(self._model, target, side):
                found[QUANTITIES.index(quantity), unit] = value
        return found

    def _value(self, answer, side):
        key = " ".join(filter(None, (side, answer.domain, answer.target, answer.modality)))
        return self._answers.get(key, "")

    def _brought(self, condition, row):
        del row
        return [condition] if f"{condition.sign} {condition.target}".strip() in self._told else []


def _result(picture, numbers, answers, brought):
    """Return value and certainty of the sign of a picture with some facts."""
    domain, target = picture["sign"].split()
    for finding in Posed(numbers, answers, brought).findings():
        if (finding.domain, finding.target, finding.side) == (domain, target, picture["side"]):
            return f"{finding.value} {finding.certainty}"
    raise KeyError(picture["sign"])


def _facts(picture):
    numbers = {name: values[0] for name, values in picture.get("numbers", {}).items()}
    answers = {name: values[0] for name, values in picture.get("answers", {}).items()}
    return numbers, answers, tuple(picture.get("brought", ()))


def test_every_sign_has_a_picture_on_each_side_that_it_has():
    signs = {f"{s.domain} {s.target}": set(s.sides) for s in knowledge().patterns.signs}
    assert set(signs) == {picture["sign"] for picture in PICTURES}
    healthy = {(f.domain, f.target, f.side) for f in Posed({}, {}, ()).findings()}
    sides = {(*p["sign"].split(), side) for p in PICTURES for side in p["sides"]}
    assert healthy == sides


def test_every_picture_shows_its_sign():
    for picture in PICTURES:
        assert _result(picture, *_facts(picture)) == picture["shows"], picture


def test_a_finding_may_take_each_of_its_values():
    for picture in PICTURES:
        numbers, answers, brought = _facts(picture)
        for name, values in picture.get("answers", {}).items():
            for value in values[1:]:
                found = _result(picture, numbers, answers | {name: value}, brought)
                assert found == picture["shows"], (picture, name, value)


def test_nothing_in_a_picture_is_idle():
    for picture in PICTURES:
        numbers, answers, brought = _facts(picture)
        kept = picture.get("kept", ())
        for name, values in picture.get("numbers", {}).items():
            found = _result(picture, numbers | {name: values[1]}, answers, brought)
            assert (found == picture["shows"]) == (name in kept), (picture, name)
        for name in answers:
            found = _result(picture, numbers, answers | {name: "otherwise"}, brought)
            assert (found == picture["shows"]) == (name in kept), (picture, name)
        for name in brought:
            others = tuple(b for b in brought if b != name)
            found = _result(picture, numbers, answers, others)
            assert (found == picture["shows"]) == (name in kept), (picture, name)


def test_what_speaks_against_a_sign_undoes_it():
    for picture in PICTURES:
        numbers, answers, brought = _facts(picture)
        for name, value in picture.get("against", {}).items():
            if isinstance(value, str):
                found = _result(picture, numbers, answers | {name: value}, brought)
            else:
                found = _result(picture, numbers | {name: value}, answers, brought)
            assert found != picture["shows"], (picture, name)


@pytest.mark.parametrize("row", rows("hand"), ids=title)
def test_postures_of_the_hand_turn_in_their_windows(row):
    check(row)
