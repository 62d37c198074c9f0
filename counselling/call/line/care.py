"""Looks after one line: measures it, says how it is, and has it send what it bears."""

from collections.abc import Callable

from counselling.call.line.events import CallEvent, LineChanged, PictureChanged, Quality, Statistics
from counselling.call.line.peer import Peer
from counselling.call.media.ladder import Ladder, report_of
from counselling.call.media.statistics import LOST_SECONDS, STARVED_SECONDS


class Care:
    """The care for one peer. tell: tells the call's owner."""

    def __init__(self, seat: str, peer: Peer, tell: Callable[[CallEvent], None]) -> None:
        self._seat = seat
        self._peer = peer
        self._tell = tell
        self.quality = Quality.GOOD
        self.ladder = Ladder()

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
        before, self.ladder = self.ladder, self.ladder.after(report_of(second))
        if before.rung is not self.ladder.rung:
            self._peer.narrow(self.ladder.rung)
            self._tell(PictureChanged(self._seat, self.ladder.rung))


def quality_of(silent_seconds: float) -> Quality:
    """Return how a line is on which nothing came for so long."""
    if silent_seconds >= LOST_SECONDS:
        return Quality.LOST
    return Quality.POOR if silent_seconds >= STARVED_SECONDS else Quality.GOOD
