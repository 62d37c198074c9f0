"""What a real browser leaves for a desk that is off is what the desk fetches."""

import asyncio
import os

import pytest

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.link.invitation import base64url, invite, new_room
from counselling.call.server.mailbox import Arrived, Box, Letter, announce, collect

pytestmark = pytest.mark.browser

LEAVE = """(async () => {
  const keys = await import("/page/keys.js");
  const {leave} = await import("/page/mailbox.js");
  const derived = await keys.deriveKeys(keys.fromBase64url("SECRET"), "ROOM");
  const invitation = {room: "ROOM", keys: derived, seatKey: keys.base64url(keys.random(32))};
  const long = "خالتي أيضًا ".repeat(1500);
  return [
    await leave(invitation, "my aunt had it too"),
    await leave(invitation, long),
    await leave(invitation, "x".repeat(50000)).catch((error) => error.reason),
    await leave({...invitation, room: "nowhere"}, "x").catch((error) => error.reason),
  ];
})()"""


def test_browser_seals_and_leaves_what_the_desk_opens(browser, options: ServerOptions) -> None:
    arrived: list[Arrived] = []

    async def keep(each: Arrived) -> None:
        arrived.append(each)

    async def session() -> None:
        async with start_server(options) as server, browser() as patient:
            invitation = invite(server.url, new_room(os.urandom), random=os.urandom)
            box = Box(server, "owner", {"1": invitation})
            await announce(box, opens_in=86_400, closes_in=2 * 86_400)
            await patient.open(invitation.link)
            secret = base64url(invitation.secret)
            said = LEAVE.replace("SECRET", secret).replace("ROOM", invitation.room)
            assert await patient.evaluate(said) == [1, 2, "full", "refused"]
            await collect(box, taken={}, keep=keep)

    asyncio.run(session())
    assert arrived == [
        Letter("1", 1, b"my aunt had it too"),
        Letter("1", 2, ("خالتي أيضًا " * 1500).encode()),
    ]
