"""How soon a knock at one process is with a host at another, over a Redis of their own.

python -m tests.rendezvous.shared ROOMS

Says one line of JSON: `told_ms`, from each knock to its host's word of it, and `refused_ms`, of a
second browser at the first process; `unshared` counts what the other process did not know.
"""

import asyncio
import json
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from counselling.call.server import wire
from tests.rendezvous.processes import Server, served
from tests.rendezvous.redis_process import running_redis

_PATIENCE_S = 20.0
_FIRST, _SECOND = "1" * 22, "2" * 22  # browsers


@dataclass
class Shared:
    """A host at one process, whoever knocks at the other."""

    hosts: Server
    guests: Server
    session: aiohttp.ClientSession
    told_ms: list[float] = field(default_factory=list)
    refused_ms: list[float] = field(default_factory=list)
    unshared: int = 0

    async def visit(self, number: int) -> None:
        """Open a room, knock at the other process, and with another browser at this one."""
        room, token = f"room{number:022d}", f"token{number:038d}"
        seats = (wire.SeatPass("1", wire.token_hash(token)),)
        opening = wire.Open(self.hosts.address.host_key, room, "owner", seats, 0.0, 7200.0)
        host, _, answer = await self._say(self.hosts, opening, number)
        assert answer == {"type": "opened"}, answer
        guest, began, answer = await self._say(self.guests, wire.Knock(room, token, _FIRST), number)
        is_known = answer == {"type": "waiting", "seat": "1", "is_host_here": True}
        is_told = await _hear(host) == {"type": "knocked", "seat": "1"}
        self.told_ms.append(_since(began))
        other, began, answer = await self._say(
            self.hosts, wire.Knock(room, token, _SECOND), number + 1
        )
        self.refused_ms.append(_since(began))
        is_bound = answer == {"type": "refused"}
        self.unshared += not (is_known and is_told and is_bound)
        for socket in (other, guest, host):
            await socket.close()

    async def _say(
        self, server: Server, message: wire.ToServer, number: int
    ) -> tuple[aiohttp.ClientWebSocketResponse, float, object]:
        """Open a socket and say a word; returns when that was, and the answer."""
        headers = {"X-Forwarded-For": f"10.2.{number >> 8 & 255}.{number & 255}"}
        socket = await self.session.ws_connect(f"{server.address.url}/ws", headers=headers)
        began = time.perf_counter()
        await socket.send_str(wire.write(message))
        return socket, began, await _hear(socket)


async def _hear(socket: aiohttp.ClientWebSocketResponse) -> object:
    message = await asyncio.wait_for(socket.receive(), _PATIENCE_S)
    return json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else None


def _since(began: float) -> float:
    return round(1000 * (time.perf_counter() - began), 2)


async def main(servers: Sequence[Server], rooms: int) -> None:
    """Visit one room after the other."""
    async with aiohttp.ClientSession() as session:
        shared = Shared(*servers, session)
        for number in range(rooms):
            await shared.visit(number)
    told = {"told_ms": shared.told_ms, "refused_ms": shared.refused_ms}
    sys.stdout.write(json.dumps({**told, "unshared": shared.unshared}) + "\n")


def _end(*_: object) -> None:
    """Be ended with what was started."""
    raise SystemExit


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_redis(folder) as redis:
            words = ["--redis", redis.url, "--trusted-proxy", "127.0.0.1"]
            with served(folder, *words) as first, served(folder, *words) as second:
                asyncio.run(main((first, second), int(sys.argv[1])))
