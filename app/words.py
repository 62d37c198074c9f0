"""Loads the words of a language from the program's files, once a process."""

import os
from datetime import datetime
from functools import cache
from typing import Final

from app.paths import resource
from counselling.errors import LanguageError
from counselling.language import pseudo
from counselling.language.catalogue import Catalogue, read
from counselling.language.registry import LANGUAGES, Language, find
from counselling.language.traits import Traits, Use, read_traits

_FALLBACK: Final = "en"
# A developer's switch: languages that nobody speaks can be chosen (counselling/language/pseudo).
PSEUDO: Final = "CONSULTAND_PSEUDO"


def catalogue(code: str, use: Use = Use.DESK) -> Catalogue:
    """Return the words of a language that a use needs, and nothing of another language.

    Raises LanguageError for a language that we do not have, or not for this use.
    """
    demand(code, use)
    if code in pseudo.CODES:
        return pseudo.pseudo(_whole(_FALLBACK, use), code)
    return _whole(code, use)


def offers_pseudo() -> bool:
    """Whether a developer wants the languages that nobody speaks."""
    return PSEUDO in os.environ


def demand(code: str, use: Use) -> None:
    """Refuse a language that we do not have, or not for this use. Raises LanguageError."""
    if code in pseudo.CODES and offers_pseudo():
        return
    known = ", ".join(language.code for language in offered(use))
    if code not in [language.code for language in LANGUAGES]:
        raise LanguageError("language.unknown", code=code, known=known)
    if not traits(code).is_for(use):
        raise LanguageError("language.not_offered", code=code, known=known)


def letter_words(code: str) -> Catalogue:
    """Return the words of letters in a language. Raises as `catalogue`."""
    return catalogue(code, Use.LETTERS)


def picture_words(code: str) -> Catalogue:
    """Return the words of pictures in a language; all in English where it has not all of them."""
    is_there = any(code == language.code for language in offered(Use.LETTERS))
    return letter_words(code if is_there else _FALLBACK)


def desk_words(code: str) -> Catalogue:
    """Return the desk's words in a language; all in English where it has not all of them."""
    is_there = any(code == language.code for language in offered(Use.DESK))
    return catalogue(code if is_there else _FALLBACK)


@cache
def offered(use: Use) -> tuple[Language, ...]:
    """Return the languages that have all the words that a use needs. Raises LanguageError."""
    return tuple(language for language in LANGUAGES if traits(language.code).is_for(use))


@cache
def traits(code: str) -> Traits:
    """Return what a language's folder says of it. Raises LanguageError."""
    return read_traits(_file(code, "language.toml"))


def forms_of_address(code: str) -> tuple[str, ...]:
    """Return the forms of address that a language tells apart. Raises LanguageError."""
    return traits(code).addresses


def domain_text(code: str, domain: str) -> str:
    """Return a domain's file, complete or not; "" where there is none. Raises LanguageError."""
    if not resource("translations", code, f"{domain}.po").is_file():
        return ""
    return _file(code, f"{domain}.po")


@cache
def _whole(code: str, use: Use) -> Catalogue:
    language, told = find(code), traits(code)
    files = {domain: _file(code, f"{domain}.po") for domain in use.value}
    return read(language.code, language.direction, files, traits=told)


def _file(code: str, name: str) -> str:
    try:
        return resource("translations", code, name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageError("language.file", domain=code) from error


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
