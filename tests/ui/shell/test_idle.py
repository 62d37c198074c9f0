from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QWindow
from pytestqt.qtbot import QtBot

from ui.shell.idle import LONGEST_OPEN_SECONDS, IdleWatch, Reason

MINUTE = 60.0


class Desk:
    """A watch of ten minutes, a clock, and what was heard of it."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.passed: list[Reason] = []
        self.warned: list[bool] = []
        self.watch = IdleWatch(minutes=10, clock=lambda: self.seconds)
        self.watch.passed.connect(self.passed.append)
        self.watch.soon.connect(self.warned.append)
        self.window = QWindow()
        self.watch.watch(self.window)
        self.watch.begin()

    def wait(self, seconds: float, *, look: bool = True) -> None:
        """Let time go by as on a machine that is awake: the watch looks every ten seconds."""
        while look and seconds > 10:
            self.seconds += 10
            seconds -= 10
            if self.watch.is_watching:
                self.watch.look()
        self.seconds += seconds
        if look and self.watch.is_watching:
            self.watch.look()

    def touch(self, kind: QEvent.Type = QEvent.Type.KeyPress) -> None:
        QCoreApplication.sendEvent(self.window, QEvent(kind))


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.watch.rest()


def test_desk_that_nobody_touches_is_noticed(qapp: object, qtbot: QtBot) -> None:
    watch = IdleWatch(minutes=0.0005)
    watch.begin()
    with qtbot.waitSignal(watch.passed, timeout=5000) as heard:
        pass
    assert heard.args == [Reason.IDLE]
    assert not watch.is_watching


def test_nobody_for_ten_minutes_locks_and_not_before(desk: Desk) -> None:
    desk.wait(10 * MINUTE - 1)
    assert desk.passed == []
    desk.wait(1)
    assert desk.passed == [Reason.IDLE]
    desk.wait(20 * MINUTE)
    assert desk.passed == [Reason.IDLE]


@pytest.mark.parametrize(
    ("kind", "is_touch"),
    [
        (QEvent.Type.KeyPress, True),
        (QEvent.Type.MouseMove, True),
        (QEvent.Type.Wheel, True),
        (QEvent.Type.UpdateRequest, False),
    ],
)
def test_only_a_touch_begins_the_count_anew(desk: Desk, kind: QEvent.Type, is_touch: bool) -> None:
    desk.wait(9 * MINUTE)
    desk.watch.eventFilter(desk.window, QEvent(kind))
    desk.wait(9 * MINUTE)
    assert (desk.passed == []) is is_touch


def test_a_minute_before_it_is_said_and_a_touch_takes_it_back(desk: Desk) -> None:
    desk.wait(8 * MINUTE)
    assert desk.warned == []
    desk.wait(1 * MINUTE + 1)
    assert desk.warned == [True]
    desk.touch()
    assert desk.warned == [True, False]
    desk.wait(5 * MINUTE)
    assert desk.passed == []


def test_after_twelve_hours_it_locks_however_often_it_is_touched(desk: Desk) -> None:
    for _ in range(int(LONGEST_OPEN_SECONDS / (5 * MINUTE)) - 1):
        desk.wait(5 * MINUTE)
        desk.touch()
    assert desk.passed == []
    desk.wait(5 * MINUTE)
    assert desk.passed == [Reason.TOO_LONG]


def test_sleep_that_nobody_told_of_is_noticed_on_waking(desk: Desk) -> None:
    desk.wait(5 * MINUTE, look=False)  # no timer ran, and yet the clock went on
    desk.watch.look()
    assert desk.passed == [Reason.SLEPT]


def test_locked_desk_counts_nothing(desk: Desk) -> None:
    desk.watch.rest()
    desk.wait(60 * MINUTE)
    assert desk.passed == []
    assert not desk.watch.is_watching


def test_dialogs_count_too(desk: Desk, qapp: object, qtbot: QtBot) -> None:
    dialog = QWindow()
    dialog.show()
    dialog.requestActivate()
    qtbot.waitUntil(dialog.isActive)
    desk.wait(9 * MINUTE)
    QCoreApplication.sendEvent(dialog, QEvent(QEvent.Type.KeyPress))
    desk.wait(9 * MINUTE)
    assert desk.passed == []
    dialog.destroy()
