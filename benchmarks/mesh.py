"""A call of two beside a call of five on this machine: first pictures, frames, processor.

All ends are processes of this machine, which codes and decodes for everybody: on two cores a mesh
of five has twenty pictures to carry, and the figures say what is left of each. `load` is given.
"""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from statistics import fmean, median

from tests.call.conftest import ROOT
from tests.call.ends import Told, consultand

ROLES = ("patient", "relative", "nurse", "interpreter")
SETTLE_SECONDS = 6.0
SECONDS = 12.0

Figures = Mapping[str, object]


def started(stack: ExitStack, *words: str) -> Told:
    """Start one of our commands, stopped at the end."""
    process = subprocess.Popen(
        consultand(*words), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    )
    told = Told(process)
    stack.callback(told.stop)
    return told


def numbers(events: Sequence[tuple[float, Mapping[str, object]]], name: str) -> list[float]:
    """Return a field of events as numbers."""
    return [float(str(each[name])) for _, each in events if each.get(name) is not None]


def figures(events: Sequence[tuple[float, Mapping[str, object]]]) -> Figures:
    """Sum up the seconds of some lines."""
    if not events:
        return {}
    return {
        "fps": round(fmean(numbers(events, "received_fps")), 1),
        "height": round(median(numbers(events, "height"))),
        "kbit": round(median(numbers(events, "received_kbit"))),
        "rtt_ms": median(numbers(events, "rtt_ms") or [0.0]),
    }


def processor(end: Told, began: float) -> float | None:
    """Share of one core that an end took, percent; None when it hardly came to telling."""
    seconds = end.seconds(began)
    if len(seconds) < 2:
        return None
    first, last = seconds[0], seconds[-1]
    spent = float(str(last["cpu_seconds"])) - float(str(first["cpu_seconds"]))
    return round(100 * spent / (float(str(last["wall"])) - float(str(first["wall"]))), 1)


def held(roles: Sequence[str], *, engine: str = "wrtc") -> Figures:
    """Hold a call with so many guests, and sum up what arrived."""
    with ExitStack() as stack:
        invited = [word for role in roles for word in ("--invite", role)]
        common = ("--fake-media", "--stamp", "--engine", engine)
        host = started(stack, "host", "--admit-all", "--json", *common, *invited)
        host.wait(lambda end: len(end.named("link")) == len(roles), seconds=90.0, what="no links")
        links = [str(event["link"]) for _, event in host.named("link")]
        guests = [started(stack, "join", link, *common) for link in links]
        pairs = len(roles) * (len(roles) - 1) // 2
        host.wait(
            lambda end: (
                len(end.named("connected")) >= len(roles) and len(end.named("pair_made")) >= pairs
            ),
            seconds=240.0,
            what="not all are joined",
        )
        time.sleep(SETTLE_SECONDS)
        began = time.time()
        time.sleep(SECONDS)
        fellows = [event for guest in guests for event in guest.named("fellow_second", began)]
        made = numbers(host.named("pair_made"), "milliseconds")
        return {
            "people": len(roles) + 1,
            "first_frames_ms": [guest.first_frames() for guest in guests],
            "pairs_made_ms": sorted(made),
            "at_host": figures(host.named("statistics", began)),
            "between_guests": figures(fellows),
            "host_cpu_percent": processor(host, began),
            "guest_cpu_percent": [processor(guest, began) for guest in guests],
            "load": round(os.getloadavg()[0], 1),
        }


def measure() -> Figures:
    """Measure both."""
    return {"two": held(ROLES[:1]), "five": held(ROLES)}
