"""One question at a time: a newer question drops the answer of the older one."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from ui.kit.threads.courier import Courier, Newest
from ui.kit.threads.failures import Failure, failure_of

T = TypeVar("T")


class Cancelled(BaseException):
    """Raised inside a work whose answer nobody wants any more. Not an Exception: nobody eats it."""


class Progress:
    """What a long work is given: a place to say how far it is and to see whether to go on."""

    def __init__(self, tell: Newest[float] | None, stop: threading.Event) -> None:
        self._tell = tell
        self._stop = stop

    def report(self, share: float) -> None:
        """Say how much is done, 0..1. Raises Cancelled when nobody waits for the answer."""
        self.check()
        if self._tell is not None:
            self._tell.put(share)

    def check(self) -> None:
        """Raise Cancelled when nobody waits for the answer."""
        if self._stop.is_set():
            raise Cancelled


class Turn(Generic[T]):
    """One question on its way. Made on the UI thread; `run` and the answers come from others."""

    def __init__(
        self,
        courier: Courier,
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        told: Callable[[float], None] | None = None,
    ) -> None:
        self._courier = courier
        self._owner = owner
        self._done = done
        self._failed = failed
        self._told = told
        self.stop = threading.Event()
        self.is_answered = False
        self.is_long = told is not None  # it looks now and then whether to go on
        self.progress = Progress(Newest(courier, self._tell) if told else None, self.stop)

    def drop(self) -> None:
        """Forget the question: whatever comes is not handed over."""
        self.stop.set()

    def succeed(self, value: T) -> None:
        """Answer, from any thread."""
        self._courier.send(partial(self._answer, partial(self._done, value)))

    def fail(self, error: BaseException) -> None:
        """Answer with what went wrong, from any thread."""
        if not self.stop.is_set():
            self._courier.send(partial(self._answer, partial(self._failed, failure_of(error))))

    def _answer(self, hand_over: Callable[[], None]) -> None:
        self.is_answered = True
        if not self.stop.is_set() and shiboken6.isValid(self._owner):
            hand_over()

    def _tell(self, share: float) -> None:
        if self._told and not self.stop.is_set() and shiboken6.isValid(self._owner):
            self._told(share)


class Question(Protocol):
    """A question that can be forgotten."""

    is_answered: bool

    def drop(self) -> None:
        """Forget it."""
        ...


class Lane:
    """The questions of one owner, of which only the newest counts."""

    def __init__(self, owner: QObject, courier: Courier) -> None:
        self._owner = owner
        self._courier = courier
        self._current: Question | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still awaited."""
        return self._current is not None and not self._current.is_answered

    def cancel(self) -> None:
        """Want no answer any more."""
        if self._current is not None:
            self._current.drop()
        self._current = None

    def _next(
        self,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        told: Callable[[float], None] | None = None,
    ) -> Turn[T]:
        self.cancel()
        turn = Turn(self._courier, self._owner, done, failed, told)
        self._current = turn
        return turn
