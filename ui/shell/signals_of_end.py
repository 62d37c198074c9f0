"""A program that is told to end (SIGTERM, SIGHUP) keeps what was typed and closes the records."""

import signal
import socket
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_TOLD: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class SignalsOfEnd(QObject):
    """told: the system wants the program to end. Until `stop`; made on the main thread.

    Python runs its handlers between two steps of Python code, and Qt's loop has none while nothing
    happens: the signal's number comes through a socket that wakes the loop.
    """

    told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._waker = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _wait_for_the_socket) for number in _TOLD}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def stop(self) -> None:
        """Let signals do what they did before."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._waker)
        self._ours.close()
        self._theirs.close()

    def _hear(self) -> None:
        heard = self._ours.recv(64)
        if set(heard) & set(_TOLD):
            self.told.emit()


def _wait_for_the_socket(number: int, frame: object) -> None:
    """Do nothing here: the socket brings it to the loop."""
