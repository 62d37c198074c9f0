"""Ages as they are told: 42, ~42, 40s, early 50s, 42-44, <50, 60+, 2015."""

import re
from dataclasses import dataclass
from typing import Final

from counselling.pedigree.person import Age

OLDEST_YEARS: Final = 115
_END_OF_LIFE: Final = 125
_MONTHS: Final = 12
_WIDEST_YEARS: Final = 10  # "42-55" is rather two ages than a range
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_APOSTROPHES: Final = ("'", "’")
_LATEST_SHORT_YEAR: Final = 30
_PARTS: Final = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_NUMBER: Final = re.compile(r"(?P<sign>[~<>≈?]?)(?P<low>\d+)(?:[-–](?P<high>\d+))?(?P<tail>.*)")
_DECADE_TAILS: Final = ("s", "'s", "’s", "er", "ern")


@dataclass(frozen=True, slots=True)
class ToldAge:
    """An age, or the calendar year of an event, or told as not known (both None)."""

    age: Age | None = None
    year: int | None = None
    is_about: bool = False

    @property
    def low_years(self) -> float:
        """Lower end, 0 where there is none."""
        return self.age.low_years if self.age else 0.0


def told(text: str, *, part: str = "", is_months: bool = False) -> ToldAge | None:
    """Read a number token; part: early, mid or late. None where it cannot be an age or a year."""
    plain = re.sub(r"\s", "", text)
    if plain[:1] in _APOSTROPHES and plain[1:].isdecimal():
        short = int(plain[1:])  # "'98": of the last hundred years
        return ToldAge(None, short + (1900 if short > _LATEST_SHORT_YEAR else 2000))
    is_about = plain.endswith(("?", "ish"))
    plain = plain.removesuffix("ish")
    match = _NUMBER.fullmatch(plain.rstrip("?"))
    if match is None or len(match["low"]) > 4 or len(match["high"] or "") > 4:
        return None
    low, sign, tail = int(match["low"]), match["sign"], match["tail"].casefold()
    is_about = is_about or sign in ("~", "≈", "?")
    if match["high"]:
        high = int(match["high"])
        is_narrow = low < high <= min(low + _WIDEST_YEARS, OLDEST_YEARS)
        fits = is_narrow and not (sign or tail or part or is_months)
        return ToldAge(Age(low, high), None, is_about) if fits else None
    if is_months:
        return None if sign or tail or part else ToldAge(Age.at(low / _MONTHS), None, is_about)
    if tail in _DECADE_TAILS and _FIRST_YEAR < low < _LAST_YEAR and not low % 10 and not sign:
        return ToldAge(is_about=True)  # "in the 1980s": the words are kept
    if tail in _DECADE_TAILS or part:
        return None if sign in ("<", ">") else _decade(low, part, is_about=is_about)
    if _FIRST_YEAR < low < _LAST_YEAR and not sign and not tail:
        return ToldAge(None, low, is_about)
    return _one(low, sign, tail, is_about=is_about)


def _one(years: int, sign: str, tail: str, *, is_about: bool) -> ToldAge | None:
    if years > OLDEST_YEARS or (sign in ("<", ">") and tail):
        return None
    if sign == "<":
        return ToldAge(Age(0, years - 1), None, is_about) if years else None
    if sign == ">" or tail == "+":
        return ToldAge(Age(years + (sign == ">"), _END_OF_LIFE), None, is_about)
    return ToldAge(Age.at(years), None, is_about)


def _decade(years: int, part: str, *, is_about: bool) -> ToldAge | None:
    if years % 10 or not 0 < years < OLDEST_YEARS:
        return None
    low, high = _PARTS.get(part, (0, 9))
    return ToldAge(Age(years + low, years + high), None, is_about)
