"""The drawing and the list as a screen reader is told of them: the same people, the same words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.work.desk import Desk
from tests.ui.pages.pedigree_typing import settled
from ui.kit.standing.navigator import OpenFamily
from ui.pages.pedigree.page import PedigreePage, build
from ui.start import Desktop


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> PedigreePage:
    """Anna's family of three generations, in English."""
    made = desk.families.summaries()[0].id
    desktop = open_desktop(builders={"pedigree": build}, catalogue=language("en"))
    enter(desktop)
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    desktop.context.navigator.open(OpenFamily(made, "Berg", ""))
    page = desktop.window.page
    assert isinstance(page, PedigreePage)
    qtbot.waitUntil(lambda: page.model.state.shown is not None)
    settled(page, qtbot)
    return page


def names(widget: QWidget) -> list[str]:
    told = QAccessible.queryAccessibleInterface(widget)
    items = [told.child(place) for place in range(told.childCount())]
    return [
        item.text(QAccessible.Text.Name)
        for item in items
        if item.role() == QAccessible.Role.TreeItem
    ]


def test_every_person_of_the_drawing_is_an_item_with_her_words(page: PedigreePage) -> None:
    canvas = page._board.canvas
    told = QAccessible.queryAccessibleInterface(canvas)
    assert told.role() == QAccessible.Role.Tree
    assert told.childCount() == 7
    assert "Anna, proband, woman, 34. Parents two, siblings one. III-2." in names(canvas)


def test_the_list_says_of_everybody_what_the_drawing_says(page: PedigreePage) -> None:
    drawn = set(names(page._board.canvas))
    page.model.list_people(True)
    listed = set(names(page._board.list))
    assert drawn <= listed
    assert "Generation III: 2 people" in listed


def test_the_focus_goes_with_the_keys(page: PedigreePage) -> None:
    canvas = page._board.canvas
    canvas.setFocus()
    told = QAccessible.queryAccessibleInterface(canvas)
    assert told.focusChild().text(QAccessible.Text.Name).startswith("Anna")
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    item = told.focusChild()
    assert item.state().focused
    assert item.text(QAccessible.Text.Name).endswith(f"{number(page)}.")
    assert item.attributesInterface().attributeValue(QAccessible.Attribute.Level) == 2


def number(page: PedigreePage) -> str:
    state = page.model.state
    assert state.shown is not None
    assert state.chosen is not None
    return state.shown.drawing.numbers[state.chosen]


def test_an_item_of_the_drawing_stands_where_she_is_drawn_and_can_be_gone_to(
    page: PedigreePage,
) -> None:
    canvas = page._board.canvas
    told = QAccessible.queryAccessibleInterface(canvas)
    for place in range(told.childCount()):
        item = told.child(place)
        centre = item.rect().center()
        assert told.indexOfChild(told.childAt(centre.x(), centre.y())) >= 0
        actions = item.actionInterface()
        actions.doAction(actions.setFocusAction())
        assert item.text(QAccessible.Text.Name).endswith(f"{number(page)}.")


def test_a_changed_fact_is_heard_in_both(page: PedigreePage, qtbot: QtBot) -> None:
    page.model.list_people(True)
    page.model.rename("child", "Berta")
    settled(page, qtbot)
    for widget in (page._board.canvas, page._board.list):
        assert any(name.startswith("Berta, proband") for name in names(widget))


def test_the_same_keys_work_in_the_list(page: PedigreePage, qtbot: QtBot) -> None:
    page.model.list_people(True)
    tree = page._board.list
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert page.model.state.chosen in ("mother", "father")
    QTest.keyClicks(tree, "w")
    settled(page, qtbot)
    assert tree.current is not None
    assert tree.current.id == page.model.state.chosen


def test_place_and_relatives_are_told_to_who_asks_for_more(page: PedigreePage) -> None:
    told = QAccessible.queryAccessibleInterface(page._board.canvas)
    more = told.child(told.childCount() - 1).text(QAccessible.Text.Description)
    assert more.startswith("2 of 2 in this generation. Anna, proband, woman, 34.")
    assert "Parents: " in more
