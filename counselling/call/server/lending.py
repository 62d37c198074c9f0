"""The STUN and TURN servers of a call: those of the plan, and what the clinic's server lends."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from counselling.call.link import relay_address
from counselling.call.link.plan import IceServer
from counselling.call.server import wire
from counselling.call.server.messages import TurnServer

_PATIENCE_SECONDS: Final = 2.0  # a line without TURN now is worth more than one with it never


class Lending:
    """Asks the rendezvous server for TURN, anew for each line: what opens it is short-lived.

    fixed: servers that the plan names. post: hands an envelope to the server.
    """

    def __init__(self, fixed: tuple[IceServer, ...], post: Callable[[wire.ToServer], None]) -> None:
        self._fixed = fixed
        self._post = post
        self._asked: dict[str, asyncio.Future[wire.Turn]] = {}

    async def servers(self, name: str) -> tuple[IceServer, ...]:
        """Return what a seat, or "host", may ask; without TURN when the server says nothing."""
        asked = self._asked.get(name)
        if asked is None:
            asked = self._asked[name] = asyncio.get_running_loop().create_future()
            self._post(wire.AskTurn(name))
        try:
            lent = await asyncio.wait_for(asyncio.shield(asked), _PATIENCE_SECONDS)
        except TimeoutError:
            return self._fixed
        finally:
            self._asked.pop(name, None)
        return (*self._fixed, *_ice(lent))

    def take(self, lent: wire.Turn) -> None:
        """Take the server's answer."""
        asked = self._asked.get(lent.name)
        if asked is not None and not asked.done():
            asked.set_result(lent)


def lendable(servers: Sequence[IceServer]) -> tuple[TurnServer, ...]:
    """Return servers as an invited person is told of them: no address that nobody can read."""
    return tuple(
        TurnServer(each.urls, each.username or "", each.credential or "")
        for each in relay_address.readable(servers)
    )


def _ice(lent: wire.Turn) -> Sequence[IceServer]:
    if not lent.urls:
        return []
    return [IceServer(lent.urls, lent.username, lent.credential, lent.seconds)]
