"""What the computer tells of itself: that it goes to sleep, is locked, or ends the session.

Each system has its own file behind this interface: `logind` (Linux, tested against a stand-in over
a real bus), `windows_notices` (not tested on Windows). Where there is none, `idle` still notices
after the fact that the computer was asleep.
"""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtCore import QObject, Signal, SignalInstance


class SystemWatch(Protocol):
    """leaving: carries the Reason why the desk must lock now."""

    @property
    def leaving(self) -> SignalInstance:
        """Emitted with a Reason when the desk must lock."""
        ...

    def start(self) -> None:
        """Begin to listen; does not wait for an answer."""
        ...

    def hold(self) -> None:
        """Records are open: ask for a moment before the computer sleeps."""
        ...

    def let_go(self) -> None:
        """Records are closed: the computer may sleep."""
        ...


class NoSystemWatch(QObject):
    """A computer that tells nothing."""

    leaving = Signal(object)

    def start(self) -> None:
        """Listen to nobody."""

    def hold(self) -> None:
        """Ask for nothing."""

    def let_go(self) -> None:
        """Hold nothing up."""


MakeSystemWatch: TypeAlias = Callable[[QObject], SystemWatch]


def no_system_watch(parent: QObject) -> SystemWatch:
    """Listen to nothing: for tests, and where a system is not known."""
    return NoSystemWatch(parent)
