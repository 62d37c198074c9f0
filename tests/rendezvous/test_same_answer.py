"""Unknown, early, expired, used, wrong, locked, too many: one answer, to the byte and the beat."""

import asyncio
import base64
import os
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from app.rendezvous.server import start_server
from app.rendezvous.store import BAD_TOKENS, KNOCKS_A_MINUTE
from counselling.call.link.invitation import Invitation
from counselling.call.server import wire
from tests.rendezvous.conftest import LAPTOP, PHONE, Clock

BEAT = 0.4
GOODBYE = bytes((0x88, 0x80, 0, 0, 0, 0))  # a client's close frame, with nothing in it


async def said(url: str, request: bytes, frame: bytes = b"", address: str = "10.0.0.1") -> bytes:
    """Everything that a server says on a connection of its own, the hour left out.

    frame: a knock; its refusal comes no sooner than the beat.
    """
    target = urlsplit(url)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    writer.write(request.replace(b"\r\n\r\n", f"\r\nX-Forwarded-For: {address}\r\n\r\n".encode()))
    head = await reader.readuntil(b"\r\n\r\n")
    if frame:
        writer.write(frame)
        began = asyncio.get_running_loop().time()
        first = await reader.readexactly(1)
        assert asyncio.get_running_loop().time() - began >= BEAT
        head += first
        writer.write(GOODBYE)  # or the server waits ten seconds for it
    rest = await reader.read()
    writer.close()
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"date:")]
    return b"\r\n".join(lines) + rest


def upgrade() -> bytes:
    key = base64.b64encode(bytes(16)).decode()
    return (
        "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def framed(text: str) -> bytes:
    """A client's frame."""
    octets = text.encode()
    mask = os.urandom(4)
    hidden = bytes(byte ^ mask[place % 4] for place, byte in enumerate(octets))
    return bytes((0x81, 0xFE)) + len(octets).to_bytes(2, "big") + mask + hidden


def knock(room: str, token: str, key: str) -> bytes:
    return framed(wire.write(wire.Knock(room, token, key)))


@pytest.fixture
def behind(options):
    return replace(options, proxies=("127.0.0.1",))


def test_every_refusal_is_the_same_to_the_byte_and_leaves_at_its_beat(
    behind, running, invitation: Invitation, clock: Clock
) -> None:
    async def session() -> None:
        chosen = replace(behind, refusal_seconds=BEAT)
        async with start_server(chosen, now=clock) as server:
            heard: dict[str, bytes] = {}
            token, room = invitation.keys.join_token, invitation.room

            async def ask(
                reason: str, token: str = token, room: str = room, address: str = "10.0.0.1"
            ) -> None:
                frame = knock(room, token, LAPTOP)
                heard[reason] = await said(server.url, upgrade(), frame, address)

            await ask("unknown")
            await _open(server, invitation, opens_in=100.0, closes_in=5_000.0)
            await ask("early")
            clock.now += 100
            bound = knock(room, token, PHONE)
            await _hear_once(server.url, bound)
            await ask("used", address="10.0.0.2")
            for number in range(BAD_TOKENS):
                await ask(f"wrong {number}", token="x" * 43, address=f"10.0.1.{number}")
            await ask("locked", address="10.0.0.3")
            clock.now += 10_000
            await ask("expired", address="10.0.0.4")
            await ask("short", token="", address="10.0.0.5")
            for number in range(KNOCKS_A_MINUTE + 1):
                await ask(f"too many {number}", room="b" * 26, address="10.0.0.6")
            assert len(set(heard.values())) == 1, heard
            assert b'{"type":"refused"}' in heard["used"]

    asyncio.run(session())


async def _open(server, invitation: Invitation, *, opens_in: float, closes_in: float) -> None:
    seats = (wire.SeatPass("1", wire.token_hash(invitation.keys.join_token)),)
    opening = wire.Open(server.host_key, invitation.room, "owner", seats, opens_in, closes_in)
    await _hear_once(server.url, framed(wire.write(opening)))


async def _hear_once(url: str, frame: bytes) -> None:
    """Say a word and wait for the first answer to it."""
    target = urlsplit(url)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    writer.write(upgrade())
    await reader.readuntil(b"\r\n\r\n")
    writer.write(frame)
    assert b"refused" not in await reader.read(2)
    writer.close()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_page_is_answered_alike_for_every_room_however_often(
    behind, invitation: Invitation, clock: Clock, method: str
) -> None:
    async def session() -> None:
        async with start_server(behind, now=clock) as server:
            await _open(server, invitation, opens_in=0.0, closes_in=1000.0)

            async def fetched(room: str) -> bytes:
                words = f"{method} /j/{room} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                return await said(server.url, words.encode())

            answers: Mapping[str, bytes] = {
                "known": await fetched(invitation.room),
                "unknown": await fetched("z" * 26),
            }
            for _ in range(20):
                assert await fetched(invitation.room) == answers["known"]
            clock.now += 5000
            answers = {**answers, "expired": await fetched(invitation.room)}
            assert len(set(answers.values())) == 1

    asyncio.run(session())


def test_scanner_that_opens_every_link_twenty_times_spends_none(running, invitation) -> None:
    async def session() -> None:
        async with running() as client:
            await client.open_room(invitation)
            url = f"{client.server.url}/j/{invitation.room}"
            for _ in range(10):
                async with client.session.get(url) as got, client.session.head(url) as headed:
                    assert got.status == headed.status == 200
            assert (await client.knock(invitation, key=PHONE))[1]["type"] == "waiting"
            assert (await client.knock(invitation, key=LAPTOP))[1] == {"type": "refused"}

    asyncio.run(session())
