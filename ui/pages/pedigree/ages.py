"""An age as it is typed: whole years, a range, or nothing."""

import re
from typing import Final, TypeAlias

from counselling.pedigree.person import Age
from counselling.pedigree.terms import Laterality
from counselling.pedigree.validation import MAX_AGE_YEARS

_TYPED: Final = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_SIDES: Final = {"b": Laterality.BILATERAL, "l": Laterality.LEFT, "r": Laterality.RIGHT}

Onset: TypeAlias = tuple[Age | None, Laterality | None]


class NoAge(ValueError):
    """What was typed is no age."""


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


def typed_onsets(text: str) -> tuple[Onset, ...]:
    """Read one age at diagnosis or several: "43&51", with a side: "43b", "43l", "43r".

    Nothing typed is one age not known. Raises NoAge.
    """
    return tuple(_onset(part.strip()) for part in text.split("&"))


def _onset(part: str) -> Onset:
    side = _SIDES.get(part[-1:].casefold())
    return (typed_age(part[:-1] if side else part), side)
