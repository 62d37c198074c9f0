"""What the clinic's server has to reach, as bounds.

Ten thousand waiting rooms and 500 knocks a second on one process, and rooms that two processes
share, have no number in the list of 24 goals; that refusals do not differ is its goal 16. They
leave on one beat, so what is left between their medians is what a machine's own clock wavers.
"""

from collections.abc import Sequence
from functools import partial

from benchmarks.goals.bounds import Bound, Direction

ENGINE = "consultand"
WAITING = 10_000
KNOCKS_A_SECOND = 500
BEAT_MS = 200
SOON_MS = 1000  # a knock that is answered later than this is late for a person
_CLOCK_MS = 2.0
_LEAST, _MOST = Direction.AT_LEAST, Direction.AT_MOST
_ours = partial(Bound, engines=(ENGINE,))

GOALS: Sequence[Bound] = (
    _ours(None, "waiting", "here", _LEAST, WAITING),
    _ours(None, "waiting", "gone", _MOST, 0),
    _ours(None, "waiting", "memory_full_mb", _MOST, 1024, needs_time=False),  # docs/rendezvous.md
    _ours(None, "knocks", "unanswered", _MOST, 0),
    _ours(None, "knocks", "answer_ms.p99", _MOST, SOON_MS),
    _ours(None, "rush", "unanswered", _MOST, 0),
    _ours(None, "rush", "answered_a_second", _LEAST, KNOCKS_A_SECOND),
    _ours(16, "refusals", "soonest_ms", _LEAST, BEAT_MS, needs_time=False),
    _ours(16, "refusals", "apart_ms", _MOST, _CLOCK_MS),
    _ours(None, "two_processes", "unshared", _MOST, 0, needs_time=False),
    _ours(None, "two_processes", "told_ms.p99", _MOST, SOON_MS),
)
