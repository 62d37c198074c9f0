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


# The first is what the patient's page falls back to; the others by their names.
LANGUAGES: Final = (
    Language("en", "English"),
    Language("cs", "čeština"),
    Language("da", "dansk"),
    Language("de", "Deutsch"),
    Language("et", "eesti"),
    Language("es", "español"),
    Language("fr", "français"),
    Language("ga", "Gaeilge"),
    Language("hr", "hrvatski"),
    Language("is", "íslenska"),
    Language("it", "italiano"),
    Language("lv", "latviešu"),
    Language("lt", "lietuvių"),
    Language("hu", "magyar"),
    Language("mt", "Malti"),
    Language("nl", "Nederlands"),
    Language("nb", "norsk bokmål"),
    Language("pl", "polski"),
    Language("pt", "português"),
    Language("ro", "română"),
    Language("sk", "slovenčina"),
    Language("sl", "slovenščina"),
    Language("fi", "suomi"),
    Language("sv", "svenska"),
    Language("tr", "Türkçe"),
    Language("el", "Ελληνικά"),
    Language("bg", "български"),
    Language("ru", "русский"),
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
