"""The rendezvous: 10,000 who wait and 500 knocks a second on one process, beside a bare echo.

Both servers are processes of their own, asked in turn by the same load from two further processes;
the echo is what aiohttp costs for a socket that is opened, answers one message and stays. Knocks
are counted from the moment at which they were due, so a server that falls behind shows it; what
it can do at most is seen when twice as many come. Then refusals by their reasons, and two processes
that share rooms by a Redis, where there is one. What it has to reach stands in
benchmarks/goals/rendezvous. Linux, four minutes.
"""

import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.goals.bounds import judged
from benchmarks.goals.lateness import Probe
from benchmarks.goals.rendezvous import ENGINE, GOALS, KNOCKS_A_SECOND, WAITING
from tests.rendezvous.redis_process import has_redis

LOADS = 2  # processes that make the load
_TICKS = os.sysconf("SC_CLK_TCK")
Figures = Mapping[str, object]


@dataclass(frozen=True)
class Size:
    """How much there is to do. idle_seconds: more than one heartbeat; refusals: of each reason;
    rooms: that two processes share.
    """

    waiting: int = WAITING
    knock_seconds: float = 10.0
    rush_seconds: float = 4.0
    idle_seconds: float = 20.0
    refusals: int = 60
    rooms: int = 100

    def knocks(self) -> int:
        """Return how many knock, each process its part."""
        return round(KNOCKS_A_SECOND * self.knock_seconds / LOADS)

    def rush(self) -> int:
        """Return how many knock when there are twice as many a second, each process its part."""
        return round(2 * KNOCKS_A_SECOND * self.rush_seconds / LOADS)


def measure() -> Figures:
    """Measure both servers, one after the other, how long refusals take, and two processes.

    "bounds": every goal that was measured, whether it is reached.
    """
    size = Size()
    ours = measure_server(size)
    with _echo() as echoing:
        peer = _under_load("echo", echoing, size)
    verdicts = judged(ENGINE, ours, GOALS)
    return {
        "waiting": WAITING,
        "knocks_a_second": KNOCKS_A_SECOND,
        "machine_cores": os.cpu_count(),
        ENGINE: ours,
        "bare_aiohttp_echo": peer,
        "bounds": [each.told() for each in verdicts],
    }


def measure_server(size: Size) -> Figures:
    """Measure our server, by stages."""
    with tempfile.TemporaryDirectory() as folder, _serve(Path(folder)) as served:
        stages = {**_under_load("consultand", served, size), "refusals": _refusals(served, size)}
    return {**stages, "two_processes": _shared(size)} if has_redis() else stages


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
def _started(
    command: Sequence[str], *, has_others: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    """Start a program that is killed at the end; has_others: it is told to, and ends its own."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM if has_others else signal.SIGKILL)


def _under_load(mode: str, server: _Server, size: Size) -> Figures:
    empty = server.memory_mb()
    with contextlib.ExitStack() as stack:
        probe = stack.enter_context(Probe())
        loads = [
            stack.enter_context(_started(_load(mode, server, number, size)))
            for number in range(LOADS)
        ]
        _stage(loads, "open")
        probe.since_last()
        waiting = _waiting(server, loads, empty, size)
        stages = {"waiting": _timed(probe, waiting)}
        for stage, word, asked in (
            ("knocks", "knock", size.knocks()),
            ("rush", "rush", size.rush()),
        ):
            stages[stage] = _timed(probe, _knocked(server, loads, word, asked * LOADS))
        here = sum(_ask(loads, "here", "here"))
        stages["waiting"] = {**stages["waiting"], "here": here, "gone": size.waiting - here}
    return stages


def _waiting(
    server: _Server, loads: "Sequence[subprocess.Popen[str]]", empty: float, size: Size
) -> Figures:
    come = _stage(loads, "wait")
    began = server.cpu_seconds()
    time.sleep(size.idle_seconds)
    idle, full = server.cpu_seconds() - began, server.memory_mb()
    return {
        "memory_empty_mb": empty,
        "memory_full_mb": full,
        "kilobytes_a_visitor": round((full - empty) * 1024 / size.waiting, 1),
        "idle_cpu_percent": round(100 * idle / size.idle_seconds, 1),
        "come_ms": _figures(come),
    }


def _knocked(
    server: _Server, loads: "Sequence[subprocess.Popen[str]]", word: str, asked: int
) -> Figures:
    before, started = server.cpu_seconds(), time.monotonic()
    answers = _stage(loads, word)
    lasted, busy = time.monotonic() - started, server.cpu_seconds() - before
    return {
        "unanswered": asked - len(answers),
        "answer_ms": _figures(answers),
        "answered_a_second": round(len(answers) / lasted),
        "cpu_percent": round(100 * busy / lasted, 1),
        "cpu_ms_each": round(1000 * busy / asked, 2),
    }


def _timed(probe: Probe, figures: Figures) -> Figures:
    """Add to a stage's figures how late the machine was."""
    lateness = probe.since_last()
    return {**figures, "late": lateness.told(), "no_time": lateness.why()}


def _load(mode: str, server: _Server, number: int, size: Size) -> list[str]:
    count, knocks, rush = size.waiting // LOADS, size.knocks(), size.rush()
    first, rate = number * (count + knocks + rush), KNOCKS_A_SECOND / LOADS
    where = [mode, "127.0.0.1", str(server.port)]
    words = [str(first), str(count), str(knocks), str(rush), str(rate), server.key]
    return [sys.executable, "-m", "tests.rendezvous.load", *where, *words]


def _stage(loads: "Sequence[subprocess.Popen[str]]", stage: str) -> list[float]:
    """Let every load play a stage; returns how long what came to its end took, milliseconds."""
    return sorted(took for each in _ask(loads, stage, "took_ms") for took in each or ())


def _ask(loads: "Sequence[subprocess.Popen[str]]", stage: str, figure: str) -> list[Any]:
    for load in loads:
        assert load.stdin is not None
        load.stdin.write(f"{stage}\n")
        load.stdin.flush()
    return [json.loads(_line(load)).get(figure) for load in loads]


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("a process of the benchmark ended early")
    return line


def _refusals(server: _Server, size: Size) -> Figures:
    """Medians of how long a refusal takes, for each of its reasons, asked in turn."""
    command = [sys.executable, "-m", "tests.rendezvous.refused", str(server.port), server.key]
    with Probe() as probe, _started([*command, str(size.refusals)]) as process:
        took: Mapping[str, list[float]] = json.loads(_line(process))
        figures = {reason: _figures(sorted(times)) for reason, times in took.items()}
        medians = [statistics.median(times) for times in took.values()]
        apart = round(max(medians) - min(medians), 2)
        soonest = min(min(times) for times in took.values())
        return _timed(probe, {**figures, "soonest_ms": soonest, "apart_ms": apart})


def _shared(size: Size) -> Figures:
    """Rooms of which two processes know by the Redis that they share."""
    command = [sys.executable, "-m", "tests.rendezvous.shared", str(size.rooms)]
    with Probe() as probe, _started(command, has_others=True) as process:
        told = json.loads(_line(process))
        process.wait()  # it ends its servers
        return _timed(
            probe,
            {
                "rooms": size.rooms,
                "unshared": told["unshared"],
                "told_ms": _figures(sorted(told["told_ms"])),
                "refused_ms": _figures(sorted(told["refused_ms"])),
            },
        )


def _figures(took: Sequence[float]) -> Figures:
    """Return the middle, the last but one in a hundred, and the last; nothing of nothing."""
    if not took:
        return {}
    place = min(len(took) - 1, round(0.99 * len(took)))
    return {"p50": round(statistics.median(took), 2), "p99": took[place], "max": took[-1]}
