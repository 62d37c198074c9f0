"""The languages in which a family history can be typed: one line and one data file a language."""

from functools import cache
from importlib.resources import files
from typing import Final

from counselling.errors import LanguageError
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.vocabulary import compile_lexicon

LANGUAGES: Final = (
    "en",
    "de",
)


@cache
def lexicon(language: str, clinic: str = "") -> Lexicon:
    """Return the words of a language.

    clinic: the text of a clinic's own terms (TOML), read after the language's.
    Raises LanguageError("language.no_shorthand", known=...) for one that has no data file;
    ShorthandError as vocabulary.compile_lexicon for terms that do not fit.
    """
    if language not in LANGUAGES:
        raise LanguageError("language.no_shorthand", code=language, known=", ".join(LANGUAGES))
    data = files("counselling.shorthand") / "data"
    files_read = ("kin", language, LANGUAGES[0])
    kin, words, names = ((data / f"{name}.toml").read_text("utf-8") for name in files_read)
    return compile_lexicon(language, kin, words, names=names, clinic=clinic)
