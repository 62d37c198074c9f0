"""What the board has to reach, as bounds: goal 18 of the list of 24.

An edit is one fact that is told of one person, or taken back: what each of them costs counts. Two
hundred people come whole. A patient in Chromium is held to the same, once it is drawn.
"""

from collections.abc import Sequence

from benchmarks.goals.bounds import Bound, Direction

_MOST = Direction.AT_MOST
_ALL = ("wrtc", "aiortc", "wrtc+chromium", "aiortc+chromium")

GOALS: Sequence[Bound] = (
    Bound(18, "many", "worst_ms", _MOST, 1000, _ALL),
    Bound(18, "many", "unseen", _MOST, 0, _ALL),
    Bound(18, "clean", "p95_ms", _MOST, 100, _ALL),
    Bound(18, "clean", "most_bytes", _MOST, 299, _ALL, needs_time=False),
    Bound(18, "clean", "unseen", _MOST, 0, _ALL),
    Bound(18, "loss_5", "p95_ms", _MOST, 500, _ALL),
    Bound(18, "loss_5", "unseen", _MOST, 0, _ALL),
)
