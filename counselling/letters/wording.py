"""Lists of words in a catalogue, as patterns: "gene, genes, Gentest*, # in #".

* is any letters, # a number: digits, or one of the language's own words for numbers.
"""

import re
from functools import cache
from typing import Final

_NEVER: Final = re.compile(r"(?!)")
_DIGITS: Final = r"\d(?:[\d.,]*\d)?"


@cache
def any_of(listed: str, numerals: str = "") -> re.Pattern[str]:
    """Return a pattern that finds whole words of a list, whatever their case.

    numerals: a list of the language's words for numbers.
    """
    words = _split(listed)
    if not words:
        return _NEVER
    number = "|".join((_DIGITS, *map(re.escape, _split(numerals))))
    either = "|".join(_pattern(word, f"(?:{number})") for word in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _split(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(",") if word.strip()]


def _pattern(word: str, number: str) -> str:
    any_letters = re.escape(word).replace(r"\*", r"\w*")
    return any_letters.replace(r"\ ", r"\s+").replace(r"\#", number)
