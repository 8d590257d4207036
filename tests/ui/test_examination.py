import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.findings import phantom
from tests.ui.conftest import CAPSULE, ULNAR
from visualizer.scene import Scene
from visualizer.ui.exam_note import note
from visualizer.ui.examination import ExaminationPanel
from visualizer.ui.lit_path import lit_fibres
from visualizer.ui.theme import colours
from visualizer.ui.wording import LMN, UMN


@pytest.fixture
def panel(qtbot):
    made = ExaminationPanel(colours("dark"), phantom.knowledge().rules, {})
    qtbot.addWidget(made)
    return made


def show(panel, session, *lesions):
    session.load(Scene(lesions=lesions))
    panel.show_prediction(session.scene, session.prediction)


def cells(panel):
    """Return (label, right, left) of every row shown."""
    model, found = panel.model, []

    def walk(parent):
        for row in range(model.rowCount(parent)):
            texts = [model.index(row, column, parent).data() for column in range(3)]
            found.append(tuple(texts))
            walk(model.index(row, 0, parent))

    walk(QModelIndex())
    return found


def test_the_model_keeps_qts_rules(panel, session, qapp):
    tester = QAbstractItemModelTester(panel.model)
    show(panel, session, CAPSULE)
    panel.show_normal.setChecked(True)
    assert tester.model() is panel.model


def test_a_healthy_person_has_no_row_until_normal_is_shown(panel, session):
    show(panel, session)
    assert cells(panel) == []
    panel.show_normal.setChecked(True)
    rows = {label: (right, left) for label, right, left in cells(panel)}
    assert rows["Biceps"][0]
    assert rows["Plantar"] == ("flexor", "flexor")


def test_a_capsular_stroke_reads_as_upper_signs_on_the_right(panel, session):
    show(panel, session, CAPSULE)
    rows = {label: (right, left) for label, right, left in cells(panel)}
    right, left = rows["Plantar"]
    assert right == f"{UMN} extensor"
    assert left == "flexor"
    assert panel.summary.text() == session.prediction.summary
    assert panel.figure.grades()["plantar", "right"] == "\u2191"


def test_a_nerve_lesion_reads_as_lower_signs_on_its_side(panel, session):
    show(panel, session, ULNAR)
    rows = {label: (right, left) for label, right, left in cells(panel)}
    right, left = rows["First dorsal interosseous"]
    assert LMN in left or "present" in left
    assert LMN not in right


def test_abnormal_rows_come_first(session):
    session.load(Scene(lesions=(ULNAR,)))
    for section in note(session.prediction, show_normal=True):
        for rows in (section.children, *(child.children for child in section.children)):
            flags = [row.normal for row in rows]
            assert flags == sorted(flags)


def test_choosing_a_cell_gives_its_sign_and_its_reason(panel, session, qtbot, body):
    show(panel, session, CAPSULE)
    finding = session.prediction.get("plantar", "plantar", "right")
    with qtbot.waitSignal(panel.chosen) as got:
        panel.tree.setCurrentIndex(panel.model.index_of(finding))
    assert got.args == [finding]
    assert "posterior limb" in panel.reasons.toPlainText().lower()
    lit = lit_fibres(finding, body.fibres)
    kinds = {body.fibres.populations[body.fibres.population[i]].side for i in lit}
    assert kinds == {"right"}


def test_the_sign_chosen_stays_chosen_while_time_moves(panel, session):
    show(panel, session, CAPSULE)
    panel.choose(session.prediction.get("plantar", "plantar", "right"))
    session.edit(Scene(lesions=(CAPSULE,), days=200.0), "later")
    panel.show_prediction(session.scene, session.prediction)
    assert panel.finding is session.prediction.get("plantar", "plantar", "right")


def test_a_click_on_the_figure_chooses_a_reflex(panel, session, qtbot):
    show(panel, session, CAPSULE)
    figure = panel.figure
    figure.resize(220, 280)
    place = figure._at(0.27, 0.69, "right").toPoint()
    with qtbot.waitSignal(panel.chosen) as got:
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=place)
    assert (got.args[0].target, got.args[0].side) == ("knee", "right")
    assert "knee" in figure.accessibleDescription().lower()
