"""What is typed into the search, read: which tokens of a person it asks for, in three rounds.

A token is a letter for its kind and a folded word ("nmuller", "y1972", "gbrca1"). What is sent to
the database is made of tokens alone, letters and digits in quotes: typed text cannot break it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from counselling.records.index.condition_words import ConditionWords
from counselling.records.index.folding import (
    clusters,
    joined,
    joined_end,
    key,
    keys,
    spelled,
    word_sounds,
)

MOST_LETTERS: Final = 200
_MOST_WORDS: Final = 12
_LONGEST_NAME: Final = 5  # words in the name of a condition
_SHORTEST_BEGINNING: Final = 2
_YEAR: Final = re.compile(r"1[89]\d\d|20\d\d")

Cluster = tuple[str, ...]


class Round(IntEnum):
    """How near a find is: in the very words, with words that begin so, by their sound."""

    EXACT = 0
    BEGUN = 1
    HEARD = 2


@dataclass(frozen=True, slots=True)
class Atom:
    """One word asked for. exact: tokens, one of which must be there; begun: their beginnings do in
    the second round, heard: these too in the third.
    """

    exact: tuple[str, ...]
    begun: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()

    def match(self, round_: Round) -> str:
        """Write this word for FTS5."""
        wanted = [f'"{token}"' for token in self.exact]
        if round_ >= Round.BEGUN:
            wanted += [f'"{token}"*' for token in self.begun]
        if round_ >= Round.HEARD:
            wanted += [f'"{token}"' for token in self.heard]
        return f"({' OR '.join(wanted)})"

    def found(self, tokens: frozenset[str], round_: Round) -> tuple[str, ...]:
        """Return those of a person's tokens that this word asks for."""
        hits = [token for token in self.exact if token in tokens]
        if round_ >= Round.BEGUN and not hits:
            hits = [t for t in sorted(tokens) if any(t.startswith(b) for b in self.begun)]
        if round_ >= Round.HEARD and not hits:
            hits = [token for token in self.heard if token in tokens]
        return tuple(hits)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for: all atoms of one of the alternatives."""

    alternatives: tuple[tuple[Atom, ...], ...]

    def match(self, round_: Round) -> str:
        """Write it for FTS5."""
        ways = (" AND ".join(atom.match(round_) for atom in way) for way in self.alternatives)
        return f"({' OR '.join(f'({way})' for way in ways)})"

    def found(self, tokens: frozenset[str], round_: Round) -> tuple[str, ...]:
        """Return the tokens by which a person has it, none where she has it not."""
        for way in self.alternatives:
            hits = [atom.found(tokens, round_) for atom in way]
            if all(hits):
                return tuple(token for hit in hits for token in hit)
        return ()


@dataclass(frozen=True, slots=True)
class Query:
    """Everything asked for, all of it; typed: its words, the same for the same question."""

    wanted: tuple[Wanted, ...]
    typed: str

    def match(self, round_: Round) -> str:
        """Write the query for FTS5."""
        return " AND ".join(one.match(round_) for one in self.wanted)

    def found(self, tokens: frozenset[str], round_: Round) -> tuple[str, ...]:
        """Return the tokens by which a person is found; none where she is not."""
        hits = [one.found(tokens, round_) for one in self.wanted]
        return tuple(token for hit in hits for token in hit) if hits and all(hits) else ()


def read_query(text: str, conditions: ConditionWords) -> Query:
    """Read typed text; every text is a query, and one without letters and digits asks nothing."""
    typed = clusters(text[:MOST_LETTERS])[:_MOST_WORDS]
    return Query(tuple(_wanted(typed, conditions)), " ".join(map("-".join, typed)))


def _wanted(typed: tuple[Cluster, ...], conditions: ConditionWords) -> Iterator[Wanted]:
    place = 0
    while place < len(typed):
        end, named = _condition(typed, place, conditions)
        end = max(end, joined_end(typed, place))
        here = typed[place:end]
        date = _date(here[0]) if len(here) == 1 else None
        words: tuple[tuple[Atom, ...], ...] = (
            tuple(_word(part, conditions) for cluster in here for part in cluster),
        )
        whole = joined(typed[:end], place)
        ways: tuple[tuple[Atom, ...], ...] = (named,) if named else (((date,),) if date else words)
        ways += words if named else ()
        ways += ((_word(whole, conditions),),) if whole else ()
        yield Wanted(ways)
        place = end


def _condition(
    typed: tuple[Cluster, ...], place: int, conditions: ConditionWords
) -> tuple[int, tuple[Atom, ...]]:
    """Return where the name of a condition ends that begins at a place, and what it asks for."""
    for end in range(min(place + _LONGEST_NAME, len(typed)), place, -1):
        phrase = tuple(first for c in typed[place:end] for part in c if (first := key(part)))
        found = conditions.named(phrase) if phrase else frozenset()
        if found:
            return end, (Atom(tuple(sorted(found))),)
    return place, ()


def _date(cluster: Cluster) -> Atom | None:
    """Read 3.5.1972, 03/05/1972 and 1972-05-03 as a day of birth."""
    if len(cluster) != 3 or not all(part.isascii() and part.isdecimal() for part in cluster):
        return None
    first, month, last = cluster
    year, day = (first, last) if len(first) == 4 else (last, first)
    if not _YEAR.fullmatch(year):
        return None
    return Atom((f"d{year}{int(month):02}{int(day):02}",))


def _word(part: str, conditions: ConditionWords) -> Atom:
    found = keys(part)
    exact = [f"n{key}" for key in found] + [f"{kind}{key}" for key in found[:1] for kind in "gw"]
    bare = identifier(part)
    exact += [f"i{bare}", f"g{bare}"]
    exact += [f"y{part}"] if _YEAR.fullmatch(part) else []
    begun = exact if len(part) >= _SHORTEST_BEGINNING else []
    exact += sorted(conditions.named(found[:1])) if found else []
    more = sorted(conditions.begun(found[0])) if found else []
    heard = [f"s{code}" for code in word_sounds(part)]
    return Atom(_once(exact), _once([*begun, *more]), _once(heard))


def _once(tokens: list[str]) -> tuple[str, ...]:
    return tuple(token for token in dict.fromkeys(tokens) if len(token) > 1)


def identifier(text: str) -> str:
    """Return a number or gene symbol as it is compared: small letters and digits alone."""
    return "".join(letter for letter in spelled(text) if letter.isalnum())
