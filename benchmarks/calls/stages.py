"""The weathers that a call goes through, one after the other, and what is looked at in each."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from functools import partial

from benchmarks.calls.sums import Figures, Span, cut, narrow, recovering, steady
from benchmarks.goals.lateness import Probe
from tests.call.bad_line import CLEAR, BadLine, Weather, bad_line
from tests.call.ends import Ends, Told, both_ends

PATIENCE_S = 60.0
Peer = Callable[..., AbstractContextManager[Ends]]


@dataclass(frozen=True)
class Stage:
    """One kind of weather for a while; goal: its number and what it asks, told beside.

    down_s: nothing passes at its beginning, seconds of it; settle_s: until the engines are used
    to it; is_long: played in the first round only. until: what both ends have to come to, since
    the weather is this, before the stage's other seconds begin; a minute is waited at most.
    """

    name: str
    weather: Weather
    seconds: float
    goal: str
    figures: Callable[[Ends, Span], Figures]
    is_long: bool = False
    down_s: float = 0.0
    settle_s: float = 5.0
    until: Callable[[Told, float], bool] | None = None


_BAD = Weather(delay_s=0.1, loss=0.05, kbit=1000)
_REORDERED = replace(_BAD, jitter_s=0.03)  # later packets overtake earlier ones
_BACK = "8: back < 3.5 s, told < 3 s"
_FOUND_AGAIN = "9: back < 5 s after < 5 s, same seat"
_LOSS_GOAL = "5: no gap of sound, p95 < 400 ms, < 300 ms"
_1_MBIT_GOAL = "4: 24 fps, frozen < 0.5 s, p95 < 500 ms, sound < 450 ms"
_CLEAN_GOAL = "2, 3: 28 fps, p95 < 150 ms, sound < 150 ms, CPU < 45 %"
# What needs a call that is whole comes first, what narrows it last.
STAGES = (
    Stage("clean", CLEAR, 15, _CLEAN_GOAL, steady),
    Stage("loss_5", Weather(loss=0.05), 18, _LOSS_GOAL, steady),
    Stage("all_three", _BAD, 20, "6: 20 fps, p95 < 800 ms", steady),
    Stage("reordered", _REORDERED, 18, "6: no freeze over 2 s", steady),
    Stage("1_mbit", Weather(kbit=1000), 20, _1_MBIT_GOAL, steady),
    Stage("relief", CLEAR, 20, "4: back to 480 lines within 20 s", recovering, is_long=True),
    Stage("blackout_5", CLEAR, 15, _BACK, cut, down_s=5),
    Stage("blackout_15", CLEAR, 26, _BACK, cut, down_s=15),
    Stage("forgotten_by_router", Weather(forgot_udp=True), 16, _FOUND_AGAIN, cut),
    Stage("new_address", CLEAR, 20, _FOUND_AGAIN, cut),
    Stage("loss_10", Weather(loss=0.10), 18, "sound stays", steady),
    Stage("loss_20", Weather(loss=0.20), 18, "sound stays", steady),
    Stage("64_kbit", Weather(kbit=64), 25, "7: sound stays, video off in 5 s, told", narrow),
    Stage("64_kbit_over", CLEAR, 70, "7: back by itself", recovering, is_long=True),
)


def play(stage: Stage, line: BadLine, ends: Ends, probe: Probe) -> Figures:
    """Make the stage's weather, wait, and sum up."""
    began = time.time()
    probe.since_last()
    if stage.down_s:
        line.turn(Weather(down=True))
        time.sleep(stage.down_s)
    line.turn(stage.weather)
    if stage.name == "new_address":
        line.move(line.b)
    if stage.until is not None:
        _wait(ends, stage.until, began + stage.down_s)
    time.sleep(stage.seconds - stage.down_s)
    lateness = probe.since_last()
    span = Span(began, stage.seconds, stage.settle_s, stage.down_s)
    return {
        "goal": stage.goal,
        **stage.figures(ends, span),
        "load": round(os.getloadavg()[0], 1),
        "late": lateness.told(),
        "no_time": lateness.why(),
    }


def _wait(ends: Ends, until: Callable[[Told, float], bool], since: float) -> None:
    """Wait until both ends have come to something; that they have not is seen in the figures."""
    for end in (ends.guest, ends.host):
        with suppress(TimeoutError):
            end.wait(partial(until, since=since), seconds=PATIENCE_S)


def play_round(engine: str, stages: Sequence[Stage], peer: Peer = both_ends) -> Figures:
    """Play stages in one call. peer: starts both ends, our own by default."""
    with Probe() as probe, bad_line() as line, peer(line, engine=engine) as ends:
        lateness = probe.since_last()
        admitted = {
            "to_patient_ms": ends.guest.first_frames(),
            "to_counsellor_ms": ends.host.first_frames(),
            "late": lateness.told(),
            "no_time": lateness.why(),
        }
        played = {each.name: play(each, line, ends, probe) for each in stages}
        return {"first_frames": admitted, **played}
