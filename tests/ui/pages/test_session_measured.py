"""Each guest's line is measured, and what was measured is kept while the session goes on."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from counselling.call.line.events import Connected, LinkReady, ServerBack, ServerLost, Statistics
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import Role
from counselling.call.media.statistics import Second
from counselling.session.session import CAME
from tests.ui.pages.session_desk import (
    LINK,
    TEN,
    Cupboard,
    FakeBoards,
    FakeHearing,
    FakeSessions,
)
from ui.kit.standing.navigator import OpenFamily
from ui.kit.threads.courier import Courier
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop
from ui.pages.session.calling.measured import KEEP_SECONDS
from ui.pages.session.known.state import Stage
from ui.pages.session.working.view_model import SessionModel

FAMILY = OpenFamily("f1", "Lindqvist", "Anna")
GUESTS = (("2", Role.RELATIVE), ("3", Role.NURSE), ("4", Role.RELATIVE))


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


@pytest.fixture
def running(
    sessions: FakeSessions,
    ticks: list[float],
    jobs: Jobs,
    loop: Loop,
    courier: Courier,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> Iterator[SessionModel]:
    made = SessionModel(
        sessions,
        FakeBoards(),
        FakeHearing(),
        jobs,
        loop=loop,
        courier=courier,
        make_equipment=Cupboard(),
        language="en",
        country="UK",
        now=lambda: TEN,
        clock=lambda: ticks[-1],
    )
    made.open(FAMILY, person=None, country="UK")
    made.start()
    qtbot.waitUntil(lambda: made.state.call.is_there)
    others = [LinkReady(seat, role, LINK) for seat, role in GUESTS]
    words = SafetyWords((42, 119, 233))
    sessions.happens(*others, *(Connected(seat, words, 9.0) for seat in ("1", "2", "3", "4")))
    qtbot.waitUntil(lambda: all(each.is_connected for each in made.state.call.people))
    yield made
    made.end()
    qtbot.waitUntil(lambda: made.state.stage is Stage.IDLE)
    settle()


def seconds(fps: float, count: int, seat: str = "1") -> tuple[Statistics, ...]:
    one = Second(
        sent_fps=fps,
        received_fps=fps,
        sent_kbit=900.0,
        received_kbit=900.0,
        width=640,
        height=480,
        rtt_ms=20.0,
        loss=0.0,
        audio_gaps=0,
        audio_lost_ms=0.0,
        level=0.1,
        silent_seconds=0.0,
    )
    return (Statistics(seat, one),) * count


@pytest.fixture
def hear(running: SessionModel, sessions: FakeSessions, qtbot: QtBot) -> Callable[..., None]:
    """Returns what lets the model hear some events, all of them."""

    def until_heard(*events: Statistics) -> None:
        sessions.happens(*events, ServerLost())
        qtbot.waitUntil(lambda: running.state.call.is_server_lost)
        sessions.happens(ServerBack())
        qtbot.waitUntil(lambda: not running.state.call.is_server_lost)

    return until_heard


def test_line_of_every_guest_is_kept_under_her_role_alone(
    running: SessionModel, sessions: FakeSessions, hear: Callable[..., None], qtbot: QtBot
) -> None:
    hear(*seconds(30.0, 9), *seconds(20.0, 9, "3"), *seconds(9.0, 9, "4"))
    running.end()
    qtbot.waitUntil(lambda: running.state.stage is Stage.IDLE)
    (kept,) = sessions.ended
    told = {name: value for name, value in kept.items() if name.endswith("received_fps")}
    assert told == {
        "received_fps": 30.0,
        "nurse.received_fps": 20.0,
        "relative_2.received_fps": 9.0,
    }
    words = {name: value for name, value in kept.items() if not isinstance(value, int | float)}
    assert words == {CAME: kept[CAME]}  # roles
    assert set(str(kept[CAME]).split()) <= {role.value for role in Role}


def test_killed_desk_loses_half_a_minute_at_most(
    running: SessionModel,
    sessions: FakeSessions,
    hear: Callable[..., None],
    ticks: list[float],
    qtbot: QtBot,
) -> None:
    hear(*seconds(30.0, 9))
    ticks.append(ticks[-1] + KEEP_SECONDS - 1)
    hear(*seconds(30.0, 1))
    assert sessions.measured == []
    ticks.append(ticks[-1] + 1)
    hear(*seconds(30.0, 2))
    qtbot.waitUntil(lambda: [each["seconds"] for each in sessions.measured] == [11])
    ticks.append(ticks[-1] + KEEP_SECONDS)
    hear(*seconds(30.0, 1))
    qtbot.waitUntil(lambda: [each["seconds"] for each in sessions.measured] == [11, 13])


def test_locked_desk_has_kept_what_there_was_and_keeps_on_afterwards(
    running: SessionModel,
    sessions: FakeSessions,
    hear: Callable[..., None],
    ticks: list[float],
    qtbot: QtBot,
) -> None:
    hear(*seconds(30.0, 7))
    running.veil()
    qtbot.waitUntil(lambda: len(sessions.measured) == 1)
    ticks.append(ticks[-1] + KEEP_SECONDS)
    hear(*seconds(30.0, 1))
    running.open(FAMILY, person=None, country="UK")
    qtbot.waitUntil(lambda: not running.state.notes.is_away)
    assert len(sessions.measured) == 1
    hear(*seconds(30.0, 1))
    qtbot.waitUntil(lambda: [each["seconds"] for each in sessions.measured] == [7, 9])


def test_figures_that_the_disk_refuses_are_kept_with_the_next(
    running: SessionModel,
    sessions: FakeSessions,
    hear: Callable[..., None],
    ticks: list[float],
    jobs: Jobs,
    qtbot: QtBot,
) -> None:
    sessions.cannot_save = True
    ticks.append(ticks[-1] + KEEP_SECONDS)
    hear(*seconds(30.0, 1))
    qtbot.waitUntil(lambda: jobs.is_idle)
    sessions.cannot_save = False
    ticks.append(ticks[-1] + KEEP_SECONDS)
    hear(*seconds(30.0, 1))
    qtbot.waitUntil(lambda: [each["seconds"] for each in sessions.measured] == [2])
