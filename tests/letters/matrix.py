"""Which letters in which languages are set today: all of them at night, a part of them every day.

Every day each kind and each language has its turn at least once, in pairs that change from day to
day; a pair is named in its test's id, and CONSULTAND_LETTERS=all sets all of them.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle, islice, product

from counselling.letters.material import Kind
from counselling.letters.registry import KINDS
from tests.letters.languages import LANGUAGES

IS_WHOLE = "CONSULTAND_LETTERS" in os.environ
# languages whose letters other tests take apart in every detail
KNOWN = ("en", "de", "ar")


def turn() -> int:
    """A number that is another one every day."""
    return datetime.now(UTC).toordinal()


def pairs(kinds: Sequence[Kind], codes: Sequence[str], day: int) -> list[tuple[Kind, str]]:
    """Return pairs in which every kind and every language stands at least once."""
    many = max(len(kinds), len(codes))
    start = day % len(kinds)
    return list(
        zip(islice(cycle(kinds), start, start + many), islice(cycle(codes), many), strict=True)
    )


def today() -> list[tuple[Kind, str]]:
    """Return what is set in this run."""
    return list(product(KINDS, LANGUAGES)) if IS_WHOLE else pairs(KINDS, LANGUAGES, turn())


def in_large_print() -> tuple[str, ...]:
    """Return languages of which all kinds are set in large print: four, which change every day."""
    many = len(LANGUAGES)
    return LANGUAGES if IS_WHOLE else tuple(LANGUAGES[(4 * turn() + i) % many] for i in range(4))


def read_closely() -> tuple[str, ...]:
    """Return languages of which one letter is read by every reader: the known ones, and one more
    that changes.
    """
    others = [code for code in LANGUAGES if code not in KNOWN]
    if IS_WHOLE or not others:
        return LANGUAGES
    return (*KNOWN, others[turn() % len(others)])
