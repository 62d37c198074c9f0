"""Says in an answer's own words whom it is about, so that it can be read as a line of shorthand.

An answer to "Mother: any brothers or sisters?" may be typed `sis 41; bro 44 aw`, and one to
"Mother: how old?" `d 60`. Before it is read, the person asked about is named where the words leave
her out; afterwards every place is told in the text as it was typed.
"""

import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from counselling.pedigree.answers import Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.opening import starts_person
from counselling.shorthand.phrase import PersonParser
from counselling.shorthand.reading import Reading
from counselling.shorthand.tokens import Kind, Token, tokens

# A pedigree number that no drawing gives: whom it names is told beside the text.
_NOBODYS: Final = "XXXIII-999"
_AS_DRAWN: Final = re.compile(r"[IVX]{1,6}-\d{1,3}")
_SIDES: Final = ("side-mat", "side-pat", "whole-mat", "whole-pat")
_EXPECTED: Final[Mapping[Topic, tuple[str, ...]]] = {
    Topic.SIBLINGS: ("brother", "sister", "sibling"),
    Topic.CHILDREN: ("son", "daughter", "child"),
    Topic.PARTNERS: ("husband", "wife", "partner"),
}
_PARENTS: Final = (Topic.MOTHER, Topic.FATHER)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with names put in. put: where in the text as typed, and what."""

    text: str
    put: tuple[tuple[int, str], ...]
    numbers: Mapping[PersonId, str]

    def told(self, reading: Reading) -> Reading:
        """Return a reading of the marked text with its places in the text as it was typed."""
        back = self._back
        return replace(
            reading,
            echoes=tuple(replace(e, start=back(e.start), end=back(e.end)) for e in reading.echoes),
            questions=tuple(
                replace(q, start=back(q.start), end=back(q.end)) for q in reading.questions
            ),
            unread=tuple(replace(u, start=back(u.start), end=back(u.end)) for u in reading.unread),
        )

    def _back(self, place: int) -> int:
        lengths = accumulate((len(words) for _, words in self.put), initial=0)
        for (at, words), before in zip(self.put, lengths, strict=False):
            start = at + before
            if place < start:
                return place - before
            if place < start + len(words):
                return at
        return place - sum(len(words) for _, words in self.put)


def marked(
    text: str,
    family: Family,
    person: PersonId,
    topic: Topic,
    *,
    lexicon: Lexicon,
    numbers: Mapping[PersonId, str],
) -> Marked:
    """Name the person asked about where an answer leaves her out.

    Facts at the beginning are hers (or her mother's, where that is asked). A bare relation that was
    asked for is hers; any other starts at the consultand, as everywhere.
    """
    number = numbers.get(person, "")
    if not _AS_DRAWN.fullmatch(number):
        number = _NOBODYS
    known = {**numbers, person: number}
    found = tokens(text, lexicon)
    names = {p.name.casefold() for p in family.persons if p.name}
    put: list[tuple[int, str]] = []
    if found and not _opens_otherwise(found, names):
        parent = f"{number}'s {lexicon.word_for('relation', topic.value)} "
        put.append((found[0].start, parent if topic in _PARENTS else f"{number} "))
    expected = _EXPECTED.get(topic, ())
    put += [(at, f"{number}'s ") for at in _bare(found, expected, lexicon, names)]
    return Marked(_with(text, put), tuple(put), known)


def _opens_otherwise(found: Sequence[Token], names: Container[str]) -> bool:
    """Whether the first words name somebody, or a side of the family."""
    return starts_person(found, 0, names) or found[0].has(*_SIDES)


def _bare(
    found: Sequence[Token], expected: Collection[str], lexicon: Lexicon, names: Container[str]
) -> Iterator[int]:
    """Places where a relation that was asked for stands without whose it is."""
    at = 0
    while at < len(found):
        if found[at].kind is Kind.BREAK or not starts_person(found, at, names):
            at += 1
            continue
        parser = PersonParser(found, at, lexicon, names=names)
        phrase = parser.parse()
        if phrase and phrase.anchor is None and phrase.owner is None and phrase.steps:
            first = phrase.steps[0]
            if first.relation.id in expected and not first.side:
                yield found[at].start
        at = max(parser.at, at + 1)


def _with(text: str, put: Sequence[tuple[int, str]]) -> str:
    for at, words in reversed(put):
        text = text[:at] + words + text[at:]
    return text
