"""Looks after one line: measures it, says how it is, and has it send what it bears."""

from collections.abc import Callable
from typing import Final

from counselling.call.line.events import CallEvent, LineChanged, PictureChanged, Quality, Statistics
from counselling.call.line.peer import Peer
from counselling.call.media.ladder import Ladder, report_of
from counselling.call.media.statistics import LOST_SECONDS, STARVED_SECONDS, Second

STANDSTILL_SECONDS: Final = 6
_PICTURES: Final = 5.0  # a second; fewer may be stills, or black


class Care:
    """The care for one peer. tell: tells the call's owner."""

    def __init__(self, seat: str, peer: Peer, tell: Callable[[CallEvent], None]) -> None:
        self._seat = seat
        self._peer = peer
        self._tell = tell
        self.quality = Quality.GOOD
        self.ladder = Ladder()
        self._still = 0

    @property
    def stands_still(self) -> bool:
        """Whether no picture comes any more, though the other end sends them."""
        return self._still >= STANDSTILL_SECONDS

    async def measure(self) -> None:
        """Tell what passed in the last second, and whether the line got better or worse."""
        second = await self._peer.second()
        if second is None:
            return
        self._tell(Statistics(self._seat, second))
        quality = quality_of(second.silent_seconds)
        if quality is not self.quality:
            self.quality = quality
            self._tell(LineChanged(self._seat, quality))
        if quality is not Quality.GOOD:
            return  # of a line that is silent nothing is known
        self._still = still_after(self._still, second)
        before, self.ladder = self.ladder, self.ladder.after(report_of(second))
        if before.rung is not self.ladder.rung:
            self._peer.narrow(self.ladder.rung)
            self._tell(PictureChanged(self._seat, self.ladder.rung))


def still_after(seconds: int, second: Second) -> int:
    """Return for how many seconds no picture came, though the other end says that it sent some.

    An engine may hold back all that follows a lost packet until a hundred others have come.
    """
    sent = second.page.sent_fps if second.page else None
    is_still = sent is not None and sent >= _PICTURES and not second.received_fps
    return seconds + 1 if is_still else 0


def quality_of(silent_seconds: float) -> Quality:
    """Return how a line is on which nothing came for so long."""
    if silent_seconds >= LOST_SECONDS:
        return Quality.LOST
    return Quality.POOR if silent_seconds >= STARVED_SECONDS else Quality.GOOD
