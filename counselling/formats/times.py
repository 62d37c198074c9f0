"""Ages and partial dates as other programs write them, read within sane limits."""

import re
from typing import Final

from counselling.pedigree.person import PartialDate

MAX_YEARS: Final = 200
_DURATION: Final = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T\S*)?"
)
_DATE: Final = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?(?:T\S*)?")
_EASTERN: Final = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DAYS_IN_YEAR: Final = 365.25


def iso_years(years: float) -> str:
    """Write years as ISO 8601."""
    whole, months = divmod(round(years * 12, 6), 12)
    if months == int(months):
        return f"P{int(whole)}Y" + (f"{int(months)}M" if months else "")
    return f"P{years!r}Y"


def years(text: str) -> float | None:
    """Read an ISO 8601 duration as years; None for what is none or is beyond MAX_YEARS."""
    found = _DURATION.fullmatch(text.strip()) if len(text) < 100 else None
    if found is None or not any(found.groups()):
        return None
    parts = [float(part) if part else 0.0 for part in found.groups()]
    out = parts[0] + parts[1] / 12 + parts[2] * 7 / _DAYS_IN_YEAR + parts[3] / _DAYS_IN_YEAR
    return out if out <= MAX_YEARS else None


def date(text: str) -> PartialDate | None:
    """Read a date of which month and day may be missing; None for what is none."""
    text = text.strip()
    turned = _DAY_FIRST.fullmatch(text)
    if turned:
        return partial(int(turned[3]), int(turned[2]), int(turned[1]))
    found = _DATE.fullmatch(text) or _EASTERN.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return partial(year, month, day)


def partial(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    """Return a date of parts that can be; a month or day that cannot be is left away."""
    if not year or not 1 <= year <= 9999:
        return None
    if month is None or not 1 <= month <= 12:
        return PartialDate(year)
    if day is None or not 1 <= day <= 31:
        return PartialDate(year, month)
    return PartialDate(year, month, day)


def iso_date(when: PartialDate) -> str:
    """Write a date as far as it is known."""
    parts = [f"{when.year:04d}"]
    if when.month:
        parts.append(f"{when.month:02d}")
        if when.day:
            parts.append(f"{when.day:02d}")
    return "-".join(parts)
