"""Kinds of arguments that several commands take; a wrong one is said in a plain line."""

import argparse
import math
from collections.abc import Callable
from datetime import date
from typing import Final

from counselling.call.link.plan import Invited
from counselling.call.link.room import Role
from counselling.errors import UsageError
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition

_LAST_PORT: Final = 65_535


def port(text: str) -> int:
    """Read a port; 0 stands for any free one."""
    if not text.isascii() or not text.isdigit() or int(text[:9]) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; it is a number from 0 to 65535")
    return int(text)


def seconds(text: str) -> float:
    """Read a length of time."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0 upwards")
    return value


def day(text: str) -> date:
    """Read a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as YYYY-MM-DD") from None


def invited(text: str) -> Invited:
    """Read ROLE or ROLE:LANGUAGE of somebody to be invited."""
    role, _, language = text.partition(":")
    if role not in set(Role):
        raise argparse.ArgumentTypeError(f"{role!r} is no role; it is one of {', '.join(Role)}")
    return Invited(Role(role), language)


_RESULTS: Final = {
    "pos": TestResult.POSITIVE,
    "positive": TestResult.POSITIVE,
    "neg": TestResult.NEGATIVE,
    "negative": TestResult.NEGATIVE,
}


def supposition(text: str) -> Supposition:
    """Read "PERSON GENE pos|neg"; an id may hold blanks."""
    parts = text.rsplit(maxsplit=2)
    result = _RESULTS.get(parts[-1].casefold()) if len(parts) == 3 else None
    if result is None:
        raise UsageError("risk.unclear_supposition", text=text)
    return Supposition(parts[0], parts[1], result)


def whole(*, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from 1 to `most`."""

    def read(text: str) -> int:
        digits = text if text.isascii() and text.isdigit() else "0"
        number = int(digits[: len(str(most)) + 1])
        if not 1 <= number <= most:
            raise argparse.ArgumentTypeError(f"it is a whole number from 1 to {most}")
        return number

    return read
