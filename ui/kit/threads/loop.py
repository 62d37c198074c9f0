"""The asyncio thread: everything of the call runs there, commands go in, events come out."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject

from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure, failure_of
from ui.kit.threads.lane import Lane, Turn

T = TypeVar("T")


class Loop:
    """One thread with one event loop; it begins with the first question, not with the program.

    Qt's own asyncio has no sockets and qasync ends badly (docs/decisions), hence a thread.
    """

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None

    @property
    def is_running(self) -> bool:
        """Whether the thread has begun."""
        return self._thread is not None

    def lane(self, owner: QObject) -> "LoopLane":
        """Return a new lane; nothing reaches its owner after the owner is gone."""
        return LoopLane(owner, self._courier, self)

    def run(self, coroutine: Coroutine[object, object, T]) -> "Future[T]":
        """Run a coroutine in the loop's thread, beginning the thread when it is the first."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._running())

    def post(self, call: Callable[[], None]) -> None:
        """Have a plain function called in the loop's thread."""
        self._running().call_soon_threadsafe(call)

    def close(self) -> None:
        """Cancel what still runs, wait until it has tidied up, end the thread."""
        if self._thread is None or self._loop is None or self._end is None:
            return
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        self._thread = self._loop = self._end = None

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            is_ready = threading.Event()
            # a daemon: a program that fails before it closes the loop must still be able to end
            self._thread = threading.Thread(
                target=self._main, args=(is_ready,), name="loop", daemon=True
            )
            self._thread.start()
            is_ready.wait()
        assert self._loop is not None
        return self._loop

    def _main(self, is_ready: threading.Event) -> None:
        with asyncio.Runner() as runner:  # its end cancels all tasks and waits for them
            runner.run(self._serve(is_ready))

    async def _serve(self, is_ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(_unheard)
        self._end = asyncio.Event()
        is_ready.set()
        await self._end.wait()


def _unheard(loop: asyncio.AbstractEventLoop, context: Mapping[str, object]) -> None:
    """Log what a task failed with and nobody asked for; asyncio itself would log its text."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        failure_of(error)


class LoopLane(Lane):
    """A lane whose questions are coroutines."""

    def __init__(self, owner: QObject, courier: Courier, loop: Loop) -> None:
        super().__init__(owner, courier)
        self._loop = loop
        self._future: Future[None] | None = None

    def ask(
        self,
        work: Callable[[], Coroutine[object, object, T]],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Run the coroutine that `work` makes; a newer question cancels this one."""
        turn = self._next(done, failed)
        self._future = self._loop.run(_run(work, turn))

    def cancel(self) -> None:
        """Want no answer any more; the coroutine is cancelled where it stands."""
        super().cancel()
        if self._future is not None:
            self._future.cancel()
        self._future = None


async def _run(work: Callable[[], Coroutine[object, object, T]], turn: Turn[T]) -> None:
    """The border of the asyncio thread: no exception goes further than here."""
    try:
        answer = await work()
    except Exception as error:  # noqa: BLE001 - second of the three borders
        turn.fail(error)
    else:
        turn.succeed(answer)
