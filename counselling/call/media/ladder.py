"""How much picture a line bears: sound first, down at once when it suffers, up again with patience.

A pure state machine over one report a second. It falls when three reports in a row say that the
line bears less, to what the best of them said; where a smaller picture would do, five have to say
so: an engine that sent too much loses packets for the seconds that it takes to notice. It climbs by
one rung after a while without trouble. A climb that had to be taken back makes it wait twice as
long before the next, so that a line at the edge of a rung does not have its picture come and go.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import takewhile
from typing import Final

import msgspec

from counselling.call.link import outside
from counselling.call.media.statistics import PageStatistics, Second

FALL_SECONDS: Final = 3
FALL_A_LITTLE_SECONDS: Final = 5
CLIMB_SECONDS: Final = 15
LONGEST_CLIMB_SECONDS: Final = 120
TRIAL_SECONDS: Final = 30  # a fall within this after a climb says that the climb was too early
TALKING_KBIT: Final = 30.0  # who sends less has an engine that estimates nothing yet


class Rung(IntEnum):
    """What is sent of a camera, the least first."""

    SOUND = 0  # no moving picture; a still one every five seconds
    LEAST = 1
    SMALL = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Share:
    """What a rung sends. height: pixels at most; per_second: pictures; kbit: None for no cap.

    resends: whether lost packets of the picture are sent again; a still one is asked for whole.
    """

    height: int
    per_second: float
    picture_kbit: int | None = None
    sound_kbit: int | None = None
    resends: bool = True


SHARES: Final[Mapping[Rung, Share]] = {
    Rung.SOUND: Share(180, 0.2, 40, 16, resends=False),
    Rung.LEAST: Share(180, 8.0, 100, 20),
    Rung.SMALL: Share(360, 15.0, 400),
    Rung.FULL: Share(2160, 60.0),
}

# What a rung needs in kbit/s, sound and packet heads included; and the most that the others bear.
_NEEDS: Final = {Rung.FULL: 350.0, Rung.SMALL: 220.0, Rung.LEAST: 130.0}
_LOSSES: Final = {Rung.FULL: 0.12, Rung.SMALL: 0.20, Rung.LEAST: 0.30}
_CONCEALED: Final = {Rung.FULL: 0.12, Rung.SMALL: 0.22, Rung.LEAST: 0.35}
_DELAYS_MS: Final = {Rung.FULL: 900.0, Rung.SMALL: 1500.0, Rung.LEAST: 2500.0}


@dataclass(frozen=True, slots=True)
class Report:
    """One second of a line, the worse of its two directions.

    available_kbit: what the engines believe they could send, None where neither says; loss,
    concealed: shares 0..1 of packets lost and of sound made up for them; rtt_ms: there and back.
    """

    available_kbit: float | None = None
    loss: float = 0.0
    concealed: float = 0.0
    rtt_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where a line stands.

    lows: what the last reports in a row bore that said less, the latest last, five at most; high:
    reports in a row that said as much or more; trial: seconds left of a climb's trial; feared: the
    rung whose trial failed, and patience: the seconds without trouble before it is tried again.
    """

    rung: Rung = Rung.FULL
    lows: tuple[Rung, ...] = ()
    high: int = 0
    trial: int = 0
    feared: Rung | None = None
    patience: int = CLIMB_SECONDS

    def after(self, report: Report) -> "Ladder":
        """Return where the line stands after one more second."""
        bears = bearable(report)
        now = replace(self, trial=max(0, self.trial - 1))
        if bears < self.rung:
            return now._suffering(bears)
        if self.trial == 1 and self.rung is self.feared:  # it holds after all
            now = replace(now, feared=None, patience=CLIMB_SECONDS)
        return now._at_ease(bears)

    def _suffering(self, bears: Rung) -> "Ladder":
        lows = (*self.lows, bears)[-FALL_A_LITTLE_SECONDS:]
        best = _fallen(lows)
        if best is None:
            return replace(self, lows=lows, high=0)
        below = _last_below(best, lows)  # they count for the next fall too
        if not self.trial:
            return Ladder(best, below, feared=self.feared, patience=self.patience)
        if self.rung is not self.feared:
            return Ladder(best, below, feared=self.rung, patience=2 * CLIMB_SECONDS)
        longer = min(2 * self.patience, LONGEST_CLIMB_SECONDS)
        return Ladder(best, below, feared=self.feared, patience=longer)

    def _at_ease(self, bears: Rung) -> "Ladder":
        high = self.high + 1
        if self.rung is Rung.FULL:
            return replace(self, lows=(), high=high)
        above = Rung(self.rung + 1)
        wait = self.patience if above is self.feared else CLIMB_SECONDS
        # Where the estimate is no higher than what is sent, it may be for want of trying.
        if high < wait * (1 if bears > self.rung else 2):
            return replace(self, lows=(), high=high)
        return Ladder(above, trial=TRIAL_SECONDS, feared=self.feared, patience=self.patience)


def _fallen(lows: Sequence[Rung]) -> Rung | None:
    """Return where reports in a row lead that said less; None while they are too few."""
    best = max(lows[-FALL_SECONDS:])
    enough = FALL_SECONDS if best < Rung.SMALL else FALL_A_LITTLE_SECONDS
    return best if len(lows) >= enough else None


def _last_below(rung: Rung, lows: Sequence[Rung]) -> tuple[Rung, ...]:
    """Return the reports at the end of a row that said less than a rung."""
    return tuple(takewhile(lambda low: low < rung, reversed(lows)))[::-1]


def bearable(report: Report) -> Rung:
    """Return the highest rung that a second like this one bears."""
    available = report.available_kbit
    return min(
        _highest(lambda rung: available is None or available >= _NEEDS[rung]),
        _highest(lambda rung: report.loss < _LOSSES[rung]),
        _highest(lambda rung: report.concealed < _CONCEALED[rung]),
        _highest(lambda rung: (report.rtt_ms or 0.0) < _DELAYS_MS[rung]),
    )


def report_of(second: Second) -> Report:
    """Return the worse of a line's two directions."""
    page = second.page or PageStatistics()
    estimates = (
        (second.available_kbit, second.sent_kbit),
        (page.available_kbit, page.sent_kbit or 0.0),
    )
    known = [kbit for kbit, sent in estimates if kbit is not None and sent >= TALKING_KBIT]
    rtts = [rtt for rtt in (second.rtt_ms, page.rtt_ms) if rtt is not None]
    return Report(
        available_kbit=min(known, default=None),
        loss=max(second.loss, page.loss or 0.0),
        concealed=max(second.concealed or 0.0, page.concealed or 0.0),
        rtt_ms=max(rtts, default=None),
    )


class _Asked(msgspec.Struct, frozen=True, tag="rung", tag_field="t"):
    rung: str


_ASKED: Final = msgspec.json.Decoder(_Asked)


def write_rung(rung: Rung) -> str:
    """Write a rung for the other end of the line."""
    return msgspec.json.encode(_Asked(rung.name.lower())).decode()


def read_rung(text: str) -> Rung | None:
    """Read what the host asks for; None when it is not to be understood."""
    try:
        return Rung[outside.read(_ASKED, text).rung.upper()]
    except (ValueError, KeyError):
        return None


def _highest(bears: Callable[[Rung], bool]) -> Rung:
    return next((rung for rung in (Rung.FULL, Rung.SMALL, Rung.LEAST) if bears(rung)), Rung.SOUND)
