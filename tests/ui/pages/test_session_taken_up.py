"""A session that the program was killed in is gone back into; what was told before comes along."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from counselling.call.board.board_words import Kind
from counselling.session.proposals import Proposal
from counselling.work.session.take_beforehand import HandedOver, Told
from tests.ui.pages.session_desk import Cupboard
from tests.ui.pages.test_session_page import FAMILY, SessionDesk, build
from ui.pages.session.known.state import Stage
from ui.pages.session.page import SessionPage
from ui.start import Desktop

AT = datetime(2026, 3, 4, 10, 4, tzinfo=UTC)
AUNT = Proposal("m-1", "", None, Kind.ILLNESS, "maternal aunt breast cancer 45", "en", AT)


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


@pytest.fixture
def opened(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    qtbot: QtBot,
    desk: SessionDesk,
) -> Iterator[Callable[[], SessionPage]]:
    pages: list[SessionPage] = []

    def go() -> SessionPage:
        desktop = open_desktop(builders={"session": partial(build, Cupboard())})
        enter(desktop)
        desktop.context.navigator.open(FAMILY)
        desktop.context.navigator.go("session")
        page = desktop.window.page
        assert isinstance(page, SessionPage)
        pages.append(page)
        qtbot.waitUntil(lambda: page.model.state.past.sessions is not None)
        return page

    yield go
    for page in pages:
        page.model.end()
        qtbot.waitUntil(lambda p=page: p.model.state.stage is Stage.IDLE)


def begin(page: SessionPage, qtbot: QtBot) -> None:
    page.model.start()
    qtbot.waitUntil(lambda: page.model.state.call.is_there)


def test_killed_session_is_offered_and_goes_on_with_its_notes(
    opened: Callable[[], SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.sessions.cut_off_in = "s9"
    page = opened()
    assert page._start.text() == page._words.say("session.go_back_in")
    begin(page, qtbot)
    qtbot.waitUntil(lambda: not page.model.state.notes.is_away)
    assert page.model.state.notes.text == "notes of s9"
    page.model.type("notes of s9, and more")
    page.model.leave()
    qtbot.waitUntil(lambda: desk.sessions.saved == ["notes of s9, and more"])
    desk.sessions.cut_off_in = ""


def test_what_was_told_before_is_in_tray_and_notes_and_settled_at_the_end(
    opened: Callable[[], SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    told: Told = Told(None, None)  # a mark that something came
    desk.hearing.handed = HandedOver((AUNT,), "Why she comes: my mother", (told,))
    page = opened()
    begin(page, qtbot)
    qtbot.waitUntil(lambda: len(page.model.state.exchange.offers) == 1)
    qtbot.waitUntil(lambda: "Why she comes: my mother" in page.model.state.notes.text)
    assert desk.hearing.settled == []
    page.model.end()
    qtbot.waitUntil(lambda: desk.hearing.settled == [desk.hearing.handed])
    (notes,) = [text for text in desk.sessions.saved if "aunt" in text][-1:]
    assert "maternal aunt breast cancer 45" in notes


def test_nothing_told_settles_nothing(
    opened: Callable[[], SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    page = opened()
    begin(page, qtbot)
    page.model.end()
    qtbot.waitUntil(lambda: page.model.state.stage is Stage.IDLE)
    assert desk.hearing.settled == []
