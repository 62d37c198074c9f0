"""The rendezvous: 10,000 who wait and 500 knocks a second on one process, beside a bare echo.

Both servers are processes of their own, asked in turn by the same load from two further processes;
the echo is what aiohttp costs for a socket that is opened, answers one message and stays. Knocks
are counted from the moment at which they were due, so a server that falls behind shows it. Linux.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WAITING = 10_000
KNOCKS_A_SECOND = 500
KNOCK_SECONDS = 10
LOADS = 2  # processes that make the load
IDLE_SECONDS = 20  # more than one heartbeat
REFUSALS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


def measure() -> Mapping[str, object]:
    """Measure both servers, one after the other, and how long refusals take."""
    with tempfile.TemporaryDirectory() as folder:
        with _serve(Path(folder)) as served:
            ours = _under_load("consultand", served)
            refusals = _refusals(served)
        with _echo() as echoing:
            peer = _under_load("echo", echoing)
    return {
        "waiting": WAITING,
        "knocks_a_second": KNOCKS_A_SECOND,
        "machine_cores": os.cpu_count(),
        "consultand": ours,
        "bare_aiohttp_echo": peer,
        "refusals_ms": refusals,
    }


@dataclass(frozen=True)
class _Server:
    process: "subprocess.Popen[str]"
    port: int
    key: str = "-"

    def memory_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return round(int(line.split()[1]) / 1024, 1)

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextlib.contextmanager
def _serve(folder: Path) -> Iterator[_Server]:
    key_file = folder / "host.key"
    words = ["--port", "0", "--host-key-file", str(key_file), "--store", str(folder / "store")]
    command = [sys.executable, "-m", "app", "serve", "--json", *words]
    with _started([*command, "--trusted-proxy", "127.0.0.1"]) as process:
        url = str(json.loads(_line(process))["url"])
        yield _Server(process, int(url.rpartition(":")[2]), key_file.read_text().strip())


@contextlib.contextmanager
def _echo() -> Iterator[_Server]:
    with _started([sys.executable, "-m", "tests.rendezvous.echo"]) as process:
        yield _Server(process, int(_line(process)))


@contextlib.contextmanager
def _started(command: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _under_load(mode: str, server: _Server) -> Mapping[str, object]:
    empty = server.memory_mb()
    with contextlib.ExitStack() as stack:
        each = (WAITING // LOADS, KNOCKS_A_SECOND * KNOCK_SECONDS // LOADS)
        loads = [
            stack.enter_context(_started(_load(mode, server, number, *each)))
            for number in range(LOADS)
        ]
        _stage(loads, "open")
        come = _stage(loads, "wait")
        began = server.cpu_seconds()
        time.sleep(IDLE_SECONDS)
        idle = server.cpu_seconds() - began
        full, before = server.memory_mb(), server.cpu_seconds()
        started = time.monotonic()
        knocks = _stage(loads, "knock")
        lasted = time.monotonic() - started
        busy = server.cpu_seconds() - before
    return {
        "memory_empty_mb": empty,
        "memory_full_mb": full,
        "kilobytes_a_visitor": round((full - empty) * 1024 / WAITING, 1),
        "idle_cpu_percent": round(100 * idle / IDLE_SECONDS, 1),
        "come_ms": _figures(come),
        "knock_ms": _figures(knocks),
        "knocks_answered_a_second": round(len(knocks) / lasted),
        "knock_cpu_percent": round(100 * busy / lasted, 1),
        "knock_cpu_ms_each": round(1000 * busy / len(knocks), 2),
    }


def _load(mode: str, server: _Server, number: int, count: int, knocks: int) -> list[str]:
    first, rate = number * (count + knocks), KNOCKS_A_SECOND / LOADS
    where = [mode, "127.0.0.1", str(server.port)]
    words = [str(first), str(count), str(knocks), str(rate), server.key]
    return [sys.executable, "-m", "tests.rendezvous.load", *where, *words]


def _stage(loads: Sequence["subprocess.Popen[str]"], stage: str) -> list[float]:
    for load in loads:
        assert load.stdin is not None
        load.stdin.write(f"{stage}\n")
        load.stdin.flush()
    took: list[float] = []
    for load in loads:
        took.extend(json.loads(_line(load)).get("took_ms", ()))
    return sorted(took)


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("a process of the benchmark ended early")
    return line


def _refusals(server: _Server) -> Mapping[str, object]:
    """Medians of how long a refusal takes, for each of its reasons, asked in turn."""
    command = [sys.executable, "-m", "tests.rendezvous.refused", str(server.port), server.key]
    with _started([*command, str(REFUSALS)]) as process:
        took: Mapping[str, list[float]] = json.loads(_line(process))
    return {reason: _figures(sorted(times)) for reason, times in took.items()}


def _figures(took: Sequence[float]) -> Mapping[str, float]:
    place = min(len(took) - 1, round(0.99 * len(took)))
    return {"p50": round(statistics.median(took), 2), "p99": took[place], "max": took[-1]}
