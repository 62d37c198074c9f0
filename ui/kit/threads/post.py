"""Brings values from the UI thread to one reader on the asyncio thread."""

import asyncio
import contextlib
from typing import Generic, TypeVar

from counselling.call.media.devices import Mailbox

T = TypeVar("T")


class Post(Generic[T]):
    """A mailbox that is made when its reader first asks: only then the loop is known.

    What comes before that is dropped: nobody wants the sound from before the call.
    """

    def __init__(self, *, capacity: int = 1) -> None:
        self._capacity = capacity
        self._box: Mailbox[T] | None = None

    def put(self, value: T) -> None:
        """Leave a value; when the box is full, the oldest is dropped."""
        box = self._box
        if box is not None:
            # a loop that is closed has no reader any more: the program ends
            with contextlib.suppress(RuntimeError):
                box.put(value)

    async def take(self) -> T:
        """Return the oldest value that was not dropped; waits for one."""
        if self._box is None:
            self._box = Mailbox(asyncio.get_running_loop(), capacity=self._capacity)
        return await self._box.take()
