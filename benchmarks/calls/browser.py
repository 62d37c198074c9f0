"""A call whose patient is at a browser: what both ends saw, without what only our own can tell."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from benchmarks.calls.stages import Stage
from benchmarks.calls.sums import Figures, Span, steady
from tests.call.bad_line import BadLine
from tests.call.ends import Ends, Told, consultand, host_at, link_of

PEER = "chromium"
SHORT = ("clean", "loss_5", "blackout_5", "64_kbit")  # when no others are asked for
_JOIN_S = 90.0
# her camera and microphone write no clock into what they give; a page hears no holes, it fills them
_UNKNOWN: Mapping[str, tuple[str, ...]] = {
    "to_counsellor": ("picture_p50_ms", "picture_p95_ms", "sound_p50_ms"),
    "to_patient": ("sound_gaps",),
}


@contextmanager
def both_ends(line: BadLine, *, engine: str = "wrtc") -> Iterator[Ends]:
    """Start the counsellor's end and a browser, and wait until pictures go both ways."""
    host = host_at(line, "--host", line.address(line.a), "--engine", engine)
    try:
        command = consultand()[:1]
        guest = Told(
            line.start(line.b, *command, "-m", "benchmarks.calls.browser_end", link_of(host))
        )
        try:
            for end in (guest, host):
                end.wait(lambda told: len(told.seconds()) > 1, seconds=_JOIN_S, what="no call")
            yield Ends(host, guest)
        finally:
            guest.stop()
    finally:
        host.stop()


def known(figures: Figures) -> Figures:
    """Leave out of a stage's figures what a browser's end does not tell."""
    kept = {name: value for name, value in figures.items() if name != "other_seats"}
    for way, names in _UNKNOWN.items():
        told = figures.get(way)
        if isinstance(told, Mapping):
            kept[way] = {name: value for name, value in told.items() if name not in names}
    return kept


def steady_at_browser(ends: Ends, span: Span) -> Figures:
    """What passed once the engines had got used to the weather, and her whole pictures."""
    counts = [int(str(each["key_frames"])) for each in ends.guest.seconds(span.began + span.settle)]
    whole = counts[-1] - counts[0] if len(counts) > 1 else None
    return {**steady(ends, span), "whole_pictures_at_patient": whole}


def seen_from_browser(stage: Stage) -> Stage:
    """Return the stage with figures that a browser can tell."""
    figures = steady_at_browser if stage.figures is steady else stage.figures
    return replace(stage, figures=partial(_told, figures))


def _told(figures: Callable[[Ends, Span], Figures], ends: Ends, span: Span) -> Figures:
    return known(figures(ends, span))
