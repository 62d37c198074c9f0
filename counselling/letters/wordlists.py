"""The lists of words of a language, and what they find in a sentence of a letter.

A risk is understood by absolute numbers out of one whole, with a span of time (Gigerenzer et al.
2007, Psychol Sci Public Interest 8:53); one that is only told beside another is taken for larger
than it is (Trevena et al. 2013, BMC Med Inform Decis Mak 13 Suppl 2:S7).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from counselling.errors import Field
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.letters import readability
from counselling.letters.wording import any_of

Found: TypeAlias = tuple[str, tuple[tuple[str, Field], ...]]

_PERCENT: Final = re.compile(r"\d[\d.,]*[ \u00a0]?[%٪]|[%٪]\d")
_DIGITS: Final = r"\d[\d.,]*\s+(?:\w+\s+)?"
_NAMED: Final = ("condition.", "letters.condition.", "cancer.")
_NO_ILLNESS: Final = frozenset(
    f"condition.{name}"
    for name in ("breast", "ovary", "prostate", "pancreas", "accident", "car_accident", "old_age")
)
_LEAST, _SHORT, _LONG = 4, 6, 10  # letters of a name: shorter abbreviations are words elsewhere,
# short ones are taken as they are, others lose an ending of one letter or two


@dataclass(frozen=True)
class WordLists:
    """The lists of one language."""

    words: Catalogue

    def found(self, sentence: str, *, is_for_patients: bool, before: str = "") -> Iterator[Found]:
        """Yield message id and fields of everything in a sentence that somebody should look at.

        before: the sentence before it, which may have named the whole.
        """
        if is_for_patients:
            for word in dict.fromkeys(self._all(N_("letters.check.jargon"), sentence)):
                yield "finding.letter_jargon", (("word", word),)
            if readability.is_hard_sentence(sentence, self.words.traits.ease):
                yield "finding.letter_hard_sentence", ()
            if self._is_percent(sentence):
                yield "finding.letter_percent", ()
        is_illness = self._illness.search(sentence) is not None
        if is_illness:
            yield from self._numbers(sentence, before)
        if is_for_patients and (is_illness or self._has(N_("letters.check.risk"), sentence)):
            for word in list(self._all(N_("letters.check.relative"), sentence))[:1]:
                yield "finding.letter_relative", (("word", word),)

    def _numbers(self, sentence: str, before: str) -> Iterator[Found]:
        """A share of an illness needs a span of time, a count of people the whole."""
        if self._is_percent(sentence) or self._is_share(sentence):
            if not self._has(N_("letters.check.span"), sentence):
                yield "finding.letter_no_span", ()
        elif self._counted.search(sentence) and not self._is_share(before):
            yield "finding.letter_no_whole", ()

    def _is_percent(self, sentence: str) -> bool:
        in_words = self._has(N_("letters.check.per_cent"), sentence)
        return bool(_PERCENT.search(sentence)) or (in_words and self._is_number(sentence))

    def _is_share(self, sentence: str) -> bool:
        return self._has(N_("letters.check.out_of"), sentence)

    def _is_number(self, sentence: str) -> bool:
        return bool(any_of("#", self._numerals).search(sentence))

    @property
    def _numerals(self) -> str:
        return self.words.raw.get(N_("letters.check.number"), "")

    @cached_property
    def _counted(self) -> re.Pattern[str]:
        people = any_of(self.words.raw.get(N_("letters.check.people"), "")).pattern
        return re.compile(_DIGITS + people, re.IGNORECASE)

    @cached_property
    def _illness(self) -> re.Pattern[str]:
        """Words of illness, and the names of all that the program knows."""
        raw = self.words.raw
        names = [
            _stem(name)
            for key, name in raw.items()
            if key.startswith(_NAMED) and key not in _NO_ILLNESS and len(name) >= _LEAST
        ]
        return any_of(", ".join((raw.get(N_("letters.check.illness"), ""), *names)))

    def _has(self, list_id: str, text: str) -> bool:
        return next(self._all(list_id, text), None) is not None

    def _all(self, list_id: str, text: str) -> Iterator[str]:
        for found in any_of(self.words.raw.get(list_id, ""), self._numerals).finditer(text):
            yield found[0]


def _stem(name: str) -> str:
    """A name by its words' beginnings: endings change with the sentence."""
    return " ".join(map(_beginning, name.split()))


def _beginning(word: str) -> str:
    if len(word) < _SHORT:
        return word
    return word[: -2 if len(word) >= _LONG else -1] + "*"
