from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from visualizer.anatomy import Structure
from visualizer.ui.card import card_html, row_of
from visualizer.ui.structure_panel import StructurePanel


def names(panel):
    found = []

    def walk(parent):
        for row in range(panel.proxy.rowCount(parent)):
            index = panel.proxy.index(row, 0, parent)
            found.append(index.data())
            walk(index)

    walk(QModelIndex())
    return found


def made(body, qtbot):
    panel = StructurePanel(body.structures)
    qtbot.addWidget(panel)
    return panel


def test_the_model_keeps_qts_rules(body, qtbot):
    panel = made(body, qtbot)
    assert QAbstractItemModelTester(panel.model).model() is panel.model


def test_the_search_finds_names_sides_and_synonyms(body, qtbot):
    panel = made(body, qtbot)
    panel.search.setText("bridge")
    assert names(panel) == ["Brain", "Pons"]
    panel.search.setText("femur (left)")
    assert names(panel) == ["Bones", "Femur (left)"]


def test_the_check_box_of_a_group_hides_what_is_in_it(body, qtbot):
    panel = made(body, qtbot)
    index = panel.model.index_of("Brain")
    with qtbot.waitSignal(panel.opacity_asked) as got:
        panel.model.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert got.args == [["cortex.left", "cortex.right", "pons"], 0.0]
    panel.show_opacities(dict.fromkeys(got.args[0], 0.0))
    state = panel.model.data(index, Qt.ItemDataRole.CheckStateRole)
    assert state == Qt.CheckState.Unchecked


def test_a_selection_shows_its_card_and_flies_on_double_click(body, qtbot):
    panel = made(body, qtbot)
    panel.select("femur.left")
    assert "Thigh bone." in panel.card.toPlainText()
    with qtbot.waitSignal(panel.fly_asked) as got:
        panel.tree.doubleClicked.emit(panel.tree.currentIndex())
    assert got.args == ["femur.left"]


def test_a_place_without_a_card_is_named(body, qtbot):
    panel = made(body, qtbot)
    panel.select("nerve.ulnar", "Left ulnar nerve at the elbow")
    assert "Left ulnar nerve" in panel.card.toPlainText()


def test_a_card_has_names_text_and_full_sources(body, qtbot):
    structures = {
        "nerve.ulnar": Structure(
            "nerve.ulnar", "Ulnar nerve", "nerves", "place", "paired", "Nervus ulnaris",
            ("cubital nerve",), "ta2", "It passes behind the medial epicondyle.", ("preston2013",),
        )
    }  # fmt: skip
    sources = {"preston2013": {"authors": "Preston DC", "title": "Electromyography", "year": 2013}}
    html = card_html(structures, sources, "nerve.ulnar", "Left ulnar nerve at the elbow", "left")
    for text in (
        "Ulnar nerve", "(left)", "Nervus ulnaris", "cubital nerve", "medial epicondyle",
        "Preston DC. Electromyography. 2013", "ta2",
    ):  # fmt: skip
        assert text in html
    assert row_of(structures, "nerve.ulnar.deep_motor_branch", "left") is structures["nerve.ulnar"]
    assert row_of(structures, "bone.femur") is None
