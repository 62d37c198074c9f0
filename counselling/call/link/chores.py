"""Background tasks with an owner: none is forgotten, none fails unheard, all end together."""

import asyncio
from collections.abc import Coroutine


class Chores:
    """The tasks of one owner. A failure goes to the loop's exception handler, the border there."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run a coroutine beside its owner."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    async def stop(self) -> None:
        """Cancel what still runs and wait until nothing does; the caller's own task is spared."""
        running = self._tasks - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def finish(self) -> None:
        """Wait until nothing runs any more; for what must not be broken off, like hanging up."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            context = {"message": "a chore of a call failed", "exception": error, "task": task}
            task.get_loop().call_exception_handler(context)
