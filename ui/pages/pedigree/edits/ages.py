"""Ages and dates as they are typed: whole years, a range, a year, a day, or nothing."""

import re
from typing import Final

from counselling.pedigree.lifetimes import MAX_AGE_YEARS
from counselling.pedigree.person import Age, PartialDate

_TYPED: Final = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})[-./])?(\d{1,2})[-./](\d{4})")
_YEARS: Final = range(1000, 2200)


class NoAge(ValueError):
    """What was typed is no age, no date, no number."""


def typed_age(text: str) -> Age | None:
    """Read "38", "40-49", or nothing; digits of any script. Raises NoAge."""
    text = text.strip()
    if not text:
        return None
    found = _TYPED.fullmatch(text)
    if found is None:
        raise NoAge
    low = int(found[1])
    high = int(found[2] or low)
    if not low <= high <= MAX_AGE_YEARS:
        raise NoAge
    return Age(low, high)


def as_typed(age: Age | None) -> str:
    """Write an age as it would be typed."""
    if age is None:
        return ""
    low, high = int(age.low_years), int(age.high_years)
    return str(low) if age.is_exact else f"{low}-{high}"


def typed_date(text: str) -> PartialDate | None:
    """Read "1960", "5/1960", "12/5/1960", "1960-05-12", or nothing. Raises NoAge."""
    text = text.strip()
    if not text:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = found[3], found[2], found[1]
    else:
        raise NoAge
    date = PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    is_month = date.month is None or 1 <= date.month <= 12
    is_day = date.day is None or 1 <= date.day <= 31
    if date.year not in _YEARS or not is_month or not is_day:
        raise NoAge
    return date


def date_as_typed(date: PartialDate | None) -> str:
    """Write a date as it would be typed."""
    if date is None:
        return ""
    parts = (f"{date.year:04}", *(f"{part:02}" for part in (date.month, date.day) if part))
    return "-".join(parts)


def typed_age_or_date(text: str) -> tuple[Age | None, PartialDate | None]:
    """Read an age, a year or day, or both with a blank between. Raises NoAge."""
    age, date = None, None
    for part in text.split():
        if _TYPED.fullmatch(part):
            age = typed_age(part)
        else:
            date = typed_date(part)
    return age, date


def typed_number(text: str, *, most: int) -> int | None:
    """Read a number from 0 to `most`, or nothing. Raises NoAge."""
    text = text.strip()
    if not text:
        return None
    if not text.isdecimal() or int(text) > most:
        raise NoAge
    return int(text)
