"""The languages of the program: one line a language; what it has is said in its folder."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from counselling.errors import LanguageError

Direction: TypeAlias = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language that translations/ has a folder for, whatever is translated yet (traits.py).

    code: BCP 47, also the folder's name; own_name: as its speakers write it.
    """

    code: str
    own_name: str
    direction: Direction = "ltr"


LANGUAGES: Final = (
    Language("en", "English"),
    Language("bg", "български"),
    Language("cs", "čeština"),
    Language("da", "dansk"),
    Language("de", "Deutsch"),
    Language("el", "Ελληνικά"),
    Language("es", "español"),
    Language("et", "eesti"),
    Language("fi", "suomi"),
    Language("fr", "français"),
    Language("ga", "Gaeilge"),
    Language("hr", "hrvatski"),
    Language("hu", "magyar"),
    Language("is", "íslenska"),
    Language("it", "italiano"),
    Language("lt", "lietuvių"),
    Language("lv", "latviešu"),
    Language("mt", "Malti"),
    Language("nb", "norsk bokmål"),
    Language("nl", "Nederlands"),
    Language("pl", "polski"),
    Language("pt", "português"),
    Language("ro", "română"),
    Language("ru", "русский"),
    Language("sk", "slovenčina"),
    Language("sl", "slovenščina"),
    Language("sv", "svenska"),
    Language("tr", "Türkçe"),
    Language("uk", "українська"),
    Language("ar", "العربية", "rtl"),
    Language("fa", "فارسی", "rtl"),
)


def find(code: str) -> Language:
    """Return the language with this code. Raises LanguageError("language.unknown", known=...)."""
    for language in LANGUAGES:
        if language.code == code:
            return language
    known = ", ".join(language.code for language in LANGUAGES)
    raise LanguageError("language.unknown", code=code, known=known)


def direction_of(code: str) -> Direction:
    """Return how a language is written; from the left where it is none of ours."""
    directions = (each.direction for each in LANGUAGES if each.code == code)
    return next(directions, "ltr")
