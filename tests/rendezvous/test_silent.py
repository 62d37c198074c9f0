"""Who connects and says nothing, half of something, or nothing any more, is let go after a time."""

import asyncio
import json

import aiohttp
import pytest

from counselling.call.server import wire
from tests.rendezvous.conftest import PHONE, hear
from tests.rendezvous.hurry import Bare, hurried, set_forward

FIRST_WORD_SECONDS = 60.0  # and for a first request as well
PING_SECONDS, PONG_SECONDS = 15.0, 7.5


async def answers(client) -> None:
    """A whole request and its answer: what was due has run."""
    async with client.session.get(f"{client.server.url}/health") as answer:
        assert answer.status == 200


def test_socket_that_says_nothing_is_closed_after_its_time(running) -> None:
    async def be_silent() -> None:
        async with running() as client:
            socket = await client.socket()
            reading = asyncio.create_task(socket.receive())
            set_forward(FIRST_WORD_SECONDS - 2)
            await answers(client)
            assert not reading.done()
            set_forward(3)
            async with asyncio.timeout(20):
                assert (await reading).type is aiohttp.WSMsgType.CLOSE

    hurried(be_silent())


@pytest.mark.parametrize("said", [b"", b"GET /j/x HTTP/1.1\r\nHost: a", b"\x16\x03\x01"])
def test_connection_that_never_asks_for_anything_is_closed_too(running, said: bytes) -> None:
    async def be_silent() -> None:
        async with running() as client:
            host, _, port = client.server.url.removeprefix("http://").partition(":")
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(said)
            await answers(client)
            reading = asyncio.create_task(reader.read())
            set_forward(FIRST_WORD_SECONDS - 2)
            await answers(client)
            set_forward(3)
            async with asyncio.timeout(20):
                await reading
            writer.close()

    hurried(be_silent())


def test_visitor_who_is_gone_without_a_word_is_noticed_by_a_ping(running, invitation) -> None:
    """Her phone lost its network: no goodbye comes, and no answer to a ping."""

    async def vanish() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            visitor = await Bare.at(client.server.url)
            knock = wire.Knock(invitation.room, invitation.keys.join_token, PHONE)
            visitor.say(wire.write(knock))
            assert json.loads(await visitor.hear())["type"] == "waiting"
            assert (await hear(host))["type"] == "knocked"
            told = asyncio.create_task(host.receive())  # by no clock
            for _ in range(3):  # as long as she answers, she is here
                set_forward(PING_SECONDS + 1)
                assert await visitor.hear() == "ping"
                visitor.answer_ping()
                await answers(client)
                assert not told.done()
            set_forward(PING_SECONDS + 1)
            assert await visitor.hear() == "ping"
            for _ in range(3):  # the host's own answer is on its way
                await answers(client)
            set_forward(PONG_SECONDS + 1)
            async with asyncio.timeout(20):
                assert json.loads((await told).data) == {"type": "gone", "seat": "1"}
            assert await visitor.hear() == ""
            visitor.writer.close()

    hurried(vanish())
