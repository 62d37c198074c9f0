from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.kit.controls.buttons import action
from ui.kit.marks.labels import Line
from ui.kit.standing.page import Page
from ui.look.theme import Theme
from ui.shell.header import Header


class Letters(Page):
    def __init__(self) -> None:
        super().__init__()
        self.write = action(self, "Write", self.begin)
        self.save = action(self, "Save", self.begin)
        self.main_action, self.side_actions = self.write, (self.save,)

    def begin(self) -> None:
        """Nothing here."""


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> Letters:
    made = Letters()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def header(theme: Theme, qtbot: QtBot) -> Header:
    made = Header()
    qtbot.addWidget(made)
    made.resize(800, 40)
    made.show()
    return made


def buttons(header: Header) -> list[QPushButton]:
    found = [b for b in header.findChildren(QPushButton) if b.isVisible()]
    return sorted(found, key=lambda each: each.x())


def test_header_is_heard_whole(header: Header) -> None:
    header.say("Lindqvist", "Anna  ·  20 people")
    assert header.accessibleName() == "Lindqvist Anna  ·  20 people"


def test_main_action_stands_at_the_end_and_is_the_only_filled_one(
    header: Header, page: Letters, settle: Callable[[], None]
) -> None:
    header.offer(page)
    settle()
    assert [b.text() for b in buttons(header)] == ["Save", "Write"]
    assert [b.property("role") for b in buttons(header)] == [None, "primary"]


def test_same_actions_keep_their_buttons_and_the_focus(
    header: Header, page: Letters, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    header.offer(page)
    settle()
    header.activateWindow()
    qtbot.waitActive(header)
    before = buttons(header)
    before[0].setFocus()
    header.offer(page)
    assert buttons(header) == before
    assert before[0].hasFocus()


def test_other_actions_take_the_place_of_the_old_ones(header: Header, page: Letters) -> None:
    header.offer(page)
    page.main_action, page.side_actions = None, ()
    header.offer(page)
    assert buttons(header) == []


def test_buttons_stand_below_a_name_that_would_be_cut_beside_them(
    header: Header, page: Letters, settle: Callable[[], None]
) -> None:
    header.offer(page)
    header.say("Lindqvist", "Anna")
    settle()
    assert all(button.y() < header.height() / 2 for button in buttons(header))
    header.say("Lindqvist and all who came after them", "Anna  ·  20 people")
    header.resize(600, 120)
    settle()
    title = header.findChildren(Line)[0]
    assert title.text() == title.whole
    assert all(button.y() >= title.geometry().bottom() for button in buttons(header))
