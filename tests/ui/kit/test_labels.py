from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.marks.labels import aside, body, title
from ui.look.theme import Choice, Contrast, Mode, Theme


@pytest.fixture
def from_the_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_line_asks_for_room_for_all_of_it_also_while_it_is_shortened(
    theme: Theme, qtbot: QtBot
) -> None:
    line = title("Lindqvist-Berg family")
    qtbot.addWidget(line)
    line.show()
    whole = line.sizeHint().width()
    line.resize(80, 40)
    assert line.text().endswith("…")
    assert line.sizeHint().width() == pytest.approx(whole, abs=1)
    line.resize(whole, 40)
    assert (line.text(), line.toolTip()) == ("Lindqvist-Berg family", "")


def test_line_that_was_never_placed_is_not_shortened(theme: Theme, qtbot: QtBot) -> None:
    line = aside()
    qtbot.addWidget(line)
    line.say("20 people")
    assert (line.text(), line.whole) == ("20 people", "20 people")


def test_line_is_shortened_anew_when_the_text_grows(theme: Theme, qtbot: QtBot) -> None:
    line = title("Lindqvist")
    qtbot.addWidget(line)
    line.show()
    line.resize(line.sizeHint())
    assert line.text() == "Lindqvist"
    theme.choose(Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    QApplication.processEvents()
    assert line.text() != "Lindqvist"
    assert line.toolTip() == line.accessibleName() == "Lindqvist"


def test_paragraph_wraps_and_takes_its_height_from_its_width(theme: Theme, qtbot: QtBot) -> None:
    label = body("one two three four five six seven")
    qtbot.addWidget(label)
    assert label.heightForWidth(60) > label.heightForWidth(600)


@pytest.mark.usefixtures("from_the_right")
def test_words_stand_on_the_right_where_one_reads_from_there(theme: Theme, qtbot: QtBot) -> None:
    label = body("Anna")
    qtbot.addWidget(label)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
