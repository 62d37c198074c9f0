"""A server that ends sends everybody away, and nobody who comes back at once holds it up."""

import asyncio

import aiohttp
import pytest

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.link.invitation import Invitation
from counselling.call.server import wire
from tests.rendezvous.conftest import PHONE, Client
from tests.rendezvous.hurry import Bare, hurried, set_forward

GOODBYE_SECONDS = 6.0  # more than who takes in nothing any more is waited for
MORE_THAN_LINES_HOLD, LONG = 300, "a" * 60_000


async def says_too_much_to_the_deaf(client: Client, invitation: Invitation) -> Bare:
    """Make one visitor's goodbye take its whole time: she takes in nothing of what is before it."""
    host, deaf = await client.open_room(invitation), await Bare.at(client.server.url)
    deaf.say(wire.write(wire.Knock(invitation.room, invitation.keys.join_token, PHONE)))
    await deaf.hear()
    for _ in range(MORE_THAN_LINES_HOLD):
        await host.send_str(wire.write(wire.Sealed(LONG, to="1")))
    return deaf


def test_who_comes_back_while_a_server_says_goodbye_finds_it_closed(
    options: ServerOptions, invitation: Invitation
) -> None:
    async def come_back_at_once(client: Client, here: asyncio.Event) -> None:
        socket = await client.socket()
        here.set()
        goodbye = await socket.receive()
        assert goodbye.data == aiohttp.WSCloseCode.GOING_AWAY
        try:
            with pytest.raises(aiohttp.ClientConnectorError):
                await client.socket()
        finally:
            set_forward(GOODBYE_SECONDS)

    async def end() -> None:
        async with asyncio.timeout(60), aiohttp.ClientSession() as session:
            async with start_server(options) as server:
                client, here = Client(server, session), asyncio.Event()
                deaf = await says_too_much_to_the_deaf(client, invitation)
                coming = asyncio.create_task(come_back_at_once(client, here))
                await here.wait()
            await coming
            deaf.writer.close()

    hurried(end())
