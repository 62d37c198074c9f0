import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.blocks.question import Question
from ui.look.theme import Theme


class Call(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.ends = 0
        self.question = Question("End the call?", yes="End", no="Go on", run=self.end)
        QVBoxLayout(self).addWidget(self.question)

    def end(self) -> None:
        self.ends += 1


@pytest.fixture
def call(theme: Theme, qtbot: QtBot) -> Call:
    made = Call()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def buttons(call: Call) -> list[QPushButton]:
    return [b for b in call.findChildren(QPushButton) if b.isVisible()]


def test_question_is_hidden_until_it_is_asked_and_named_for_the_ear(call: Call) -> None:
    assert not call.question.isVisible()
    call.question.ask()
    assert call.question.isVisible()
    assert call.question.accessibleName() == "End the call?"


def test_yes_is_one_key_away_and_does_it_once(call: Call) -> None:
    call.question.ask()
    yes, _ = buttons(call)
    assert yes.hasFocus()
    QTest.keyClick(yes, Qt.Key.Key_Return)
    assert (call.ends, call.question.isVisible()) == (1, False)


def test_no_and_escape_take_the_question_back(call: Call) -> None:
    call.question.ask()
    buttons(call)[1].click()
    assert not call.question.isVisible()
    call.question.ask()
    QTest.keyClick(buttons(call)[0], Qt.Key.Key_Escape)
    assert (call.ends, call.question.isVisible()) == (0, False)
