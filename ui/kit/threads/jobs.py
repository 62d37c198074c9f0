"""Work off the UI thread, answers on it. Questions may be dropped, what is to be kept never is."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject

from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.lane import Cancelled, Lane, Progress, Turn

T = TypeVar("T")

_THREADS: Final = 3  # an unlock, a letter and a layout may run side by side


class Jobs:
    """The pool. One for the whole desk, closed at the end."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._pool = _Pool()

    def lane(self, owner: QObject) -> "JobLane":
        """Return a new lane; nothing reaches its owner after the owner is gone."""
        return JobLane(owner, self._courier, self._pool)

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked is done, in all lanes."""
        return self._pool.is_idle

    def drop_questions(self) -> None:
        """Want no answer to any question any more: the desk locks. What is kept is kept."""
        self._pool.drop_questions()

    def close(self) -> None:
        """Finish what was asked, for it may be somebody's notes; stop only what can be stopped."""
        self._pool.close()


class Stoppable(Protocol):
    """A question on its way, as the pool sees it."""

    is_long: bool

    def drop(self) -> None:
        """Forget it."""
        ...


class _Pool:
    """The threads, and what they still have to do."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="job")
        self._keeper = ThreadPoolExecutor(1, thread_name_prefix="keep")
        self._open: dict[Future[None], Stoppable] = {}
        self._kept: set[Future[None]] = set()
        self._is_closed = False

    def submit(self, work: Callable[[Progress], T], turn: Turn[T]) -> Future[None] | None:
        """Begin a work as soon as a thread is free; a question asked after the end is dropped.

        An answer that comes in while the desk closes may ask for more. Called on the UI thread
        only.
        """
        if self._is_closed:
            turn.drop()
            return None
        return self._note(self._threads.submit(_run, work, turn), turn)

    def keep(self, work: Callable[[Progress], T], turn: Turn[T]) -> Future[None]:
        """Do a work after the one that was kept before it. Called on the UI thread only."""
        future = self._note(self._keeper.submit(_run, work, turn), turn)
        self._kept.add(future)
        return future

    def _note(self, future: Future[None], turn: Stoppable) -> Future[None]:
        self._open = {f: t for f, t in self._open.items() if not f.done()}
        self._kept.intersection_update(self._open)
        self._open[future] = turn
        return future

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to do."""
        return all(future.done() for future in self._open)

    def drop_questions(self) -> None:
        """Drop every question: one that has begun is not waited for, another is not begun."""
        for future, turn in self._open.items():
            if future not in self._kept:
                turn.drop()
                future.cancel()

    def close(self) -> None:
        """Finish everything, long works by stopping them."""
        self._is_closed = True
        for turn in self._open.values():
            if turn.is_long:
                turn.drop()
        self._threads.shutdown(wait=True)
        self._keeper.shutdown(wait=True)


class JobLane(Lane):
    """A lane whose questions are answered by the pool."""

    def __init__(self, owner: QObject, courier: Courier, pool: _Pool) -> None:
        super().__init__(owner, courier)
        self._pool = pool
        self._future: Future[None] | None = None

    def ask(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Ask something; a newer question drops this one, begun or not."""
        self._start(_Plain(work), self._next(done, failed))

    def ask_last(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Do a work after all that is to be kept, in any lane, and after the last one before it.

        To lock, and to open again. No question is waited for: an estimate under way takes its
        seconds, and a desk locks at once.
        """
        self._future = self._pool.keep(_Plain(work), self._next(done, failed))

    def keep(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Do a work that must not be lost: an edit, a note, an import.

        Kept works run one after the other, in the order of all lanes together; a newer one drops
        none, and closing waits for them.
        """
        self._pool.keep(_Plain(work), Turn(self._courier, self._owner, done, failed))

    def keep_following(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        told: Callable[[float], None],
    ) -> None:
        """Do a long work in the order of what is kept: edits wait for it, and so does a lock.

        It says how far it is, and stops when it is asked to (`cancel`, the end of the program).
        """
        self._pool.keep(work, self._next(done, failed, told))

    def follow(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        told: Callable[[float], None],
    ) -> None:
        """Do a long work that says how far it is and stops when it is asked to."""
        self._start(work, self._next(done, failed, told))

    def cancel(self) -> None:
        """Want no answer any more; a work that waits for a thread is never begun."""
        super().cancel()
        if self._future is not None:
            self._future.cancel()
        self._future = None

    def _start(self, work: Callable[[Progress], T], turn: Turn[T]) -> None:
        self._future = self._pool.submit(work, turn)


class _Plain(Generic[T]):
    """A work that does not care how far it is."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work

    def __call__(self, progress: Progress) -> T:
        return self._work()


def _run(work: Callable[[Progress], T], turn: Turn[T]) -> None:
    """The border of the job threads: no exception goes further than here."""
    try:
        turn.progress.check()
        answer = work(turn.progress)
    except Cancelled:
        return
    except Exception as error:  # noqa: BLE001 - first of the three borders
        turn.fail(error)
    else:
        turn.succeed(answer)
