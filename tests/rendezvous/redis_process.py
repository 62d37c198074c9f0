"""A real redis-server of Debian's, on a socket of its own, that can be killed and started again."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_READY_SECONDS = 30


@dataclass
class RedisProcess:
    """folder: where its append-only file lies."""

    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"unix://{self.path}"

    @property
    def path(self) -> Path:
        return self.folder / "redis"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.path.unlink(missing_ok=True)
        words = ["redis-server", "--port", "0", "--unixsocket", str(self.path)]
        words += ["--dir", str(self.folder), "--appendonly", "yes", "--appendfsync", "always"]
        words += ["--save", "", "--logfile", str(self.folder / "redis.log")]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        until = time.monotonic() + _READY_SECONDS
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "redis.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill it as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self.path))
            line.sendall(b"PING\r\n")
            return line.recv(16) == b"+PONG\r\n"
        return False


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[RedisProcess]:
    redis = RedisProcess(folder)
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()


def has_redis() -> bool:
    return shutil.which("redis-server") is not None
