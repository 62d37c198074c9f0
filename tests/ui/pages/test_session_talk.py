"""The talk at the desk's page: lines, captions, hands, a hold, files, and what is kept of it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counselling.call.line.events import LinkReady
from counselling.call.link.room import Role
from counselling.call.talk.talk_news import (
    Captioned,
    FileCame,
    FileEnded,
    FileMoved,
    FileOffered,
    HandMoved,
    HoldChanged,
    Wrote,
)
from counselling.call.talk.talk_orders import (
    EndFile,
    LowerHand,
    OfferFile,
    PutOnHold,
    ShareAgenda,
    TakeFile,
    TypeCaption,
    Write,
)
from counselling.call.talk.talk_words import End, Kind
from tests.ui.pages.open_session import happens
from tests.ui.pages.test_session_page import SessionDesk
from ui.pages.session.known.talk_state import Stand
from ui.pages.session.page import SessionPage
from ui.pages.session.talk.chat_card import ChatCard
from ui.pages.session.talk.files_card import FilesCard
from ui.pages.session.talk.hands_bar import HandsBar
from ui.pages.session.talk.plan_card import PlanCard

PDF = b"%PDF-1.7\n" + bytes(900)


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


def orders(desk: SessionDesk) -> list[Any]:
    return desk.sessions.lines[-1].orders


def words_in(card: Any) -> str:
    labels = card.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(card))


def one(page: SessionPage, kind: type) -> Any:
    (found,) = page.findChildren(kind)
    return found


def test_line_is_written_with_enter_and_what_comes_is_counted_while_folded(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
) -> None:
    page = open_session()
    chat = one(page, ChatCard)
    happens(desk, Wrote("1", 1, "patient", 1_700_000_000, "Can you <b>hear</b> me?"))
    qtbot.waitUntil(lambda: page.model.state.exchange.talk.unread == 1)
    assert chat._fold.text() == "chat.open_new"
    chat._fold.trigger()
    assert page.model.state.exchange.talk.unread == 0
    qtbot.waitUntil(lambda: "Can you <b>hear</b> me?" in words_in(chat))
    chat.field.setText("Yes.")
    QTest.keyClick(chat.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: orders(desk) == [Write("Yes.")])
    assert chat.field.text() == ""


def test_chosen_lines_go_to_the_notes_at_the_end_and_the_rest_is_gone(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
) -> None:
    page = open_session()
    happens(
        desk,
        Wrote("1", 1, "patient", 1_700_000_000, "my number is 5"),
        Wrote("", 2, "", 1_700_000_001, "thank you"),
    )
    qtbot.waitUntil(lambda: len(page.model.state.exchange.talk.lines) == 2)
    page.model.exchange.talking.choose(page.model.state.exchange.talk.lines[0], True)
    page.model.end()
    qtbot.waitUntil(lambda: bool(desk.sessions.ended))
    assert "chat patient: my number is 5" in desk.sessions.saved[-1]
    assert "thank you" not in desk.sessions.saved[-1]
    qtbot.waitUntil(lambda: page.model.state.exchange.talk.lines == ())


def test_captions_are_shown_as_they_are_typed_not_at_every_key(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
) -> None:
    page = open_session()
    chat = one(page, ChatCard)
    chat._fold.trigger()
    chat.as_caption.setChecked(True)
    QTest.keyClicks(chat.field, "You will hear from us")
    qtbot.waitUntil(lambda: TypeCaption("You will hear from us") in orders(desk))
    assert len(orders(desk)) < 8
    QTest.keyClick(chat.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: orders(desk)[-1] == TypeCaption("You will hear from us", is_done=True))
    happens(desk, Captioned("1", "the nurse types"))
    qtbot.waitUntil(lambda: "chat.types" in words_in(chat))


def test_raised_hand_is_named_and_lowered(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
) -> None:
    page = open_session()
    bar = one(page, HandsBar)
    assert bar.isHidden()
    happens(desk, HandMoved("1", is_up=True))
    qtbot.waitUntil(lambda: "chat.hand_of" in words_in(bar))
    page.model.exchange.talking.lower("1")
    qtbot.waitUntil(lambda: orders(desk) == [LowerHand("1")])
    happens(desk, HandMoved("1", is_up=False))
    qtbot.waitUntil(lambda: bar.isHidden())


def test_hold_and_plan_are_told_and_told_again_on_a_new_line(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
) -> None:
    page = open_session()
    card = one(page, PlanCard)
    card.hold.trigger()
    qtbot.waitUntil(lambda: orders(desk) == [PutOnHold(is_on=True)])
    happens(desk, HoldChanged("", is_on=True))
    qtbot.waitUntil(lambda: page.model.state.exchange.talk.is_on_hold)
    card.share.setChecked(True)
    qtbot.waitUntil(lambda: isinstance(orders(desk)[-1], ShareAgenda))
    shared = orders(desk)[-1]
    assert shared.planned_minutes == 45
    assert 44 < shared.left_minutes <= 45
    assert shared.points[0].words == "en agenda.who_is_here"
    count = len(orders(desk))
    page.model.tick(0, True)
    qtbot.waitUntil(lambda: len(orders(desk)) == count + 1)
    assert orders(desk)[-1].points[0].is_done
    card.share.setChecked(False)
    qtbot.waitUntil(lambda: orders(desk)[-1] == ShareAgenda())


def test_her_file_is_kept_only_when_it_was_taken(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
) -> None:
    page = open_session()
    files = page.model.exchange.talking.files
    happens(desk, FileOffered("1", 7, "result.pdf", Kind.PDF, len(PDF)))
    qtbot.waitUntil(lambda: "handed.comes" in words_in(one(page, FilesCard)))
    assert desk.hearing.talk.kept == []
    files.take(files.files[0])
    qtbot.waitUntil(lambda: orders(desk) == [TakeFile("1", 7)])
    desk.hearing.talk.cannot_keep = True
    happens(
        desk,
        FileMoved("1", 7, 500),
        FileCame("1", 7, "result.pdf", Kind.PDF, PDF),
        FileEnded("1", 7, End.DONE),
    )
    qtbot.waitUntil(lambda: files.files[0].stand is Stand.UNKEPT)
    assert page.model.state.failure is not None
    desk.hearing.talk.cannot_keep = False
    files.take(files.files[0])
    qtbot.waitUntil(lambda: files.files[0].stand is Stand.KEPT)
    assert desk.hearing.talk.kept == [(PDF, Kind.PDF, "s1")]
    assert files.files[0].content == b""


def test_our_file_is_read_offered_and_broken_off(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    page = open_session()
    files = page.model.exchange.talking.files
    (tmp_path / "leaflet.pdf").write_bytes(PDF)
    (tmp_path / "program.exe").write_bytes(b"MZ")
    files.offer("1", tmp_path / "program.exe")
    qtbot.waitUntil(lambda: page.model.state.failure is not None)
    files.offer("1", tmp_path / "leaflet.pdf")
    qtbot.waitUntil(lambda: bool(orders(desk)))
    offered = orders(desk)[0]
    assert isinstance(offered, OfferFile)
    assert (offered.name, offered.content) == ("leaflet.pdf", PDF)
    files.stop(files.files[0])
    qtbot.waitUntil(lambda: orders(desk)[-1] == EndFile("1", offered.file))
    happens(desk, FileEnded("1", offered.file, End.CANCELLED))
    qtbot.waitUntil(lambda: files.files[0].stand is Stand.CANCELLED)


def test_another_line_ends_what_was_on_its_way(
    open_session,
    desk: SessionDesk,
    qtbot: QtBot,
) -> None:
    page = open_session()
    files = page.model.exchange.talking.files
    happens(desk, FileOffered("1", 7, "result.pdf", Kind.PDF, len(PDF)), HandMoved("1", is_up=True))
    qtbot.waitUntil(lambda: page.model.state.exchange.talk.hands == ("1",))
    happens(desk, LinkReady("1", Role.PATIENT, "https://clinic.example/j/x#y"))
    qtbot.waitUntil(lambda: files.files[0].stand is Stand.CANCELLED)
    assert page.model.state.exchange.talk.hands == ()


def test_nothing_of_the_talk_stands_on_a_locked_desk_and_nothing_is_lost(
    open_session, desk: SessionDesk, qtbot: QtBot
) -> None:
    page = open_session()
    chat = one(page, ChatCard)
    chat._fold.trigger()
    happens(desk, Wrote("1", 1, "patient", 1_700_000_000, "my number is 5"))
    qtbot.waitUntil(lambda: "my number is 5" in words_in(chat))
    page.veil()
    qtbot.waitUntil(lambda: not any("5" in label.text() for label in chat.findChildren(QLabel)))
    happens(desk, Wrote("1", 2, "patient", 1_700_000_001, "and 6"))
    qtbot.waitUntil(lambda: len(page.model.exchange.talking.state.lines) == 2)
    assert page.model.state.exchange.talk.lines == ()
    page.model.exchange.unveil()
    qtbot.waitUntil(lambda: "and 6" in words_in(chat))
    page.entered()
