import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.controls.line_list import LineList
from ui.look.theme import Theme

LONG = (
    "Carriers' risks are published ratios to the population, mostly from western and northern"
    " Europe, carried over to the rates of UK. Where cancer is rarer, the published absolute risks"
    " of carriers are higher than those used here."
)


@pytest.fixture
def choice(theme: Theme, qtbot: QtBot) -> LineList:
    made = LineList("Letters", is_choice=True)
    qtbot.addWidget(made)
    made.show_lines(("one", "two", "three"))
    made.show()
    return made


def test_first_line_is_chosen_unless_another_one_is_asked_for(choice: LineList) -> None:
    assert choice.currentRow() == 0
    choice.show_lines(("one", "two"), chosen=1)
    assert choice.currentRow() == 1


def test_same_lines_again_keep_the_choice(choice: LineList) -> None:
    choice.setCurrentRow(2)
    choice.show_lines(("one", "two", "three"))
    assert choice.currentRow() == 2
    choice.show_lines(("one", "two", "three"), chosen=1)
    assert choice.currentRow() == 1


def test_showing_says_nothing_and_walking_tells_the_place(choice: LineList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(choice.chosen):
        choice.show_lines(("a", "b", "c"), chosen=1)
        choice.show_lines(())
        choice.show_lines(("a", "b", "c"))
    with qtbot.waitSignal(choice.chosen) as heard:
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert heard.args == [1]


def test_room_below_a_line_is_the_same_however_often_it_wraps(choice: LineList) -> None:
    """Less of it, and Qt ends the line in an ellipsis."""
    spacing = choice.fontMetrics().lineSpacing()
    choice.show_lines((LONG,))
    spare = set()
    for width in range(220, 900, 40):
        choice.resize(width, 400)
        QApplication.processEvents()
        choice.doItemsLayout()
        spare.add(choice.visualItemRect(choice.item(0)).height() % spacing)
    assert len(spare) == 1


def test_enter_and_a_click_pick_a_line(choice: LineList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choice.picked) as heard:
        QTest.keyClick(choice, Qt.Key.Key_Return)
    assert heard.args == [0]
    place = choice.visualItemRect(choice.item(2)).center()
    with qtbot.waitSignal(choice.picked) as heard:
        QTest.mouseClick(choice.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [2]


def ink(image: QImage) -> float:
    """How much is written on white."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = (bytes(grey.scanLine(y))[: grey.width()] for y in range(grey.height()))
    return sum(255 - value for row in rows for value in row)


@pytest.mark.parametrize("width", range(240, 420, 9))
def test_long_lines_are_never_cut(theme: Theme, qtbot: QtBot, width: int) -> None:
    lines = LineList("Doubts", is_choice=False)
    qtbot.addWidget(lines)
    lines.show_lines((LONG, LONG))
    lines.resize(width, 200)  # the scroll bar comes, and takes its room from the lines
    lines.show()
    QApplication.processEvents()
    written = lines.viewport().grab(lines.visualItemRect(lines.item(0))).toImage()
    whole = QImage(400, 400, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    painter.setFont(lines.font())
    painter.setPen(lines.palette().color(QPalette.ColorRole.Text))
    painter.drawText(QRect(0, 0, 390, 390), Qt.TextFlag.TextWordWrap, LONG)
    painter.end()
    assert ink(written) == pytest.approx(ink(whole), rel=0.015)
