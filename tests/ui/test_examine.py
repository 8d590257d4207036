import gc
import threading

import pytest
from PySide6.QtCore import QObject, QPointF
from PySide6.QtWidgets import QDialog

from tests.bodies import body, full_body, knowledge, predicted
from visualizer.anatomy.skin_chart import OUTSIDE, skin_chart
from visualizer.findings.electro import electrodiagnosis
from visualizer.findings.isncsci import exam_of
from visualizer.scene import Lesion, Scene
from visualizer.storage import load_key_muscles
from visualizer.ui.asking import Question
from visualizer.ui.electro_dialog import ElectroDialog
from visualizer.ui.isncsci_sheet import IsncsciSheet
from visualizer.ui.sensory_map import SensoryMap
from visualizer.ui.theme import colours

CORD = Lesion(site="cord.transection", level="T4", onset_days=365)
ULNAR = Lesion(site="nerve.ulnar", side="left", level="elbow", onset_days=90)


@pytest.fixture
def sheet(qtbot):
    made = IsncsciSheet(colours("dark"), lambda: exam_of(predicted(CORD), load_key_muscles()))
    qtbot.addWidget(made)
    return made


def test_the_worksheet_is_filled_in_from_the_scene(sheet):
    assert isinstance(sheet, QDialog)
    assert sheet.results["ASIA impairment scale"].text() == "A"
    assert sheet.results["Neurological level of injury"].text() == "T3"


def test_the_worksheet_follows_an_edited_score(sheet):
    sacral = sheet.table.item(sheet.table.rowCount() - 1, 1)
    sacral.setText("1")
    assert sheet.results["ASIA impairment scale"].text() == "B"
    sacral.setText("7")
    assert "no score" in sheet.problem.text()
    assert sheet.results["ASIA impairment scale"].text() == ""


def test_the_report_shows_the_abnormal_side_only(qtbot):
    made = ElectroDialog(
        colours("light"),
        knowledge(),
        lambda: electrodiagnosis(Scene(lesions=(ULNAR,)), body(), knowledge()),
    )
    qtbot.addWidget(made)
    few = (
        made.tree.topLevelItemCount(),
        sum(made.tree.topLevelItem(i).childCount() for i in range(made.tree.topLevelItemCount())),
    )
    made.show_normal.setChecked(True)
    many = sum(made.tree.topLevelItem(i).childCount() for i in range(made.tree.topLevelItemCount()))
    assert 0 < few[1] < many


def test_front_and_back_have_the_patients_right_on_the_right_side():
    chart = skin_chart(full_body().mesh("skin"), 300)
    for labels, left_edge in ((chart.front, "right"), (chart.back, "left")):
        row = labels[150]
        first = next(code for code in row.tolist() if code != OUTSIDE)
        assert chart.patches[first][2] == left_edge


def test_the_map_colours_the_little_finger_of_an_ulnar_lesion(qtbot):
    made = SensoryMap(colours("dark"))
    qtbot.addWidget(made)
    made.set_skin(lambda: full_body().mesh("skin"))
    made.show_prediction(predicted(ULNAR))
    assert made.chart.value(("C8", "ulnar_little", "left")) in ("reduced", "lost")
    assert made.chart.value(("C8", "ulnar_little", "right")) == "normal"
    assert "reduced" in made.chart.words(("C8", "ulnar_little", "left")) or "lost" in (
        made.chart.words(("C8", "ulnar_little", "left"))
    )


def test_the_charts_are_made_away_from_the_windows_thread(qtbot):
    made = SensoryMap(colours("dark"))
    qtbot.addWidget(made)
    made.set_skin(lambda: full_body().mesh("skin"))
    made.show_prediction(predicted(ULNAR))
    assert made.chart.patch_at(QPointF(10, 10)) is None
    qtbot.waitUntil(lambda: made.chart._made is not None, timeout=20_000)


def test_the_map_begins_with_a_modality_that_is_disturbed(qtbot):
    made = SensoryMap(colours("dark"))
    qtbot.addWidget(made)
    made.show_prediction(predicted(Lesion(site="medulla.lateral", side="left")))
    made.show()
    assert made.modality.currentData() == "pain"


def test_nothing_is_collected_while_a_question_is_asked(qtbot):
    seen = []
    asker = QObject()
    Question(lambda: seen.append(gc.isenabled()), asker).run()
    assert seen == [False]
    assert gc.isenabled()


def test_cycles_are_collected_again_once_every_question_is_answered(qtbot):
    asker, waits, ended_in = QObject(), threading.Event(), []
    gc.callbacks.append(lambda *_: ended_in.append(threading.current_thread().name))
    try:
        Question(waits.wait, asker).ask()
        Question(list, asker).ask()
        qtbot.wait(50)
        assert not gc.isenabled()
        waits.set()
        qtbot.waitUntil(gc.isenabled)
    finally:
        gc.callbacks.pop()
    assert "question" not in ended_in


def test_open_dialogs_are_readable_after_a_change_of_theme(qtbot, sheet):
    report = ElectroDialog(
        colours("light"),
        knowledge(),
        lambda: electrodiagnosis(Scene(lesions=(ULNAR,)), body(), knowledge()),
    )
    qtbot.addWidget(report)
    dark = colours("dark")
    report.set_colours(dark)
    line = report.tree.topLevelItem(0).child(0).child(0)
    shades = {line.foreground(at).color().name() for at in (1, 2)}
    assert shades <= {dark.text, dark.faint}
    light = colours("light")
    sheet.set_colours(light)
    assert sheet.table.item(0, 0).background().color().name() == light.window  # has no score
    assert sheet.results["ASIA impairment scale"].text() == "A"


def test_the_keyboard_leaves_the_worksheets_table(sheet):
    assert not sheet.table.tabKeyNavigation()


def test_the_tooltip_of_the_skin_names_segments_in_capitals(qtbot):
    made = SensoryMap(colours("light"))
    qtbot.addWidget(made)
    made.show_prediction(predicted(ULNAR))
    words = made.chart.words(("T12", "subcostal_t12_anterior", "left"))
    assert words.startswith("Left T12, subcostal T12 anterior: ")
