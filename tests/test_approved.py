"""The answers of the sweep are those that were looked at and approved."""

import pytest

from tests import approved
from tests.bodies import body, knowledge

pytestmark = pytest.mark.slow

EVERY = 12
needs_approval = pytest.mark.skipif(
    not approved.FILE.exists(),
    reason="no answers are approved yet: look at them, then run python -m tests.approved",
)


@pytest.fixture(scope="module")
def known():
    return approved.approved()


def _scenes():
    return [(lesion, days) for lesion in approved.lesions(knowledge()) for days in approved.DAYS]


def _differing(scenes, known):
    """Return the scenes whose answers differ, each with the domains in which they do."""
    found = {}
    for lesion, days in scenes:
        name = approved.name(lesion, days)
        now, before = approved.answer(lesion, days, body(), knowledge()), known.get(name, {})
        domains = sorted(d for d in {*now, *before} if now.get(d) != before.get(d))
        if domains:
            found[name] = domains
    return found


@needs_approval
def test_the_sweep_has_the_approved_scenes(known):
    assert {approved.name(*scene) for scene in _scenes()} == set(known)


@needs_approval
def test_some_answers_of_every_area_are_the_approved_ones(known):
    assert not _differing(_scenes()[::EVERY], known)


@needs_approval
@pytest.mark.slow
def test_all_answers_are_the_approved_ones(known):
    assert not _differing(_scenes(), known)
