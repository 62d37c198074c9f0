"""Real `consultand serve` processes that share a Redis, and a door before them as a proxy is."""

import asyncio
import contextlib
import json
import os
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from counselling.call.link.plan import ServerAddress

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """A running process and where it is."""

    process: subprocess.Popen[str]
    address: ServerAddress

    def kill(self) -> None:
        """Kill it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def put_to_sleep(self) -> None:
        self.process.send_signal(19)

    async def until(self, state: str) -> None:
        """Wait until the process says that it is in this state."""
        async with asyncio.timeout(60), aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"{self.address.url}/health") as answer:
                        if (await answer.json())["state"] == state:
                            return
                await asyncio.sleep(0.05)


@contextmanager
def served(folder: Path, *words: str) -> Iterator[Server]:
    """A process of its own; what it says beside its address goes to folder/serve.log."""
    key_file = folder / "host.key"
    command = [sys.executable, "-m", "app", "serve", "--json", "--port", "0"]
    command += ["--host-key-file", str(key_file), *words]
    environment = {**os.environ, "CONSULTAND_HOME": str(folder / "home")}
    with (folder / "serve.log").open("a") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, (folder / "serve.log").read_text()
    key = key_file.read_text().strip()
    try:
        yield Server(process, ServerAddress(json.loads(line)["url"], key))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


class Door:
    """Hands every new connection to the next server that takes it. url: its own address."""

    def __init__(self, servers: Sequence[Server]) -> None:
        self._targets = [urlsplit(server.address.url) for server in servers]
        self._turn = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Door"]:
        server = await asyncio.start_server(self._let_in, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _let_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            for _ in self._targets:
                target = self._targets[self._turn % len(self._targets)]
                self._turn += 1
                with contextlib.suppress(OSError):
                    inner = await asyncio.open_connection(target.hostname, target.port)
                    await asyncio.gather(_pump(reader, inner[1]), _pump(inner[0], writer))
                    return
        finally:
            writer.close()
            self._tasks.discard(task)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while octets := await reader.read(65_536):
            writer.write(octets)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@asynccontextmanager
async def tunnel(host: str, port: int, trusted: ssl.SSLContext, source: str) -> AsyncIterator[str]:
    """A plain door to a server by TLS, from one of loopback's addresses; yields its URL."""
    running: set[asyncio.Task[None]] = set()

    async def let_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        inner = await asyncio.open_connection(
            host, port, ssl=trusted, server_hostname=host, local_addr=(source, 0)
        )
        await asyncio.gather(_carry(reader, inner[1]), _carry(inner[0], writer))
        for each in (writer, inner[1]):
            each.transport.abort()  # no goodbye that outlives the test

    server = await asyncio.start_server(let_in, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await asyncio.gather(*running, return_exceptions=True)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while octets := await reader.read(65_536):
            writer.write(octets)
            await writer.drain()
    with contextlib.suppress(OSError, RuntimeError, NotImplementedError):
        # TLS has no half that closes: the other direction ends with the connection
        writer.transport.abort()
