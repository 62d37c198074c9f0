"""How old an edit of the board is when it stands at the patient's, on a clean and on a lossy line.

Two processes in two network namespaces, both engines; needs root on Linux, three minutes.
What it has to reach (goal 18): p95 below 100 ms on a clean line, 500 ms at 5 % of loss, 300 bytes.
"""

import os
import sys
import time
from collections.abc import Mapping

from counselling.call.media.stopwatch import percentile
from tests.call.bad_line import CLEAR, BadLine, Weather, bad_line, why_not
from tests.call.ends import Told

SECONDS = 30.0
_ANSWERS_SECONDS = 4.0
WEATHERS = {
    "clean": CLEAR,
    "loss_5": Weather(delay_s=0.02, loss=0.05),
    "loss_20": Weather(delay_s=0.02, loss=0.2),
}
Figures = Mapping[str, object]


def ages(host: Told, guest: Told, began: float, ended: float) -> Figures:
    """Sum up the edits that were made between two times."""
    put = {int(str(each["version"])): float(str(each["wall"])) for _, each in host.named("put")}
    due = {version: at for version, at in put.items() if began < at < ended - _ANSWERS_SECONDS}
    shown = [each for _, each in guest.named("shown") if each["version"] in due]
    late = [1000 * (float(str(e["wall"])) - due[int(str(e["version"]))]) for e in shown]
    return {
        "edits": len(due),
        "seen": len(late),
        "p50_ms": round(percentile(late, 0.5) or 0),
        "p95_ms": round(percentile(late, 0.95) or 0),
        "worst_ms": round(max(late, default=0)),
        "bytes": percentile([float(str(each["bytes"])) for each in shown], 0.5),
        "load": round(os.getloadavg()[0], 1),
    }


def measure_engine(line: BadLine, engine: str) -> Figures:
    """Make the edits in each weather, in one call."""
    length = str(SECONDS * (len(WEATHERS) + 1))

    def start(place: str, *words: str) -> Told:
        return Told(line.start(place, sys.executable, "-m", "tests.call.board_ends", *words))

    host = start(line.a, "host", line.address(line.a), length, engine)
    try:
        host.wait(lambda end: end.named("link"), seconds=60.0, what="no link")
        guest = start(line.b, "guest", str(host.named("link")[0][1]["link"]), length, engine)
        try:
            guest.wait(lambda end: end.named("shown"), seconds=60.0, what="no board")
            return {name: _in(weather, line, host, guest) for name, weather in WEATHERS.items()}
        finally:
            guest.stop()
    finally:
        host.stop()


def _in(weather: Weather, line: BadLine, host: Told, guest: Told) -> Figures:
    began = time.time()
    line.turn(weather)
    time.sleep(SECONDS)
    return ages(host, guest, began, time.time())


def measure() -> Figures:
    """Measure both engines; the reason when that cannot be here."""
    reason = why_not()
    if reason:
        return {"skipped": reason}
    figures = {}
    for engine in os.environ.get("CONSULTAND_ENGINES", "wrtc,aiortc").split(","):
        with bad_line() as line:
            figures[engine] = measure_engine(line, engine)
    return figures
