"""Asks the TURN servers that were lent for one line, and tells of each."""

from collections.abc import Callable

from counselling.call.chores import Chores
from counselling.call.events import CallEvent, TurnChecked
from counselling.call.plan import IceServer
from counselling.call.turn_check import Checked, check, usable


class TurnWatch:
    """One seat's. tell: tells the call's owner."""

    def __init__(self, seat: str, tell: Callable[[CallEvent], None]) -> None:
        self._seat = seat
        self._tell = tell
        self._chores = Chores()

    async def usable(
        self, lent: tuple[IceServer, ...], *, takes_one: bool
    ) -> tuple[IceServer, ...]:
        """Return the servers as an engine is to have them.

        One that takes one waits for an answer; for others the asking goes on beside the call.
        """
        if not takes_one:
            self._chores.start(self._ask(lent))
        return await usable(lent, self._say, takes_one=takes_one)

    async def stop(self) -> None:
        """Ask no more."""
        await self._chores.stop()

    async def _ask(self, servers: tuple[IceServer, ...]) -> None:
        for server in servers:
            for checked in await check(server):
                self._say(checked)

    def _say(self, checked: Checked) -> None:
        self._tell(TurnChecked(self._seat, checked.url, checked.verdict, checked.milliseconds))
