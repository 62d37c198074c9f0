from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from counselling.call.line.events import (
    Admitted,
    BoardShown,
    Connected,
    Failed,
    FirstFrame,
    Knocked,
    Left,
    LineChanged,
    Lost,
    Media,
    Quality,
    ServerBack,
    ServerLost,
    Statistics,
    WentAway,
)
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import Presence
from counselling.call.media.statistics import Second
from counselling.call.server.messages import DeviceCheck
from counselling.errors import PeerNotProven
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition
from counselling.session.notes import LONGEST_SECONDS, QUIET_SECONDS
from tests.ui.pages.session_desk import (
    LINK,
    TEN,
    Cupboard,
    FakeBoards,
    FakeHearing,
    FakeSessions,
    past_session,
)
from ui.kit.standing.navigator import OpenFamily
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop
from ui.pages.session.known.equipment import Lack
from ui.pages.session.known.state import Picture, Stage
from ui.pages.session.working.view_model import SessionModel

FAMILY, OTHER = OpenFamily("f1", "Lindqvist", "Anna"), OpenFamily("f2", "Berg")
WORDS = SafetyWords((42, 119, 233))
KNOCK = Knocked("1", "en", DeviceCheck.CAMERA_AND_SOUND)


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


@pytest.fixture
def boards() -> FakeBoards:
    return FakeBoards()


@pytest.fixture
def cupboard() -> Cupboard:
    return Cupboard()


@pytest.fixture
def model(
    sessions: FakeSessions,
    boards: FakeBoards,
    cupboard: Cupboard,
    ticks: list[float],
    jobs: Jobs,
    loop: Loop,
    courier: Courier,
    settle: Callable[[], None],
) -> Iterator[SessionModel]:
    made = SessionModel(
        sessions,
        boards,
        FakeHearing(),
        jobs,
        loop=loop,
        courier=courier,
        make_equipment=cupboard,
        language="en",
        country="Sweden",
        now=lambda: TEN,
        clock=lambda: ticks[-1],
    )
    made.open(FAMILY, person="4", country="")
    yield made
    made.deleteLater()
    settle()


@pytest.fixture
def running(model: SessionModel, qtbot: QtBot) -> SessionModel:
    model.start()
    qtbot.waitUntil(lambda: model.state.call.presence is Presence.WAITING)
    qtbot.waitUntil(lambda: model.state.board.drawn(Picture.PEDIGREE) is not None)
    return model


@pytest.fixture
def connected(running: SessionModel, sessions: FakeSessions, qtbot: QtBot) -> SessionModel:
    sessions.happens(KNOCK, Admitted("1", False), Connected("1", WORDS, 900.0))
    qtbot.waitUntil(lambda: running.state.call.is_connected)
    return running


def second(fps: float) -> Second:
    return Second(fps, fps, 500, 500, 640, 480, 35.0, 0.0, 0, 0.0, 0.1, 0.0)


# Before


def test_past_sessions_are_read_and_the_last_one_is_selected(
    model: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.past = (past_session("b"), past_session("a"), past_session("c", family="f2"))
    model.open(FAMILY, person=None, country="")
    qtbot.waitUntil(lambda: len(model.state.past.sessions or ()) == 2)
    assert model.state.past.chosen == "b"
    assert sessions.read == []  # reading notes is written down: only when they are asked for
    model.past.pick(sessions.past[1])
    qtbot.waitUntil(lambda: model.state.past.notes == "notes of a")
    assert sessions.read == ["a"]
    model.past.put_away()
    assert model.state.past.picked is None


def test_nothing_of_one_family_stands_under_the_name_of_another(
    model: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.past = (past_session("a"),)
    model.open(FAMILY, person=None, country="")
    qtbot.waitUntil(lambda: model.state.past.sessions == sessions.past)
    model.past.pick(sessions.past[0])
    model.open(OTHER, person=None, country="")
    assert model.state.past.picked is None
    assert not model.state.past.sessions
    qtbot.waitUntil(lambda: model.state.past.sessions == ())


def test_session_begins_in_the_vault_and_then_its_line_is_opened(
    running: SessionModel, sessions: FakeSessions, cupboard: Cupboard
) -> None:
    state = running.state
    assert (state.stage, state.call.link, state.started) == (Stage.OPEN, LINK, TEN)
    assert sessions.begun == [("f1", "4")]
    assert sessions.languages == ["en"]
    assert cupboard.made[0].calls == ["start"]
    assert state.call.lacks == (Lack.CAMERA,)
    assert all(name.startswith("keep") for name in sessions.threads)


def test_session_that_cannot_begin_says_so_and_none_runs(
    model: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.cannot_begin = True
    model.start()
    assert model.state.stage is Stage.OPENING
    qtbot.waitUntil(lambda: model.state.failure is not None)
    assert model.state.stage is Stage.IDLE
    assert sessions.lines == []


def test_chosen_language_is_that_of_the_patients_page(
    model: SessionModel, sessions: FakeSessions, boards: FakeBoards, qtbot: QtBot
) -> None:
    model.choose_language("ar")
    model.start()
    qtbot.waitUntil(lambda: bool(sessions.languages))
    assert sessions.languages == ["ar"]
    qtbot.waitUntil(lambda: boards.asked == ["pedigree f1 ar"])


def test_verbs_at_a_wrong_moment_do_nothing(model: SessionModel, sessions: FakeSessions) -> None:
    before = model.state
    model.end()
    model.call_again()
    model.share()
    model.type("lost words")
    model.telephone.admit()
    model.telephone.refuse()
    model.telephone.turn_camera()
    model.telephone.turn_microphone()
    assert model.state == before
    assert sessions.lines == []


def test_starting_twice_begins_one_session(running: SessionModel, sessions: FakeSessions) -> None:
    running.start()
    running.call_again()
    assert (len(sessions.begun), len(sessions.lines)) == (1, 1)


# The line


def test_who_knocks_is_let_in_by_hand_only(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.happens(KNOCK)
    qtbot.waitUntil(lambda: running.state.call.presence is Presence.KNOCKED)
    assert running.state.call.check is DeviceCheck.CAMERA_AND_SOUND
    assert sessions.lines[0].calls == []
    running.telephone.admit()
    qtbot.waitUntil(lambda: sessions.lines[0].calls == ["admit 1"])
    sessions.happens(Admitted("1", False), Connected("1", WORDS, 900.0))
    sessions.happens(FirstFrame("1", Media.AUDIO, 1.0), FirstFrame("1", Media.VIDEO, 1.0))
    qtbot.waitUntil(lambda: running.state.call.has_picture)
    assert running.state.call.safety_words == WORDS
    assert len(running.state.meeting.present) == 1


def test_who_goes_away_before_she_is_let_in_is_asked_about_no_more(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.happens(KNOCK)
    qtbot.waitUntil(lambda: running.state.call.presence is Presence.KNOCKED)
    sessions.happens(WentAway("1"))
    qtbot.waitUntil(lambda: running.state.call.presence is Presence.WAITING)


def test_admission_that_comes_too_late_says_so_and_the_line_stays(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.lines[0].cannot_move = True
    sessions.happens(KNOCK)
    qtbot.waitUntil(lambda: running.state.call.presence is Presence.KNOCKED)
    running.telephone.admit()
    qtbot.waitUntil(lambda: running.state.failure is not None)
    assert running.state.failure == Failure(
        "error.call.move", (("move", "admit"), ("presence", "waiting"))
    )
    assert running.state.call.is_there


def test_after_turning_somebody_away_a_new_line_has_a_new_link(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.happens(KNOCK)
    qtbot.waitUntil(lambda: running.state.call.presence is Presence.KNOCKED)
    running.telephone.refuse()
    assert running.state.call.presence is Presence.ENDED
    qtbot.waitUntil(lambda: sessions.lines[0].calls == ["refuse 1"])
    running.call_again()
    qtbot.waitUntil(lambda: len(sessions.lines) == 2)
    qtbot.waitUntil(lambda: running.state.call.presence is Presence.WAITING)
    assert sessions.closed == 1
    assert len(sessions.begun) == 1


def test_microphone_and_camera_are_turned_off_and_on(
    connected: SessionModel, sessions: FakeSessions, cupboard: Cupboard, qtbot: QtBot
) -> None:
    connected.telephone.turn_microphone()
    connected.telephone.turn_camera()
    connected.telephone.turn_microphone()
    wanted = ["send True False", "send False False", "send False True"]
    qtbot.waitUntil(lambda: sessions.lines[0].calls == wanted)
    assert cupboard.made[0].calls == ["start", "camera False"]


def test_device_that_fails_later_is_told(connected: SessionModel, cupboard: Cupboard) -> None:
    equipment = cupboard.made[0]
    equipment.lacks = (Lack.CAMERA_FAILED,)
    assert equipment.told is not None
    equipment.told()
    assert connected.state.call.lacks == (Lack.CAMERA_FAILED,)


def test_line_quality_is_told_and_the_server_may_come_and_go(
    connected: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.happens(LineChanged("1", Quality.POOR), ServerLost())
    qtbot.waitUntil(lambda: connected.state.call.is_server_lost)
    assert connected.state.call.quality is Quality.POOR
    assert connected.state.call.is_connected
    sessions.happens(ServerBack())
    qtbot.waitUntil(lambda: not connected.state.call.is_server_lost)


def test_dropped_call_saves_the_notes_and_comes_back_by_itself(
    connected: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    connected.type("half a sent")
    sessions.happens(Lost("1"))
    qtbot.waitUntil(lambda: connected.state.call.is_broken)
    qtbot.waitUntil(lambda: sessions.saved == ["half a sent"])
    qtbot.waitUntil(lambda: connected.state.notes.is_saved)
    assert connected.state.stage is Stage.OPEN
    sessions.happens(Admitted("1", True), Connected("1", WORDS, 400.0))
    qtbot.waitUntil(lambda: connected.state.call.is_connected)
    assert len(connected.state.meeting.present) == 1


def test_visitor_who_is_not_who_was_invited_is_told_and_the_link_is_kept(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.happens(KNOCK, Failed("1", PeerNotProven("call.fingerprint")))
    qtbot.waitUntil(lambda: running.state.failure == Failure("error.call.fingerprint"))
    assert running.state.call.presence is Presence.WAITING


def test_line_that_cannot_be_opened_leaves_a_session_with_notes(
    model: SessionModel, sessions: FakeSessions, cupboard: Cupboard, qtbot: QtBot
) -> None:
    sessions.cannot_open = True
    model.start()
    qtbot.waitUntil(lambda: model.state.failure is not None)
    assert model.state.failure == Failure("error.call.server_unreachable")
    assert (model.state.stage, model.state.call.is_there) == (Stage.OPEN, False)
    assert cupboard.made[0].calls[-1] == "stop"
    model.type("by telephone")
    model.leave()
    qtbot.waitUntil(lambda: sessions.saved == ["by telephone"])
    sessions.cannot_open = False
    model.call_again()
    qtbot.waitUntil(lambda: model.state.call.link == LINK)
    assert model.state.failure is None


# The board


def test_picture_is_drawn_without_being_shown_and_shared_by_hand(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    assert sessions.lines[0].shown == []
    running.share()
    qtbot.waitUntil(lambda: len(sessions.lines[0].shown) == 1)
    assert sessions.lines[0].shown[0].title == "pedigree f1 en v1"
    assert not running.state.board.is_seen
    sessions.happens(BoardShown("1", 1, 80.0))
    qtbot.waitUntil(lambda: running.state.board.is_seen)


def test_older_version_on_the_patients_screen_is_not_taken_for_this_one(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    running.share()
    running.look_at(Picture.RISK)
    qtbot.waitUntil(lambda: running.state.board.drawn(Picture.RISK) is not None)
    assert not running.state.board.is_shared
    running.share()
    sessions.happens(BoardShown("1", 1, 80.0), ServerLost())
    qtbot.waitUntil(lambda: running.state.call.is_server_lost)
    assert not running.state.board.is_seen
    sessions.happens(BoardShown("1", 2, 80.0))
    qtbot.waitUntil(lambda: running.state.board.is_seen)
    assert sessions.lines[0].shown[1].title == "risk f1 4 Sweden en v1"


def test_changed_family_is_pushed_anew_when_its_picture_is_shared(
    running: SessionModel, sessions: FakeSessions, boards: FakeBoards, qtbot: QtBot
) -> None:
    running.share()
    qtbot.waitUntil(lambda: len(sessions.lines[0].shown) == 1)
    boards.version = 2
    running.open(FAMILY, person="4", country="")
    qtbot.waitUntil(lambda: len(sessions.lines[0].shown) == 2)
    assert sessions.lines[0].shown[1].title == "pedigree f1 en v2"


def test_unchanged_family_is_not_pushed_again_and_an_unshared_one_never(
    running: SessionModel, sessions: FakeSessions, boards: FakeBoards, qtbot: QtBot
) -> None:
    boards.version = 2
    running.open(FAMILY, person="4", country="")
    pedigree = Picture.PEDIGREE
    qtbot.waitUntil(lambda: "v2" in getattr(running.state.board.drawn(pedigree), "title", ""))
    running.share()
    drawn = len(boards.asked)
    running.open(FAMILY, person="4", country="")
    qtbot.waitUntil(lambda: len(boards.asked) > drawn)
    qtbot.waitUntil(lambda: len(sessions.lines[0].shown) == 1)


def test_board_speaks_the_language_in_which_the_patient_reads(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    running.share()
    sessions.happens(Knocked("1", "de", DeviceCheck.SOUND))
    qtbot.waitUntil(lambda: len(sessions.lines[0].shown) == 2)
    assert sessions.lines[0].shown[1].title == "pedigree f1 de v1"


def test_other_family_that_is_opened_meanwhile_does_not_come_into_the_session(
    running: SessionModel, boards: FakeBoards, sessions: FakeSessions, qtbot: QtBot
) -> None:
    asked = list(boards.asked)
    running.open(OTHER, person=None, country="")
    assert running.state.is_elsewhere
    assert running.state.family == FAMILY
    assert boards.asked == asked
    running.end()
    qtbot.waitUntil(lambda: running.state.stage is Stage.IDLE)
    assert running.state.family == OTHER
    qtbot.waitUntil(lambda: running.state.past.sessions == ())


# Notes


def test_notes_are_saved_at_a_pause_of_the_keys(
    running: SessionModel, sessions: FakeSessions, ticks: list[float], qtbot: QtBot
) -> None:
    running.type("A")
    ticks.append(100.0 + QUIET_SECONDS / 2)
    running.type("An")
    running.notebook.timer.timeout.emit()  # not due yet: the keys have not paused
    assert sessions.saved == []
    assert not running.state.notes.is_saved
    ticks.append(ticks[-1] + QUIET_SECONDS)
    running.notebook.timer.timeout.emit()
    qtbot.waitUntil(lambda: running.state.notes.is_saved)
    assert sessions.saved == ["An"]
    assert not running.notebook.timer.isActive()


def test_who_never_pauses_is_saved_all_the_same(
    running: SessionModel, sessions: FakeSessions, ticks: list[float], qtbot: QtBot
) -> None:
    for letters in range(1, 12):
        ticks.append(100.0 + letters * QUIET_SECONDS / 2)
        running.type("a" * letters)
    ticks.append(100.0 + LONGEST_SECONDS + QUIET_SECONDS)
    running.notebook.timer.timeout.emit()
    qtbot.waitUntil(lambda: sessions.saved == ["a" * 11])


def test_pause_is_noticed_by_itself(
    running: SessionModel, sessions: FakeSessions, ticks: list[float], qtbot: QtBot
) -> None:
    running.type("A")
    assert running.notebook.timer.isActive()
    ticks.append(200.0)
    qtbot.waitUntil(lambda: sessions.saved == ["A"])


def test_failed_save_says_so_keeps_the_text_and_tries_again(
    running: SessionModel, sessions: FakeSessions, ticks: list[float], qtbot: QtBot
) -> None:
    sessions.cannot_save = True
    running.type("A")
    running.leave()
    qtbot.waitUntil(lambda: running.state.notes.failure is not None)
    assert (running.state.notes.text, running.state.notes.is_saved) == ("A", False)
    assert running.notebook.timer.isActive()
    sessions.cannot_save = False
    ticks.append(300.0)
    running.notebook.timer.timeout.emit()
    qtbot.waitUntil(lambda: running.state.notes.is_saved)
    assert running.state.notes.failure is None
    assert sessions.saved == ["A"]


def test_what_is_typed_while_a_save_is_on_its_way_is_not_taken_for_saved(
    running: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    running.type("A")
    running.leave()
    running.type("AB")
    qtbot.waitUntil(lambda: sessions.saved == ["A"])
    running.leave()
    qtbot.waitUntil(lambda: running.state.notes.is_saved)
    assert sessions.saved == ["A", "AB"]


def test_stamp_begins_a_line_with_the_time_of_day(running: SessionModel) -> None:
    running.type("Anna")
    running.stamp()
    assert running.state.notes.text == f"Anna\n{TEN.astimezone():%H:%M}  "


def test_agenda_counts_what_is_done(running: SessionModel) -> None:
    running.tick(1, True)
    running.tick(3, True)
    running.tick(1, False)
    assert running.state.meeting.agenda.done == 1


# The end


def test_end_closes_the_line_and_keeps_notes_and_figures(
    connected: SessionModel, sessions: FakeSessions, cupboard: Cupboard, qtbot: QtBot
) -> None:
    connected.type("All said.")
    sessions.happens(*(Statistics("1", second(30.0)) for _ in range(6)), ServerLost())
    qtbot.waitUntil(lambda: connected.state.call.is_server_lost)
    connected.end()
    connected.type("too late")
    assert connected.state.stage is Stage.ENDING
    qtbot.waitUntil(lambda: connected.state.stage is Stage.IDLE)
    assert sessions.saved == ["All said."]
    assert (sessions.ended[0]["seconds"], sessions.ended[0]["received_fps"]) == (6, 30.0)
    assert sessions.lines[0].calls == ["end"]
    assert sessions.closed == 1
    assert "stop" in cupboard.made[0].calls
    qtbot.waitUntil(lambda: len(connected.state.past.sessions or ()) == 1)
    assert connected.state.notes.text == ""
    assert connected.state.board.drawn(Picture.PEDIGREE) is None


def test_end_that_the_disk_refuses_keeps_the_words_on_the_screen(
    connected: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.cannot_save = True
    connected.type("precious")
    connected.end()
    qtbot.waitUntil(lambda: connected.state.failure is not None)
    assert connected.state.stage is Stage.OPEN
    assert connected.state.notes.text == "precious"
    assert connected.notebook.timer.isActive()  # it is tried again by itself
    assert sessions.ended == []
    sessions.cannot_save = False
    connected.end()
    qtbot.waitUntil(lambda: connected.state.stage is Stage.IDLE)
    assert sessions.saved == ["precious"]


def test_patient_who_left_can_come_back_and_the_session_goes_on(
    connected: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    sessions.happens(Left("1"))
    qtbot.waitUntil(lambda: connected.state.call.has_left)
    assert connected.state.stage is Stage.OPEN
    assert connected.state.meeting.present == ()
    sessions.happens(KNOCK)
    qtbot.waitUntil(lambda: connected.state.call.presence is Presence.KNOCKED)
    assert not connected.state.call.has_left


def test_session_after_a_session_begins_with_nothing_of_the_first(
    connected: SessionModel, sessions: FakeSessions, qtbot: QtBot
) -> None:
    connected.type("first")
    connected.tick(0, True)
    connected.end()
    qtbot.waitUntil(lambda: connected.state.stage is Stage.IDLE)
    connected.start()
    qtbot.waitUntil(lambda: connected.state.call.presence is Presence.WAITING)
    assert len(sessions.lines) == 2
    assert (connected.state.notes.text, connected.state.meeting.agenda.done) == ("", 0)
    assert connected.state.call.safety_words is None


def test_before_and_after_is_offered_and_shared_once_a_result_was_supposed(
    running: SessionModel, sessions: FakeSessions, boards: FakeBoards, qtbot: QtBot
) -> None:
    assert not running.state.board.can_compare
    what = Supposition("4", "BRCA1", TestResult.NEGATIVE)
    running.open(FAMILY, person="4", country="", supposed=what)
    assert running.state.board.can_compare
    running.look_at(Picture.COMPARED)
    qtbot.waitUntil(lambda: running.state.board.scene is not None)
    running.share()
    shown = sessions.lines[0].shown
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[-1].title == "compared f1 4 Sweden en 4 BRCA1 negative v1"
    running.open(FAMILY, person="3", country="")
    assert not running.state.board.can_compare
    assert running.state.board.picture is Picture.RISK


@pytest.mark.parametrize("picture", [Picture.AHEAD, Picture.CARRIERS])
def test_every_picture_of_the_risk_is_drawn_when_it_is_looked_at(
    running: SessionModel, boards: FakeBoards, qtbot: QtBot, picture: Picture
) -> None:
    running.look_at(picture)
    qtbot.waitUntil(lambda: running.state.board.scene is not None)
    assert boards.asked[-1] == f"{picture.value} f1 4 Sweden en"
