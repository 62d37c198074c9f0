"""The tree: groups and rows, for the eye, the keys and a screen reader."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.controls.heard_tree import install
from ui.kit.controls.table import Column
from ui.kit.controls.tree import Branch, Tree
from ui.kit.controls.tree_heard import TreeHeard

A, B, C = ("1", "Anna"), ("2", "Berta"), ("3", "Cato")
BRANCHES = (Branch("first", (A,)), Branch("second", (B, C)))


def number(row: tuple[str, str]) -> str:
    return row[0]


def name(row: tuple[str, str]) -> str:
    return row[1]


def brief(row: tuple[str, str]) -> str:
    return f"{row[1]}, number {row[0]}"


def whole(row: tuple[str, str]) -> str:
    return f"all about {row[1]}"


@pytest.fixture
def tree(qtbot: QtBot) -> Iterator[Tree[tuple[str, str]]]:
    install()
    columns = (Column("No.", number), Column("Name", name, is_bold=True))
    made = Tree("People", columns, spoken=brief, told=whole)
    made.heard = TreeHeard(made)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show_branches(BRANCHES, chosen=B)
    made.show()
    yield made
    made.close()


def heard(tree: Tree[tuple[str, str]]) -> list[object]:
    told = QAccessible.queryAccessibleInterface(tree)
    return [told.child(place) for place in range(told.childCount())]


def test_the_model_is_one_that_qt_accepts(tree: Tree[tuple[str, str]]) -> None:
    QAbstractItemModelTester(tree.tree, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tree.show_branches((Branch("only", (C, B)),))
    tree.show_branches(())


def test_arrows_walk_and_enter_opens(tree: Tree[tuple[str, str]], qtbot: QtBot) -> None:
    chosen: list[object] = []
    opened: list[object] = []
    tree.chosen.connect(chosen.append)
    tree.opened.connect(opened.append)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    QTest.keyClick(tree, Qt.Key.Key_Home)  # a group's title is no row
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert (chosen, opened) == ([C], [C])
    assert tree.current is None


def test_what_was_closed_stays_closed_and_facts_close_nothing(
    tree: Tree[tuple[str, str]],
) -> None:
    tree.setExpanded(tree.tree.index(0, 0), False)
    tree.show_branches((BRANCHES[0], Branch("second", (B, ("3", "Clara")))))
    assert tree.current == B
    tree.show_branches((*BRANCHES, Branch("third", (("4", "Dora"),))), chosen=B)
    places = [tree.tree.index(place, 0) for place in range(3)]
    assert [tree.isExpanded(place) for place in places] == [False, True, True]
    assert tree.current == B


def test_showing_the_same_twice_equals_once(tree: Tree[tuple[str, str]]) -> None:
    changes: list[object] = []
    tree.tree.modelReset.connect(lambda: changes.append(1))
    tree.tree.dataChanged.connect(lambda *_: changes.append(2))
    tree.show_branches(BRANCHES, chosen=B)
    assert changes == []


def test_a_screen_reader_hears_a_tree_with_level_position_and_number(
    tree: Tree[tuple[str, str]],
) -> None:
    told = QAccessible.queryAccessibleInterface(tree)
    assert told.role() == QAccessible.Role.Tree
    assert told.text(QAccessible.Text.Name) == "People"
    said = [each.text(QAccessible.Text.Name) for each in heard(tree)]
    assert said == [
        *("No.", "Name"),
        *("first", ""),
        *("Anna, number 1", "Anna"),
        *("second", ""),
        *("Berta, number 2", "Berta"),
        *("Cato, number 3", "Cato"),
    ]
    cato = heard(tree)[10]
    assert cato.role() == QAccessible.Role.TreeItem
    assert cato.text(QAccessible.Text.Description) == "all about Cato"
    attributes = cato.attributesInterface()
    assert attributes.attributeValue(QAccessible.Attribute.Level) == 2
    assert cato.interface_cast(QAccessible.InterfaceType.AttributesInterface) is attributes
    # what is not offered is no pointer: Qt would follow it
    assert int(cato.interface_cast(QAccessible.InterfaceType.TextInterface)) == 0
    heard_tree = tree.heard
    assert heard_tree is not None
    places = [heard_tree.item(place) for place in (2, 10)]
    assert [(i.level, i.position, i.size) for i in places if i] == [(1, 1, 2), (2, 2, 2)]


def test_a_closed_group_says_so_and_its_rows_are_not_heard(tree: Tree[tuple[str, str]]) -> None:
    assert heard(tree)[2].state().expanded
    tree.setExpanded(tree.tree.index(0, 0), False)
    assert heard(tree)[2].state().collapsed
    assert "Anna, number 1" not in [e.text(QAccessible.Text.Name) for e in heard(tree)]


def test_the_focus_that_qt_tells_of_is_where_the_tree_says(
    tree: Tree[tuple[str, str]], qtbot: QtBot
) -> None:
    tree.activateWindow()
    qtbot.waitActive(tree)
    tree.setFocus()
    told = QAccessible.queryAccessibleInterface(tree)
    assert told.focusChild().text(QAccessible.Text.Name) == "Berta, number 2"
    assert told.focusChild().state().focused
    # Qt counts as its own interface does: the titles, then row by row
    rows = [tree.tree.place_of(row) for row in (A, B, C)]
    heard_tree = tree.heard
    assert heard_tree is not None
    for row, expected in zip(rows, (4, 8, 10), strict=True):
        tree.setCurrentIndex(row)
        assert heard_tree.current() == expected
    tree.setCurrentIndex(QModelIndex())
    assert heard_tree.current() == -1


def test_what_is_heard_stands_where_it_is_seen(tree: Tree[tuple[str, str]]) -> None:
    QApplication.processEvents()
    told = QAccessible.queryAccessibleInterface(tree)
    for place in (4, 8, 10):
        rect = told.child(place).rect()
        found = told.childAt(rect.center().x(), rect.center().y())
        assert told.indexOfChild(found) == place


def test_an_item_can_be_gone_to(tree: Tree[tuple[str, str]]) -> None:
    item = heard(tree)[10]
    action = item.actionInterface()
    assert action.actionNames() == [action.setFocusAction()]
    action.doAction(action.setFocusAction())
    assert tree.current == C


def test_items_outlive_what_they_were_about(tree: Tree[tuple[str, str]]) -> None:
    kept = heard(tree)
    tree.show_branches(())
    assert [each.isValid() for each in kept[2:]] == [False] * (len(kept) - 2)
    assert kept[5].text(QAccessible.Text.Name) == ""
    assert kept[5].state().invalid


def test_emptied_tree_remembers_what_was_closed(tree: Tree[tuple[str, str]]) -> None:
    tree.setExpanded(tree.tree.index(0, 0), False)
    tree.show_branches(())
    tree.show_branches(BRANCHES)
    assert not tree.isExpanded(tree.tree.index(0, 0))
    assert tree.isExpanded(tree.tree.index(1, 0))
