"""A coturn of our own, with short-lived credentials, on loopback or at one end of a bad line."""

import base64
import contextlib
import hashlib
import hmac
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counselling.call.link.plan import IceServer

SECRET = "a secret of tests"
NAME = "turn.test"  # which nobody resolves unless told to
_UNTIL_OPEN = """
import select, socket, sys
for port in sys.argv[2:]:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex((sys.argv[1], int(port))) == 0:
                break
        select.select([], [], [], 0.05)
"""


def find_coturn() -> str | None:
    """Return where coturn is."""
    return shutil.which("turnserver")


@dataclass
class Coturn:
    """A running coturn. certificate: of the authority that signed its own."""

    address: str
    port: int
    tls_port: int
    certificate: Path

    def urls(self, *kinds: str) -> tuple[str, ...]:
        """Return the addresses of some kinds: udp, tcp, tls."""
        known = {
            "udp": f"turn:{self.address}:{self.port}?transport=udp",
            "tcp": f"turn:{self.address}:{self.port}?transport=tcp",
            "tls": f"turns:{self.address}:{self.tls_port}?transport=tcp",
        }
        return tuple(known[kind] for kind in kinds)

    def server(self, *urls: str, seconds: int = 600, secret: str = SECRET) -> IceServer:
        """Return what opens it for so many seconds."""
        username = f"{int(time.time()) + seconds}:test"
        digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
        return IceServer(urls, username, base64.b64encode(digest).decode())


@contextmanager
def coturn(
    folder: Path, *, address: str = "127.0.0.1", around: Sequence[str] = (), tls_port: int = 0
) -> Iterator[Coturn]:
    """Run one. around: words before its command, for a namespace."""
    made = Coturn(address, _free(), tls_port or _free(), folder / "certificate.pem")
    own, key = _certified(folder, made.certificate, address)
    settings = folder / "turnserver.conf"
    settings.write_text(
        f"listening-ip={address}\nrelay-ip={address}\nlistening-port={made.port}\n"
        f"tls-listening-port={made.tls_port}\nuse-auth-secret\nstatic-auth-secret={SECRET}\n"
        f"realm=clinic.test\ncert={own}\npkey={key}\nno-cli\nallow-loopback-peers\n"
        f"log-file=stdout\nuserdb={folder / 'turndb'}\npidfile={folder / 'pid'}\nno-dtls\n"
    )
    server = subprocess.Popen(
        [*around, "turnserver", "-c", str(settings)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ports = [str(made.port), str(made.tls_port)]
        ask = [*around, sys.executable, "-c", _UNTIL_OPEN, address, *ports]
        subprocess.run(ask, check=True, timeout=30)
        yield made
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(5)
        server.kill()
        server.wait()


def _certified(folder: Path, authority: Path, address: str) -> tuple[Path, Path]:
    """Return a certificate and its key; browsers take none that is its own authority."""
    signing, own, key = (folder / name for name in ("authority.key", "own.pem", "key.pem"))
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    for_all = ["-subj", "/CN=clinic", "-keyout", str(signing), "-out", str(authority)]
    subprocess.run([*make, *for_all], check=True, capture_output=True)
    signed = ["-CA", str(authority), "-CAkey", str(signing), "-subj", f"/CN={NAME}"]
    names = ["-addext", f"subjectAltName=IP:{address},DNS:{NAME}"]
    leaf = ["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", str(key), "-out", str(own)]
    subprocess.run([*make, *signed, *names, *leaf], check=True, capture_output=True)
    return own, key


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
