from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from ui.kit.controls.check_list import CheckList
from ui.kit.controls.table import Table
from ui.kit.standing.navigator import OpenFamily
from ui.pages.families.page import FamiliesPage
from ui.start import Desktop


@pytest.fixture
def desktop(open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None]) -> Desktop:
    made = open_desktop()
    enter(made)
    return made


@pytest.fixture
def page(desktop: Desktop) -> FamiliesPage:
    found = desktop.window.page
    assert isinstance(found, FamiliesPage)
    return found


def seen(page: QWidget, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def button(page: QWidget, words: str) -> QPushButton:
    return next(b for b in seen(page, QPushButton) if b.text() == words)


def rows(page: QWidget) -> list[list[str]]:
    (table,) = seen(page, Table)
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_families_are_listed_with_proband_people_and_last_change(
    page: FamiliesPage, words: Catalogue, desk: Any
) -> None:
    day = words.date(desk.families.rows[0].changed.astimezone().date())
    assert rows(page)[0] == ["Lindqvist", "Anna Lindqvist", "20", day]
    assert "2026" in day
    assert len(rows(page)) == 3


def test_enter_opens_the_selected_family(
    page: FamiliesPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    (table,) = seen(page, Table)
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.model.opened):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.families.opened == ["f2"]


def test_opened_family_stands_in_the_header_of_its_page(
    page: FamiliesPage, desktop: Desktop, qtbot: QtBot
) -> None:
    page.model.open(page.model.state.found[0])
    qtbot.waitUntil(lambda: desktop.context.navigator.state.family is not None)
    assert desktop.context.navigator.state.family == OpenFamily("f1", "Lindqvist", "Anna Lindqvist")
    header = [label.text() for label in desktop.window.findChildren(QLabel) if label.isVisible()]
    assert "Lindqvist" in header
    assert "Anna Lindqvist" in header


def test_typing_finds_families(page: FamiliesPage) -> None:
    (field,) = seen(page, QLineEdit)
    QTest.keyClicks(field, "zey")
    assert [row[0] for row in rows(page)] == ["Öztürk"]


def test_import_asks_the_system_for_a_file_and_tells_losses_by_line(
    page: FamiliesPage, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    button(desktop.window, "families.import").click()
    (dialog,) = page.findChildren(QFileDialog)
    assert "*.canrisk *.ped *.csv" in dialog.nameFilters()[0]
    dialog.fileSelected.emit(str(tmp_path / "d7.canrisk"))
    dialog.close()
    qtbot.waitUntil(lambda: page.model.state.report is not None)
    (lines,) = seen(page, QListWidget)
    assert [lines.item(row).text() for row in range(lines.count())] == [
        "families.at_line",
        "error.unexpected",
    ]
    button(page, "families.report_done").click()
    assert seen(page, QListWidget) == []


def test_empty_vault_offers_three_ways_to_a_family(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None], desk: Any
) -> None:
    desk.families.rows = ()
    desktop = open_desktop()
    enter(desktop)
    page = desktop.window.page
    assert [b.text() for b in seen(page, QPushButton)] == [
        "families.import",
        "families.new",
        "families.demo",
    ]
    assert page.main_action is None  # the empty page itself has the one main button


def test_new_family_is_named_in_place(page: FamiliesPage, desktop: Desktop, qtbot: QtBot) -> None:
    button(desktop.window, "families.new").click()
    field = next(f for f in seen(page, QLineEdit) if f.placeholderText() == "families.name")
    QTest.keyClicks(field, "Berg")
    with qtbot.waitSignal(page.model.opened):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_naming_can_be_left(page: FamiliesPage, desktop: Desktop) -> None:
    button(desktop.window, "families.new").click()
    button(page, "action.cancel").click()
    assert not page.model.state.is_naming
    assert len(seen(page, QLineEdit)) == 1


def test_showing_a_state_twice_equals_once(
    page: FamiliesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.model.import_file(tmp_path / "x.ped")
    qtbot.waitUntil(lambda: page.model.state.report is not None)
    qtbot.waitUntil(lambda: len(page.model.state.families or ()) == 4)
    once = page.grab().toImage()
    page.show_state(page.model.state)
    assert page.grab().toImage() == once


def test_families_of_a_file_are_ticked_by_keyboard_and_taken_in(
    page: FamiliesPage, desk: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.families.in_file = 5
    page.model.import_file(tmp_path / "x.ped")
    qtbot.waitUntil(lambda: page.model.state.offered is not None)
    (ticks,) = seen(page, CheckList)
    assert ticks.accessibleName() == "families.in_file"
    assert seen(page, Table) == []
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert page.model.state.picked == {1}
    button(page, "families.take_count").click()
    qtbot.waitUntil(lambda: page.model.state.report is not None)
    assert seen(page, CheckList) == []


def test_export_asks_for_a_file_and_a_format(page: FamiliesPage, desktop: Desktop) -> None:
    button(desktop.window, "families.export").click()
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.nameFilters() == ["format.consultand (*.consultand)", "format.ped (*.ped)"]
    dialog.close()
