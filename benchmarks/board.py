"""How old an edit of the board is when it stands at the patient's, on a clean and on a lossy line.

Two processes in two network namespaces, both engines; needs root on Linux, four minutes. First
pictures of two hundred people, then facts told of a family, in each weather.
What it has to reach stands in benchmarks/goals/board.

CONSULTAND_ENGINES: names, separated by commas. CONSULTAND_PEER=chromium: a patient in Chromium in
place of one in Python; an edit counts once it is drawn.
"""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from benchmarks.calls.browser import PEER
from benchmarks.goals.board import GOALS
from benchmarks.goals.bounds import judged
from benchmarks.goals.lateness import Probe
from counselling.call.media.stopwatch import percentile
from tests.call.bad_line import CLEAR, BadLine, Weather, bad_line, why_not
from tests.call.ends import Told

SECONDS = 30.0
_ANSWERS_SECONDS = 4.0  # what has not come after so long never came
_START_SECONDS = 120.0
WEATHERS = {
    "clean": CLEAR,
    "loss_5": Weather(delay_s=0.02, loss=0.05),
    "loss_20": Weather(delay_s=0.02, loss=0.2),
}
Figures = Mapping[str, object]


def ages(host: Told, guest: Told, *, kind: str, began: float, ended: float) -> Figures:
    """Sum up what was put between two times; what never came is as old as it was seen to be.

    A picture that was passed over stands once a later one does.
    """
    put = _put(host, kind, began, ended)
    stood = [_stood(guest, _version(each)) for each in put]
    late = [
        1000 * ((time.time() if at is None else at) - _wall(each))
        for each, at in zip(put, stood, strict=True)
    ]
    lengths = [float(str(each["bytes"])) for each in put]
    return {
        "put": len(put),
        "unseen": stood.count(None) if put else None,
        "p50_ms": _rounded(percentile(late, 0.5)),
        "p95_ms": _rounded(percentile(late, 0.95)),
        "worst_ms": _rounded(max(late, default=None)),
        "bytes": percentile(lengths, 0.5),
        "most_bytes": max(lengths, default=None),
        "load": round(os.getloadavg()[0], 1),
    }


def _put(host: Told, kind: str, began: float, ended: float) -> Sequence[Figures]:
    put = [each for _, each in host.named("put") if each["kind"] == kind]
    return [each for each in put if began <= _wall(each) < ended]


def _stood(guest: Told, version: int) -> float | None:
    """When a version stood at the guest's, or a later one; None when none did."""
    times = [_wall(each) for _, each in guest.named("shown") if _version(each) >= version]
    return min(times, default=None)


def _wall(event: Figures) -> float:
    return float(str(event["wall"]))


def _version(event: Figures) -> int:
    return int(str(event["version"]))


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)


def measure_engine(
    line: BadLine,
    engine: str,
    *,
    role: str = "guest",
    seconds: float = SECONDS,
    weathers: Sequence[str] = tuple(WEATHERS),
) -> Figures:
    """Show the two hundred, and tell facts in each weather, in one call. role: of board_ends."""
    length = str(3 * _START_SECONDS + seconds * len(weathers))

    def start(place: str, *words: str) -> Told:
        return Told(line.start(place, sys.executable, "-m", "tests.call.board_ends", *words))

    with Probe() as probe:
        host = start(line.a, "host", line.address(line.a), length, engine)
        try:
            host.wait(lambda end: end.named("link"), seconds=_START_SECONDS, what="no link")
            guest = start(line.b, role, str(host.named("link")[0][1]["link"]), length, engine)
            try:
                guest.wait(lambda end: end.named("shown"), seconds=_START_SECONDS, what="no board")
                probe.since_last()
                many = _many(host, guest)
                return {
                    "many": _timed(probe, many),
                    **{
                        name: _timed(probe, _facts(WEATHERS[name], seconds, line, host, guest))
                        for name in weathers
                    },
                }
            finally:
                guest.stop()
        finally:
            host.stop()


def _timed(probe: Probe, figures: Figures) -> Figures:
    """Add to a stage's figures how late the machine was."""
    lateness = probe.since_last()
    return {**figures, "late": lateness.told(), "no_time": lateness.why()}


def _summed(host: Told, guest: Told, kind: str, began: float) -> Figures:
    """Sum up what was put until now, once the last of it stands or too long a time is over."""
    ended = time.time()
    last = _version(_put(host, kind, began, ended)[-1])
    with suppress(TimeoutError):
        guest.wait(lambda end: _stood(end, last) is not None, seconds=_ANSWERS_SECONDS)
    return ages(host, guest, kind=kind, began=began, ended=ended)


def _many(host: Told, guest: Told) -> Figures:
    """Wait until the first fact is told: every picture of many people has been put by then."""
    host.wait(_tells_facts, seconds=_START_SECONDS, what="no facts")
    return _summed(host, guest, "many", 0.0)


def _tells_facts(host: Told) -> bool:
    return any(each["kind"] == "fact" for _, each in host.named("put"))


def _facts(weather: Weather, seconds: float, line: BadLine, host: Told, guest: Told) -> Figures:
    began = time.time()
    line.turn(weather)
    time.sleep(seconds)
    return _summed(host, guest, "fact", began)


def measure() -> Figures:
    """Measure both engines; the reason when that cannot be here.

    "bounds": every goal that was measured, whether it is reached.
    """
    reason = why_not()
    if reason:
        return {"skipped": reason}
    is_browser = os.environ.get("CONSULTAND_PEER") == PEER
    usual = "wrtc" if is_browser else "wrtc,aiortc"
    found = {}
    for engine in os.environ.get("CONSULTAND_ENGINES", usual).split(","):
        name, role = (f"{engine}+{PEER}", "browser") if is_browser else (engine, "guest")
        with bad_line() as line:
            found[name] = measure_engine(line, engine, role=role)
    verdicts = [each for name in found for each in judged(name, found[name], GOALS)]
    return {"cores": os.cpu_count(), **found, "bounds": [each.told() for each in verdicts]}
