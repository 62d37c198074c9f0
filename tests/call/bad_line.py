"""Two network namespaces with a bad line between them, for tests and figures; root, Linux only."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NETWORK = "10.99.7"
_numbers = count(1)


@dataclass(frozen=True)
class Weather:
    """One direction of a line. kbit: 0 for no limit; queue_s: what waits longer is dropped.

    down: nothing passes; no_udp: a firewall; forgot_udp: the router forgot all flows of UDP that
    it had seen until then.
    """

    delay_s: float = 0.0
    jitter_s: float = 0.0
    loss: float = 0.0
    kbit: float = 0.0
    queue_s: float = 0.3
    down: bool = False
    no_udp: bool = False
    forgot_udp: bool = False


CLEAR = Weather()


def why_not() -> str:
    """Return why there can be no such line here; "" when there can."""
    if sys.platform != "linux" or shutil.which("ip") is None:
        return "needs Linux and iproute2"
    if os.geteuid() != 0 or not os.access("/dev/net/tun", os.R_OK | os.W_OK):
        return "needs root and /dev/net/tun"
    name = f"cc{os.getpid()}t"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False)
    if made.returncode:
        return "network namespaces are not permitted here"
    subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
    return ""


@dataclass
class BadLine:
    """The line, and the two places at its ends. a, b: names of namespaces."""

    a: str
    b: str
    _air: "subprocess.Popen[str]"
    _addresses: dict[str, int] = field(default_factory=dict)

    def address(self, place: str) -> str:
        """The address of a place."""
        return f"{NETWORK}.{self._addresses[place]}"

    def turn(self, there: Weather, back: Weather | None = None) -> None:
        """Change the weather; back: the other direction's, the same by default."""
        told = {"there": asdict(there), "back": asdict(back or there)}
        assert self._air.stdin is not None
        self._air.stdin.write(json.dumps(told) + "\n")
        self._air.stdin.flush()

    def move(self, place: str) -> None:
        """Give a place another address, as a phone gets that leaves the house."""
        old, new = self.address(place), self._addresses[place] + 10
        # in this order: with the first address of a network its others are taken away too
        _ip(place, "addr", "del", f"{old}/24", "dev", "air0")
        _ip(place, "addr", "add", f"{NETWORK}.{new}/24", "dev", "air0")
        self._addresses[place] = new

    def block(self, place: str, *, port: int) -> None:
        """Let nothing out of a place that is for a port of TCP, as a firewall does."""
        _ip(place, "rule", "add", "ipproto", "tcp", "dport", str(port), "blackhole")

    def listen_to_all(self) -> None:
        """Lead all that is for elsewhere into the line as well, to be seen there and lost."""
        for place in (self.a, self.b):
            _ip(place, "route", "add", "default", "dev", "air0")
            _ip(place, "-6", "route", "add", "default", "dev", "air0")

    def destinations(self) -> set[str]:
        """Take the line away, and return whom its packets were for."""
        assert self._air.stdin is not None
        assert self._air.stdout is not None
        self._air.stdin.close()
        return set(self._air.stdout.read().split())

    def start(self, place: str, *words: str) -> "subprocess.Popen[str]":
        """Start a program in a place; its stdout is read, its stderr is not."""
        return subprocess.Popen(
            ["ip", "netns", "exec", place, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )


@contextmanager
def bad_line(weather: Weather = CLEAR) -> Iterator[BadLine]:
    """Make a line, and take it away."""
    number = next(_numbers)
    a, b = (f"cc{os.getpid()}{end}{number}" for end in "ab")
    with contextlib.ExitStack() as made:
        for name in (a, b):
            subprocess.run(["ip", "netns", "add", name], check=True)
            made.callback(subprocess.run, ["ip", "netns", "del", name], check=False)
            _ip(name, "link", "set", "lo", "up")
        command = [sys.executable, "-m", "tests.call.emulator", a, b]
        pipe = subprocess.PIPE
        air = made.enter_context(
            subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
        )
        made.callback(air.kill)
        assert air.stdout is not None
        assert air.stdout.readline() == "ready\n"
        line = BadLine(a, b, air, {a: 1, b: 2})
        for name in (a, b):
            _ip(name, "addr", "add", f"{line.address(name)}/24", "dev", "air0")
            _ip(name, "link", "set", "air0", "mtu", "1400", "up")
        line.turn(weather)
        yield line


def worse(weather: Weather, **changes: float) -> Weather:
    """Return a weather with changes."""
    return replace(weather, **changes)  # type: ignore[arg-type]  # its fields' names are the keys


def _ip(namespace: str, *words: str) -> None:
    subprocess.run(["ip", "-n", namespace, *words], check=True)
