"""The card that says who reads a family."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from tests.ui.conftest import FakeDesk
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.controls.table import Table
from ui.kit.threads.failures import Failure
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.families.page import FamiliesPage
from ui.pages.families.readers_card import ReadersCard
from ui.start import Desktop

LARGE = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)


@pytest.fixture
def open_page(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None]
) -> Callable[..., FamiliesPage]:
    def make(**how: object) -> FamiliesPage:
        desktop = open_desktop(**how)
        enter(desktop)
        page = desktop.window.page
        assert isinstance(page, FamiliesPage)
        return page

    return make


def ask(page: FamiliesPage, qtbot: QtBot) -> ReadersCard:
    next(each for each in page.actions() if each.text().startswith(ASK)).trigger()
    qtbot.waitUntil(lambda: page.readers.state.known is not None)
    card = page.findChild(ReadersCard)
    assert card is not None
    return card


ASK = ("readers.ask", "Who", "Wer", "من")


def lines(card: ReadersCard) -> list[str]:
    return [card.list.item(place).text() for place in range(card.list.count())]


def test_all_users_stand_there_and_all_are_ticked(
    open_page: Callable[..., FamiliesPage], qtbot: QtBot
) -> None:
    page = open_page()
    card = ask(page, qtbot)
    assert card.isVisible()
    assert lines(card) == ["staff.me", "berta", "staff.clinic"]
    assert page.readers.state.chosen == {"anna", "berta", "clinic"}


def test_who_is_ticked_reads_it_and_the_list_is_read_anew(
    open_page: Callable[..., FamiliesPage], desk: FakeDesk, qtbot: QtBot
) -> None:
    page = open_page()
    card = ask(page, qtbot)
    for place in (0, 1, 2):  # her own box stays ticked
        card.list.ticked.emit(place, False)
    desk.families.rows = (replace(desk.families.rows[0], is_restricted=True),)
    with qtbot.waitSignal(page.readers.named):
        card.save.trigger()
    assert desk.safekeeping.readers.calls == ["f1 anna"]
    assert not card.isVisible()
    (table,) = page.findChildren(Table)
    qtbot.waitUntil(lambda: table.model().index(0, 0).data() == "readers.sign")


def test_a_refusal_is_told_and_nothing_is_lost_of_the_choice(
    open_page: Callable[..., FamiliesPage], desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.safekeeping.readers.refuses = "vault.no_such_user"
    page = open_page()
    card = ask(page, qtbot)
    page.readers.tick(1, False)
    card.save.trigger()
    qtbot.waitUntil(lambda: page.readers.state.failure is not None)
    assert page.readers.state.failure == Failure("error.vault.no_such_user")
    assert page.readers.state.chosen == {"anna", "clinic"}


def test_leaving_the_page_closes_it(open_page: Callable[..., FamiliesPage], qtbot: QtBot) -> None:
    page = open_page()
    card = ask(page, qtbot)
    page.left()
    assert not card.isVisible()


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_real_words_fit_at_twice_the_size(
    open_page: Callable[..., FamiliesPage],
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
    code: str,
) -> None:
    page = open_page(catalogue=language(code), look=LARGE)
    ask(page, qtbot)
    qtbot.waitUntil(lambda: (list(small_ones(page)), list(cut_ones(page))) == ([], []))


def test_whom_it_was_given_to_stands_there_and_reads_no_further_when_unticked(
    open_page: Callable[..., FamiliesPage], desk: FakeDesk, qtbot: QtBot
) -> None:
    key = "ab" * 32
    work = desk.safekeeping.readers
    work.known = replace(work.known, outside=(key,))
    page = open_page()
    card = ask(page, qtbot)
    assert lines(card)[-1].startswith("readers.outside")
    assert key in page.readers.state.chosen
    card.list.ticked.emit(3, False)
    with qtbot.waitSignal(page.readers.named):
        card.save.trigger()
    assert work.calls == ["f1 anna berta clinic"]
