"""The order of words, as a language's dictionaries have it: letters first, then marks."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

LATIN: Final = "a b c d e f g h i ı j k l m n o p q r s t u v w x y z þ"

# What stands before digits and letters, in CLDR's order; other signs follow by their number.
_SIGNS: Final = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"

# Marks in the order in which they tell apart what is else alike (Unicode's default table).
_MARKS: Final = (
    "\u0313\u0314\u0301\u0300\u0306\u0302\u030c\u030a"
    "\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
)
_STROKE: Final = "\u0338"

# What Unicode does not take apart, as what it counts as.
_APART: Final = {
    "æ": "ae", "œ": "oe", "đ": "d" + _STROKE, "ð": "d" + 2 * _STROKE, "ħ": "h" + _STROKE,
    "ł": "l" + _STROKE, "ø": "o" + _STROKE, "ŧ": "t" + _STROKE, "’": "'", "‘": "'", "ʼ": "'",
    "‐": "-", "‑": "-", "–": "-", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
_WHOLE: Final = "й"  # a letter of its own in every Cyrillic alphabet
_TWIN: Final = 1000  # letters that count as the same differ by more than marks do

CollationKey: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]
_Weight: TypeAlias = tuple[tuple[int, int] | None, int]  # a letter's place, if it has one; its mark


@dataclass(frozen=True)
class Order:
    """A language's alphabet.

    alphabet: small letters with blanks between them, each of one sign or several ("ch"), those that
    count as the same letter joined by "=". spelled: a spelling -> what it counts as.
    Letters that stand not in the alphabet are taken apart into letter and marks; what is left then
    comes after it, by Unicode's numbers.
    """

    alphabet: str = LATIN
    spelled: Mapping[str, str] = field(default_factory=dict, compare=False)

    def key(self, small: str) -> CollationKey:
        """Return what words are compared by. small: a text in small letters."""
        text = unicodedata.normalize("NFC", small)
        for spelling, counted in self.spelled.items():
            text = text.replace(spelling, counted)
        weights = tuple(self._weights(text))
        places = tuple(place for place, _ in weights if place is not None)
        return places, tuple(mark for _, mark in weights)

    @cached_property
    def _letters(self) -> Mapping[str, _Weight]:
        found: dict[str, _Weight] = {}
        for place, alike in enumerate(self.alphabet.split()):
            for rank, letter in enumerate(alike.split("=")):
                found[letter] = (2, place), rank and _TWIN + rank
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._letters))

    def _weights(self, text: str) -> Iterator[_Weight]:
        at = 0
        while at < len(text):
            for size in range(self._longest, 0, -1):
                known = self._letters.get(text[at : at + size])
                if known:
                    yield known
                    break
            else:
                size = 1
                yield from self._foreign(text[at])
            at += size

    def _foreign(self, sign: str) -> Iterator[_Weight]:
        apart = _APART.get(sign) or unicodedata.normalize("NFKD", sign)
        for each in sign if sign in _WHOLE else apart:
            if unicodedata.combining(each):
                place = _MARKS.find(each)
                yield None, 1 + (place if place >= 0 else len(_MARKS) + ord(each) % _TWIN // 2)
            elif each in self._letters:
                yield self._letters[each]
            elif unicodedata.category(each)[0] != "C":
                yield _place(each), 0


def _place(sign: str) -> tuple[int, int]:
    if sign.isdecimal():
        return 1, unicodedata.decimal(sign)
    if sign.isalpha():
        return 3, ord(sign)
    place = _SIGNS.find(sign)
    return 0, place if place >= 0 else len(_SIGNS) + ord(sign)
