"""What goes between both ends beside faces and voices, at the desk's page."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling.call.board import board_words as words
from counselling.call.line.events import BoardSaid, Connected, LinkReady
from counselling.call.link.room import Role
from counselling.session.surroundings import Surroundings
from tests.ui.pages.open_session import happens
from tests.ui.pages.session_desk import TEXT
from tests.ui.pages.test_session_page import FAMILY, WORDS, SessionDesk
from ui.pages.session.around.room_card import RoomCard
from ui.pages.session.board.board_canvas import BoardCanvas
from ui.pages.session.known.exchange_state import Paper, Tool
from ui.pages.session.known.state import Picture, Stage
from ui.pages.session.page import SessionPage
from ui.pages.session.papers.consent_card import ConsentCard
from ui.pages.session.papers.tray_card import TrayCard

AUNT = words.Propose("a-1", "p2", words.Kind.ILLNESS, "she had it too", "en")


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


@pytest.fixture
def page(open_session: Callable[..., SessionPage]) -> SessionPage:
    return open_session()


def says(desk: SessionDesk, *spoken: words.FromPage) -> None:
    happens(desk, *(BoardSaid("1", word) for word in spoken))


def told(desk: SessionDesk, kind: type) -> list[Any]:
    return [word for word, _ in desk.sessions.lines[-1].said if isinstance(word, kind)]


def button(page: QWidget, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible())


def say(page: SessionPage, message: str) -> str:
    return page._words.say(message)


def part(page: QWidget, kind: type) -> Any:
    return page.findChild(kind)


# Where she is


def test_patient_is_asked_where_she_is_as_soon_as_she_is_there(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: told(desk, words.AskRoom) != [])
    assert told(desk, words.AskRoom)[0] == words.AskRoom("+44 20 7946 0000")
    assert [seat for word, seat in desk.sessions.lines[-1].said] == ["1"]


def test_her_answers_are_read_at_a_glance_and_stand_in_the_notes(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    page.model.type("before")
    says(desk, words.Room("my son", "1 Example Street", "+44"))
    told_so = Surroundings("my son", "1 Example Street", "+44")
    qtbot.waitUntil(lambda: page.model.state.exchange.surroundings == told_so)
    assert part(page, RoomCard).isVisible()
    text = page.model.state.notes.text
    assert text.startswith("before\n")
    assert text.endswith("place: 1 Example Street\n")
    says(desk, words.Room("my son", "1 Example Street", "+44"))
    qtbot.wait(50)
    assert page.model.state.notes.text == text


def test_answers_that_come_while_the_desk_is_locked_are_noted_when_it_is_back(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    page.model.veil()
    says(desk, words.Room("", "2 Example Street", ""))
    qtbot.waitUntil(lambda: page.model.state.exchange.surroundings is not None)
    assert page.model.state.notes.text == ""
    page.model.open(FAMILY, person="4", country="")
    qtbot.waitUntil(lambda: "2 Example Street" in page.model.state.notes.text)


# The tray


def test_proposal_waits_in_the_tray_with_its_reading_and_changes_nothing(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    tray = part(page, TrayCard)
    assert tray.isHidden()
    says(desk, AUNT, AUNT)
    qtbot.waitUntil(lambda: bool(page.model.state.exchange.offers))
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].note is not None)
    (offer,) = page.model.state.exchange.offers
    assert offer.proposal.who == "aunt"
    assert offer.note is not None
    assert offer.note.text == "I-2: she had it too"
    assert tray.isVisible()
    assert desk.hearing.accepted == []


def test_accepted_one_is_written_as_told_by_the_patient_and_she_hears_of_it(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    says(desk, AUNT)
    accept = say(page, "tray.accept")
    qtbot.waitUntil(lambda: any(b.text() == accept for b in shown_buttons(page)))
    qtbot.waitUntil(lambda: button(page, accept).isEnabled())
    desk.boards.version += 1
    button(page, accept).click()
    qtbot.waitUntil(lambda: desk.hearing.accepted == [("I-2: she had it too", None)])
    qtbot.waitUntil(lambda: told(desk, words.Heard) == [words.Heard("a-1", words.Fate.ACCEPTED)])
    assert page.model.state.exchange.offers == ()
    qtbot.waitUntil(lambda: len(desk.sessions.lines[-1].shown) == 2)  # the board is drawn anew


def shown_buttons(page: QWidget) -> list[QPushButton]:
    return [each for each in page.findChildren(QPushButton) if each.isVisible()]


def test_one_that_is_set_aside_reaches_the_record_no_more(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    says(desk, AUNT)
    aside = say(page, "tray.aside")
    qtbot.waitUntil(lambda: any(b.text() == aside for b in shown_buttons(page)))
    button(page, aside).click()
    qtbot.waitUntil(lambda: told(desk, words.Heard) == [words.Heard("a-1", words.Fate.ASIDE)])
    assert desk.hearing.accepted == []
    says(desk, AUNT)  # her page did not hear of it, and sends it again
    qtbot.waitUntil(lambda: len(told(desk, words.Heard)) == 2)
    assert page.model.state.exchange.offers == ()


def test_line_can_be_mended_before_it_is_accepted(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    says(desk, words.Propose("a-2", "", words.Kind.OTHER, "what?", "en"))
    qtbot.waitUntil(lambda: bool(page.model.state.exchange.offers))
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].note is not None)
    accept = button(page, say(page, "tray.accept"))
    assert not accept.isEnabled()
    line = part(page, TrayCard).findChild(QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "I-2: bowel cancer at 40")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: accept.isEnabled())
    accept.click()
    qtbot.waitUntil(lambda: desk.hearing.accepted == [("I-2: bowel cancer at 40", None)])


def test_one_that_the_vault_refuses_stays_with_the_reason(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    says(desk, AUNT)
    qtbot.waitUntil(lambda: bool(page.model.state.exchange.offers))
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].note is not None)
    desk.hearing.cannot_keep = True
    page.model.exchange.tray.accept(0)
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].failure is not None)
    assert not page.model.state.exchange.offers[0].is_busy
    assert told(desk, words.Heard) == []


# A consent


def asked(page: SessionPage, desk: SessionDesk, qtbot: QtBot) -> None:
    page.model.ask_consent()
    qtbot.waitUntil(lambda: told(desk, words.ShowConsent) != [])


def test_consent_is_followed_answer_by_answer_and_kept_when_it_is_signed(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    asked(page, desk, qtbot)
    says(desk, words.ConsentAnswer("testing", "care", True))
    signing = page.model.state.exchange.consent.signing
    qtbot.waitUntil(
        lambda: bool((s := page.model.state.exchange.consent.signing) and s.is_complete)
    )
    assert signing is not None
    says(desk, words.Sign("testing", signing.text.text_hash, "Anna Berg", ((1.0, 2.0),)))
    qtbot.waitUntil(lambda: page.model.state.exchange.consent.paper is Paper.KEPT)
    ((consent, person, session),) = desk.hearing.kept
    assert (consent.name, person, session) == ("Anna Berg", "", "s1")
    over = words.ConsentOver("testing", words.Outcome.KEPT)
    qtbot.waitUntil(lambda: told(desk, words.ConsentOver) == [over])


def test_consent_of_other_words_or_that_the_disk_refuses_can_be_signed_again(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    asked(page, desk, qtbot)
    says(desk, words.ConsentAnswer("testing", "care", True))
    says(desk, words.Sign("testing", "other words", "Anna", ()))
    qtbot.waitUntil(lambda: page.model.state.exchange.consent.failure is not None)
    desk.hearing.cannot_keep = True
    says(desk, words.Sign("testing", TEXT.text_hash, "Anna", ()))
    qtbot.waitUntil(lambda: len(told(desk, words.ConsentOver)) == 2)
    desk.hearing.cannot_keep = False
    says(desk, words.Sign("testing", TEXT.text_hash, "Anna", ()))
    qtbot.waitUntil(lambda: page.model.state.exchange.consent.paper is Paper.KEPT)
    failed = words.ConsentOver("testing", words.Outcome.FAILED)
    assert told(desk, words.ConsentOver)[:2] == [failed, failed]
    assert len(desk.hearing.kept) == 1


def test_consent_is_said_again_with_its_answers_when_she_is_back(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    asked(page, desk, qtbot)
    says(desk, words.ConsentAnswer("testing", "care", False))
    qtbot.waitUntil(lambda: len(told(desk, words.ShowConsent)) == 2)
    happens(desk, Connected("1", WORDS, 10.0))
    qtbot.waitUntil(lambda: len(told(desk, words.ShowConsent)) == 3)
    assert told(desk, words.ShowConsent)[-1].questions[0].is_yes is False


def test_unsigned_consent_can_be_taken_off_her_page(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    button(page, say(page, "session.consent_ask")).click()
    qtbot.waitUntil(lambda: told(desk, words.ShowConsent) != [])
    assert part(page, ConsentCard).isVisible()
    button(page, say(page, "session.consent_take_back")).click()
    closed = words.ConsentOver("testing", words.Outcome.CLOSED)
    qtbot.waitUntil(lambda: told(desk, words.ConsentOver) == [closed])
    says(desk, words.Sign("testing", TEXT.text_hash, "Anna", ()))
    qtbot.wait(50)
    assert desk.hearing.kept == []


# Hands on the board


def drag(canvas: BoardCanvas, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=start)
    QTest.mouseMove(canvas, (start + end) / 2)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, left, pos=end)


def test_pointing_and_drawing_are_sent_in_points_of_the_picture(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    canvas = part(page, BoardCanvas)
    middle = canvas.rect().center()
    button(page, say(page, "board.point")).click()
    assert page.model.state.exchange.tool is Tool.POINT
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: any(p.x is not None for p in told(desk, words.Point)))
    scene = page.model.state.board.scene
    assert scene is not None
    place = next(p for p in told(desk, words.Point) if p.x is not None)
    assert abs(place.x - scene.width / 2) < 5
    assert abs(place.y - scene.height / 2) < 5
    button(page, say(page, "board.draw")).click()
    drag(canvas, middle, middle + QPoint(30, 20))
    qtbot.waitUntil(lambda: told(desk, words.Stroke) != [])
    course = [n for stroke in told(desk, words.Stroke) for n in stroke.at]
    assert len(course) >= 4
    assert len({stroke.id for stroke in told(desk, words.Stroke)}) == 1
    button(page, say(page, "board.wipe")).click()
    qtbot.waitUntil(lambda: told(desk, words.Wipe) == [words.Wipe()])
    assert not page.model.state.exchange.has_strokes


def test_patients_hand_is_seen_on_the_board(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    canvas = part(page, BoardCanvas)
    plain = canvas.grab().toImage()
    says(desk, words.Stroke(1, (10.0, 10.0, 60.0, 40.0)))
    qtbot.waitUntil(lambda: page.model.state.exchange.has_strokes)
    drawn = canvas.grab().toImage()
    assert drawn != plain
    says(desk, words.Point(50.0, 30.0))
    qtbot.waitUntil(lambda: canvas.grab().toImage() != drawn)
    says(desk, words.Wipe(), words.Point())
    qtbot.waitUntil(lambda: canvas.grab().toImage() == plain)


def test_bring_her_here_sends_what_is_seen(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    canvas = part(page, BoardCanvas)
    button(page, say(page, "board.bring")).click()
    qtbot.waitUntil(lambda: len(told(desk, words.Look)) == 1)
    for _ in range(12):
        canvas.zoom_in()
    button(page, say(page, "board.bring")).click()
    qtbot.waitUntil(lambda: len(told(desk, words.Look)) == 2)
    whole, near = told(desk, words.Look)
    assert near.w < whole.w
    scene = page.model.state.board.scene
    assert scene is not None
    assert (whole.w, whole.h) == (scene.width, scene.height)


def test_hands_are_offered_only_while_she_sees_the_same_picture(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    controls = page._controls
    assert controls.point.isEnabled()
    desk.boards.version += 1
    page.model.take_down()
    qtbot.waitUntil(lambda: not page.model.state.board.is_shared)
    assert not controls.point.isEnabled()
    assert not controls.bring.isEnabled()


def test_locked_desk_shows_nothing_of_it_and_has_it_all_when_it_is_back(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    says(desk, AUNT)
    qtbot.waitUntil(lambda: bool(page.model.state.exchange.offers))
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].note is not None)
    page.model.veil()
    assert page.model.state.exchange.offers[0].note is None
    page.model.open(FAMILY, person="4", country="")
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].note is not None)


def test_next_session_begins_with_nothing_of_this_one(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    says(desk, AUNT, words.Room("", "1 Example Street", ""))
    qtbot.waitUntil(lambda: page.model.state.exchange.surroundings is not None)
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].note is not None)
    page.model.end()
    qtbot.waitUntil(lambda: page.model.state.stage is Stage.IDLE)
    assert page.model.exchange.state.offers == ()
    assert page.model.exchange.state.surroundings is None
    assert "left: I-2: she had it too" in desk.sessions.saved[-1]  # nothing she said is lost


def test_pages_of_a_letter_are_turned_and_the_patient_sees_them_turn(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    model = page.model
    assert not any(b.text() == say(page, "board.page_on") for b in shown_buttons(page))
    model.look_at(Picture.LETTER)
    qtbot.waitUntil(lambda: model.state.board.pages == 3)
    assert not button(page, say(page, "board.page_back")).isEnabled()
    model.share()
    qtbot.waitUntil(lambda: model.state.board.shared is Picture.LETTER)
    button(page, say(page, "board.page_on")).click()
    qtbot.waitUntil(lambda: model.state.board.page == 1)
    qtbot.waitUntil(lambda: desk.sessions.lines[-1].shown[-1].title == "letter f1 en 1 v1")
    model.easel.turn(5)
    assert model.state.board.page == 1


def test_what_a_relative_says_is_not_the_patients_word(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    happens(desk, LinkReady("2", Role.RELATIVE, "https://clinic.example/r/abc#other"))
    asked(page, desk, qtbot)
    theirs = (
        words.Room("nobody", "somewhere else", ""),
        words.ConsentAnswer("testing", "care", True),
        words.Sign("testing", TEXT.text_hash, "Somebody Else", ()),
        AUNT,
    )
    happens(desk, *(BoardSaid("2", word) for word in theirs))
    qtbot.waitUntil(lambda: bool(page.model.state.exchange.offers))
    qtbot.waitUntil(lambda: page.model.state.exchange.offers[0].note is not None)
    assert page.model.state.exchange.surroundings is None
    signing = page.model.state.exchange.consent.signing
    assert signing is not None
    assert signing.answers == {}
    assert page.model.state.exchange.consent.failure is None
    page.model.exchange.tray.accept(0)
    qtbot.waitUntil(lambda: desk.hearing.accepted == [("I-2: she had it too", "relative")])


def test_a_form_that_lacks_what_only_we_can_say_is_not_shown(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    choice = part(page, ConsentCard).choice
    ask = button(page, say(page, "session.consent_ask"))
    assert ask.isEnabled()
    choice.form.picked.emit("sharing")
    qtbot.waitUntil(lambda: not ask.isEnabled())
    page.model.ask_consent()
    page.model.exchange.consenting.fill("officer", "\u200b\u202e ")  # shows nothing, says nothing
    assert not page.model.state.exchange.consent.is_ready
    choice.field("officer").setText("dpo@clinic.example")
    choice.field("officer").textEdited.emit("dpo@clinic.example")
    qtbot.waitUntil(ask.isEnabled)
    ask.click()
    qtbot.waitUntil(lambda: told(desk, words.ShowConsent) != [])
    filled = {"officer": "dpo@clinic.example"}
    assert desk.hearing.filled == [("sharing", filled, False)]
    assert not choice.isVisible()


def test_an_interpreter_who_is_named_is_kept_with_the_consent(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    page.model.exchange.consenting.fill("interpreter", "Samir Haddad, 0042")
    asked(page, desk, qtbot)
    says(desk, words.ConsentAnswer("testing", "care", True))
    says(desk, words.Sign("testing", TEXT.text_hash, "Anna", ()))
    qtbot.waitUntil(lambda: page.model.state.exchange.consent.paper is Paper.KEPT)
    (explained,) = desk.hearing.explained
    assert (explained.has_interpreter, explained.interpreter) == (True, "Samir Haddad, 0042")
