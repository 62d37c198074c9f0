"""Notices that nobody touched the desk for a while, that it was open too long, that it slept."""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LONGEST_OPEN_SECONDS: Final = 12 * 3600.0
WARNING_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 10.0
_SLEPT_SECONDS: Final = 60.0  # no timer is late by so much on a machine that is awake
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Reason(StrEnum):
    """Why the desk locks by itself."""

    IDLE = "idle"
    TOO_LONG = "too_long"  # open since this morning, whoever touches it
    SLEPT = "slept"  # the computer was asleep and nobody had told us
    SLEEP = "sleep"  # it is going to sleep
    SCREEN_LOCKED = "screen_locked"
    SESSION_ENDS = "session_ends"


def seconds_with_sleep() -> float:
    """Seconds that go on while the computer sleeps; only differences mean anything."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.time()


class IdleWatch(QObject):
    """passed: carries the Reason, once, then it rests. soon: it is about to, or no more.

    It watches windows of the system and not every widget: that costs one look an event. A touch is
    only noted; the timer looks now and then how long ago it was.
    """

    passed = Signal(object)
    soon = Signal(bool)

    def __init__(
        self,
        *,
        minutes: float,
        clock: Callable[[], float] = seconds_with_sleep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seconds = 60 * minutes
        self._clock = clock
        self._began = self._touched = self._looked = clock()
        self._is_soon = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):  # dialogs have windows of their own
            application.focusWindowChanged.connect(self.watch)

    @property
    def is_watching(self) -> bool:
        """Whether time is counted."""
        return self._timer.isActive()

    def watch(self, window: QWindow | None) -> None:
        """Take what is done in this window for a touch, too."""
        if window is not None:
            window.installEventFilter(self)

    def begin(self) -> None:
        """Begin to count: the desk is open now."""
        self._began = self._touched = self._looked = self._clock()
        self._warn(is_soon=False)
        self._wait(self._looked)

    def rest(self) -> None:
        """Count no more: the desk is locked."""
        self._timer.stop()
        self._warn(is_soon=False)

    def look(self) -> None:
        """See whether it is time."""
        now = self._clock()
        slept, self._looked = now - self._looked > _SLEPT_SECONDS, now
        if now - self._touched >= self._seconds:
            self._pass(Reason.IDLE)
        elif now - self._began >= LONGEST_OPEN_SECONDS:
            self._pass(Reason.TOO_LONG)
        elif slept:
            self._pass(Reason.SLEPT)
        else:
            self._warn(is_soon=now >= self._touched + self._seconds - self._notice)
            self._wait(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note every touch."""
        if event.type() in _TOUCHES:
            self._touched = self._clock()
            if self._is_soon:
                self._warn(is_soon=False)
        return super().eventFilter(watched, event)

    @property
    def _notice(self) -> float:
        """Seconds before the end from which one is warned."""
        return min(WARNING_SECONDS, self._seconds / 2)

    def _wait(self, now: float) -> None:
        notice = 0.0 if self._is_soon else self._notice
        untouched = self._touched + self._seconds - notice
        until = min(untouched, self._began + LONGEST_OPEN_SECONDS) - now
        self._timer.start(max(round(1000 * min(until, _LOOK_SECONDS)), 1))

    def _pass(self, reason: Reason) -> None:
        self.rest()
        self.passed.emit(reason)

    def _warn(self, *, is_soon: bool) -> None:
        if is_soon != self._is_soon:
            self._is_soon = is_soon
            self.soon.emit(is_soon)
