from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from tests.ui.conftest import CAPSULE, ULNAR
from visualizer.scene import Lesion, Scene, set_title
from visualizer.storage import load_scene, save_scene
from visualizer.ui.files import Files, neighbour
from visualizer.ui.opengl import NO_OPENGL


def answer(monkeypatch, button):
    monkeypatch.setattr(QMessageBox, "exec", lambda _: button)


def test_without_opengl_the_window_says_so_and_works(window):
    assert window.viewport.message.text() == NO_OPENGL
    window.bench.place(replace(CAPSULE, onset_days=None))
    assert window.session.prediction.get("plantar", "plantar", "right")
    window.bench.settle_days(90.0)
    assert window.session.prediction.get("plantar", "plantar", "right").value == "extensor"
    assert "after onset" in window.panels.timeline._words.text()


def test_undo_and_redo_are_named_and_work(window):
    window.bench.place(ULNAR)
    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    assert undo.text() == "&Undo place lesion"
    undo.trigger()
    assert not window.session.scene.lesions
    assert redo.isEnabled()
    redo.trigger()
    assert len(window.session.scene.lesions) == 1


def test_undo_first_settles_a_slider_that_still_moves(window, qtbot):
    window.bench.place(ULNAR)
    window.panels.timeline.slider.setValue(1500)
    window.actions_by_id["undo"].trigger()
    assert window.session.redo_text == "Move time"


def test_a_site_not_modelled_is_refused_in_words(window, qtbot):
    with qtbot.waitSignal(window.bench.said) as got:
        window.bench.place(Lesion(site="nerve.sural", side="left", level="nowhere"))
    assert got.args[0]
    assert not window.session.scene.lesions


def test_save_and_open_give_the_same_scene(window, tmp_path):
    window.bench.place(ULNAR)
    window.files.path = tmp_path / "one.json"
    assert window.files.save()
    assert not window.session.dirty
    before = window.session.prediction.findings
    window.files.new()
    assert window.files.open(tmp_path / "one.json")
    assert window.session.prediction.findings == before
    assert window.files.recent == [tmp_path / "one.json"]


def test_a_bad_file_is_refused_and_nothing_changes(window, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: said.append(args[-1]))
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "neuro-scene", "version": 1, "lesions": [{"site": 3}]}')
    scene = window.session.scene
    assert not window.files.open(bad)
    assert "bad.json" in said[0]
    assert window.session.scene == scene
    assert window.files.path is None


@pytest.mark.parametrize(
    ("button", "leaves"),
    [(QMessageBox.StandardButton.Discard, True), (QMessageBox.StandardButton.Cancel, False)],
)
def test_unsaved_changes_are_guarded(window, monkeypatch, button, leaves):
    window.bench.place(ULNAR)
    answer(monkeypatch, button)
    assert window.files.new() is leaves
    assert bool(window.session.scene.lesions) is not leaves


def test_save_in_the_guard_writes_the_file(window, monkeypatch, tmp_path):
    window.files.path = tmp_path / "kept.json"
    window.bench.place(ULNAR)
    answer(monkeypatch, QMessageBox.StandardButton.Save)
    assert window.files.new()
    assert len(load_scene(tmp_path / "kept.json").lesions) == 1


def test_a_failed_save_in_the_guard_stays(window, monkeypatch, tmp_path):
    window.files.path = tmp_path / "missing" / "kept.json"
    window.bench.place(ULNAR)
    answer(monkeypatch, QMessageBox.StandardButton.Save)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: None)
    assert not window.files.new()
    assert window.session.scene.lesions


def test_the_clicker_steps_through_the_scene_files(window, tmp_path):
    for name in ("b", "a", "c"):
        save_scene(set_title(Scene(), name), tmp_path / f"{name}.json")
    assert window.files.open(tmp_path / "a.json")
    window.files.step(1)
    assert window.session.scene.title == "b"
    assert window.windowTitle().startswith("b")
    window.files.step(1)
    window.files.step(1)
    assert window.session.scene.title == "c"
    assert neighbour(None, 1) is None


def test_projection_hides_the_panels_and_returns(window, qtbot):
    window.show()
    window.bench.place(CAPSULE)
    window.projection.enter()
    assert not window.panels.docks[2].isVisible()
    assert "LEFT" in window.viewport.banner.text()
    assert not window.viewport.signs.isVisibleTo(window.viewport)
    window.actions_by_id["signs"].trigger()
    assert "extensor" in window.viewport.signs.text()
    window._escape()
    assert not window.projection.active
    assert window.panels.docks[2].isVisible()


def test_both_themes_keep_text_apart_from_its_ground(window):
    from visualizer.ui.theme import colours

    for theme in ("light", "dark"):
        window.set_theme(theme)
        c = colours(theme)
        for colour in (c.text, c.faint, c.umn, c.lmn):
            assert contrast(colour, c.field) > 4.5, (theme, colour)
        assert contrast(c.on_accent, c.accent) > 4.5


def contrast(a, b):
    def light(code):
        parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_help_lists_every_key(window):
    window.actions_by_id["shortcuts"].trigger()
    text = window.plates.help.text()
    for key in ("Ctrl+Z", "F5", "PgDown", "drag a selected lesion"):
        assert key in text
    window._escape()
    assert window.plates.help.isHidden()


def test_no_key_means_two_things(window):
    seen = {}
    for name, action in window.actions_by_id.items():
        for key in action.shortcuts():
            assert key.toString() not in seen, (name, seen.get(key.toString()))
            seen[key.toString()] = name


def test_every_panel_has_a_name_for_screen_readers(window):
    for widget in (
        window.panels.structures.tree,
        window.panels.structures.search,
        window.panels.lesions.list,
        window.panels.examination.tree,
        window.panels.examination.reasons,
        window.panels.timeline.slider,
    ):
        assert widget.accessibleName()
        assert widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_recent_files_keep_the_latest_first(session, body, settings, window, tmp_path):
    files = Files(session, body, settings, window, lambda: None)
    for name in ("a", "b", "a"):
        save_scene(Scene(), tmp_path / f"{name}.json")
        files.open(tmp_path / f"{name}.json")
    assert [path.stem for path in files.recent] == ["a", "b"]
    files.clear_recent()
    assert files.recent == []


def test_a_lesion_placed_with_an_age_is_one_step_of_undo(window):
    window.bench.place(CAPSULE)
    window.bench.place(replace(ULNAR, onset_days=None), age_days=7.0)
    scene = window.session.scene
    assert [round(days) for _, _, days in scene.clocked_lesions()] == [90, 7]
    window.actions_by_id["undo"].trigger()
    assert len(window.session.scene.lesions) == 1
