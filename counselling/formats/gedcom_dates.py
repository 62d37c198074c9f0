"""GEDCOM's dates: calendars, words of doubt and phrases, read as far as they are certain.

Source: GEDCOM 5.5.1 DATE_VALUE and 7.0 section 2.4; the republican calendar's leap years are those
that were in use (III, VII, XI).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from counselling.formats.times import partial
from counselling.pedigree.person import PartialDate

_MONTHS: Final = {
    "JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "MAY": 5, "JUN": 6,
    "JUL": 7, "AUG": 8, "SEP": 9, "OCT": 10, "NOV": 11, "DEC": 12,
}  # fmt: skip
_REPUBLICAN: Final = {
    "VEND": 0, "BRUM": 1, "FRIM": 2, "NIVO": 3, "PLUV": 4, "VENT": 5, "GERM": 6,
    "FLOR": 7, "PRAI": 8, "MESS": 9, "THER": 10, "FRUC": 11, "COMP": 12,
}  # fmt: skip
_CALENDAR: Final = re.compile(
    r"@#D([A-Z ]+)@\s*|(GREGORIAN|JULIAN|FRENCH_R|HEBREW|ROMAN)\s+", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(?:(?:(\d{1,2})\s+)?([A-Z]{3,4})\s+)?(\d{1,4})(?:/(\d{2}))?", re.IGNORECASE
)
_LONGEST: Final = 100  # letters; nothing longer is a date or an age
_ABOUT: Final = re.compile(r"(ABT|CAL|EST|ABOUT|CA|C)\.?\s+", re.IGNORECASE)
_RANGE: Final = re.compile(r"(?:BET\.?|FROM)\s+(.+?)\s+(?:AND|TO)\s+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a date says for certain, and whether the file said more or less certain things."""

    when: PartialDate | None
    is_exact: bool


def read(text: str) -> Told:
    """Read a date value. Before, after, and ranges of several years say no date."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return Told(None, is_exact=False)
    if text.upper().startswith("INT "):
        text = re.sub(r"\(.*\)", "", text[4:]).strip()
    about = _ABOUT.match(text)
    if about:
        when = _plain(text[about.end() :])
        return Told(PartialDate(when.year) if when else None, is_exact=False)
    span = _RANGE.fullmatch(text)
    if span:
        ends = [_plain(part) for part in span.groups()]
        same = ends[0] if ends[0] and ends[1] and ends[0].year == ends[1].year else None
        return Told(PartialDate(same.year) if same else None, is_exact=False)
    when = _plain(text)
    return Told(when, is_exact=when is not None or not text)


def _plain(text: str) -> PartialDate | None:
    calendar = _CALENDAR.match(text)
    name = (calendar[1] or calendar[2]).strip().upper() if calendar else "GREGORIAN"
    found = _DATE.fullmatch(text[calendar.end() :] if calendar else text)
    if found is None:
        return None
    day = int(found[1]) if found[1] else None
    word, year = (found[2] or "").upper(), int(found[3])
    if name.startswith("FRENCH"):
        return _republican(day, word, year)
    if name not in ("GREGORIAN", "JULIAN") or (word and word[:3] not in _MONTHS):
        return None
    if found[4]:
        year += 1  # a year told both ways, 1699/00: the second began in January
    month = _MONTHS.get(word[:3])
    if name == "JULIAN" and day and month:
        return _julian(year, month, day)
    return partial(year, month, day)


def _republican(day: int | None, word: str, year: int) -> PartialDate | None:
    """Day 1 of the year I was 22 September 1792; without a day nothing is certain."""
    if not day or word not in _REPUBLICAN or not 1 <= year <= 14 or day > 30:
        return None
    days = 365 * (year - 1) + year // 4 + 30 * _REPUBLICAN[word] + day - 1
    return _of(date(1792, 9, 22) + timedelta(days=days))


def _julian(year: int, month: int, day: int) -> PartialDate | None:
    """The same day in the Gregorian calendar."""
    if year > 9000 or day > 31:
        return partial(year, month, day)
    shift = year - (month < 3)
    behind = shift // 100 - shift // 400 - 2
    try:
        return _of(date(year, month, min(day, 28)) + timedelta(days=behind + max(0, day - 28)))
    except (ValueError, OverflowError):
        return partial(year, month, day)


def _of(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def written(when: PartialDate) -> str:
    """Write a date as GEDCOM does."""
    names = {number: name for name, number in _MONTHS.items()}
    parts = [str(when.year)]
    if when.month:
        parts.insert(0, names[when.month])
        if when.day:
            parts.insert(0, str(when.day))
    return " ".join(parts)


_AGE: Final = re.compile(r"(?:(\d+)y)?\s*(?:(\d+)m)?\s*(?:(\d+)w)?\s*(?:(\d+)d)?", re.IGNORECASE)


def years(text: str) -> float | None:
    """Read an age: "44y 6m", or a bare number of years; None for what is none."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if text.isdecimal() and len(text) <= 3:
        return float(text)
    found = _AGE.fullmatch(text)
    if not text or found is None:
        return None
    parts = [int(part) if part and len(part) < 6 else 0 for part in found.groups()]
    out = parts[0] + parts[1] / 12 + (7 * parts[2] + parts[3]) / 365.25
    return out if out <= 200 else None


def written_age(years_old: float) -> str:
    """Write an age as GEDCOM does, in whole months."""
    whole, months = divmod(round(years_old * 12), 12)
    return f"{whole}y" + (f" {months}m" if months else "")
