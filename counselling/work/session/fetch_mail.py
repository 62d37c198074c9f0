"""Use case: fetch what patients left while the desk was off, on start and again and again.

Each letter is kept before the server is told to delete its own copy; one that cannot be kept stays
there. A server that is away is asked again at the next round.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from counselling.call.server.mailbox import Arrived, Box, Letter, collect
from counselling.errors import CallError

ROUND_SECONDS: Final = 300.0

BoxId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Kept:
    """A box to look into. taken: the number of the last letter that was taken, by seat."""

    id: BoxId
    box: Box
    taken: dict[str, int]


class Tray(Protocol):
    """Where boxes are known and letters are kept. Slow enough to stay off an event loop."""

    def boxes(self) -> Sequence[Kept]:
        """Return the boxes whose room is not over for more than 14 days."""
        ...

    def keep(self, box: BoxId, arrived: Arrived) -> None:
        """Keep a letter and its number in one step, or what was spoilt; lasting when it returns."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """What one look into all boxes brought. failed: boxes out of reach, and why."""

    letters: int
    spoilt: int
    failed: tuple[tuple[BoxId, CallError], ...]


class MailRounds:
    """Looks into every box of a tray."""

    def __init__(self, tray: Tray) -> None:
        self._tray = tray

    async def go_round(self, *, heard: Callable[[float], None] | None = None) -> Round:
        """Look into every box once. Raises what the tray raises: the letter then stays there.

        heard: told how much is done, 0..1.
        """
        came: list[Arrived] = []
        failed: list[tuple[BoxId, CallError]] = []
        boxes = await asyncio.to_thread(self._tray.boxes)
        for done, kept in enumerate(boxes):
            if heard is not None:
                heard(done / len(boxes))

            async def keep(arrived: Arrived, box: BoxId = kept.id) -> None:
                await asyncio.to_thread(self._tray.keep, box, arrived)
                came.append(arrived)

            try:
                await collect(kept.box, taken=kept.taken, keep=keep)
            except CallError as error:
                failed.append((kept.id, error))
        letters = sum(isinstance(each, Letter) for each in came)
        return Round(letters, len(came) - letters, tuple(failed))

    async def rounds(self, *, seconds: float = ROUND_SECONDS) -> AsyncIterator[Round]:
        """Look at once, and again after so many seconds, until the reader stops."""
        while True:
            yield await self.go_round()
            await asyncio.sleep(seconds)
