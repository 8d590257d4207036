import pytest
from PySide6.QtCore import Qt

from visualizer.ui.timeline import STEPS, STOPS, Timeline, days_at, position_of


@pytest.mark.parametrize("days", [days for days, _ in STOPS])
def test_each_labelled_time_is_a_place_on_the_slider(days):
    assert days_at(position_of(days)) == days


def test_the_slider_spans_an_hour_to_two_years():
    assert days_at(0) <= 1 / 24
    assert days_at(STEPS) >= 730
    values = [days_at(p) for p in range(0, STEPS + 1, 10)]
    assert values == sorted(values)


def test_keys_show_at_once_and_settle_once(qtbot):
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.show_days(0.25)
    dragged, settled = [], []
    timeline.dragged.connect(dragged.append)
    timeline.settled.connect(settled.append)
    for _ in range(3):
        qtbot.keyClick(timeline.slider, Qt.Key.Key_Right)
    assert len(dragged) == 3
    assert not settled
    timeline.settle()
    assert settled == [timeline.days]
    timeline.settle()
    assert len(settled) == 1


def test_page_keys_step_along_the_labels(qtbot):
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.show_days(0.25)
    qtbot.keyClick(timeline.slider, Qt.Key.Key_PageUp)
    assert timeline.days == 1.0
    assert "day" in timeline.slider.accessibleDescription()


def test_showing_a_time_tells_no_one(qtbot):
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.dragged.connect(lambda _: pytest.fail("told"))
    timeline.show_days(90.0)
    assert timeline.days == 90.0
