"""The languages in which a family history can be typed: one line and one data file a language."""

from functools import cache
from importlib.resources import files
from typing import Final

from counselling.errors import LanguageError
from counselling.shorthand.lexicon import Lexicon, compile_lexicon

LANGUAGES: Final = (
    "en",
    "de",
)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language.

    Raises LanguageError("language.no_shorthand", known=...) for one that has no data file.
    """
    if language not in LANGUAGES:
        raise LanguageError("language.no_shorthand", code=language, known=", ".join(LANGUAGES))
    data = files("counselling.shorthand") / "data"
    kin = (data / "kin.toml").read_text("utf-8")
    return compile_lexicon(language, kin, (data / f"{language}.toml").read_text("utf-8"))
