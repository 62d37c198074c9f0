"""A session's notes while they are typed, and when the next pause is long enough to save them."""

import datetime
from dataclasses import dataclass, replace
from typing import Final

QUIET_SECONDS: Final = 0.8  # a pause in typing
LONGEST_SECONDS: Final = 5.0  # who never pauses is saved all the same


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed and is not in the vault yet. first, last: seconds, of the same clock."""

    first: float
    last: float

    @property
    def due(self) -> float:
        """When it has to be saved: at the next pause, and never later than LONGEST_SECONDS."""
        return min(self.last + QUIET_SECONDS, self.first + LONGEST_SECONDS)


def typed(unsaved: Unsaved | None, now: float) -> Unsaved:
    """Return what is unsaved after one more keystroke."""
    return Unsaved(now, now) if unsaved is None else replace(unsaved, last=now)


def stamped(text: str, at: datetime.datetime) -> str:
    """Return the notes with a new line that begins with the time of day: "10:04  "."""
    start = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{start}{at:%H:%M}  "
