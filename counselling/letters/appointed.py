"""The moment of an appointment on the clock of a place, on the nights of its change too.

A time that a clock jumps over (half past two on the last Sunday of March) is the one an hour later,
as the clock then shows; one that comes twice (in October) is the first. Both are told with the
hours from UTC, so that nobody has to guess.
"""

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from counselling.errors import LetterError

_MINUTE: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Appointed:
    """start: as the clock of the place shows it then. is_odd: on the hour of a clock's change."""

    start: datetime
    zone: str
    is_odd: bool = False

    @property
    def zone_told(self) -> str:
        """The place, with the hours from UTC where the clock alone does not say enough."""
        return f"{self.zone}, {_from_utc(self.start)}" if self.is_odd else self.zone


def appointed(told: datetime, zone: str) -> Appointed:
    """Return a time that was told on a place's clock.

    told: without a zone. zone: IANA's name. Raises LetterError("letter.unknown_zone"), and
    "letter.no_appointment" for what no calendar holds.
    """
    place = zone_of(zone)
    local = told.replace(tzinfo=place)
    try:
        there = local.astimezone(UTC).astimezone(place)
        there + _LONGEST  # so long an appointment ends on some day too
    except OverflowError:
        raise LetterError("letter.no_appointment") from None
    comes_twice = local.utcoffset() != local.replace(fold=1).utcoffset()
    return Appointed(there, zone, is_odd=comes_twice)


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """Return a zone by its name. Raises LetterError("letter.unknown_zone")."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise LetterError("letter.unknown_zone") from None


def _from_utc(moment: datetime) -> str:
    minutes = (moment.utcoffset() or timedelta()) // _MINUTE
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
