"""The call on bad lines, with both engines, held against what it has to reach.

`consultand host` and `consultand join` in two network namespaces with an emulated line between
them; the clock is in the picture and in the sound, so ages need no second clock. Needs root on
Linux. Other work on the machine makes every figure worse: what there was of it is given with each.

After that, once, a session's page with pictures on it: whether they hold the desk up.

CONSULTAND_ENGINES, CONSULTAND_STAGES: names, separated by commas, when not all are wanted; the
page's stage is "in_a_call".
CONSULTAND_PEER=chromium: a patient in Chromium in place of `consultand join`, on a clean line, with
5 % of loss, a pause of 5 s and 64 kbit/s unless other stages are named.
CONSULTAND_REPEAT: rounds, each in a new call; each figure is then [median, worst].
CONSULTAND_BUSY=1: one core is kept busy meanwhile.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from statistics import median

from benchmarks.calls import browser
from benchmarks.calls.stages import STAGES, Peer, Stage, play_round
from benchmarks.calls.sums import Figures
from benchmarks.goals.bounds import judged
from benchmarks.goals.call import GOALS
from tests.call.bad_line import ROOT, why_not
from tests.call.ends import both_ends

AT_DESK = "in_a_call"
DESK_SECONDS = 20.0
_LESS_IS_WORSE = ("fps", "height", "kbit")


def measure_engine(
    engine: str, stages: Sequence[Stage], *, repeats: int, peer: Peer = both_ends
) -> Figures:
    """Play all stages so often, each time in a new call; what is long is played once."""
    short = [stage for stage in stages if not stage.is_long]
    rounds = [play_round(engine, short if n else stages, peer) for n in range(repeats)]
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
    """Measure both engines; the reason when that cannot be here.

    "bounds": every goal that was measured, whether it is reached.
    """
    reason = why_not()
    if reason:
        return {"skipped": reason}
    with busy_core(is_wanted=bool(os.environ.get("CONSULTAND_BUSY"))):
        found = with_browser() if os.environ.get("CONSULTAND_PEER") == browser.PEER else among_us()
    verdicts = [each for name in found for each in judged(name, found[name], GOALS)]
    return {"cores": os.cpu_count(), **found, "bounds": [each.told() for each in verdicts]}


def among_us() -> Mapping[str, Figures]:
    """Measure `consultand host` with `consultand join`, and the desk."""
    wanted = _named("CONSULTAND_STAGES", [*(each.name for each in STAGES), AT_DESK])
    stages = [each for each in STAGES if each.name in wanted]
    engines = _named("CONSULTAND_ENGINES", ["wrtc", "aiortc"]) if stages else []
    found = {each: measure_engine(each, stages, repeats=_repeats()) for each in engines}
    return {**found, "desk": {AT_DESK: at_desk(DESK_SECONDS)}} if AT_DESK in wanted else found


def with_browser() -> Mapping[str, Figures]:
    """Measure `consultand host` with a patient in Chromium."""
    wanted = _named("CONSULTAND_STAGES", browser.SHORT)
    stages = [browser.seen_from_browser(each) for each in STAGES if each.name in wanted]
    measured = partial(measure_engine, repeats=_repeats(), peer=browser.both_ends)
    engines = _named("CONSULTAND_ENGINES", ["wrtc"])
    return {f"{each}+{browser.PEER}": measured(each, stages) for each in engines}


def _named(variable: str, every: Sequence[str]) -> Sequence[str]:
    """Return the names in a variable of the environment, all where it is not set."""
    return os.environ[variable].split(",") if variable in os.environ else every


def _repeats() -> int:
    return int(os.environ.get("CONSULTAND_REPEAT", "1"))


def at_desk(seconds: float) -> Figures:
    """Hold a call at a session's page, in a process of its own: Qt wants the whole of one."""
    command = [sys.executable, "-m", "benchmarks.calls.at_desk", str(seconds)]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    found: Figures = json.loads(told.stdout)
    return found


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
