"""How long to wait before the next attempt to reach a server that was lost.

Drawn by lot between a floor and a bound that doubles: when a server comes back, those who lost it
must not all stand at its door in the same moment.
"""

from typing import Final

from counselling.call.link.invitation import Random

_FLOOR_SECONDS: Final = 0.2
_BOUND_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
_DRAWN_BYTES: Final = 4


def wait_seconds(failures: int, random: Random) -> float:
    """Return the wait after so many failures in a row, counted from 0, in 0.2..16 seconds."""
    bound = _BOUND_SECONDS[min(failures, len(_BOUND_SECONDS) - 1)]
    share = int.from_bytes(random(_DRAWN_BYTES), "big") / (1 << 8 * _DRAWN_BYTES)
    return _FLOOR_SECONDS + share * (bound - _FLOOR_SECONDS)
