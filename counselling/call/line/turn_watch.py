"""Asks the TURN servers that were lent for one line, tells of each, and knows until when they are.

A relay that stands is kept open by coturn for as long as it is used (tested); what expires is the
right to make another one, as every new way through the network needs.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from counselling.call.line.events import CallEvent, TurnChecked
from counselling.call.link.chores import Chores
from counselling.call.link.plan import IceServer
from counselling.call.server import messages, wire
from counselling.call.server.lending import lendable
from counselling.call.server.reach import Reach
from counselling.call.server.turn_check import Checked, check, usable

Lend: TypeAlias = Callable[[str], Awaitable[tuple[IceServer, ...]]]

_USED_UP: Final = 0.8  # of its time: then it is asked for anew
_AGAIN_SECONDS: Final = 30.0  # when nothing came of that


class TurnWatch:
    """One seat's. tell: tells the call's owner; reach: what this end of the call knows already."""

    def __init__(
        self,
        seat: str,
        tell: Callable[[CallEvent], None],
        reach: Reach,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seat = seat
        self._tell = tell
        self._reach = reach
        self._clock = clock
        self._chores = Chores()
        self._due: float | None = None

    def is_due(self) -> bool:
        """Whether what was lent will soon have expired; if so, not again for a while."""
        if self._due is None or self._clock() < self._due:
            return False
        self._due = self._clock() + _AGAIN_SECONDS
        return True

    async def lend(
        self, ask: Lend, *, takes_one: bool
    ) -> tuple[tuple[IceServer, ...], tuple[messages.TurnServer, ...]]:
        """Have both ends of the line lent what they need; returns the host's and the seat's.

        ask: what is lent to a seat, or to "host".
        """
        ours, theirs = await asyncio.gather(ask(wire.TO_HOST), ask(self._seat))
        return await self.usable(ours, takes_one=takes_one), lendable(theirs)

    async def usable(
        self, lent: tuple[IceServer, ...], *, takes_one: bool
    ) -> tuple[IceServer, ...]:
        """Return the servers as an engine is to have them.

        One that takes one waits for an answer; for others the asking goes on beside the call. None
        is given a name that cannot be found, and no more than the first line waits for one.
        """
        lifetimes = [each.seconds for each in lent if each.seconds]
        self._due = self._clock() + _USED_UP * min(lifetimes) if lifetimes else None
        if not takes_one:
            self._chores.start(self._ask(lent))
        return await usable(lent, self._say, takes_one=takes_one, reach=self._reach)

    async def stop(self) -> None:
        """Ask no more."""
        await self._chores.stop()

    async def _ask(self, servers: tuple[IceServer, ...]) -> None:
        for server in servers:
            for checked in await check(server, self._reach):
                self._say(checked)

    def _say(self, checked: Checked) -> None:
        self._tell(TurnChecked(self._seat, checked.url, checked.verdict, checked.milliseconds))
