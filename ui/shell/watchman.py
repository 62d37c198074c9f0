"""Who says when the desk locks by itself: the clock, the computer, the session's end."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ui.shell.idle import IdleWatch, Reason, seconds_with_sleep
from ui.shell.system_watch import MakeSystemWatch


class Watchman(QObject):
    """lock: the desk is to lock (Reason). soon: nobody touched it, and it is about to lock."""

    lock = Signal(object)
    soon = Signal(bool)

    def __init__(
        self,
        *,
        minutes: float,
        make_system: MakeSystemWatch,
        clock: Callable[[], float] = seconds_with_sleep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._idle = IdleWatch(minutes=minutes, clock=clock, parent=self)
        self._system = make_system(self)
        self._is_open = False
        self._idle.passed.connect(self._pass)
        self._idle.soon.connect(self.soon)
        self._system.leaving.connect(self.lock)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.session_ends)

    def start(self, window: QWindow | None) -> None:
        """Begin to listen to the computer, and to touches of this window."""
        self._idle.watch(window)
        self._idle.begin()
        self._system.start()

    def open(self) -> None:
        """The vault is open: count the time, and let no sleep come unnoticed."""
        if not self._is_open:
            self._is_open = True
            self._idle.begin()
            self._system.hold()

    def at_door(self) -> None:
        """The desk shows the door: a vault may be open behind it, with its new code to be read."""
        self._is_open = False
        self._idle.begin()

    def rest(self) -> None:
        """Count no more: the program ends."""
        self._idle.rest()

    def closed(self) -> None:
        """The records are closed: the computer may sleep."""
        self._system.let_go()

    def _pass(self, reason: object) -> None:
        self.lock.emit(reason)
        if not self._idle.is_watching:  # it was at the door already
            self._idle.begin()

    def session_ends(self) -> None:
        """Lock: the user logs out, or the computer is turned off."""
        self.lock.emit(Reason.SESSION_ENDS)
