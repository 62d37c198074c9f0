"""When a line fell silent: what is tried to bring it back, and when, as a value.

A pause of the network needs nothing: the engines find each other again. A new address does: first
a new way for the same line (ICE restart), where the engine can; then a knock on a new socket,
which makes the line anew, with a new proof, in the same seat. Whatever comes first is taken.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

INTERRUPTED_SECONDS: Final = 2.0  # the person is told
_RESTART_SECONDS: Final = 2.5
_KNOCK_SECONDS: Final = 4.0
# The server counts knocks; a line that is silent for minutes must not use them up.
_BETWEEN_KNOCKS: Final = (3.0, 4.0, 6.0, 8.0)


class Deed(Enum):
    """What to do now."""

    NOTHING = auto()
    RESTART = auto()  # ask the host for a new way
    KNOCK = auto()  # make the line anew


@dataclass(frozen=True, slots=True)
class Revival:
    """What was tried in this silence. knocks: how often; next_knock: at how many silent seconds."""

    can_restart: bool
    is_restarted: bool = False
    knocks: int = 0
    next_knock: float = _KNOCK_SECONDS

    def after(self, silent_seconds: float) -> tuple["Revival", Deed]:
        """Return what to do after so long a silence, and the value to ask next time."""
        if silent_seconds < INTERRUPTED_SECONDS:
            return Revival(self.can_restart), Deed.NOTHING
        if silent_seconds >= self.next_knock:
            wait = _BETWEEN_KNOCKS[min(self.knocks, len(_BETWEEN_KNOCKS) - 1)]
            knocked = replace(self, knocks=self.knocks + 1, next_knock=silent_seconds + wait)
            return knocked, Deed.KNOCK
        if self.can_restart and not self.is_restarted and silent_seconds >= _RESTART_SECONDS:
            return replace(self, is_restarted=True), Deed.RESTART
        return self, Deed.NOTHING
