"""A proxy with TLS before a server: nginx and Caddy, by the files that a clinic copies.

Caddy is optional: Debian's package starts a server of its own on port 80.
"""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import aiohttp
import pytest

from counselling.call.link.plan import ServerAddress
from tests.rendezvous.conftest import Client
from tests.rendezvous.processes import ROOT, tunnel

_READY_SECONDS: Final = 30
_LOG: Final = "proxy.log"
_NGINX: Final = """
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
_TEMPORARY: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_CADDY: Final = """{{
	admin off
	auto_https disable_redirects
	storage file_system {folder}/caddy
"""


@dataclass(frozen=True)
class Proxy:
    """port: by TLS; key: to open rooms behind it; direct: without it; roots: who signed it."""

    port: int
    key: str
    direct: str
    roots: Path
    folder: Path

    @property
    def url(self) -> str:
        """Its address by the name in its certificate."""
        return f"https://localhost:{self.port}"

    @asynccontextmanager
    async def client(self, source: str = "127.0.0.1") -> AsyncIterator[Client]:
        """A client that comes from one of loopback's addresses."""
        trusted = ssl.create_default_context(cafile=str(self.roots))
        trusted.check_hostname = False
        async with (
            tunnel("127.0.0.1", self.port, trusted, source) as url,
            aiohttp.ClientSession() as session,
        ):
            client = Client(ServerAddress(url, self.key), session)
            yield client
            for each in client.sockets:
                await each.close()

    def written(self) -> bytes:
        """All that the proxy wrote down."""
        logs = [self.folder / name for name in ("access.log", "error.log", _LOG)]
        return b"".join(log.read_bytes() for log in logs if log.exists())


Started: TypeAlias = Callable[[Path, ServerAddress], AbstractContextManager[Proxy]]


@contextmanager
def _nginx(folder: Path, server: ServerAddress) -> Iterator[Proxy]:
    if shutil.which("nginx") is None:
        pytest.skip("no nginx on this machine (Debian's package nginx-light)")
    proxy = _new(folder, server)
    site = _changed(
        "nginx.conf",
        ("server 127.0.0.1:8710;", f"server {_behind(server)};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{proxy.port} ssl;"),
        ("/etc/letsencrypt/live/visit.clinic.example", str(folder)),
    )
    temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in _TEMPORARY)
    text = _NGINX.format(folder=folder, temporary=temporary, site=site)
    (folder / "nginx.conf").write_text(text)
    words = ["nginx", "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"]
    with _running(proxy, words):
        yield proxy


@contextmanager
def _caddy(folder: Path, server: ServerAddress) -> Iterator[Proxy]:
    if shutil.which("caddy") is None:
        pytest.skip("Caddy is not on this machine (Debian's package caddy)")
    proxy = _new(folder, server)
    tls = f"tls {folder / 'fullchain.pem'} {folder / 'privkey.pem'}"
    text = _changed(
        "Caddyfile",
        ("{\n\tlog {", _CADDY.format(folder=folder) + "\tlog {"),
        ("visit.clinic.example {", f":{proxy.port} {{\n\tbind 127.0.0.1\n\t{tls}"),
        ("127.0.0.1:8710 127.0.0.1:8711", _behind(server)),
    )
    (folder / "Caddyfile").write_text(text)
    words = ["caddy", "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"]
    with _running(proxy, words):
        yield proxy


PROXIES: Final[Mapping[str, Started]] = {"nginx": _nginx, "caddy": _caddy}


def _new(folder: Path, server: ServerAddress) -> Proxy:
    """Make what signs, as a clinic that is its own authority has it, and what it signed."""
    roots = folder / "roots.pem"
    _openssl(roots, folder / "roots.key", "/CN=Clinic", "basicConstraints=critical,CA:TRUE")
    signed = ("-CA", str(roots), "-CAkey", str(folder / "roots.key"))
    key = folder / "privkey.pem"
    _openssl(
        folder / "fullchain.pem", key, "/CN=localhost", "subjectAltName=DNS:localhost", *signed
    )
    return Proxy(_free_port(), server.host_key, server.url, roots, folder)


def _openssl(certificate: Path, key: Path, name: str, extension: str, *more: str) -> None:
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-keyout", str(key), "-out", str(certificate), "-subj", name]
    words += ["-addext", extension, *more]
    subprocess.run(words, capture_output=True, check=True)


def _behind(server: ServerAddress) -> str:
    return server.url.removeprefix("http://")


def _changed(name: str, *changes: tuple[str, str]) -> str:
    """A file as it is shipped, but for what only this machine can know."""
    text = (ROOT / "packaging" / "server" / name).read_text()
    for shipped, own in changes:
        assert shipped in text
        text = text.replace(shipped, own)
    return text


@contextmanager
def _running(proxy: Proxy, words: Sequence[str | Path]) -> Iterator[None]:
    with (proxy.folder / _LOG).open("wb") as log:
        process = subprocess.Popen(
            [str(word) for word in words],
            stdout=log,
            stderr=log,
            env={**os.environ, "XDG_CONFIG_HOME": str(proxy.folder)},  # Caddy keeps what it read
        )
    until = time.monotonic() + _READY_SECONDS
    try:
        while not _listens(proxy.port):
            assert process.poll() is None, proxy.written()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False
