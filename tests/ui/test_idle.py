"""What is prepared while nobody does anything."""

from types import SimpleNamespace

import pytest

from visualizer.storage import AssetError
from visualizer.ui import idle as idle_module


@pytest.fixture
def viewport():
    stage = SimpleNamespace(props=SimpleNamespace(moving=False))
    return SimpleNamespace(stage=stage, isVisible=lambda: True)


@pytest.fixture
def idle(viewport, qapp):
    made = idle_module.Idle(viewport)
    yield made
    made._timer.stop()


def test_it_goes_on_until_all_is_ready(idle, monkeypatch):
    done = []

    def steps(_stage):
        for number in range(3):
            done.append(number)
            yield

    monkeypatch.setattr(idle_module, "preparing", steps)
    for _ in range(5):
        idle.step()
    assert done == [0, 1, 2]
    assert not idle.active


def test_it_waits_while_something_moves(idle, viewport, monkeypatch):
    monkeypatch.setattr(idle_module, "preparing", lambda _: iter([None, None]))
    viewport.stage.props.moving = True
    for _ in range(5):
        idle.step()
    assert idle.active
    viewport.stage.props.moving = False
    for _ in range(5):
        idle.step()
    assert not idle.active


def test_what_is_damaged_is_left_to_the_view_that_needs_it(idle, monkeypatch):
    def steps(_stage):
        raise AssetError("damaged")
        yield

    monkeypatch.setattr(idle_module, "preparing", steps)
    idle.step()
    assert not idle.active


def test_without_a_picture_there_is_nothing_to_do(viewport, qapp):
    viewport.stage = None
    assert not idle_module.Idle(viewport).active
