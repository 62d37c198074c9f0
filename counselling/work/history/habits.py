"""Use case: how this desk is used: its keys' letters, and what is chosen most. No patient data."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from counselling.errors import LanguageError, ShorthandError
from counselling.files import replace_file
from counselling.settings import toml
from counselling.shorthand.registry import LANGUAGES, lexicon
from counselling.work.history.clinic_words import Lexicons

_MOST: Final = 9999  # of one thing: beyond, the order does not change any more


@dataclass(frozen=True, slots=True)
class Term:
    """A condition that can be chosen: as it is written into a family, and other words for it."""

    name: str
    also: tuple[str, ...] = ()


class Habits:
    """Letters of the keys, and counts of what the program itself offers.

    path: the file of the counts; letters: deed and letter, as settings.letters has them in force.
    Words that somebody typed are never counted: they could name a person.
    """

    def __init__(
        self, path: Path, *, letters: Mapping[str, str], lexicons: Lexicons = lexicon
    ) -> None:
        self._lexicons = lexicons
        self._path = path
        self._counts: Mapping[str, int] | None = None
        self.letters = MappingProxyType(dict(letters))

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each code was chosen at this desk; empty where the file cannot be read."""
        if self._counts is None:
            self._counts = _read(self._path)
        return self._counts

    def use(self, code: str) -> None:
        """Count a choice and keep it. Raises StorageError. Not on the UI thread."""
        counts = dict(self.counts)
        counts[code] = min(counts.get(code, 0) + 1, _MOST)
        self._counts = MappingProxyType(counts)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self._path, toml.render({"chosen": counts}).encode())

    def conditions(self, language: str) -> tuple[Term, ...]:
        """Return the conditions that notes in a language can name; English ones without a file."""
        try:
            known = self._lexicons(language)
        except LanguageError:
            known = self._lexicons(LANGUAGES[0])
        except ShorthandError:
            known = lexicon(language)  # the line says what is wrong with the clinic's terms
        terms: dict[str, list[str]] = {}
        for phrase, senses in known.phrases.items():
            for sense in senses:
                if sense.category == "condition" and sense.id not in known.groups["cause_only"]:
                    terms.setdefault(sense.id, []).append(phrase)
        return tuple(Term(known.name_of(each), tuple(phrases)) for each, phrases in terms.items())


def _read(path: Path) -> Mapping[str, int]:
    with suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        chosen = tomllib.loads(path.read_text("utf-8")).get("chosen")
        if isinstance(chosen, dict):
            return {k: v for k, v in chosen.items() if isinstance(v, int) and 0 < v <= _MOST}
    return {}
