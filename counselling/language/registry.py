"""The languages of the program: one line a language."""

from dataclasses import dataclass
from typing import Final, Literal

from counselling.errors import LanguageError


@dataclass(frozen=True, slots=True)
class Language:
    """A language that translations/ holds.

    code: BCP 47, also the folder's name; own_name: as its speakers write it; reviewer: who signed
    its letters off in a clinic. None means unreviewed, and every letter in it prints so.
    """

    code: str
    own_name: str
    direction: Literal["ltr", "rtl"]
    reviewer: str | None


LANGUAGES: Final = (
    Language("en", "English", "ltr", None),
    Language("de", "Deutsch", "ltr", None),
    Language("ar", "العربية", "rtl", None),
)


def find(code: str) -> Language:
    """Return the language with this code. Raises LanguageError("language.unknown", known=...)."""
    for language in LANGUAGES:
        if language.code == code:
            return language
    known = ", ".join(language.code for language in LANGUAGES)
    raise LanguageError("language.unknown", code=code, known=known)
