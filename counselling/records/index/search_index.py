"""The search's projection of a family: a row a person, with the tokens that she is found by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.records.index import condition_words
from counselling.records.index.folding import name_keys, name_parts, name_sounds
from counselling.records.index.search_query import identifier
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId

# Numbers by which a clinic knows somebody, in ids that files gave and in notes.
_NUMBER: Final = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
_FEWEST_DIGITS: Final = 4
_MOST_LETTERS: Final = 32
_DATE: Final = re.compile(
    r"[0-3]?\d[./-][0-3]?\d[./-](?:1[89]|20)?\d\d|\d{4}[./-]\d\d?[./-]\d\d?|(?:1[89]|20)\d\d"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person is found by beside her name and birth year.

    family: the family's name, on the row of who it is about alone.
    """

    genes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    family: str = ""
    birth_day: str = ""


class Said(NamedTuple):
    """What is known of one person, of which her tokens are made."""

    person: str
    name: str
    birth_year: int | None
    facts: bytes


class IndexRow(NamedTuple):
    """One person in the search, without her place there."""

    person: str
    name: str
    birth_year: int | None
    facts: bytes
    tokens: str


class _KeptRow(NamedTuple):
    row: int
    person: str
    name: str
    birth_year: int | None
    facts: bytes
    tokens: str


def rows_of(family: Family) -> tuple[IndexRow, ...]:
    """Return a family's rows; people of whom nothing is known that could be typed have none."""
    found = (_row(said) for said in _said(family))
    return tuple(row for row in found if row.tokens)


def _said(family: Family) -> list[Said]:
    people = family.persons or (Person(""),)  # a family without people is found by its name
    return _said_of(people, family.name, _head(family))


def _head(family: Family) -> str:
    """Whose row the family's name stands on."""
    return family.focus or next((person.id for person in family.persons), "")


def _said_of(people: Iterable[Person], family: str, head: str) -> list[Said]:
    found = []
    for person in people:
        facts = _facts(person, family if person.id == head else "")
        year = person.birth.year if person.birth else None
        found.append(Said(person.id, person.name, year, msgspec.json.encode(facts)))
    return found


def _row(said: Said) -> IndexRow:
    facts = msgspec.json.decode(said.facts, type=Facts)
    return IndexRow(*said, " ".join(sorted(tokens_of(said.name, said.birth_year, facts))))


def _facts(person: Person, family: str) -> Facts:
    conditions = (*(d.condition for d in person.diagnoses), *person.carries, *person.presymptomatic)
    texts = (person.id, person.name, person.note)
    birth = person.birth
    is_whole = birth is not None and birth.month is not None and birth.day is not None
    return Facts(
        tuple(dict.fromkeys(test.gene for test in person.tests)),
        tuple(dict.fromkeys(conditions)),
        tuple(dict.fromkeys(number for text in texts for number in _numbers(text))),
        family,
        f"{birth.year:04}{birth.month:02}{birth.day:02}" if birth and is_whole else "",
    )


def _numbers(text: str) -> list[str]:
    found = (n for n in _NUMBER.findall(text) if not _DATE.fullmatch(n))
    return [
        n
        for n in found
        if sum(c.isdigit() for c in n) >= _FEWEST_DIGITS and len(n) <= _MOST_LETTERS
    ]


def tokens_of(name: str, birth_year: int | None, facts: Facts) -> frozenset[str]:
    """Return every token of a person: a letter for its kind, and a folded word."""
    told = name_parts(name)
    found = {f"n{word}" for text in (told.now, told.born, facts.family) for word in name_keys(text)}
    found |= {f"s{code}" for text in (told.now, told.born) for code in name_sounds(text)}
    found |= {f"g{bare}" for gene in facts.genes if (bare := identifier(gene))}
    found |= {f"i{identifier(number)}" for number in facts.identifiers}
    found |= {f"d{facts.birth_day}"} if facts.birth_day else set()
    found |= {f"y{birth_year:04}"} if birth_year is not None else set()
    for condition in facts.conditions:
        found |= condition_words.tokens(condition)
        found |= {f"w{word}" for word in condition_words.phrase(condition)}
    return frozenset(found)


def index(connection: Connection, family: Family) -> None:
    """Make the search say of a family what it is now; rows that are right already stay.

    The rows of all it was before and is no longer go, out of the index and its pages.
    """
    wanted = dict.fromkeys(_said(family))
    for kept in _kept(connection, family.id):
        said = Said(*kept[1:5])
        if said in wanted:
            del wanted[said]  # its tokens are right: they are made of nothing else
        else:
            _forget_row(connection, kept)
    _put(connection, family.id, wanted)


def update(connection: Connection, before: Family, after: Family) -> None:
    """Bring the search from one standing of a family to the next: only who changed is told anew."""
    if (before.name, _head(before)) != (after.name, _head(after)) or not before.persons:
        index(connection, after)
        return
    old, new = before.by_id, after.by_id
    changed = {one for one in (*old, *new) if old.get(one) is not new.get(one)}
    sql = (
        f"SELECT {', '.join(_KeptRow._fields)} FROM search_person"
        " WHERE family_id = ? AND person = ?"
    )
    for person in sorted(changed):
        for kept in connection.rows(_KeptRow, sql, after.id, person):
            _forget_row(connection, kept)
    only = replace(after, persons=tuple(p for p in after.persons if p.id in changed))
    if only.persons:
        _put(connection, after.id, _said_of(only.persons, after.name, _head(after)))


def _put(connection: Connection, family: FamilyId, wanted: Iterable[Said]) -> None:
    for row in filter(_is_findable, map(_row, wanted)):
        connection.run(
            "INSERT INTO search_person (family_id, person, name, birth_year, facts, tokens)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            family,
            *row,
        )
        connection.run(
            "INSERT INTO search_text (rowid, tokens) VALUES (last_insert_rowid(), ?)", row.tokens
        )


def _is_findable(row: IndexRow) -> bool:
    return bool(row.tokens)


def forget(connection: Connection, family: FamilyId) -> None:
    """Take a family out of the search: nothing of it stays in the index or in its pages."""
    for kept in _kept(connection, family):
        _forget_row(connection, kept)


def index_all(connection: Connection) -> None:
    """Make the index of the rows that are there, whatever it held."""
    connection.run("INSERT INTO search_text (search_text) VALUES ('rebuild')")


def look_anew(connection: Connection) -> None:
    """Let a connection forget what it knew of the index: others have written since.

    A query does so by itself; the engine's `integrity_check` does not, and a connection that had
    looked before then tells of damage that is not there (SQLite 3.53.4).
    """
    connection.rows(tuple[int], "SELECT rowid FROM search_text WHERE search_text MATCH 'x' LIMIT 1")


def is_true(connection: Connection, family: Family, *, is_sealed: bool = False) -> bool:
    """Whether the search says of a family what it should; of a sealed one, nothing."""
    kept = sorted(IndexRow(*row[1:]) for row in _kept(connection, family.id))
    return kept == ([] if is_sealed else sorted(rows_of(family)))


def is_whole(connection: Connection) -> bool:
    """Whether the index holds what the rows say, no more and no less."""
    sql = "INSERT INTO search_text (search_text, rank) VALUES ('integrity-check', 1)"
    try:
        connection.run(sql)
    except DamagedVault:
        return False
    return True


def _kept(connection: Connection, family: FamilyId) -> list[_KeptRow]:
    sql = f"SELECT {', '.join(_KeptRow._fields)} FROM search_person WHERE family_id = ?"
    return connection.rows(_KeptRow, sql, family)


def _forget_row(connection: Connection, kept: _KeptRow) -> None:
    sql = "INSERT INTO search_text (search_text, rowid, tokens) VALUES ('delete', ?, ?)"
    connection.run(sql, kept.row, kept.tokens)
    connection.run("DELETE FROM search_person WHERE row = ?", kept.row)
