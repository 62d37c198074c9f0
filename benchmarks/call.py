"""The call on bad lines, with both engines, beside what it has to reach.

`consultand host` and `consultand join` in two network namespaces with an emulated line between
them; the clock is in the picture and in the sound, so ages need no second clock. Needs root on
Linux. Other work on the machine makes every figure worse: the load is given with each.

CONSULTAND_ENGINES, CONSULTAND_STAGES: names, separated by commas, when not all are wanted.
CONSULTAND_REPEAT: rounds, each in a new call; each figure is then [median, worst].
CONSULTAND_BUSY=1: one core is kept busy meanwhile.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from statistics import fmean, median

from counselling.call.media.stopwatch import percentile
from tests.call.bad_line import CLEAR, BadLine, Weather, bad_line, why_not
from tests.call.ends import Ends, Told, both_ends

SETTLE_SECONDS = 5.0
Figures = Mapping[str, object]


@dataclass(frozen=True)
class Stage:
    """One kind of weather for a while; goal: its number and what it asks, told beside.

    is_long: played in the first round only.
    """

    name: str
    weather: Weather
    seconds: float
    goal: str
    figures: Callable[["Stage", Ends, float], Figures]
    is_long: bool = False


def steady(stage: Stage, ends: Ends, began: float) -> Figures:
    """What passed once the engines had got used to the weather."""
    since = began + SETTLE_SECONDS
    return {
        "to_patient": arrived(ends.guest.seconds(since)),
        "to_counsellor": arrived(ends.host.seconds(since)),
        "cpu_percent": processor(ends.host.seconds(since)),
    }


def narrow(stage: Stage, ends: Ends, began: float) -> Figures:
    """How soon the picture gave way to the sound, and what was left of the sound."""
    return {
        **steady(stage, ends, began),
        "video_off_after_s": off_after(ends.host, began),
        "patient_told_after_s": off_after(ends.guest, began),
    }


def off_after(end: Told, began: float) -> float | None:
    """Seconds until an end was told that sound is all that the line bears; 0 where it knew."""
    rungs = [(each["rung"], at) for at, each in end.named("picture_changed")]
    before = [rung for rung, at in rungs if at < began]
    if before and before[-1] == 0:
        return 0.0
    return since(began, [at for rung, at in rungs if rung == 0 and at >= began])


def recovering(stage: Stage, ends: Ends, began: float) -> Figures:
    """How long until the picture was full again."""
    rungs = [(each["rung"], at) for at, each in ends.host.named("picture_changed", began)]
    return {
        "full_again_after_s": since(began, [at for rung, at in rungs if rung == 3]),
        "to_patient": arrived(ends.guest.seconds(began + stage.seconds - 8)),
        "to_counsellor": arrived(ends.host.seconds(began + stage.seconds - 8)),
    }


def cut(stage: Stage, ends: Ends, began: float) -> Figures:
    """How soon both were told, and how soon the picture was back once the line was."""
    down = DOWN.get(stage.name, 0.0)
    return {
        "patient_told_after_s": since(began, quality(ends.guest, began)),
        "counsellor_told_after_s": since(began, quality(ends.host, began)),
        "back_at_patient_s": back(ends.guest, began, down),
        "back_at_counsellor_s": back(ends.host, began, down),
        "lines_made_anew": len(ends.host.named("connected", began)),
        "new_admissions": len(ends.host.named("knocked", began)),
    }


def quality(end: Told, began: float) -> Sequence[float]:
    """When an end was told that the line is poor."""
    return [at for at, each in end.named("line_changed", began) if each["quality"] != "good"]


def back(end: Told, began: float, down: float) -> float | None:
    """Seconds from the line's return to the next picture; None when none came."""
    seconds = end.seconds(began)
    if not seconds or not seconds[-1]["received_fps"]:
        return None
    longest = max(float(str(each["longest_freeze_ms"])) for each in seconds)
    return round(max(0.0, longest / 1000 - down), 2)


def since(began: float, times: Sequence[float]) -> float | None:
    """Return the seconds from a beginning to the first of some times."""
    return round(times[0] - began, 2) if times else None


def arrived(seconds: Sequence[Mapping[str, object]]) -> Figures:
    """Sum up what arrived at one end."""
    if not seconds:
        return {}

    def all_of(name: str) -> list[float]:
        return [float(str(each[name])) for each in seconds if each.get(name) is not None]

    def each_of(name: str) -> list[float]:
        listed = [each[name] for each in seconds]
        return [float(age) for ages in listed if isinstance(ages, list) for age in ages]

    pictures, sounds = each_of("picture_ms"), each_of("sound_ms")
    concealed = all_of("concealed") or all_of("made_up")
    return {
        "fps": round(fmean(all_of("received_fps")), 1),
        "freezes": sum(all_of("freezes")),
        "freeze_s": round(sum(all_of("freeze_ms")) / 1000, 1),
        "longest_freeze_ms": max(all_of("longest_freeze_ms"), default=None),
        "picture_p50_ms": percentile(pictures, 0.5),
        "picture_p95_ms": percentile(pictures, 0.95),
        "sound_p50_ms": percentile(sounds, 0.5),
        "sound_gaps": sum(all_of("audio_gaps")),
        "sound_made_up": round(fmean(concealed), 3) if concealed else None,
        "kbit": round(median(all_of("received_kbit"))),
        "height": seconds[-1]["height"],
    }


def processor(seconds: Sequence[Mapping[str, object]]) -> float | None:
    """Share of one core that an end took, percent."""
    if len(seconds) < 2:
        return None
    first, last = seconds[0], seconds[-1]
    spent = float(str(last["cpu_seconds"])) - float(str(first["cpu_seconds"]))
    return round(100 * spent / (float(str(last["wall"])) - float(str(first["wall"]))), 1)


DOWN = {"blackout_5": 5.0, "blackout_15": 15.0}
_BAD = Weather(delay_s=0.1, loss=0.05, kbit=1000)
_REORDERED = replace(_BAD, jitter_s=0.03)  # later packets overtake earlier ones
# What needs a call that is whole comes first, what narrows it last.
STAGES = (
    Stage("clean", CLEAR, 15, "2, 3: 28 fps, p95 < 150 ms, sound < 150 ms, CPU < 45 %", steady),
    Stage("loss_5", Weather(loss=0.05), 18, "5: no gap of sound, p95 < 400 ms, < 300 ms", steady),
    Stage("all_three", _BAD, 20, "6: 20 fps, p95 < 800 ms", steady),
    Stage("reordered", _REORDERED, 18, "6: no freeze over 2 s", steady),
    Stage(
        "1_mbit",
        Weather(kbit=1000),
        20,
        "4: 24 fps, frozen < 0.5 s, p95 < 500 ms, sound < 450 ms",
        steady,
    ),
    Stage("relief", CLEAR, 20, "4: back to 480 lines within 20 s", recovering, is_long=True),
    Stage("blackout_5", CLEAR, 15, "8: back < 3.5 s, told < 3 s", cut),
    Stage("blackout_15", CLEAR, 26, "8: back < 3.5 s, told < 3 s", cut),
    Stage("forgotten_by_router", CLEAR, 16, "9: back < 5 s after < 5 s, same seat", cut),
    Stage("new_address", CLEAR, 20, "9: back < 5 s after < 5 s, same seat", cut),
    Stage("loss_10", Weather(loss=0.10), 18, "sound stays", steady),
    Stage("loss_20", Weather(loss=0.20), 18, "sound stays", steady),
    Stage("64_kbit", Weather(kbit=64), 25, "7: sound stays, video off in 5 s, told", narrow),
    Stage("64_kbit_over", CLEAR, 70, "7: back by itself", recovering, is_long=True),
)
_LESS_IS_WORSE = ("fps", "height", "kbit")


def play(stage: Stage, line: BadLine, ends: Ends) -> Figures:
    """Make the stage's weather, wait, and sum up."""
    began = time.time()
    down = DOWN.get(stage.name, 0.0)
    if down:
        line.turn(Weather(down=True))
        time.sleep(down)
    line.turn(stage.weather)
    if stage.name == "forgotten_by_router":
        line.turn(Weather(forgot_udp=True))
    if stage.name == "new_address":
        line.move(line.b)
    time.sleep(stage.seconds - down)
    figures = stage.figures(stage, ends, began)
    return {"goal": stage.goal, **figures, "load": round(os.getloadavg()[0], 1)}


def play_round(engine: str, stages: Sequence[Stage]) -> Figures:
    """Play stages in one call."""
    with bad_line() as line, both_ends(line, engine=engine) as ends:
        admitted = {
            "to_patient_ms": ends.guest.first_frames(),
            "to_counsellor_ms": ends.host.first_frames(),
        }
        return {"first_frames": admitted, **{each.name: play(each, line, ends) for each in stages}}


def measure_engine(engine: str, stages: Sequence[Stage], *, repeats: int) -> Figures:
    """Play all stages so often, each time in a new call; what is long is played once."""
    short = [stage for stage in stages if not stage.is_long]
    rounds = [play_round(engine, short if number else stages) for number in range(repeats)]
    return summed(rounds) if repeats > 1 else rounds[0]


def summed(rounds: Sequence[Mapping[str, object]]) -> Figures:
    """Return figures of several rounds, each as [median, worst]; words, and what is rare, as is."""
    return {
        name: _both(name, [each[name] for each in rounds if name in each]) for name in rounds[0]
    }


def _both(name: str, found: Sequence[object]) -> object:
    if isinstance(found[0], Mapping):
        return summed([each for each in found if isinstance(each, Mapping)])
    known = sorted(each for each in found if isinstance(each, int | float))
    if not known or len(found) == 1:
        return found[0]
    if len(known) < len(found):  # it never came
        return [round(median(known), 3), None]
    return [round(median(known), 3), known[0 if name in _LESS_IS_WORSE else -1]]


def measure() -> Figures:
    """Measure both engines; the reason when that cannot be here."""
    reason = why_not()
    if reason:
        return {"skipped": reason}
    engines = os.environ.get("CONSULTAND_ENGINES", "wrtc,aiortc").split(",")
    wanted = os.environ.get("CONSULTAND_STAGES", ",".join(each.name for each in STAGES)).split(",")
    repeats = int(os.environ.get("CONSULTAND_REPEAT", "1"))
    stages = [each for each in STAGES if each.name in wanted]
    with busy_core(is_wanted=bool(os.environ.get("CONSULTAND_BUSY"))):
        return {
            "cores": os.cpu_count(),
            **{each: measure_engine(each, stages, repeats=repeats) for each in engines},
        }


@contextmanager
def busy_core(*, is_wanted: bool) -> Iterator[None]:
    """Keep one core busy meanwhile."""
    if not is_wanted:
        yield
        return
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        try:
            yield
        finally:
            busy.kill()
