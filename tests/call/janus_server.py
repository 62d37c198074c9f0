"""A Janus of Debian's with the configuration of packaging/server/janus, on loopback."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counselling.call.link.plan import MediaServer

CONFIGURATION = Path(__file__).resolve().parents[2] / "packaging" / "server" / "janus"
API_SECRET = "a secret of tests"
ADMIN_KEY = "another secret of tests"
_READY_SECONDS = 30


def find_janus() -> str | None:
    """Return where Janus is."""
    return shutil.which("janus")


@dataclass
class JanusProcess:
    """A running Janus. tls_port: with a certificate that nobody trusts."""

    folder: Path
    port: int
    tls_port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> MediaServer:
        """How it is reached."""
        return MediaServer(f"ws://127.0.0.1:{self.port}", API_SECRET, ADMIN_KEY)

    def start(self) -> None:
        """Start it, and wait until it listens."""
        with (self.folder / "janus.log").open("wb") as log:
            words = ["janus", "-F", str(self.folder), "--disable-colors"]
            self.process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)
        until = time.monotonic() + _READY_SECONDS
        while not _listens(self.port):
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < until, self.log()
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill it as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def log(self) -> str:
        """Return what it wrote."""
        return (self.folder / "janus.log").read_text(errors="replace")


@contextmanager
def janus(folder: Path) -> Iterator[JanusProcess]:
    """Run one."""
    made = JanusProcess(folder, _free(), _free())
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=media.test -addext"
    command = [*words.split(), "subjectAltName=IP:127.0.0.1"]
    paths = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *paths], check=True, capture_output=True)
    changed = {
        '"CHANGE-ME"': f'"{API_SECRET}"',
        '"CHANGE-ME-AS-WELL"': f'"{ADMIN_KEY}"',
        '"/etc/janus"': f'"{folder}"',
        "/etc/janus/tls": str(folder),
        "\tws = false": f'\tws = true\n\tws_port = {made.port}\n\tws_ip = "127.0.0.1"',
        "\twss_port = 8989": f'\twss_port = {made.tls_port}\n\twss_ip = "127.0.0.1"',
    }
    for file in CONFIGURATION.glob("*.jcfg"):
        text = file.read_text()
        for before, after in changed.items():
            text = text.replace(before, after)
        (folder / file.name).write_text(text)
    try:
        made.start()
        yield made
    finally:
        made.kill()


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
