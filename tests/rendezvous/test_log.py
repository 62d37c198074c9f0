"""What fails in the server is one line in its log, and names neither who asked nor for what."""

import asyncio
import logging
from urllib.parse import urlsplit

import aiohttp
import pytest

from app.rendezvous.server import start_server
from counselling.call.server import wire
from tests.rendezvous.conftest import PHONE, Client, hear

ROOM = "a" * 26


async def say(url: str, words: bytes) -> bytes:
    target = urlsplit(url)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    writer.write(words)
    answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.parametrize(
    "words",
    [
        f"GET /j/{ROOM} HTTP/one\r\n\r\n",
        f"GET /j/{ROOM}\x01 HTTP/1.1\r\n\r\n",
        f"GET /j/{ROOM} HTTP/1.1\r\nHost: x\r\n/j/{ROOM}\r\n\r\n",
        f"GET /j/{ROOM} HTTP/1.1\r\nHost: x\r\nA: {'a' * 10_000}\r\n\r\n",
        f"/j/{ROOM}\r\n\r\n",
    ],
)
def test_nothing_is_written_of_a_request_that_is_none(
    running, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    async def ask() -> None:
        async with running() as client:
            assert b" 400 " in await say(client.server.url, words.encode())

    caplog.set_level(logging.DEBUG, "consultand.rendezvous")
    caplog.set_level(logging.DEBUG, "aiohttp")
    asyncio.run(ask())
    assert {record.name for record in caplog.records} <= {"asyncio"}
    assert ROOM not in caplog.text
    assert "127.0.0.1" not in caplog.text


class Broken(Exception):
    """Something that nobody foresaw; what it says may hold anything."""


def test_failure_of_ours_is_its_kind_and_nothing_else(
    options, invitation, caplog: pytest.LogCaptureFixture
) -> None:
    def now() -> float:
        raise Broken(invitation.room)

    async def ask() -> None:
        async with start_server(options, now=now) as server, aiohttp.ClientSession() as session:
            socket = await Client(server, session).socket()
            token = invitation.keys.join_token
            await socket.send_str(wire.write(wire.Knock(invitation.room, token, PHONE)))
            assert await hear(socket) == {}

    asyncio.run(ask())
    said = [record for record in caplog.records if record.name != "asyncio"]
    assert {record.name for record in said} == {"consultand.rendezvous"}
    assert "a request failed: Broken" in [record.getMessage() for record in said]
    for secret in (invitation.room, "127.0.0.1", "Traceback"):
        assert secret not in caplog.text
