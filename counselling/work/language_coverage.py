"""Use case: how much of the program a language says, and what is broken in its messages."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from counselling.errors import LanguageError
from counselling.language import messages
from counselling.language.catalogue import Catalogue
from counselling.language.kin import LABEL, RELATIONS, forms

_FUZZY: Final = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_KIN: Final = "kin"
# What every letter's message may ask for, whether English needs it or not.
_OPTIONAL: Final = frozenset({"gender", "address", "reader"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """One domain of a language beside the one that the program is written in.

    messages: how many are wanted; missing: ids of those that are not there, or doubtful; unknown:
    of those that nobody asks for; fuzzy: marked doubtful in the file. malformed, blanks, branches:
    ids of texts that cannot be read, that fill other blanks, that lack a plural form.
    """

    messages: int
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    fuzzy: int = 0
    malformed: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()

    @property
    def lacking(self) -> frozenset[str]:
        """Ids of what cannot be said: missing, unreadable, or without a plural form."""
        return frozenset((*self.missing, *self.malformed, *self.branches))

    @property
    def percent(self) -> int:
        """Whole percent that can be said; 100 only where nothing is lacking."""
        there = self.messages - len(self.lacking)
        return 100 * there // self.messages if self.messages else 100

    @property
    def is_whole(self) -> bool:
        """Whether the domain can be used: nothing is missing, doubtful or broken."""
        return not (
            self.missing
            or self.unknown
            or self.fuzzy
            or self.malformed
            or self.blanks
            or self.branches
        )


def coverage(
    domain: str, po_text: str, words: Catalogue, source: Catalogue, *, asked: Collection[str] = ()
) -> Coverage:
    """Compare one domain of a language with the one that the program is written in.

    po_text: the domain's file; words, source: the domain in both. asked: case forms that the
    language's own sentences ask of its relatives (asked_forms).
    """
    wanted = _relatives(words, asked) if domain == _KIN else set(source.raw)
    parsed = dict(_readable(words.raw))
    theirs = dict(_readable(source.raw))
    return Coverage(
        len(wanted),
        missing=tuple(sorted(wanted - words.raw.keys())),
        unknown=tuple(sorted(words.raw.keys() - wanted)),
        fuzzy=len(_FUZZY.findall(po_text)),
        malformed=tuple(sorted(words.raw.keys() - parsed.keys())),
        blanks=tuple(
            key
            for key, message in parsed.items()
            if _filled(message) != _filled(theirs.get(key, message))
        ),
        branches=tuple(
            key
            for key, message in parsed.items()
            if not messages.has_forms(message, words.plural_forms)
        ),
    )


def asked_forms(words: Catalogue) -> frozenset[str]:
    """Return the case forms that a language's sentences ask of the names of relatives."""
    return frozenset(
        form for _, message in _readable(words.raw) for form in messages.cases(message)
    )


def _relatives(words: Catalogue, asked: Collection[str]) -> set[str]:
    named = {"nominative", LABEL, *forms(words), *asked}
    return {f"{_KIN}.{relation}.{form}" for relation in RELATIONS for form in named}


def _filled(message: messages.Message) -> frozenset[str]:
    return messages.blanks(message) - _OPTIONAL


def _readable(raw: Mapping[str, str]) -> Iterator[tuple[str, messages.Message]]:
    for key, text in raw.items():
        try:
            yield key, messages.parse(text)
        except LanguageError:
            continue
