"""Loads the words of a language from the program's files, once a process."""

from datetime import datetime
from functools import cache

from app.paths import resource
from counselling.errors import LanguageError
from counselling.language.catalogue import Catalogue, read
from counselling.language.marks import DOMAINS
from counselling.language.registry import find


@cache
def catalogue(code: str) -> Catalogue:
    """Return the catalogue of a language. Raises LanguageError for one we do not have."""
    language = find(code)
    folder = resource("translations", language.code)
    try:
        files = {d: (folder / f"{d}.po").read_text(encoding="utf-8") for d in DOMAINS}
    except OSError as error:
        raise LanguageError("language.file", domain=code) from error
    return read(language.code, language.direction, files)


def counted(number: int, one: str, several: str = "") -> str:
    """Say how many in the command line's English: 1 page, 2 pages."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def local(told: str, *, with_seconds: bool = False) -> str:
    """Say a moment, told as ISO 8601, by this computer's clock: 2026-11-28 14:05.

    What is no moment (out of a file that somebody wrote in) is said as it was told.
    """
    try:
        here = datetime.fromisoformat(told).astimezone()
    except (ValueError, OverflowError):
        return told
    return f"{here:%Y-%m-%d %H:%M:%S}" if with_seconds else f"{here:%Y-%m-%d %H:%M}"


def people(number: int) -> str:
    """Say how many people."""
    return counted(number, "person", "people")
