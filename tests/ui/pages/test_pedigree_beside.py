"""The cards beside the drawing come in turns of the event loop, so that keys come between."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QChildEvent, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counselling.work.desk import Desk
from counselling.work.safekeeping import Safekeeping
from tests.ui.conftest import FakeSafekeeping
from ui.kit.standing.navigator import OpenFamily
from ui.pages.pedigree.page import PedigreePage, build
from ui.start import Desktop

CARDS = 7


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


Open = Callable[..., PedigreePage]


@pytest.fixture
def opened(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None], desk: Desk
) -> Open:
    """Turn to the page of a family; not one turn of the event loop is over then."""

    def make(*forbidden: str) -> PedigreePage:
        role = replace(desk, safekeeping=cast(Safekeeping, FakeSafekeeping(forbidden)))
        desktop = open_desktop(builders={"pedigree": build}, desk=role)
        enter(desktop)
        first = desk.families.summaries()[0]
        desktop.context.navigator.open(OpenFamily(first.id, first.name, first.proband))
        page = desktop.window.page
        assert isinstance(page, PedigreePage)
        return page

    return make


class _Arrivals(QObject):
    """Of every widget that comes into another one: whether that was laid out already."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.laid_out: list[bool] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QChildEvent) and event.added() and event.child().isWidgetType():
            assert isinstance(watched, QWidget)
            self.laid_out.append(watched.layout() is not None)
        return False


def test_cards_are_made_in_a_turn_after_the_page_and_laid_out_in_a_later_one(
    opened: Open, qtbot: QtBot
) -> None:
    page = opened()
    assert not page.beside.is_made
    assert page.beside.findChildren(QWidget) == []
    arrivals = _Arrivals(page.beside)
    qtbot.waitUntil(lambda: page.model.state.shown is not None)
    assert arrivals.laid_out == [False] * CARDS
    assert page.beside.layout() is not None


def test_a_card_that_is_asked_for_earlier_is_made_and_laid_out_at_once(opened: Open) -> None:
    page = opened()
    card = page.beside.card
    layout = page.beside.layout()
    assert layout is not None
    assert layout.indexOf(card) >= 0
    assert not card.isVisible()  # nobody is selected yet
    QApplication.processEvents()
    assert page.beside.card is card


def test_who_may_not_change_or_print_finds_the_late_parts_grey(opened: Open, qtbot: QtBot) -> None:
    page = opened("change", "print")
    qtbot.waitUntil(lambda: page.model.state.shown is not None)
    assert not page.beside.card.isEnabled()
    assert page.beside.card.toolTip()
    assert not page.beside.sheet.save.isEnabled()
