"""Behind a real nginx with TLS, by the file that a clinic copies."""

import asyncio
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from app.rendezvous.store import KNOCKS_A_MINUTE
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import ServerAddress
from counselling.call.server import wire
from tests.rendezvous.conftest import LAPTOP, PHONE, Client
from tests.rendezvous.processes import ROOT, served, tunnel

_READY_SECONDS = 30
_AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
  access_log {folder}/access.log;
  {temporary}
{site}
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Proxy:
    """port: by TLS; key: to open rooms behind it; direct: the server without it."""

    port: int
    key: str
    direct: str
    certificate: Path
    folder: Path

    @asynccontextmanager
    async def client(self, source: str = "127.0.0.1") -> AsyncIterator[Client]:
        """A client that comes from one of loopback's addresses."""
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        trusted.check_hostname = False
        async with (
            tunnel("127.0.0.1", self.port, trusted, source) as url,
            aiohttp.ClientSession() as session,
        ):
            client = Client(ServerAddress(url, self.key), session)
            yield client
            for each in client.sockets:
                await each.close()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    if shutil.which("nginx") is None:
        pytest.skip("no nginx on this machine (Debian's package nginx-light)")
    folder = tmp_path_factory.mktemp("proxy")
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=localhost"]
    subprocess.run(words, capture_output=True, check=True)
    with served(folder, "--trusted-proxy", "127.0.0.1") as server:
        port = _free_port()
        found = Proxy(
            port,
            server.address.host_key,
            server.address.url,
            certificate,
            folder,
        )
        with _nginx(found, port):
            yield found


class _nginx:
    def __init__(self, proxy: Proxy, port: int) -> None:
        self._folder, self._port = proxy.folder, port
        site = (ROOT / "packaging" / "server" / "nginx.conf").read_text()
        for shipped, own in (
            ("server 127.0.0.1:8710;", f"server {proxy.direct.removeprefix('http://')};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
            ("/etc/letsencrypt/live/visit.clinic.example", str(proxy.folder)),
        ):
            assert shipped in site
            site = site.replace(shipped, own)
        temporary = "\n".join(f"{n}_temp_path {proxy.folder}/{n};" for n in _TEMPORARY)
        text = _AROUND.format(folder=proxy.folder, temporary=temporary, site=site)
        (proxy.folder / "nginx.conf").write_text(text)

    def __enter__(self) -> None:
        conf, log = self._folder / "nginx.conf", self._folder / "error.log"
        words = ["nginx", "-p", str(self._folder), "-e", str(log), "-c", str(conf)]
        self._process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        until = time.monotonic() + _READY_SECONDS
        while not _listens(self._port):
            assert self._process.poll() is None, log.read_text()
            assert time.monotonic() < until
            time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False


def test_rooms_are_opened_and_entered_through_it(proxy: Proxy, invitation: Invitation) -> None:
    async def session() -> None:
        async with proxy.client() as client:
            host = await client.open_room(invitation, closes_in=600)
            seat, answer = await client.knock(invitation, key=PHONE)
            assert answer["type"] == "waiting"
            await seat.send_str(wire.write(wire.Sealed("x" * 60_000, to="host")))
            assert (await host.receive_json())["type"] == "knocked"
            assert len((await host.receive_json())["body"]) == 60_000

    asyncio.run(session())


def test_page_comes_with_its_headers_and_those_of_tls(proxy: Proxy) -> None:
    async def session() -> None:
        async with (
            proxy.client() as client,
            client.session.get(f"{client.server.url}/j/{'a' * 26}") as page,
        ):
            assert page.status == 200
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert page.headers["Strict-Transport-Security"]

    asyncio.run(session())


def test_visitors_are_counted_one_by_one_whatever_they_write_themselves(proxy: Proxy) -> None:
    async def knocked(source: str, written: str) -> str:
        async with proxy.client(source) as client:
            headers = {"X-Forwarded-For": written}
            async with client.session.ws_connect(
                f"{client.server.url}/ws", headers=headers
            ) as line:
                seats = (wire.SeatPass("1", wire.token_hash("t" * 43)),)
                key = proxy.key
                opening = wire.Open(key, f"room of {source}", "owner", seats, 0.0, 600.0)
                await line.send_str(wire.write(opening))
                assert (await line.receive_json())["type"] == "opened"
            async with client.session.ws_connect(
                f"{client.server.url}/ws", headers=headers
            ) as line:
                await line.send_str(wire.write(wire.Knock(f"room of {source}", "t" * 43, LAPTOP)))
                return str((await line.receive_json())["type"])

    async def session() -> None:
        one = [await knocked("127.0.0.2", f"10.0.0.{n}") for n in range(KNOCKS_A_MINUTE + 1)]
        assert one == ["waiting"] * KNOCKS_A_MINUTE + ["refused"]
        assert await knocked("127.0.0.3", "10.0.0.1") == "waiting"

    asyncio.run(session())


def test_counts_are_not_shown_through_it_and_it_writes_down_no_visit(proxy: Proxy) -> None:
    async def session() -> None:
        async with (
            proxy.client() as client,
            client.session.get(f"{client.server.url}/metrics") as counts,
            client.session.get(f"{client.server.url}/health") as health,
        ):
            assert (counts.status, health.status) == (404, 200)
            async with client.session.get(f"{proxy.direct}/metrics") as direct:
                assert "consultand_up 1" in await direct.text()

    asyncio.run(session())
    written = [proxy.folder / "access.log", proxy.folder / "error.log"]
    assert all(b"/j/" not in file.read_bytes() for file in written if file.exists())
