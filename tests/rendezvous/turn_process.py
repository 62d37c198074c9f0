"""A real coturn of Debian's on loopback, with the configuration that a clinic copies."""

import asyncio
import contextlib
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aioice.turn import create_turn_endpoint

ROOT = Path(__file__).resolve().parents[2]
SECRET = "shared-with-coturn-by-the-tests"
_READY_SECONDS = 30

# What differs on loopback: where it listens, whom it may reach, and a certificate of its own.
_CHANGED = ("realm", "listening-port", "tls-listening-port", "cert", "pkey", "static-auth-secret")
_LEFT_OUT = ("no-stdout-log", "syslog", "denied-peer-ip=127", "denied-peer-ip=::1")


@dataclass(frozen=True)
class TurnProcess:
    """Where it is. certificate: whom to trust for TLS."""

    port: int
    tls_port: int
    certificate: Path
    log: Path

    def uses(self, username: str, password: str, *words: str) -> bool:
        """Whether somebody is let through with these, by coturn's own client."""
        command = ["turnutils_uclient", "-y", "-c", "-n", "2", "-m", "1", "-p", str(self.port)]
        command += ["-u", username, "-w", password, *words, "127.0.0.1"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            return done.returncode == 0 and "Total lost packets 0" in done.stdout
        return False

    async def lends_a_relay_by_tls(self, username: str, password: str) -> bool:
        """Whether a relay is had over TLS; coturn's own client hangs there with TLS 1.3."""
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        trusted.check_hostname = False
        transport, relay = await create_turn_endpoint(
            _Relay,
            server_addr=("127.0.0.1", self.tls_port),
            username=username,
            password=password,
            ssl=trusted,
            transport="tcp",
        )
        relayed = transport.get_extra_info("sockname")
        transport.close()
        async with asyncio.timeout(_READY_SECONDS):
            await relay.closed.wait()
        return bool(relayed[0] == "127.0.0.1")


class _Relay(asyncio.DatagramProtocol):
    """Says when its line to coturn is closed, the socket too."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()


@contextlib.contextmanager
def running_turn(folder: Path) -> Iterator[TurnProcess]:
    certificate, key = folder / "turn.pem", folder / "turn.key"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=localhost"]
    subprocess.run(words, capture_output=True, check=True)
    port, tls_port = _free_ports(2)
    found = TurnProcess(port, tls_port, certificate, folder / "turn.log")
    path = folder / "turnserver.conf"
    path.write_text(_configuration(found, key))
    with found.log.open("w") as log:
        process = subprocess.Popen(["turnserver", "-c", str(path)], stdout=log, stderr=log)
    try:
        until = time.monotonic() + _READY_SECONDS
        while not all(map(_listens, (port, tls_port))):
            assert process.poll() is None, found.log.read_text()
            assert time.monotonic() < until, found.log.read_text()
            time.sleep(0.05)
        yield found
    finally:
        process.kill()
        process.wait()


def has_turn() -> bool:
    return all(map(shutil.which, ("turnserver", "turnutils_uclient", "openssl")))


def _configuration(found: TurnProcess, key: Path) -> str:
    shipped = (ROOT / "packaging" / "server" / "turnserver.conf").read_text().splitlines()
    names = {line.partition("=")[0] for line in shipped}
    assert set(_CHANGED) <= names
    kept = [
        line
        for line in shipped
        if line.partition("=")[0] not in _CHANGED and not line.startswith(_LEFT_OUT)
    ]
    own = {
        "realm": "localhost",
        "listening-ip": "127.0.0.1",
        "relay-ip": "127.0.0.1",
        "listening-port": found.port,
        "tls-listening-port": found.tls_port,
        "cert": found.certificate,
        "pkey": key,
        "static-auth-secret": SECRET,
        "userdb": key.with_name("turn.db"),
        "pidfile": key.with_name("turn.pid"),
        "log-file": "stdout",
    }
    return "\n".join([*kept, *(f"{name}={value}" for name, value in own.items())]) + (
        "\nallow-loopback-peers\n"
    )


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in taken:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in taken]


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False
