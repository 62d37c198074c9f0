"""Sleep, shutdown and the screen's lock on Linux, as logind and the screen savers tell of them.

While records are open a "delay" inhibitor is held: logind then waits with the sleep until we have
closed them, five seconds at most by its default. All calls are asynchronous; a bus that is not
there, or a service that does not answer, leaves the desk with its own clock.
Source: org.freedesktop.login1(5); freedesktop.org "Idle Inhibition Service" (ScreenSaver).
"""

import os
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from ui.shell.idle import Reason

_SERVICE: Final = "org.freedesktop.login1"
_PATH: Final = "/org/freedesktop/login1"
_MANAGER: Final = "org.freedesktop.login1.Manager"
_SESSION: Final = "org.freedesktop.login1.Session"
_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",  # KDE and others
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_HELD: Final = ("sleep", "Consultand", "Records are being closed", "delay")


class Logind(QObject):
    """leaving: carries the Reason. system, session: the two buses; others in tests."""

    leaving = Signal(object)

    def __init__(
        self,
        parent: QObject,
        *,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._system, self._session = system, session
        self._held: QDBusUnixFileDescriptor | None = None
        self._is_wanted = False
        self.is_listening = False  # to everything: which session is ours is known

    @property
    def is_holding(self) -> bool:
        """Whether logind waits for us before it sleeps."""
        return self._held is not None

    def start(self) -> None:
        """Begin to listen."""
        self._system = self._system or QDBusConnection.systemBus()
        self._session = self._session or QDBusConnection.sessionBus()
        told = (
            ("PrepareForSleep", "prepare_for_sleep(bool)"),
            ("PrepareForShutdown", "prepare_for_shutdown(bool)"),
        )
        for name, slot in told:
            _connect(self._system, (_SERVICE, _PATH, _MANAGER, name), self, slot)
        for interface in _SAVERS:
            place = ("", "", interface, "ActiveChanged")
            _connect(self._session, place, self, "screen_saver(bool)")
        self._ask("GetSessionByPID", [os.getpid()], self._found)
        if self._is_wanted:
            self.hold()

    def hold(self) -> None:
        """Ask logind to wait for us before the computer sleeps."""
        self._is_wanted = True
        if self._held is None and self._system is not None:
            self._ask("Inhibit", list(_HELD), self._take_hold)

    def let_go(self) -> None:
        """Let the computer sleep."""
        self._is_wanted = False
        self._held = None  # closes the descriptor, which is what logind waits for

    @Slot(bool)
    def prepare_for_sleep(self, is_going: bool) -> None:
        """Lock before; when the computer is awake again there is nothing to do."""
        if is_going:
            self.leaving.emit(Reason.SLEEP)

    @Slot(bool)
    def prepare_for_shutdown(self, is_going: bool) -> None:
        """Lock before the computer is turned off."""
        if is_going:
            self.leaving.emit(Reason.SESSION_ENDS)

    @Slot(bool)
    def screen_saver(self, is_active: bool) -> None:
        """Lock with the screen."""
        if is_active:
            self.leaving.emit(Reason.SCREEN_LOCKED)

    @Slot()
    def session_lock(self) -> None:
        """Lock with the session."""
        self.leaving.emit(Reason.SCREEN_LOCKED)

    def _ask(
        self,
        member: str,
        arguments: list[object],
        answer: Callable[[QDBusPendingCallWatcher], None],
    ) -> None:
        if self._system is None or not self._system.isConnected():
            return
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _MANAGER, member)
        message.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(message), self)
        watcher.finished.connect(answer)

    def _found(self, watcher: QDBusPendingCallWatcher) -> None:
        """Listen to our own session; to any where a service manager started us outside of one."""
        reply = watcher.reply()
        path = ""
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            path = reply.arguments()[0].path()
        if self._system is not None:
            _connect(self._system, (_SERVICE, path, _SESSION, "Lock"), self, "session_lock()")
            self.is_listening = True
        watcher.deleteLater()

    def _take_hold(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage and self._is_wanted:
            self._held = reply.arguments()[0]
        watcher.deleteLater()


def _connect(
    bus: QDBusConnection, place: tuple[str, str, str, str], owner: QObject, slot: str
) -> None:
    """Have a slot called for a signal: service, path, interface, name; "" for any."""
    # PySide6 6.11 takes what SLOT returns, a str, and refuses the bytes that its stub promises
    bus.connect(*place, owner, SLOT(slot))  # type: ignore[call-overload]
