from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counselling.call.line.events import (
    Admitted,
    BoardShown,
    Connected,
    FirstFrame,
    Knocked,
    LineChanged,
    Lost,
    Media,
    PictureChanged,
    Quality,
)
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import Presence
from counselling.call.media.fake_devices import FakeCamera
from counselling.call.media.ladder import Rung
from counselling.call.server.messages import DeviceCheck
from counselling.language.catalogue import Catalogue
from tests.ui.conftest import FakeFamilies, FakeSafekeeping, FakeUnlock
from tests.ui.pages.session_desk import (
    LINK,
    TEN,
    Cupboard,
    FakeBoards,
    FakeHearing,
    FakeSessions,
    past_session,
)
from ui.context import UiContext
from ui.kit.controls.picker import Picker
from ui.kit.controls.table import Table
from ui.kit.devices.video_tile import VideoTile
from ui.kit.pictures.qr_picture import QrPicture
from ui.kit.standing.navigator import OpenFamily
from ui.kit.threads.failures import Failure
from ui.pages.session.known.state import Picture, Stage
from ui.pages.session.page import SessionPage
from ui.pages.session.working.view_model import SessionModel
from ui.shell.door_strip import DoorStrip
from ui.start import Desktop

FAMILY, OTHER = OpenFamily("f1", "Lindqvist", "Anna"), OpenFamily("f2", "Berg")
WORDS = SafetyWords((42, 119, 233))


@dataclass
class SessionDesk:
    """A desk with sessions."""

    unlock: FakeUnlock = field(default_factory=FakeUnlock)
    families: FakeFamilies = field(default_factory=FakeFamilies)
    safekeeping: FakeSafekeeping = field(default_factory=FakeSafekeeping)
    sessions: FakeSessions = field(default_factory=FakeSessions)
    boards: FakeBoards = field(default_factory=FakeBoards)
    hearing: FakeHearing = field(default_factory=FakeHearing)


def drawn(page: SessionPage) -> Any:
    """The pedigree on the board."""
    return page.model.state.board.drawn(Picture.PEDIGREE)


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


def build(cupboard: Cupboard, context: UiContext) -> SessionPage:
    model = SessionModel(
        context.desk.sessions,
        context.desk.boards,
        context.desk.hearing,
        context.jobs,
        loop=context.loop,
        courier=context.courier,
        make_equipment=cupboard,
        language="en",
        country="Sweden",
        now=lambda: TEN,
    )
    page = SessionPage(
        model,
        context.catalogue,
        context.theme,
        context.icons,
        courier=context.courier,
        navigator=context.navigator,
    )
    model.setParent(page)
    return page


@pytest.fixture
def open_page(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None], qtbot: QtBot
) -> Callable[..., tuple[Desktop, SessionPage]]:
    def go(**options: Any) -> tuple[Desktop, SessionPage]:
        desktop = open_desktop(builders={"session": partial(build, Cupboard())}, **options)
        enter(desktop)
        desktop.context.navigator.open(FAMILY)
        desktop.context.navigator.go("session")
        page = desktop.window.page
        assert isinstance(page, SessionPage)
        qtbot.waitUntil(lambda: page.model.state.past.sessions is not None)
        return desktop, page

    return go


@pytest.fixture
def opened(
    open_page: Callable[..., tuple[Desktop, SessionPage]], qtbot: QtBot
) -> Iterator[tuple[Desktop, SessionPage]]:
    desktop, page = open_page()
    yield desktop, page
    qtbot.waitUntil(lambda: page.model.state.stage is not Stage.OPENING)
    end(page, qtbot)  # else the window would not close


@pytest.fixture
def desktop(opened: tuple[Desktop, SessionPage]) -> Desktop:
    return opened[0]


@pytest.fixture
def page(opened: tuple[Desktop, SessionPage]) -> SessionPage:
    return opened[1]


@pytest.fixture
def running(page: SessionPage, qtbot: QtBot) -> SessionPage:
    page.model.start()
    qtbot.waitUntil(lambda: page.model.state.call.presence is Presence.WAITING)
    qtbot.waitUntil(lambda: drawn(page) is not None)
    return page


def end(page: SessionPage, qtbot: QtBot) -> None:
    page.model.end()
    qtbot.waitUntil(lambda: page.model.state.stage is Stage.IDLE)


def seen(page: QWidget, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def button(page: QWidget, words: str) -> QAbstractButton:
    found: QAbstractButton = next(b for b in seen(page, QPushButton) if b.text() == words)
    return found


def buttons(page: QWidget) -> list[str]:
    return [b.text() for b in seen(page, QPushButton)]


def told(page: QWidget) -> list[str]:
    return [label.text() for label in seen(page, QLabel)]


def knock(page: SessionPage, desk: Any, qtbot: QtBot) -> None:
    desk.sessions.happens(Knocked("1", "en", DeviceCheck.SOUND))
    qtbot.waitUntil(lambda: page.model.state.call.presence is Presence.KNOCKED)


def come_in(page: SessionPage, desk: Any, qtbot: QtBot) -> None:
    desk.sessions.happens(
        Admitted("1", False), Connected("1", WORDS, 900.0), FirstFrame("1", Media.VIDEO, 950.0)
    )
    qtbot.waitUntil(lambda: page.model.state.call.has_picture)


def test_family_without_sessions_has_one_sentence_and_one_button(page: SessionPage) -> None:
    assert buttons(page) == ["session.start"]
    assert "session.empty" in told(page)
    assert page.main_action is None
    assert page.may_close()


def test_languages_are_named_in_themselves(page: SessionPage, desk: Any, qtbot: QtBot) -> None:
    (picker,) = seen(page, Picker)
    names = [picker.itemText(place) for place in range(picker.count())]
    assert names == ["Deutsch", "English", "العربية"]
    picker.setCurrentIndex(0)
    picker.activated.emit(0)
    button(page, "session.start").click()
    qtbot.waitUntil(lambda: desk.sessions.languages == ["de"])


def test_past_sessions_are_told_with_length_and_quality_and_notes_on_asking(
    desk: Any, open_page: Callable[..., tuple[Desktop, SessionPage]], qtbot: QtBot
) -> None:
    figures = {"received_fps": 29.6, "loss": 0.001, "rtt_ms": 35.2}
    figures |= {"nurse.received_fps": 12.0, "nurse.loss": 0.02}
    desk.sessions.past = (past_session("b", figures=figures), past_session("a"))
    _, page = open_page()
    (table,) = seen(page, Table)
    model = table.model()
    row = [model.index(0, column).data() for column in range(4)]
    assert row == ["session.when", "session.minutes", "Dr Berg", "session.figures_rtt"]
    assert model.index(1, 3).data() == "session.no_call"
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.state.past.notes is not None)
    (notes,) = seen(page, QPlainTextEdit)
    assert (notes.toPlainText(), notes.isReadOnly()) == ("notes of b", True)
    assert "session.figures_rtt\nletters.answer.name" in told(page)
    button(page, "session.close_notes").click()
    assert seen(page, QPlainTextEdit) == []


def test_link_is_shown_copied_and_drawn_for_a_phone(running: SessionPage) -> None:
    link = next(f for f in seen(running, QLineEdit) if f.isReadOnly())
    assert link.text() == LINK
    button(running, "session.copy").click()
    assert QGuiApplication.clipboard().text() == LINK
    assert "session.copied" in buttons(running)
    (code,) = seen(running, QrPicture)
    assert code.rows


def test_desk_says_that_nobody_sees_us_without_a_camera(running: SessionPage) -> None:
    assert "session.lacks_camera" in told(running)


def test_whole_call_from_knock_to_goodbye(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    assert not running.may_close()
    knock(running, desk, qtbot)
    assert {"session.knocking", "session.check_sound"} <= set(told(running))
    assert seen(running, QrPicture) == []
    button(running, "session.admit").click()
    line = desk.sessions.lines[0]
    qtbot.waitUntil(lambda: line.calls == ["admit 1"])
    come_in(running, desk, qtbot)
    assert "session.admit" not in buttons(running)
    assert WORDS.digits in told(running)
    assert "session.line_good" in told(running)

    button(desktop.window, "session.share").click()
    assert "session.on_its_way" in told(running)
    desk.sessions.happens(BoardShown("1", 1, 80.0))
    qtbot.waitUntil(lambda: "session.seen" in told(running))
    assert not button(desktop.window, "session.share").isEnabled()

    (notes,) = seen(running, QPlainTextEdit)
    QTest.keyClicks(notes, "All said.")
    button(running, "session.end").click()
    assert running.model.state.stage is Stage.OPEN
    button(running, "session.end_yes").click()
    qtbot.waitUntil(lambda: running.model.state.stage is Stage.IDLE)
    assert desk.sessions.saved[-1] == "All said."
    assert len(desk.sessions.ended) == 1
    assert running.may_close()
    qtbot.waitUntil(lambda: len(seen(running, Table)) == 1)


def test_patient_is_shown_as_soon_as_her_picture_comes(
    running: SessionPage, desk: Any, qtbot: QtBot
) -> None:
    assert seen(running, VideoTile) == []
    knock(running, desk, qtbot)
    come_in(running, desk, qtbot)
    theirs, ours = seen(running, VideoTile)
    running.model.telephone.theirs.show(FakeCamera().picture(1))
    qtbot.waitUntil(lambda: theirs.shown > 0)
    assert ours.width() < theirs.width() / 2


def test_end_can_be_taken_back(running: SessionPage) -> None:
    button(running, "session.end").click()
    button(running, "session.end_no").click()
    assert running.model.state.stage is Stage.OPEN
    assert "session.end_yes" not in buttons(running)


def test_keys_mute_turn_the_camera_off_share_and_stamp(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    window, key, held = desktop.window, Qt.Key, Qt.KeyboardModifier.ControlModifier
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    (notes,) = seen(running, QPlainTextEdit)
    for each in (key.Key_D, key.Key_E, key.Key_B, key.Key_T):
        QTest.keyClick(notes, each, held)
    assert not running.model.state.call.is_microphone_on
    assert not running.model.state.call.is_camera_on
    assert running.model.state.board.shared is not None
    assert notes.toPlainText() == f"{TEN.astimezone():%H:%M}  "
    assert {"session.unmute", "session.camera_on"} <= set(buttons(running))


def test_poor_line_has_a_word_and_a_dropped_one_says_that_the_notes_are_safe(
    running: SessionPage, desk: Any, qtbot: QtBot
) -> None:
    knock(running, desk, qtbot)
    come_in(running, desk, qtbot)
    desk.sessions.happens(LineChanged("1", Quality.POOR))
    qtbot.waitUntil(lambda: "session.line_poor" in told(running))
    desk.sessions.happens(Lost("1"))
    qtbot.waitUntil(lambda: "session.dropped" in told(running))
    desk.sessions.happens(Admitted("1", True), Connected("1", WORDS, 400.0))
    qtbot.waitUntil(lambda: "session.dropped" not in told(running))


def test_one_sentence_says_what_a_weak_line_does_and_goes_when_it_is_over(
    running: SessionPage, desk: Any, qtbot: QtBot
) -> None:
    knock(running, desk, qtbot)
    come_in(running, desk, qtbot)
    for rung, sentence in ((Rung.SMALL, "line.small"), (Rung.SOUND, "line.sound")):
        desk.sessions.happens(PictureChanged("1", rung))
        qtbot.waitUntil(lambda sentence=sentence: sentence in told(running))
        assert "session.line_good" not in told(running)
    desk.sessions.happens(LineChanged("1", Quality.POOR))
    qtbot.waitUntil(lambda: "line.reconnecting" in told(running))
    assert "line.sound" not in told(running)
    desk.sessions.happens(LineChanged("1", Quality.GOOD), PictureChanged("1", Rung.FULL))
    qtbot.waitUntil(lambda: not [word for word in told(running) if word.startswith("line.")])


def test_notes_can_be_typed_while_there_is_no_line(
    page: SessionPage, desk: Any, qtbot: QtBot
) -> None:
    desk.sessions.cannot_open = True
    page.model.start()
    qtbot.waitUntil(lambda: "session.no_line" in told(page))
    (notes,) = seen(page, QPlainTextEdit)
    QTest.keyClicks(notes, "by telephone")
    assert page.model.state.notes.text == "by telephone"
    assert "session.call_again" in buttons(page)


def test_leaving_the_page_saves_what_was_typed_and_the_call_goes_on(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    (notes,) = seen(running, QPlainTextEdit)
    QTest.keyClicks(notes, "half a sent")
    desktop.context.navigator.go("families")
    qtbot.waitUntil(lambda: desk.sessions.saved == ["half a sent"])
    assert desk.sessions.closed == 0
    desk.boards.version = 2
    desktop.context.navigator.go("session")
    qtbot.waitUntil(lambda: "v2" in getattr(drawn(running), "title", ""))


def test_locked_desk_keeps_the_call_saves_the_notes_and_shows_nothing(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    (notes,) = seen(running, QPlainTextEdit)
    QTest.keyClicks(notes, "secret")
    desktop.window.lock()
    qtbot.waitUntil(lambda: desk.unlock.calls == ["lock"])
    assert desk.sessions.saved == ["secret"]
    assert desk.sessions.closed == 0
    assert not running.isVisible()
    desktop.context.navigator.enter()
    desktop.context.navigator.open(FAMILY)
    desktop.context.navigator.go("session")
    assert desktop.window.page is running
    qtbot.waitUntil(lambda: seen(running, QPlainTextEdit)[0].toPlainText() == "secret")


def test_running_session_of_another_family_is_said_and_led_back_to(
    running: SessionPage, desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.context.navigator.open(OTHER)
    desktop.context.navigator.go("session")
    assert "session.elsewhere" in told(running)
    assert running.model.state.family == FAMILY
    button(running, "session.go_back").click()
    assert desktop.context.navigator.state.family == FAMILY
    assert "session.elsewhere" not in told(running)


def test_failed_save_stands_beside_the_notes(running: SessionPage, desk: Any, qtbot: QtBot) -> None:
    desk.sessions.cannot_save = True
    (notes,) = seen(running, QPlainTextEdit)
    QTest.keyClicks(notes, "A")
    running.left()
    qtbot.waitUntil(lambda: "error.storage.full" in told(running))
    assert "session.notes_failed" in told(running)
    assert notes.toPlainText() == "A"
    desk.sessions.cannot_save = False


def test_agenda_is_ticked_off(running: SessionPage) -> None:
    box = next(b for b in seen(running, QAbstractButton) if b.accessibleName() == "agenda.consent")
    box.click()
    assert running.model.state.meeting.agenda.done == 1


def test_showing_a_state_twice_equals_once(running: SessionPage, desk: Any, qtbot: QtBot) -> None:
    knock(running, desk, qtbot)
    running.model.past.failed.emit(Failure("error.vault.locked"))
    once = running.grab().toImage()
    running.show_state(running.model.state)
    assert running.grab().toImage() == once


@pytest.mark.parametrize("code", ["de", "ar"])
def test_page_speaks_every_language(
    code: str,
    language: Callable[[str], Catalogue],
    open_page: Callable[..., tuple[Desktop, SessionPage]],
    desk: Any,
    qtbot: QtBot,
) -> None:
    words = language(code)
    desktop, page = open_page(catalogue=Catalogue(code, words.direction, {**words.raw, **_SAFETY}))
    page.model.start()
    qtbot.waitUntil(lambda: page.model.state.call.presence is Presence.WAITING)
    knock(page, desk, qtbot)
    come_in(page, desk, qtbot)
    assert words.say("session.compare") in told(page)
    assert any("042 119 233" in each for each in told(page))
    is_rtl = words.direction == "rtl"
    theirs, ours = seen(page, VideoTile)
    assert (ours.x() < theirs.width() / 2) is is_rtl
    end(page, qtbot)
    desktop.close()


_SAFETY = {"safety.words": " ".join(f"w{number}" for number in range(256))}


# Behind the door


def share(page: SessionPage, desk: Any, qtbot: QtBot) -> None:
    """Let the patient see the pedigree."""
    count = len(desk.sessions.lines[-1].shown)
    page.model.share()
    qtbot.waitUntil(lambda: len(desk.sessions.lines[-1].shown) == count + 1)


def lock(desktop: Desktop, desk: Any, qtbot: QtBot) -> DoorStrip:
    desktop.window.lock()
    qtbot.waitUntil(lambda: desk.unlock.calls[-1:] == ["lock"])
    (strip,) = desktop.window.findChildren(DoorStrip)
    return strip


def unlock(desktop: Desktop, page: SessionPage, qtbot: QtBot) -> None:
    desktop.context.navigator.enter()
    qtbot.waitUntil(lambda: desktop.window.page is page)


@pytest.fixture
def called(running: SessionPage, desk: Any, qtbot: QtBot) -> SessionPage:
    """The patient is seen and heard, and sees the pedigree."""
    knock(running, desk, qtbot)
    come_in(running, desk, qtbot)
    share(running, desk, qtbot)
    return running


def test_call_goes_on_behind_the_door_and_nobody_is_seen_or_named(
    called: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    faces = called.findChildren(VideoTile)
    planes = FakeCamera().picture(1)
    for tile in faces:
        tile.show_frame(planes)
    qtbot.waitUntil(lambda: all(tile.has_picture for tile in faces))
    strip = lock(desktop, desk, qtbot)
    assert told(strip) == ["door.call", "door.unlock_to_see"]
    for tile in faces:
        tile.show_frame(planes)  # it still comes in
    QTest.qWait(0)
    assert not any(tile.has_picture for tile in faces)
    assert called.model.state.call.is_connected
    assert "end" not in desk.sessions.lines[-1].calls
    assert desk.sessions.closed == 0
    unlock(desktop, called, qtbot)
    faces[0].show_frame(planes)
    qtbot.waitUntil(lambda: faces[0].has_picture)
    assert told(strip) == []


def test_board_stays_with_the_patient_and_is_not_sent_again(
    called: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    line = desk.sessions.lines[-1]
    lock(desktop, desk, qtbot)
    assert called.model.state.board.scenes == ()
    assert called.model.state.board.pushed is None
    unlock(desktop, called, qtbot)
    qtbot.waitUntil(lambda: called.model.state.board.is_shared)
    assert len(line.shown) == 1


def test_board_shows_nothing_new_while_the_desk_is_locked(
    called: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    line = desk.sessions.lines[-1]
    lock(desktop, desk, qtbot)
    desk.boards.version = 2
    called.model.look_at(Picture.RISK)
    called.model.share()
    desk.sessions.happens(Knocked("1", "de", DeviceCheck.SOUND))  # her page in another language
    qtbot.waitUntil(lambda: called.model.state.call.presence is Presence.KNOCKED)
    QTest.qWait(0)
    assert len(line.shown) == 1
    assert not any("de" in asked for asked in desk.boards.asked)
    unlock(desktop, called, qtbot)
    qtbot.waitUntil(lambda: len(line.shown) == 2)
    assert "v2" in line.shown[-1].title


def test_board_is_taken_from_the_patient_when_it_is_asked_for(
    called: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    line = desk.sessions.lines[-1]
    strip = lock(desktop, desk, qtbot)
    button(strip, "door.take_down").click()
    qtbot.waitUntil(lambda: len(line.shown) == 2)
    assert line.shown[-1].items == ()
    assert "door.take_down" not in buttons(strip)
    unlock(desktop, called, qtbot)
    qtbot.waitUntil(lambda: drawn(called) is not None)
    assert called.model.state.board.shared is None
    assert len(line.shown) == 2


def test_at_the_door_one_can_fall_silent_and_hang_up_but_not_by_one_slip(
    called: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    line = desk.sessions.lines[-1]
    strip = lock(desktop, desk, qtbot)
    button(strip, "session.mute").click()
    qtbot.waitUntil(lambda: "send True False" in line.calls)
    button(strip, "door.hang_up").click()
    assert called.model.state.call.is_there
    button(strip, "door.hang_up_asked").click()
    qtbot.waitUntil(lambda: "end" in line.calls)
    qtbot.waitUntil(lambda: told(strip) == ["door.session_open", "door.unlock_to_go_on"])
    assert called.model.state.stage is Stage.OPEN  # it is ended by hand, with its notes
    unlock(desktop, called, qtbot)
    qtbot.waitUntil(lambda: not called.model.state.notes.is_away)


def test_who_waits_to_be_let_in_is_said_at_the_door_without_a_name(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    strip = lock(desktop, desk, qtbot)
    assert told(strip)[0] == "door.session_open"
    knock(running, desk, qtbot)
    assert told(strip) == ["door.knocking", "door.unlock_to_admit"]
    assert "session.admit" not in buttons(desktop.window)
    unlock(desktop, running, qtbot)


def test_notes_that_the_vault_did_not_take_are_there_again(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    (field,) = seen(running, QPlainTextEdit)
    desk.sessions.cannot_save = True
    QTest.keyClicks(field, "nobody has this yet")
    lock(desktop, desk, qtbot)
    qtbot.waitUntil(lambda: desktop.context.jobs.is_idle)
    assert field.toPlainText() == ""
    desk.sessions.cannot_save = False
    unlock(desktop, running, qtbot)
    assert field.toPlainText() == "nobody has this yet"
    qtbot.waitUntil(lambda: desk.sessions.saved == ["nobody has this yet"])


def test_session_is_not_ended_while_its_notes_are_away(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    (field,) = seen(running, QPlainTextEdit)
    QTest.keyClicks(field, "kept")
    lock(desktop, desk, qtbot)
    running.model.end()
    running.model.type("typed into nothing")
    assert running.model.state.stage is Stage.OPEN
    unlock(desktop, running, qtbot)
    qtbot.waitUntil(lambda: field.toPlainText() == "kept")
    assert not field.isReadOnly()
    assert desk.sessions.saved == ["kept"]


def test_somebody_who_may_not_open_the_family_comes_to_the_first_page(
    running: SessionPage, desktop: Desktop, desk: Any, qtbot: QtBot
) -> None:
    lock(desktop, desk, qtbot)
    desk.families.is_refusing = True
    desktop.context.navigator.enter()
    qtbot.waitUntil(lambda: desktop.context.jobs.is_idle)
    assert desktop.context.navigator.state.page == "families"
    assert running.model.state.notes.is_away
    desk.families.is_refusing = False
    desktop.context.navigator.open(FAMILY)
    desktop.context.navigator.go("session")
    qtbot.waitUntil(lambda: not running.model.state.notes.is_away)
