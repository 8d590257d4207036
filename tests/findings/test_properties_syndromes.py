"""Each pattern of signs has a picture that shows it, and every sign of the picture is needed."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bodies import knowledge
from visualizer.findings.finding import Finding
from visualizer.findings.syndromes import name_syndromes

pytestmark = pytest.mark.slow

#: Pictures: what the named patient shows ("far" is the other side), and what must not be there too.
PICTURES = {
    row["name"]: row
    for row in tomllib.loads(
        Path(__file__).with_name("syndrome_pictures.toml").read_text(encoding="utf-8")
    )["picture"]
}
OTHER = {"left": "right", "right": "left"}


def _finding(sign, value, side="left"):
    """Return a finding of a sign, "far domain target modality >direction"."""
    words = sign.split()
    far = words[0] == "far"
    domain, target, *rest = words[1:] if far else words
    modality = rest.pop(0) if domain == "sensation" else None
    direction = rest.pop(0)[1:] if rest else None
    direction = {"near": side, "far": OTHER[side]}.get(direction, direction)
    at = OTHER[side] if far else side
    return Finding(domain, target, at, value, modality=modality, direction=direction)


def _rows(shown, side="left"):
    return [_finding(sign, value, side) for sign, value in shown.items()]


def _named(name, rows, side="left"):
    """Tell whether a pattern is named on a side, or without one."""
    alone = tuple(row for row in knowledge().syndromes if row.name == name)
    found = name_syndromes(rows, replace(knowledge(), syndromes=alone))
    return bool({name, f"{name} ({side})", f"{name} (bilateral)"} & set(found))


def _shown(picture):
    """Return every sign of a picture with the first of its values."""
    return {sign: values[0] for sign, values in picture["shows"].items()}


def test_every_pattern_has_a_picture():
    assert {row.name for row in knowledge().syndromes} == set(PICTURES)


@pytest.mark.parametrize("side", ["left", "right"])
def test_every_picture_is_named_on_its_side(side):
    for name, picture in PICTURES.items():
        assert _named(name, _rows(_shown(picture), side), side), name


def test_a_picture_is_named_with_each_value_that_a_sign_may_take():
    for name, picture in PICTURES.items():
        shown = _shown(picture)
        for sign, values in picture["shows"].items():
            for value in values[1:]:
                assert _named(name, _rows(shown | {sign: value})), (name, sign, value)


def test_no_picture_is_named_with_a_sign_missing_or_otherwise():
    for name, picture in PICTURES.items():
        shown = _shown(picture)
        for sign in shown:
            assert not _named(name, _rows({k: v for k, v in shown.items() if k != sign})), sign
            assert not _named(name, _rows(shown | {sign: "otherwise"})), (name, sign)


def test_what_excludes_a_pattern_does():
    for name, picture in PICTURES.items():
        for sign, values in picture.get("without", {}).items():
            for value in values:
                rows = {**_shown(picture), sign: value}
                assert not _named(name, _rows(rows)), (name, sign, value)
