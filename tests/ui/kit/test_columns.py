import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.blocks.cards import column
from ui.kit.layout.columns import Columns
from ui.kit.marks.labels import body
from ui.look.theme import Choice, Contrast, Mode, Theme
from ui.look.tokens import SIDE_PX


@pytest.fixture
def main() -> QWidget:
    part = QWidget()
    part.setLayout(column(QLineEdit()))
    return part


@pytest.fixture
def side() -> QWidget:
    part = QWidget()
    part.setLayout(column(QLineEdit()))
    return part


@pytest.fixture
def columns(theme: Theme, main: QWidget, side: QWidget, qtbot: QtBot) -> Columns:
    made = Columns(theme, main, side)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def left(part: QWidget, within: QWidget) -> int:
    return part.mapTo(within, part.rect().topLeft()).x()


def top(part: QWidget, within: QWidget) -> int:
    return part.mapTo(within, part.rect().topLeft()).y()


def test_columns_stand_side_by_side_while_both_have_room(
    columns: Columns, main: QWidget, side: QWidget
) -> None:
    assert columns.is_beside
    assert left(main, columns) < left(side, columns)
    assert side.width() <= SIDE_PX


def test_columns_stand_one_below_the_other_where_they_have_none(
    columns: Columns, main: QWidget, side: QWidget
) -> None:
    columns.resize(600, 400)
    QApplication.processEvents()
    assert not columns.is_beside
    assert top(main, columns) < top(side, columns)
    assert main.height() >= 300  # most of the page, the rest is a scroll away
    columns.resize(1000, 600)
    assert columns.is_beside


def test_side_that_comes_first_stands_where_reading_begins(
    theme: Theme, main: QWidget, side: QWidget, qtbot: QtBot
) -> None:
    made = Columns(theme, main, side, is_side_first=True)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    assert left(side, made) < left(main, made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert left(side, made) > left(main, made)
    made.resize(600, 600)
    QApplication.processEvents()
    assert top(side, made) < top(main, made)


def test_larger_text_needs_more_room(columns: Columns, theme: Theme) -> None:
    theme.choose(Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    assert not columns.is_beside


def test_field_keeps_the_focus_when_the_columns_move(
    columns: Columns, side: QWidget, qtbot: QtBot
) -> None:
    columns.activateWindow()
    qtbot.waitActive(columns)
    field = side.findChild(QLineEdit)
    field.setFocus()
    columns.resize(600, 400)
    assert field.hasFocus()


class Tall(QWidget):
    """Words that need less height the more width they have."""

    def __init__(self) -> None:
        super().__init__()
        pile = QVBoxLayout(self)
        pile.addWidget(body("word " * 200))
        rest = QWidget()
        rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        pile.addWidget(rest, 1)


@pytest.mark.parametrize(("height", "is_scrolled"), [(600, False), (120, True)])
def test_main_column_scrolls_when_its_words_have_no_room_and_only_then(
    theme: Theme, qtbot: QtBot, height: int, is_scrolled: bool
) -> None:
    main = Tall()
    made = Columns(theme, main, QWidget())
    qtbot.addWidget(made)
    made.resize(1000, height)
    made.show()
    QApplication.processEvents()
    assert (main.height() > height) == is_scrolled
    assert main.size() != QSize(0, 0)
