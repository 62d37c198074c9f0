"""What has too little room takes another line, or scrolls: no words are cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.blocks.cards import Card
from ui.kit.controls.picker import Picker
from ui.kit.controls.table import Column, Table
from ui.look.theme import Theme

SHORT, LONG = "Anna", "Carla, of the long name that goes on and on"


@pytest.fixture
def narrow(theme: Theme, qtbot: QtBot, settle: Callable[[], None]) -> Callable[[QWidget], QWidget]:
    def show(content: QWidget, width: int = 260) -> QWidget:
        place = QWidget()
        pile = QVBoxLayout(place)
        pile.addWidget(content)
        pile.addStretch(1)
        place.resize(width, 400)
        qtbot.addWidget(place)
        place.show()
        settle()
        return place

    return show


@pytest.mark.parametrize("way", list(Qt.LayoutDirection)[:2])
def test_long_entry_takes_lines_and_a_short_one_gives_them_back(
    narrow, settle: Callable[[], None], way: Qt.LayoutDirection
) -> None:
    picker = Picker("Person")
    picker.setLayoutDirection(way)
    picker.show_entries(((SHORT, SHORT), (LONG, LONG)), SHORT)
    place = narrow(picker)
    one = picker.height()
    picker.show_entries(((SHORT, SHORT), (LONG, LONG)), LONG)
    settle()
    assert picker.height() >= one + picker.fontMetrics().lineSpacing()
    picker.grab()
    picker.show_entries(((SHORT, SHORT), (LONG, LONG)), SHORT)
    settle()
    assert picker.height() == one
    assert place.isVisible()


def test_name_of_a_card_breaks_and_is_one_line_again_where_there_is_room(
    narrow, settle: Callable[[], None]
) -> None:
    card = Card(LONG)
    place = narrow(card, 160)
    line = card.title.fontMetrics().height()
    assert card.title.height() >= 2 * line
    place.resize(900, 400)
    settle()
    assert card.title.height() < 2 * line
    card.set_title(SHORT)
    settle()
    assert card.title.accessibleName() == SHORT


def test_wide_column_keeps_room_for_a_name_and_the_table_scrolls(
    narrow, settle: Callable[[], None]
) -> None:
    columns: tuple[Column[str], ...] = (
        Column("Family", str, is_wide=True),
        Column("Proband", lambda _: LONG),
        Column("Changed", lambda _: LONG),
    )
    table: Table[str] = Table("Families", columns)
    table.show_rows((LONG,))
    place = narrow(table, 300)
    name = table.fontMetrics().averageCharWidth() * 12
    assert table.horizontalHeader().sectionSize(0) >= name
    assert table.horizontalScrollBar().maximum() > 0
    place.resize(2000, 400)
    settle()
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
