"""The session predicts first, then swaps scene, prediction and history together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.findings import Prediction
from visualizer.scene import Lesion, Scene, View, add_lesion, set_days, set_title
from visualizer.session import Session


def _predict(scene: Scene) -> Prediction:
    if scene.title == "bad":
        raise ValueError("cannot predict")
    return Prediction((), tell=lambda: f"{scene.title}:{len(scene.lesions)}")


@pytest.fixture
def session() -> Session:
    return Session(_predict)


def test_edit_undo_redo(session):
    one = add_lesion(session.scene, Lesion(site="a"))
    session.edit(one, "place a")
    assert (session.undo_text, session.redo_text) == ("place a", None)
    assert session.prediction.summary == ":1"
    session.undo()
    assert session.scene == Scene()
    assert session.prediction.summary == ":0"
    assert session.redo_text == "place a"
    session.redo()
    assert session.scene == one


def test_an_edit_after_undo_forgets_the_future(session):
    session.edit(set_title(session.scene, "a"), "a")
    session.undo()
    session.edit(set_title(session.scene, "b"), "b")
    session.redo()
    assert session.scene.title == "b"


def test_a_failing_prediction_changes_nothing(session):
    session.edit(set_title(session.scene, "good"), "good")
    seen = []
    session.watch(seen.append)
    with pytest.raises(ValueError, match="cannot"):
        session.edit(set_title(session.scene, "bad"), "bad")
    assert session.scene.title == "good"
    assert session.prediction.summary == "good:0"
    assert session.undo_text == "good"
    assert not seen


def test_preview_is_no_step(session):
    session.preview(set_title(session.scene, "dragging"))
    assert session.scene.title == "dragging"
    assert session.undo_text is None
    session.cancel_preview()
    assert session.scene.title == ""
    session.preview(set_title(session.scene, "dragging"))
    session.edit(session.scene, "drag")
    assert session.undo_text == "drag"


def test_the_view_is_kept_but_is_no_step(session):
    session.edit(set_title(session.scene, "a"), "a")
    session.set_view(View(name="cortex"))
    assert session.undo_text == "a"
    session.undo()
    session.redo()
    assert session.scene.view.name == "cortex"


def test_dirty_follows_what_was_saved(session):
    assert not session.dirty
    session.set_view(View(name="body"))
    assert not session.dirty
    session.edit(set_days(session.scene, 3), "move the clock")
    assert session.dirty
    session.mark_saved()
    assert not session.dirty
    session.undo()
    assert session.dirty


def test_each_watcher_is_called_once_until_it_stops(session):
    calls = []
    stop = session.watch(lambda _: calls.append(1))
    session.edit(set_title(session.scene, "a"), "a")
    assert len(calls) == 1
    stop()
    session.undo()
    assert len(calls) == 1


@given(st.lists(st.floats(0, 700), min_size=1, max_size=12, unique=True))
def test_undoing_every_edit_restores_every_scene(days):
    session = Session(_predict)
    seen = [session.scene]
    for value in days:
        session.edit(set_days(session.scene, value), "clock")
        seen.append(session.scene)
    for scene in reversed(seen[:-1]):
        session.undo()
        assert session.scene == scene
    for scene in seen[1:]:
        session.redo()
        assert session.scene == scene
