"""What a letter may cost, as bounds: research on a letter of three pages, warm.

Each letter counts with the middle of its rounds. CPU is bound for the middle letter and for 95 of a
hundred; how many of all take more than LETTER_MS, and which, is told and not judged. With its seal
none may take longer than its goal. What CPU time is measured grows on processors that others share,
so it needs time; bytes and memory do not.
"""

from collections.abc import Sequence
from functools import partial

from benchmarks.goals.bounds import Bound, Direction

ENGINE = "consultand"
LETTER_MS = 60
SEALED_MS = 300
_MOST = Direction.AT_MOST
_ours = partial(Bound, engines=(ENGINE,))

GOALS: Sequence[Bound] = (
    _ours(None, "set", "median_ms", _MOST, LETTER_MS),
    _ours(None, "set", "p95_ms", _MOST, LETTER_MS),
    _ours(None, "sealed", "worst_ms", _MOST, SEALED_MS),
    _ours(None, "size", "largest_bytes", _MOST, 200_000, needs_time=False),
    _ours(None, "one_letter", "unsealed_peak_mib", _MOST, 150, needs_time=False),
    _ours(None, "one_letter", "sealed_peak_mib", _MOST, 150, needs_time=False),
)
