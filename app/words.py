"""Loads the words of a language from the program's files, once a process."""

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
