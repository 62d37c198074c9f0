"""Words in which this desk's notes are read: a language's, with the clinic's own terms."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from counselling.errors import ShorthandError
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.registry import lexicon

# Words of a language, by its code; raises LanguageError, ShorthandError.
Lexicons: TypeAlias = Callable[[str], Lexicon]


class ClinicWords:
    """The clinic's own terms, one file a language in a folder of the desk: terms/en.toml.

    A file is read once; the next start reads it anew. Without one the language's words stand alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._terms: dict[str, str] = {}

    def __call__(self, language: str) -> Lexicon:
        """Return the words of a language.

        Raises LanguageError for one without notes; ShorthandError for terms that cannot be read or
        do not fit: nothing is read with half of them.
        """
        if language not in self._terms:
            path = self._folder / f"{language}.toml"
            self._terms[language] = _read(path) if path.is_file() else ""
        terms = self._terms[language]
        return lexicon(language, terms) if terms else lexicon(language)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ShorthandError("shorthand.terms_unreadable", why="UTF-8") from error
    except OSError as error:
        raise ShorthandError("shorthand.terms_unreadable", why=error.strerror or "") from error
