"""Links before the call at the desk: copied, made anew, ended; and what was left is fetched."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counselling.call.link.room import SEATED, Role
from counselling.errors import CallError
from counselling.language.catalogue import Catalogue
from counselling.work.session.fetch_mail import Round
from tests.ui.pages.session_desk import Cupboard, FakeAppointments, planned
from tests.ui.pages.test_session_page import FAMILY, OTHER, SessionDesk, build
from tests.ui.test_audit import cut_ones, focusable, small_ones
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.session.known.state import Stage
from ui.pages.session.page import SessionPage
from ui.pages.session.papers.planned_card import PlannedCard
from ui.start import Desktop

LONG = 20_000
Open = Callable[..., PlannedCard]


@pytest.fixture
def rooms() -> FakeAppointments:
    return FakeAppointments()


@pytest.fixture
def desk(rooms: FakeAppointments) -> SessionDesk:
    made = SessionDesk()
    made.sessions.appointments = rooms
    return made


@pytest.fixture
def open_card(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None], qtbot: QtBot
) -> Open:
    def go(*, person: str = "anna", **options: Any) -> PlannedCard:
        desktop = open_desktop(builders={"session": partial(build, Cupboard())}, **options)
        enter(desktop)
        desktop.context.navigator.open(FAMILY, person=person)
        desktop.context.navigator.go("session")
        page = desktop.window.page
        assert isinstance(page, SessionPage)
        qtbot.waitUntil(lambda: page.model.state.past.sessions is not None, timeout=LONG)
        if page.model.planned.is_offered:
            qtbot.waitUntil(lambda: page.model.planned.state.standing is not None, timeout=LONG)
        return page._planned

    return go


def page_of(card: PlannedCard) -> SessionPage:
    page = card.parentWidget()
    while not isinstance(page, SessionPage):
        assert page is not None
        page = page.parentWidget()
    return page


def texts(card: PlannedCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def test_links_are_made_for_who_is_selected_and_each_is_copied(
    open_card: Open, rooms: FakeAppointments, qtbot: QtBot
) -> None:
    card = open_card()
    assert card.rows == {}
    card.draw.trigger()
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=LONG)
    assert rooms.calls == ["draw f1 anna en"]
    (row,) = card.rows.values()
    by_seat = [link for _, link in rooms.all[0].links]
    together = [by_seat[SEATED.index(Role.RELATIVE)], *by_seat[-2:]]
    expected = [by_seat[0], *together, *by_seat[2:4]]
    clipboard = QGuiApplication.clipboard()
    for copy, link in zip(row.copies, expected, strict=True):
        copy.trigger()
        assert clipboard.text() == link
    clipboard.clear()


def test_new_links_take_the_place_of_hers_only_after_a_question(
    open_card: Open, rooms: FakeAppointments, qtbot: QtBot
) -> None:
    rooms.all = [planned("old", person="anna"), planned("aunts", person="aunt")]
    card = open_card()
    card.draw.trigger()
    assert card.question.isVisible()
    assert rooms.calls == []
    card.question.yes.trigger()
    qtbot.waitUntil(lambda: set(card.rows) == {"a1", "aunts"}, timeout=LONG)
    assert not card.question.isVisible()


def test_appointment_is_ended_only_after_a_question(
    open_card: Open, rooms: FakeAppointments, qtbot: QtBot
) -> None:
    rooms.all = [planned("a9", person="anna")]
    card = open_card()
    row = card.rows["a9"]
    row.end.trigger()
    qtbot.waitUntil(row.question.isVisible)
    assert rooms.calls == []
    row.question.yes.trigger()
    qtbot.waitUntil(lambda: card.rows == {}, timeout=LONG)
    assert rooms.calls == ["end a9"]


def test_whose_links_they_are_is_said_without_a_name(
    open_card: Open, rooms: FakeAppointments, language: Callable[[str], Catalogue]
) -> None:
    rooms.all = [planned("a", person="anna"), planned("b", person="aunt"), planned("c")]
    rooms.all.append(replace(planned("d", person="uncle"), session="s1"))
    card = open_card(catalogue=language("en"))
    said = [row.news.text().split(",")[0] for row in card.rows.values()]
    assert said == [
        "For the person who is selected",
        "For somebody else of the family",
        "For nobody in particular",
        "Its session has begun",
    ]


def test_server_out_of_reach_is_told_and_another_try_is_one_press_away(
    open_card: Open, rooms: FakeAppointments, qtbot: QtBot
) -> None:
    rooms.is_unreachable = True
    card = open_card()
    for verb in (card.draw, card.fetch):
        verb.trigger()
        qtbot.waitUntil(card._banner.isVisible, timeout=LONG)
        assert verb.isEnabled()
        assert not card.working.isVisible()


def test_who_wants_no_talk_by_video_gets_no_link_and_it_is_said_why(
    open_card: Open,
    rooms: FakeAppointments,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> None:
    rooms.is_unwanted = True
    card = open_card(catalogue=language("en"))
    card.draw.trigger()
    qtbot.waitUntil(card._banner.isVisible, timeout=LONG)
    assert "wants no talk by video" in " ".join(texts(card))
    assert rooms.all == []


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        (Round(0, 0, ()), "Nothing new was left."),
        (Round(2, 1, ()), "3 answers came, of all families together."),
        (
            Round(1, 0, (("f a", CallError("call.server_unreachable")),)),
            "One room was not reached. What was left there is still at the server;"
            " fetch it again later.",
        ),
    ],
)
def test_what_a_fetch_brought_is_one_sentence(
    open_card: Open,
    rooms: FakeAppointments,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
    brought: Round,
    said: str,
) -> None:
    rooms.brings = brought
    card = open_card(catalogue=language("en"))
    card.fetch.trigger()
    qtbot.waitUntil(lambda: said in texts(card), timeout=LONG)
    waits = "come into the tray" if brought.letters > 1 else "comes into the tray"
    is_here = brought.letters > 0
    qtbot.waitUntil(lambda: any(waits in text for text in texts(card)) == is_here, timeout=LONG)


def test_fetching_says_how_far_it_is_and_is_stopped(
    open_card: Open, rooms: FakeAppointments, qtbot: QtBot
) -> None:
    rooms.held = True
    card = open_card()
    card.fetch.trigger()
    model = page_of(card).model.planned
    qtbot.waitUntil(lambda: model.state.share == 0.5, timeout=LONG)
    assert card.working.isVisible()
    assert not card.fetch.isEnabled()
    card.working.stop.trigger()
    qtbot.waitUntil(lambda: rooms.calls == ["stopped"], timeout=LONG)
    assert not card.working.isVisible()
    assert card.fetch.isEnabled()


def test_without_a_clinics_server_no_links_are_offered(
    open_card: Open, rooms: FakeAppointments
) -> None:
    rooms.has_server = False
    assert not open_card().isVisible()


def test_session_is_begun_from_the_head_where_links_stand_above_the_empty_page(
    open_card: Open,
) -> None:
    page = page_of(open_card())
    assert page.main_action is page._start


def test_card_is_away_while_a_session_runs_and_read_again_after(
    open_card: Open, rooms: FakeAppointments, desk: SessionDesk, qtbot: QtBot
) -> None:
    rooms.all = [planned("a9", person="anna")]
    card = open_card()
    page = page_of(card)
    page.model.start()
    qtbot.waitUntil(lambda: page.model.state.call.is_there, timeout=LONG)
    assert not card.isVisible()
    rooms.all = []  # the session's end forgets its room
    page.model.end()
    qtbot.waitUntil(lambda: page.model.state.stage is Stage.IDLE, timeout=LONG)
    qtbot.waitUntil(lambda: card.rows == {}, timeout=LONG)


def test_another_family_shows_nothing_of_the_one_before(
    open_card: Open, rooms: FakeAppointments, qtbot: QtBot
) -> None:
    rooms.all = [planned("a9", person="anna")]
    card = open_card()
    page = page_of(card)
    page._navigator.open(OTHER)
    page._navigator.go("session")
    assert card.rows == {}
    qtbot.waitUntil(lambda: page.model.planned.state.standing == (), timeout=LONG)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_is_cut_or_small_at_twice_the_text(
    open_card: Open,
    rooms: FakeAppointments,
    language: Callable[[str], Catalogue],
    settle: Callable[[], None],
    code: str,
) -> None:
    rooms.all = [planned("a", person="anna"), planned("b")]
    large = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)
    card = open_card(catalogue=language(code), look=large)
    card.rows["a"].end.trigger()
    settle()
    assert list(cut_ones(card)) == []
    assert list(small_ones(card)) == []
    unnamed = [each for each in focusable(card) if not each.accessibleName()]
    assert unnamed == []
    assert len(card.findChildren(QPushButton)) > 2 * len(Role)
