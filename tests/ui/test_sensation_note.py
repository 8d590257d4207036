"""Sensation in the note: each thing once."""

import pytest
from PySide6.QtCore import QObject

from tests.bodies import predicted
from visualizer.scene import Lesion
from visualizer.ui.asking import Question
from visualizer.ui.overlays import signs_html
from visualizer.ui.sensation_note import sensation_rows
from visualizer.ui.theme import colours

CORD = Lesion(site="cord.transection", level="C6", onset_days=90.0)
MEDULLA = Lesion(site="medulla.lateral", side="left", onset_days=7.0)
TUNNEL = Lesion(site="nerve.median", side="left", level="carpal_tunnel", onset_days=200.0)


def rows_of(lesion):
    rows = sensation_rows(predicted(lesion).findings)
    return {row.label: row for row in rows}


def test_modalities_that_agree_share_a_row():
    rows = rows_of(MEDULLA)
    assert rows["Pain, temperature"].said == {"right": "lost C2 to S5"}
    assert rows["Face"].said == {"left": "lost: pain, temperature"}


def test_one_level_is_said_once():
    rows = rows_of(CORD)
    level = rows["Sensory level"].said
    assert set(level) == {"left", "right"}
    assert level["left"].startswith("C6")
    assert not [label for label in rows if label.startswith("Sensory level,")]


def test_one_hand_is_no_glove_and_no_half_of_the_body():
    places = {row.label for row in rows_of(TUNNEL)["Regions and nerve territories"].children}
    assert "Median fingers" in places
    assert not {"Hands, as a glove", "Half of the body", "Limbs"} & places


@pytest.mark.parametrize(
    ("lesion", "said"),
    [(CORD, "Sensory level"), (MEDULLA, "Horner"), (TUNNEL, "Ape&nbsp;hand|Ape hand")],
)
def test_the_signs_over_the_picture_speak_of_every_domain(lesion, said):
    html = signs_html(predicted(lesion), colours("dark"), 4)
    assert any(words in html for words in said.split("|"))
    assert html.count("<tr>") < 50


def test_an_answer_after_the_window_is_gone_is_dropped(qtbot):
    from shiboken6 import delete

    asker = QObject()
    question = Question(lambda: delete(asker), asker)
    question.run()


def test_a_question_that_fails_says_why(qtbot):
    def fail():
        raise ValueError("no such sign")

    asker = QObject()
    question = Question(fail, asker)
    with qtbot.waitSignal(question.signals.failed) as said:
        question.run()
    assert said.args == ["no such sign"]
