"""Short answers as they are typed: not known, none, yes, later, a side, a source."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from counselling.errors import LanguageError
from counselling.interview.gap import MAY_BE_NONE
from counselling.pedigree.answers import Topic
from counselling.pedigree.terms import Laterality, Source

_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class Replies:
    """One language's short answers. What is typed is compared without case, dots and odd blanks."""

    unknown: frozenset[str]
    none: frozenset[str]
    yes: frozenset[str]
    later: frozenset[str]
    none_of: Mapping[Topic, frozenset[str]]
    sides: Mapping[str, Laterality]
    sources: Mapping[str, Source]

    def is_unknown(self, text: str) -> bool:
        """Whether somebody said that it is not known."""
        return plain(text) in self.unknown

    def is_none(self, text: str, topic: Topic) -> bool:
        """Whether somebody said no, or that there is none; and whether that answers the topic."""
        said = plain(text)
        is_said = said in self.none or said in self.none_of.get(topic, ())
        return is_said and topic in MAY_BE_NONE

    def is_yes(self, text: str) -> bool:
        """Whether somebody said yes and nothing more."""
        return plain(text) in self.yes

    def is_later(self, text: str) -> bool:
        """Whether the question is to be put off."""
        return plain(text) in self.later

    def side(self, text: str) -> Laterality | None:
        """The side of a paired organ, None where none was said."""
        return self.sides.get(plain(text))

    def source(self, text: str) -> Source | None:
        """Where a diagnosis was read or heard, None where it was not said."""
        return self.sources.get(plain(text))


def plain(text: str) -> str:
    """Write an answer as replies are compared."""
    return _BLANKS.sub(" ", text.casefold().replace(".", " ").replace("’", "'")).strip()


@cache
def replies(language: str) -> Replies:
    """Return a language's replies.

    Raises LanguageError("language.no_shorthand", known=...) for one without a section.
    """
    text = (files("counselling.interview") / "data" / "replies.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    if language not in raw:
        raise LanguageError("language.no_shorthand", code=language, known=", ".join(raw))
    words = raw[language]
    return Replies(
        unknown=_words(words["unknown"]),
        none=_words(words["none"]),
        yes=_words(words["yes"]),
        later=_words(words["later"]),
        none_of={Topic(key): _words(found) for key, found in words["none_of"].items()},
        sides={plain(w): Laterality(key) for key, found in words["side"].items() for w in found},
        sources={plain(w): Source(key) for key, found in words["source"].items() for w in found},
    )


def _words(found: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain, found))
