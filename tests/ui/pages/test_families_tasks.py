"""What is due stands above the families, leads into one of them, and goes when it is done."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.records.papers.tasks import Task, TaskKind
from ui.kit.controls.line_list import LineList
from ui.pages.families.page import FamiliesPage
from ui.start import Desktop

TODAY = date(2026, 11, 29)
TASKS = (
    Task("majority/p", TaskKind.MAJORITY, "f2", "Berg", "p", "Mia", None),
    Task("sample/d/2026-11-20", TaskKind.SAMPLE, "f1", "Lindqvist", "a", "", date(2026, 11, 20)),
    Task("assent/q", TaskKind.ASSENT, "f1", "", "q", "Ole", date(2026, 12, 1), is_exact=False),
    Task("majority/r", TaskKind.MAJORITY, "f1", "", "r", "Eva", date(2030, 1, 1)),
)


@pytest.fixture
def page(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Any,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> FamiliesPage:
    desk.safekeeping.tasks.tasks = TASKS
    made = open_desktop(catalogue=language("en"))
    enter(made)
    found = made.window.page
    assert isinstance(found, FamiliesPage)
    qtbot.waitUntil(lambda: found.tasks.state.agenda is not None, timeout=30_000)
    return found


def _list(page: FamiliesPage) -> LineList:
    return next(w for w in page.findChildren(LineList) if w.accessibleName() == "To do")


def _lines(page: FamiliesPage) -> list[str]:
    found = _list(page)
    return [found.item(row).text() for row in range(found.count())]


def _button(page: FamiliesPage, words: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.isVisible() and b.text() == words)


def test_what_is_due_or_soon_is_told_with_its_day(page: FamiliesPage) -> None:
    assert _lines(page) == [
        "Mia is of age: ask for an own consent.\nBerg  ·  day of birth not known",
        "No sample of this person has come yet: send a reminder.\n"
        "Lindqvist  ·  due since 20 November 2026",
        "Ask Ole too: a parent has agreed so far.\nFamily without a name  ·  from 1 December 2026",
    ]
    assert page.tasks.state.later == 1


def test_a_reminder_is_done_by_a_press_and_a_consent_is_not(
    page: FamiliesPage, qtbot: QtBot
) -> None:
    assert not _button(page, "Done").isEnabled()
    page.tasks.choose(1)
    QTest.mouseClick(_button(page, "Done"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(_lines(page)) == 2, timeout=30_000)
    assert not any("sample" in line for line in _lines(page))


def test_enter_on_a_task_opens_its_family(page: FamiliesPage, desk: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.model.state.families), timeout=30_000)
    tasks = _list(page)
    tasks.setFocus()
    tasks.setCurrentRow(0)
    with qtbot.waitSignal(page.model.opened, timeout=30_000):
        QTest.keyClick(tasks, Qt.Key.Key_Return)
    assert desk.families.opened == ["f2"]


def test_no_name_stays_behind_when_the_page_is_left(page: FamiliesPage) -> None:
    page.left()
    assert _lines(page) == []
    assert not _list(page).isVisible()
