"""Sleep and the screen's lock on Windows, from the messages that every window is sent.

NOT TESTED on Windows: what a message means is tested, that Windows sends it here is not.
Source: Microsoft, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WM_ENDSESSION (winuser.h, wtsapi32.h).
"""

import ctypes
import sys
from ctypes import c_size_t, c_uint, c_void_p
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication

from ui.shell.idle import Reason

_MEANINGS: Final = {
    (0x0218, 0x4): Reason.SLEEP,  # WM_POWERBROADCAST, PBT_APMSUSPEND
    (0x02B1, 0x7): Reason.SCREEN_LOCKED,  # WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK
    (0x0016, 0x1): Reason.SESSION_ENDS,  # WM_ENDSESSION, the session does end
}


class _Message(ctypes.Structure):
    """The head of Windows' MSG."""

    _fields_ = (
        ("window", c_void_p),
        ("message", c_uint),
        ("wide", c_size_t),
    )


def reason_of(message: int, wide: int) -> Reason | None:
    """Return why a message means that the desk must lock; None for one that does not."""
    return _MEANINGS.get((message, wide))


class WindowsNotices(QObject):
    """leaving: carries the Reason. Windows waits for the answer to a message, so nothing is held.

    A suspend is answered when the desk shows the door; the keys follow within the two seconds
    that Windows gives a program.
    """

    leaving = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filter = _Filter(self)

    def start(self) -> None:
        """Begin to listen."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            for window in QGuiApplication.topLevelWindows():
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)

    def hold(self) -> None:
        """Ask for nothing: see above."""

    def let_go(self) -> None:
        """Hold nothing up."""


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, owner: WindowsNotices) -> None:
        super().__init__()
        self._owner = owner

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if QByteArray(kind).data() == b"windows_generic_MSG":
            told = _Message.from_address(int(message))
            if (reason := reason_of(told.message, told.wide)) is not None:
                self._owner.leaving.emit(reason)
        return False, 0
