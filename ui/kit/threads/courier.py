"""The one way from another thread to the UI thread."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class Courier(QObject):
    """Carries calls to the thread it was made in. `send` may be used from any thread."""

    _sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sent.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def send(self, call: Callable[[], None]) -> None:
        """Have `call` called on the UI thread, in the order of sending."""
        self._sent.emit(call)

    @Slot(object)
    def _hand_over(self, call: Callable[[], None]) -> None:
        call()


class Newest(Generic[T]):
    """A letter box with room for one value: a busy reader sees the newest and no queue grows.

    `put` may be used from any thread; `take` is called on the UI thread.
    """

    def __init__(self, courier: Courier, take: Callable[[T], None]) -> None:
        self._courier = courier
        self._take = take
        self._lock = threading.Lock()
        self._waiting: list[T] = []
        self._is_closed = False

    def put(self, value: T) -> None:
        """Leave a value in place of the one nobody has taken yet."""
        with self._lock:
            is_first = not self._waiting
            self._waiting[:] = [value]
        if is_first and not self._is_closed:
            self._courier.send(self._hand_over)

    def close(self) -> None:
        """Hand nothing over any more."""
        self._is_closed = True

    def _hand_over(self) -> None:
        with self._lock:
            value = self._waiting.pop()
        if not self._is_closed:
            self._take(value)
