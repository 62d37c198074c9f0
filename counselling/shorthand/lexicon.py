"""The words of one language as a value: which phrase can mean what, and what lies one slip away."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from counselling.pedigree.terms import Sex

_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "’": "'", "½": "1/2"})
_INNER_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\w)")
_MARKED: Final = re.compile(r"[-.]|\s\s|[\t\n]")
_BLANKS: Final = re.compile(r"\s+")
_OPEN: Final = frozenset(
    (
        "relation", "self", "genitive", "side-mat", "side-pat", "condition", "ambiguous", "circles",
        "procedure", "loss", "pathology", "ancestry", "ancestry-aj", "aside", "dx", "well", "twin",
        "gene", "marker", "adopted", "bilateral", "decade", "unknown", "born", "alive", "figure",
    )
)  # fmt: skip
_KIN: Final = ("relation", "self", "side-mat", "side-pat", "genitive")
_LONGEST_WORD: Final = 30
_SHORTEST_MENDED: Final = 5
_LONG_WORD: Final = 8
_KEYBOARDS: Final = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("qwertzuiopü", "asdfghjklöä", "yxcvbnm"),
)


class Sense(NamedTuple):
    """One meaning of a phrase: its kind, its id there, and whether it speaks of several."""

    category: str
    id: str
    is_plural: bool = False


class Relation(NamedTuple):
    """What a word for relatives means: paths of elementary steps, one a person.

    is_single: there can be only one, so the word points at her instead of adding one.
    of: what the relative is of one of the grandparents, where the word does not say of which.
    """

    id: str
    paths: tuple[tuple[str, ...], ...]
    is_single: bool
    sex: Sex
    of: str = ""


def normal(text: str) -> str:
    """Write a word as phrases are compared: no case, dots or inner hyphens, ä as ae."""
    if len(text) == 1:
        return text.casefold()
    if text.isascii() and text.islower() and not _MARKED.search(text):
        return text.strip()
    folded = _INNER_HYPHEN.sub(" ", text.casefold().translate(_FOLDED).replace(".", ""))
    return _BLANKS.sub(" ", folded).strip()


@dataclass(frozen=True)
class Lexicon:
    """Everything that one language's file and the shared kin.toml say."""

    language: str
    phrases: Mapping[str, tuple[Sense, ...]]
    options: Mapping[str, tuple[str, ...]]
    compounds: Mapping[str, tuple[str, ...]]
    given_names: frozenset[str]
    relations: Mapping[str, Relation]
    codes: Mapping[str, str]
    sex_of_condition: Mapping[str, Sex]
    panels: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, frozenset[str]]
    spelled: Mapping[Sense, str] = field(default_factory=dict)
    longest: Mapping[str, int] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    critical: frozenset[str] = frozenset()
    slipped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owned: str = "{relation}"
    subtypes: Mapping[str, str] = field(default_factory=dict)
    organs: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    leading: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    none_apart: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    in_whom: frozenset[str] = frozenset()
    elder: frozenset[str] = frozenset()
    younger: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()

    def word_for(self, category: str, sense_id: str) -> str:
        """Return the first phrase that says this, to be offered in a question."""
        return self.spelled.get(Sense(category, sense_id), sense_id)

    def name_of(self, condition: str) -> str:
        """Return what a condition's id is written as into a family, alike in all languages."""
        known = self.codes.get(condition) or self.names.get(condition)
        return known or self.word_for("condition", condition)

    def name_told(self, words: str) -> str:
        """Return the name of the one condition that these words say, "" for anything else."""
        told = {s.id for s in self.phrases.get(normal(words), ()) if s.category == "condition"}
        return self.name_of(told.pop()) if len(told) == 1 else ""

    def near(self, word: str) -> tuple[str, ...]:
        """Words one slip away: a letter lost, doubled, changed, or two swapped."""
        if len(word) > _LONGEST_WORD:
            return ()
        found = {v for part in (word, *_shortened(word)) for v in self.slipped.get(part, ())}
        return tuple(sorted(v for v in found if is_one_slip(word, v)))

    def mend(self, word: str, *, is_title: bool = False) -> str:
        """Return the one word that a slip made of this; "" when in doubt or when too short.

        is_title: written as a name is; only words for people are near enough then ("Mohter").
        """
        if len(word) < _SHORTEST_MENDED:
            return ""
        near = self.near(word)
        if any(self._sheds_a_term(word, v) for v in near):
            return ""
        if not near or any(v in self.critical or not self._is_open(v) for v in near):
            return ""
        if any(_is_another_word(word, v) for v in near):
            return ""
        if is_title and not any(self._is_kin(v) for v in near):
            return ""
        kin = [v for v in near if self._is_kin(v)]
        others = [v for v in near if v not in kin]
        if kin and not any(v in self.phrases or v in self.compounds for v in others):
            near = tuple(kin)  # the others are only parts of longer terms
        meanings = {self.phrases.get(v) for v in near}  # two spellings of one word are one
        return near[0] if len(near) == 1 or (len(meanings) == 1 and None not in meanings) else ""

    def is_kin_for_sure(self, word: str) -> bool:
        """Whether no slip makes this word for a relative of a word that says a fact ("dead")."""
        near = (s for other in self.near(word) for s in self.phrases.get(other, ()))
        return all(sense.category in (*_KIN, "her", "his", "their") for sense in near)

    def _sheds_a_term(self, word: str, other: str) -> bool:
        """Whether mending would lose a letter that says something: "ovariand" may be a "d"."""
        for rest, letter, beside in ((word[:-1], word[-1], word[-2]), (word[1:], word[0], word[1])):
            if rest == other and letter != beside and letter in self.phrases:
                return True
        return False

    def _is_open(self, word: str) -> bool:
        """Whether a word names somebody or something; small words are never made of others."""
        return all(sense.category in _OPEN for sense in self.phrases.get(word, ()))

    def _is_kin(self, word: str) -> bool:
        senses = self.phrases.get(word, ())
        return any(s.category in _KIN for s in senses)


def _is_another_word(word: str, other: str) -> bool:
    """Whether a changed letter is no slip of the finger: "gotte" is no "gatte", "wurst" no "wurde".

    In long words it is: few of them lie one letter apart.
    """
    if len(word) != len(other) or len(word) >= _LONG_WORD:
        return False
    changed = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(changed) == 1 and not any(_are_neighbours(*changed[0], rows) for rows in _KEYBOARDS)


def _are_neighbours(a: str, b: str, rows: tuple[str, ...]) -> bool:
    """Whether two letters lie beside each other on a keyboard."""
    places = {letter: (x + y / 2, y) for y, row in enumerate(rows) for x, letter in enumerate(row)}
    if a not in places or b not in places:
        return False
    (x1, y1), (x2, y2) = places[a], places[b]
    return abs(x1 - x2) <= 1 and abs(y1 - y2) <= 1


def _shortened(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def indexed(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Words by themselves and by themselves with one letter gone: two words one slip apart meet."""
    table: dict[str, tuple[str, ...]] = {}
    for word in words:
        for part in (word, *_shortened(word)):
            table[part] = (*table.get(part, ()), word)
    return table


def is_one_slip(a: str, b: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by one swap."""
    if abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if at is None:
        return True
    if len(a) == len(b):
        rest = a[at + 1 :] == b[at + 1 :]
        return rest or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[at + 1 :] == shorter[at:]
