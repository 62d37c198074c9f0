"""The words of one language as a value: which phrase can mean what, and what lies one slip away."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from counselling.pedigree.terms import Sex

_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "’": "'", "½": "1/2"})
_INNER_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\w)")
_BLANKS: Final = re.compile(r"\s+")
_SEXES: Final = {"f": Sex.FEMALE, "m": Sex.MALE, "u": Sex.UNKNOWN}
# Sections of a language's file whose keys are ids of their own kind.
_SECTIONS: Final = ("condition", "loss", "procedure", "marker")
# A slip must never make or take away one of these.
_CRITICAL: Final = frozenset(
    (
        "side-mat",
        "side-pat",
        "whole-mat",
        "whole-pat",
        "pos",
        "neg",
        "vus",
        "no",
        "her",
        "his",
        "unaffected",
        "untested",
        "former",
        "dead",
        "adopted-in",
        "adopted-out",
    )
)
_LONGEST_WORD: Final = 30
_SHORTEST_MENDED: Final = 5


class Sense(NamedTuple):
    """One meaning of a phrase: its kind, its id there, and whether it speaks of several."""

    category: str
    id: str
    is_plural: bool = False


class Relation(NamedTuple):
    """What a word for relatives means: paths of elementary steps, one a person.

    is_single: there can be only one, so the word points at her instead of adding one.
    """

    id: str
    paths: tuple[tuple[str, ...], ...]
    is_single: bool
    sex: Sex


def normal(text: str) -> str:
    """Write a word as phrases are compared: no case, dots or inner hyphens, ä as ae."""
    if len(text) == 1:
        return text.casefold()
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

    def word_for(self, category: str, sense_id: str) -> str:
        """Return the first phrase that says this, to be offered in a question."""
        return self.spelled.get(Sense(category, sense_id), sense_id)

    def has_plural(self, relation: str) -> bool:
        """Whether a relation has a word for several."""
        return Sense("relation", relation, True) in self.spelled

    def near(self, word: str) -> tuple[str, ...]:
        """Words one slip away: a letter lost, doubled, changed, or two swapped."""
        if len(word) > _LONGEST_WORD:
            return ()
        found = {v for part in (word, *_shortened(word)) for v in self.slipped.get(part, ())}
        return tuple(sorted(v for v in found if is_one_slip(word, v)))

    def mend(self, word: str) -> str:
        """Return the one word that a slip made of this; "" when in doubt or when too short."""
        if len(word) < _SHORTEST_MENDED:
            return ""
        near = self.near(word)
        if not near or any(v in self.critical for v in near):
            return ""
        meanings = {self.phrases.get(v) for v in near}  # two spellings of one word are one
        return near[0] if len(near) == 1 or (len(meanings) == 1 and None not in meanings) else ""


def compile_lexicon(language: str, kin: str, words: str) -> Lexicon:
    """Read the two TOML texts."""
    shared, raw = tomllib.loads(kin), tomllib.loads(words)
    phrases: dict[str, tuple[Sense, ...]] = {}
    spelled: dict[Sense, str] = {}
    for term, sense in _terms(raw, shared):
        spelled.setdefault(sense, term)
        known = phrases.get(normal(term), ())
        phrases[normal(term)] = known if sense in known else (*known, sense)
    for term in raw["ambiguous"]:
        phrases[normal(term)] = (Sense("ambiguous", term),)
    single = {word for phrase in phrases for word in phrase.split()}
    longest: dict[str, int] = {}
    for phrase in phrases:
        parts = phrase.split()
        longest[parts[0]] = max(longest.get(parts[0], 1), len(parts))
    return Lexicon(
        language,
        phrases,
        {normal(term): tuple(options) for term, options in raw["ambiguous"].items()},
        {normal(k): tuple(v.split()) for k, v in raw.get("compound", {}).items()},
        frozenset(normal(name) for name in raw["name"]["given"]),
        {key: _relation(key, spec) for key, spec in shared["relation"].items()},
        shared["code"],
        {key: _SEXES[letter] for key, letter in shared["only"].items()},
        {gene: tuple(genes) for gene, genes in shared["genes"]["panel"].items()},
        {key: frozenset(shared[key]) for key in ("cause_only", "often_cause", "benign", "adult")},
        spelled,
        longest,
        frozenset(single),
        frozenset(
            word
            for phrase, senses in phrases.items()
            if any(s.category in _CRITICAL or s.id.startswith("half") for s in senses)
            for word in phrase.split()
        ),
        _index(word for word in single if word.isalpha() and len(word) > 1),
    )


def _terms(
    raw: Mapping[str, dict[str, list[str]]], shared: Mapping[str, dict[str, list[str]]]
) -> Iterator[tuple[str, Sense]]:
    for key, forms in raw["relation"].items():
        for is_plural, terms in zip((False, True), forms, strict=True):
            yield from ((term, Sense("relation", key, is_plural)) for term in terms)
    for key, forms in raw.get("genitive", {}).items():
        for term in forms:
            yield term, Sense("relation", key)
            yield term, Sense("genitive", key)
    for section in _SECTIONS:
        for key, forms in raw[section].items():
            yield from ((term, Sense(section, key)) for term in forms)
    for key, forms in raw["word"].items():
        yield from ((term, Sense(key, key)) for term in forms)
    yield from _numbers(raw["number"])
    for gene in (*shared["genes"]["known"], *shared["genes"]["panel"]):
        yield gene, Sense("gene", gene)


def _numbers(raw: Mapping[str, list[str]]) -> Iterator[tuple[str, Sense]]:
    order = str(raw["order"])
    named = [*raw["units"], *raw["teens"]]
    for value, word in enumerate(named, start=1):
        yield word, Sense("figure", str(value))
    for ten, word in enumerate(raw["tens"], start=2):
        yield word, Sense("figure", str(10 * ten))
        for unit, small in enumerate(raw["units"], start=1):
            yield order.format(ten=word, unit=small), Sense("figure", str(10 * ten + unit))
    for ten, word in enumerate(raw["decades"], start=2):
        yield word, Sense("decade", f"{10 * ten}s")


def _relation(key: str, spec: Mapping[str, object]) -> Relation:
    paths = spec.get("pair") or [spec["path"]]
    assert isinstance(paths, list)
    letter = str(spec.get("sex", "u"))
    return Relation(key, tuple(tuple(p) for p in paths), bool(spec.get("one")), _SEXES[letter])


def _shortened(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _index(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
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
