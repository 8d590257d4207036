import threading

import pytest
from PySide6.QtCore import Qt

from tests.bodies import body, knowledge, predicted
from visualizer.findings.localise import Localiser
from visualizer.scene import Lesion
from visualizer.ui.localise_dialog import LocaliseDialog


@pytest.fixture(autouse=True)
def no_question_outlives_its_test():
    yield
    for thread in threading.enumerate():
        if thread.name == "question":
            thread.join(60)


LESION = Lesion(site="nerve.common_fibular", side="left", level="fibular_neck")


def dialog(qtbot, monkeypatch):
    from visualizer.findings.localise import localiser as module

    whole = module.named_hypotheses
    monkeypatch.setattr(
        module,
        "named_hypotheses",
        lambda sites, ranges: tuple(
            h
            for h in whole(sites, ranges)
            if (h.lesions[0].site or "").startswith(("nerve.common_fibular", "nerve.femoral"))
        ),
    )
    made = LocaliseDialog(
        lambda _say: Localiser(body(), knowledge()),
        lambda: predicted(LESION),
        lambda: 120.0,
        knowledge().localise.scales,
    )
    qtbot.addWidget(made)
    return made


def test_signs_of_the_scene_lead_back_to_its_site(qtbot, monkeypatch):
    shown = dialog(qtbot, monkeypatch)
    shown.take_from_scene()
    qtbot.waitUntil(lambda: shown.ranking is not None, timeout=30_000)
    best = shown.candidate()
    assert best is not None
    assert best.hypothesis.lesions[0].site == "nerve.common_fibular"
    assert best.hypothesis.lesions[0].side == "left"
    with qtbot.waitSignal(shown.lesions_asked) as asked:
        qtbot.mouseClick(shown.place, Qt.MouseButton.LeftButton)
    assert asked.args[0] == best.hypothesis.lesions


def test_a_sign_is_added_by_hand_and_replaced_not_doubled(qtbot, monkeypatch):
    shown = dialog(qtbot, monkeypatch)
    name = next(text for text in shown._rows if text.endswith(": tibialis anterior"))
    shown.sign.setCurrentText(name)
    shown.side.setCurrentText("left")
    for value in ("weak", "paralysed"):
        shown.value.setCurrentIndex(shown.value.findData(value))
        shown._add()
    assert [(o.target, o.side, o.value) for o in shown.observations] == [
        ("tibialis_anterior", "left", "paralysed")
    ]
