"""The answers of the sweep are those that were looked at and approved."""

import pytest

from tests import approved
from tests.approved_scenes import name, scenes
from tests.bodies import body, knowledge

pytestmark = pytest.mark.slow

EVERY = 12


@pytest.fixture(scope="module")
def known():
    return approved.approved()


def _differing(some, known):
    """Return the scenes whose answers differ, each with the domains in which they do."""
    found = {}
    for scene in some:
        now, before = approved.answer(scene, body(), knowledge()), known.get(name(scene), {})
        domains = sorted(d for d in {*now, *before} if now.get(d) != before.get(d))
        if domains:
            found[name(scene)] = domains
    return found


def test_the_sweep_has_the_approved_scenes(known):
    assert {name(scene) for scene in scenes(knowledge())} == set(known)


def test_some_answers_of_every_area_are_the_approved_ones(known):
    assert not _differing(list(scenes(knowledge()))[::EVERY], known)


def test_all_answers_are_the_approved_ones(known):
    assert not _differing(scenes(knowledge()), known)
