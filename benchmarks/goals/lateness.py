"""Whether a machine had time for the call on it: what missed its limit without time is no fault.

Linux counts for each thread how long it ran and how long it was ready and had to wait for a
processor. What the call's own threads take from each other is theirs to answer for: waiting is an
excuse only where other programs were busy meanwhile. A thread that rests for ten milliseconds
again and again, and notes how much longer it got, sees a machine that stood still as a whole.
"""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from counselling.call.media.stopwatch import percentile

REST_S = 0.01
LATE_MS = 20.0  # p95
WAITED = 1.5  # of the time that the call ran: at 1.3 every figure held, from 3 on they do not
OTHERS = 0.05  # share of all processors
STOLEN = 0.02  # share that the machine's own host kept back
_PROC = Path("/proc")


@dataclass(frozen=True)
class Lateness:
    """What a probe saw in a while.

    p95_ms, max_ms: its rests were so much too long; waited: how long our threads were ready
    without a processor, as a share of how long they ran; others: share 0..1 of all processors that
    went to other programs; stolen: that went to other machines. 0 where the system does not say.
    """

    p95_ms: float = 0.0
    max_ms: float = 0.0
    waited: float = 0.0
    others: float = 0.0
    stolen: float = 0.0

    def why(self) -> str:
        """Return why there was no time, "" when there was."""
        if self.stolen > STOLEN:
            return f"{self.stolen:.0%} of the machine's time was kept back"
        if self.p95_ms > LATE_MS:
            return f"the machine stood still for {self.p95_ms:g} ms (p95)"
        if self.waited > WAITED and self.others > OTHERS:
            return f"waited {self.waited:.0%} of its time, others took {self.others:.0%}"
        return ""

    def told(self) -> Mapping[str, float]:
        """Return it as figures."""
        return {
            "p95_ms": self.p95_ms,
            "max_ms": self.max_ms,
            "waited": self.waited,
            "others": self.others,
            "stolen": self.stolen,
        }


@dataclass(frozen=True)
class Clocks:
    """The kernel's counts since the machine or the threads began. ran_s, waited_s: our threads';
    busy_s, stolen_s: of all processors; passed_s: of all processors, idle or not.
    """

    ran_s: float = 0.0
    waited_s: float = 0.0
    busy_s: float = 0.0
    stolen_s: float = 0.0
    passed_s: float = 0.0


def between(before: Clocks, after: Clocks, rests_ms: list[float]) -> Lateness:
    """Return what two readings and the rests between them say."""
    ran, passed = after.ran_s - before.ran_s, after.passed_s - before.passed_s
    waited = after.waited_s - before.waited_s
    others = after.busy_s - before.busy_s - ran
    stolen = after.stolen_s - before.stolen_s
    return Lateness(
        round(percentile(rests_ms, 0.95) or 0.0, 1),
        round(max(rests_ms, default=0.0), 1),
        round(max(0.0, waited) / ran, 2) if ran > 0 else 0.0,
        round(max(0.0, others) / passed, 2) if passed > 0 else 0.0,
        round(stolen / passed, 3) if passed > 0 else 0.0,
    )


@dataclass
class Probe:
    """Measures while it is open; `since_last` tells what it saw."""

    _late: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._clocks = read_clocks()
        self._thread = threading.Thread(target=self._run, name="lateness")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def since_last(self) -> Lateness:
        """Return how late the machine was since this was asked last."""
        late, self._late = self._late, []
        before, self._clocks = self._clocks, read_clocks()
        return between(before, self._clocks, late)

    def _run(self) -> None:
        while not self._over.is_set():
            began = time.perf_counter()
            self._over.wait(REST_S)
            self._late.append(max(0.0, 1000 * (time.perf_counter() - began - REST_S)))


def read_clocks() -> Clocks:
    """Read the kernel's counts for this process and all that it started; zeros elsewhere."""
    if not (_PROC / "self" / "schedstat").exists():
        return Clocks()
    ours = [count for pid in _family(os.getpid()) for count in _threads(pid)]
    words = (_PROC / "stat").read_text().partition("\n")[0].split()[1:9]
    user, nice, system, idle, waiting, irq, soft, stolen = (
        int(word) / os.sysconf("SC_CLK_TCK") for word in words
    )
    busy = user + nice + system + irq + soft
    return Clocks(
        sum(ran for ran, _ in ours) / 1e9,
        sum(waited for _, waited in ours) / 1e9,
        busy,
        stolen,
        busy + idle + waiting + stolen,
    )


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for child in _children(pid):
        yield from _family(child)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):  # it ended meanwhile
        for task in (_PROC / str(pid) / "task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def _threads(pid: int) -> Iterator[tuple[int, int]]:
    """How long each thread ran, and waited to run, nanoseconds."""
    with suppress(OSError):
        for task in (_PROC / str(pid) / "task").iterdir():
            ran, waited, *_ = map(int, (task / "schedstat").read_text().split())
            yield ran, waited
