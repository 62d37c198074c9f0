"""Several people in a session at the desk: links, knocks, faces, private talk, what is heard."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counselling.call.line.circle_words import Listening
from counselling.call.line.events import (
    Admitted,
    CallEvent,
    Connected,
    FirstFrame,
    Freed,
    Knocked,
    Left,
    LinkReady,
    Lost,
    Media,
    PrivateTalk,
)
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import Presence, Role
from counselling.call.media.fake_devices import FakeCamera
from counselling.call.server.messages import DeviceCheck
from counselling.language.catalogue import Catalogue
from tests.ui.pages.session_desk import Cupboard
from tests.ui.pages.test_session_page import FAMILY, SessionDesk, build
from ui.kit.devices.video_tile import VideoTile
from ui.pages.session.around.alone import PrivateBar
from ui.pages.session.around.call_card import CallCard
from ui.pages.session.around.doorbell import Doorbell
from ui.pages.session.around.invite_card import InviteCard
from ui.pages.session.around.people_card import PeopleCard, PersonRow
from ui.pages.session.known.people import people_after, person_at
from ui.pages.session.page import SessionPage
from ui.start import Desktop

NOBODY = "Nobody: all hear each other"
BOTH = "Patient and Nurse"
WORDS = SafetyWords((42, 119, 233))
ALL = DeviceCheck.CAMERA_AND_SOUND
LINKS = (
    LinkReady("2", Role.RELATIVE, "https://clinic.example/r#2"),
    LinkReady("3", Role.NURSE, "https://clinic.example/r#3"),
    LinkReady("4", Role.INTERPRETER, "https://clinic.example/r#4"),
)


def came(seat: str) -> tuple[CallEvent, ...]:
    """What a line tells of somebody who comes in."""
    return (
        Knocked(seat, "en", ALL),
        Admitted(seat, is_back=False),
        Connected(seat, WORDS, 300.0),
        FirstFrame(seat, Media.VIDEO, 400.0),
    )


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


@pytest.fixture
def in_session(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    language: Callable[[str], Catalogue],
    desk: Any,
    qtbot: QtBot,
) -> Callable[..., SessionPage]:
    """A page in a running session with everybody invited."""

    def go(code: str = "en", **options: Any) -> SessionPage:
        builders = {"session": partial(build, Cupboard())}
        desktop = open_desktop(builders=builders, catalogue=language(code), **options)
        enter(desktop)
        desktop.context.navigator.open(FAMILY)
        desktop.context.navigator.go("session")
        page = desktop.window.page
        assert isinstance(page, SessionPage)
        qtbot.waitUntil(lambda: page.model.state.past.sessions is not None)
        page.model.start()
        qtbot.waitUntil(lambda: page.model.state.call.is_there)
        desk.sessions.happens(*LINKS)
        qtbot.waitUntil(lambda: len(page.model.state.call.people) == 4)
        qtbot.waitUntil(lambda: len(page.findChildren(PersonRow)) == 3)
        return page

    return go


def row(page: SessionPage, seat: str) -> PersonRow:
    """The row of a seat."""
    (card,) = page.findChildren(PeopleCard)
    return card.rows[seat]


def offered(page: SessionPage, seat: str) -> list[str]:
    """The names for the ear of what can be done with somebody."""
    buttons = row(page, seat).findChildren(QPushButton)
    return [each.accessibleName() or each.text() for each in buttons if each.isVisible()]


def said(page: SessionPage, seat: str) -> list[str]:
    """What stands in somebody's row."""
    return [each.text() for each in row(page, seat).findChildren(QLabel) if each.isVisible()]


def pairs(card: PeopleCard) -> list[str]:
    """Who could speak alone."""
    return [card.alone.itemText(place) for place in range(card.alone.count())]


def test_each_who_is_invited_has_a_link_of_her_own_to_copy(in_session, qtbot: QtBot) -> None:
    page = in_session()
    qtbot.waitUntil(lambda: offered(page, "3") == ["Copy link: Nurse"])
    row(page, "3").copy.trigger()
    assert QGuiApplication.clipboard().text() == "https://clinic.example/r#3"
    row(page, "4").copy.trigger()
    assert QGuiApplication.clipboard().text() == "https://clinic.example/r#4"


def test_who_knocks_is_let_in_or_turned_away_by_her_role(in_session, desk, qtbot: QtBot) -> None:
    page = in_session()
    desk.sessions.happens(Knocked("4", "en", ALL), Knocked("2", "en", ALL))
    qtbot.waitUntil(lambda: offered(page, "2") == ["Let in: Relative", "Turn away: Relative"])
    (bell,) = page.findChildren(Doorbell)
    assert bell.isVisible()
    assert bell.news.text() == "Relative waits at the door"
    assert page.summons  # seen from the other pages too
    row(page, "4").admit.trigger()
    bell.refuse.trigger()
    qtbot.waitUntil(lambda: sorted(desk.sessions.lines[-1].calls) == ["admit 4", "refuse 2"])
    assert person_at(page.model.state.call.people, "2").presence is Presence.ENDED
    assert page.model.state.call.presence is Presence.WAITING  # the patient's


def test_others_come_and_go_and_the_patients_line_is_shown_as_it_is(
    in_session, desk, qtbot: QtBot
) -> None:
    page = in_session()
    desk.sessions.happens(*came("1"), *came("4"))
    qtbot.waitUntil(lambda: person_at(page.model.state.call.people, "4").has_picture)
    desk.sessions.happens(Left("4"))
    qtbot.waitUntil(
        lambda: person_at(page.model.state.call.people, "4").presence is Presence.WAITING
    )
    call = page.model.state.call
    assert (call.presence, call.has_picture) == (Presence.CONNECTED, True)
    assert [each.role for each in page.model.state.meeting.present] == [Role.PATIENT]


def test_face_of_each_is_shown_with_her_role(in_session, desk, qtbot: QtBot) -> None:
    page = in_session()
    desk.sessions.happens(*came("1"), *came("4"), *came("3"))

    def tiles() -> dict[str, VideoTile]:
        return {each.accessibleName(): each for each in page.findChildren(VideoTile)}

    qtbot.waitUntil(lambda: {"Nurse", "Interpreter", "Patient"} <= set(tiles()))
    page.model.telephone.outlet("4").show(FakeCamera(width=160, height=120).picture(0))
    qtbot.waitUntil(lambda: tiles()["Interpreter"].has_picture)
    assert not tiles()["Nurse"].has_picture


def test_speaking_alone_is_plain_to_see_and_ended_at_the_desk(
    in_session, desk, qtbot: QtBot
) -> None:
    page = in_session()
    desk.sessions.happens(*came("1"), *came("3"))
    (card,) = page.findChildren(PeopleCard)
    qtbot.waitUntil(card.alone.isVisible)
    qtbot.waitUntil(lambda: pairs(card) == [NOBODY, "You and Patient", "You and Nurse", BOTH])
    card.alone.picked.emit("host 3")
    line = desk.sessions.lines[-1]
    qtbot.waitUntil(lambda: line.calls == ["alone host 3"])
    desk.sessions.happens(PrivateTalk(("host", "3")))
    (bar,) = page.findChildren(PrivateBar)
    qtbot.waitUntil(bar.isVisible)
    assert bar.news.text() == (
        "Only one person hears you now: Nurse. Nobody else hears either of you."
    )
    assert card.alone.currentText() == "You and Nurse"
    bar.end.trigger()
    qtbot.waitUntil(lambda: line.calls[-1] == "alone")
    desk.sessions.happens(PrivateTalk(()))
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_two_guests_speak_alone_by_the_desks_choice(in_session, desk, qtbot: QtBot) -> None:
    page = in_session()
    desk.sessions.happens(*came("1"), *came("3"))
    (card,), (bar,) = page.findChildren(PeopleCard), page.findChildren(PrivateBar)
    qtbot.waitUntil(lambda: BOTH in pairs(card))
    card.alone.picked.emit("1 3")
    line = desk.sessions.lines[-1]
    qtbot.waitUntil(lambda: line.calls == ["alone 1 3"])
    desk.sessions.happens(PrivateTalk(("3", "1")))
    qtbot.waitUntil(bar.isVisible)
    assert card.alone.currentText() == BOTH
    desk.sessions.happens(Left("3"), PrivateTalk(()))
    qtbot.waitUntil(lambda: not card.alone.isVisible())


def test_safety_words_of_each_are_compared_while_she_is_connected(
    in_session, desk, qtbot: QtBot
) -> None:
    page = in_session()
    hers = SafetyWords((1, 2, 3))
    desk.sessions.happens(*came("1"), Knocked("3", "en", ALL), Connected("3", hers, 300.0))
    qtbot.waitUntil(lambda: hers.digits in "".join(said(page, "3")))
    desk.sessions.happens(Lost("3"))
    qtbot.waitUntil(lambda: hers.digits not in "".join(said(page, "3")))


def test_link_is_freed_for_another_device_of_who_is_away(in_session, desk, qtbot: QtBot) -> None:
    page = in_session()
    desk.sessions.happens(*came("1"), *came("3"))
    qtbot.waitUntil(lambda: person_at(page.model.state.call.people, "3").is_connected)
    assert offered(page, "3") == []  # by mistake she would be thrown out
    desk.sessions.happens(Lost("3"), Lost("1"))
    qtbot.waitUntil(lambda: offered(page, "3") == ["Another device: Nurse"])
    row(page, "3").free.trigger()
    line = desk.sessions.lines[-1]
    qtbot.waitUntil(lambda: line.calls == ["release 3"])
    desk.sessions.happens(Freed("3"))
    qtbot.waitUntil(lambda: offered(page, "3") == ["Copy link: Nurse"])


def test_patients_link_is_freed_and_offered_again(in_session, desk, qtbot: QtBot) -> None:
    page = in_session()
    desk.sessions.happens(*came("1"), Lost("1"))
    (card,) = page.findChildren(CallCard)
    free = next(each for each in card.findChildren(QPushButton) if each.text() == "Another device")
    qtbot.waitUntil(free.isVisible)
    free.click()
    line = desk.sessions.lines[-1]
    qtbot.waitUntil(lambda: line.calls == ["release 1"])
    desk.sessions.happens(Freed("1"))
    (invite,) = page.findChildren(InviteCard)
    qtbot.waitUntil(invite.isVisible)
    assert any("The link is free again" in each.text() for each in invite.findChildren(QLabel))
    assert not free.isVisible()
    assert page.model.state.meeting.present == ()


def test_one_more_relative_has_a_row_a_link_and_a_name(in_session, desk, qtbot: QtBot) -> None:
    page = in_session()
    more = [LinkReady(seat, Role.RELATIVE, f"https://clinic.example/r#{seat}") for seat in "56"]
    desk.sessions.happens(*more)
    qtbot.waitUntil(lambda: len(page.model.state.call.people) == 6)
    (card,) = page.findChildren(PeopleCard)
    assert list(card.rows) == ["2", "3", "4"]
    card.one_more.trigger()
    qtbot.waitUntil(lambda: offered(page, "5") == ["Copy link: Relative 2"])
    desk.sessions.happens(*came("1"), *came("2"), *came("6"))
    qtbot.waitUntil(lambda: "6" in card.rows)
    qtbot.waitUntil(lambda: said(page, "6")[:1] == ["Relative 3: in the room"])
    assert not card.one_more.isVisible()
    desk.sessions.happens(Left("2"))
    qtbot.waitUntil(lambda: said(page, "2")[:1] == ["Relative: not here yet"])
    roles = [each.role for each in page.model.state.meeting.present]
    assert roles == [Role.PATIENT, Role.RELATIVE]  # one of two is still there


def test_what_is_heard_is_chosen_while_an_interpreter_is_there(
    in_session, desk, qtbot: QtBot
) -> None:
    page = in_session()
    telephone = page.model.telephone
    (card,) = page.findChildren(PeopleCard)
    assert not card.listening.isVisible()
    assert telephone.loudness("1") == 1.0
    desk.sessions.happens(*came("1"), *came("4"))
    qtbot.waitUntil(card.listening.isVisible)
    assert (telephone.loudness("1"), telephone.loudness("4")) == (0.25, 1.0)
    card.listening.picked.emit(Listening.ORIGINAL)
    assert (telephone.loudness("1"), telephone.loudness("4")) == (1.0, 0.0)
    desk.sessions.happens(Left("4"))
    qtbot.waitUntil(lambda: telephone.loudness("1") == 1.0)


def test_what_one_person_does_changes_nobody_else() -> None:
    people = people_after((), LINKS[0])
    for event in (LINKS[1], Knocked("3", "en", ALL), Admitted("3", is_back=False)):
        people = people_after(people, event)
    assert [each.presence for each in people] == [Presence.WAITING, Presence.ADMITTED]
