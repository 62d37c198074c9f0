"""A table asks for no more height than its rows need, and never for more than Qt's own."""

import pytest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from ui.kit.controls.table import Column, Table


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 500])
def test_few_rows_ask_for_little_room(qtbot: QtBot, rows: int) -> None:
    table: Table[int] = Table("numbers", (Column("number", str, is_wide=True),))
    qtbot.addWidget(table)
    table.show_rows(tuple(range(rows)))
    asked, usual = table.sizeHint().height(), QTableView.sizeHint(table).height()
    section = table.verticalHeader().defaultSectionSize()
    needed = table.horizontalHeader().sizeHint().height() + max(rows, 2) * section
    assert asked == min(usual, needed + 2 * table.frameWidth())
    assert asked < usual or rows > 2
