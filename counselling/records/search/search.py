"""The search: who is meant by what was typed, and why; each question is written down, hashed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.records.index.condition_words import ConditionWords
from counselling.records.index.condition_words import tokens as condition_tokens
from counselling.records.index.folding import clusters, key, name_keys, name_parts
from counselling.records.index.search_index import Facts, rows_of
from counselling.records.index.search_query import Query, Round, identifier, read_query
from counselling.records.log import projection
from counselling.records.search.tickets import id_beginning, ticket
from counselling.records.store.engine import Connection, Value
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.sealing import FamilyKeys
from counselling.records.vault.vault import Vault

MOST_HITS: Final = 50
NO_CONDITIONS: Final = ConditionWords()
_CRITERIA_HEX: Final = 16
_SEVERAL: Final = 10
_HEARD_FOR_ONE: Final = 4  # a sound is coarse: so many are looked at for each that is told


class Why(StrEnum):
    """By what somebody was found."""

    NAME = "name"
    BORN = "born"  # the name she was born with
    SOUND = "sound"  # a name that sounds so
    FAMILY = "family"  # the family's name
    BIRTH = "birth"  # year or day
    IDENTIFIER = "identifier"
    GENE = "gene"
    DIAGNOSIS = "diagnosis"
    LETTER = "letter"  # the ticket of a letter about her


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody was found; text: the name, gene, condition, number or ticket that it was by."""

    why: Why
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who was found. person: "" for a family without people; name: may be empty."""

    family: FamilyId
    family_name: str
    person: PersonId
    name: str
    birth_year: int | None
    reasons: tuple[Reason, ...]


class _Row(NamedTuple):
    family: str
    family_name: str
    person: str
    name: str
    birth_year: int | None
    facts: bytes
    tokens: str


_FROM: Final = (
    "SELECT p.family_id, coalesce(s.name, ''), p.person, p.name, p.birth_year, p.facts, p.tokens"
    " FROM search_person p LEFT JOIN family_summary s ON s.family_id = p.family_id"
)


def search(
    vault: Vault, text: str, *, limit: int = MOST_HITS, conditions: ConditionWords = NO_CONDITIONS
) -> tuple[Hit, ...]:
    """Return who is meant, the nearest first; the criteria are written down as a hash before.

    Every text is a question; one without letters and digits finds nobody and asks nothing.
    limit: so many at most. conditions: what conditions are called in the languages we have.
    Raises VaultLocked, DamagedVault, StorageError.
    """
    query = read_query(text, conditions)
    if not query.wanted:
        return ()
    criteria = vault.subject(f"search/{query.typed}")[:_CRITERIA_HEX]
    vault.note_act(Act(Action.QUERY, f"search/{criteria}"))  # no row, no answer

    def look(connection: Connection) -> tuple[Hit, ...]:
        found = find(connection, query, text, limit=limit)
        return (*found, *_in_sealed(connection, vault.families, text, conditions))[:limit]

    return vault.read(look)


def _in_sealed(
    connection: Connection, keys: FamilyKeys, text: str, conditions: ConditionWords
) -> Iterator[Hit]:
    """Look through the families that are sealed to who searches: they are few, and in no index."""
    for family in keys.sealed_to_me(connection):
        key = keys.of(connection, family)
        yield from search_open(projection.stand(connection, family, key).family, text, conditions)


def search_open(
    family: Family, text: str, conditions: ConditionWords = NO_CONDITIONS
) -> tuple[Hit, ...]:
    """Return who of an open family is meant: how sealed families, never indexed, are searched."""
    query = read_query(text, conditions)
    rows = [_Row(family.id, family.name, *row) for row in rows_of(family)]
    found: dict[PersonId, Hit] = {}
    for round_ in Round:
        if round_ is Round.HEARD and _is_enough(found.values()):
            break
        for hit in _nearest(rows, query, round_, len(rows)):
            found.setdefault(hit.person, hit)
    return tuple(found.values())


def find(connection: Connection, query: Query, text: str, *, limit: int) -> tuple[Hit, ...]:
    """Return who is meant, the nearest first; what asks here has written it down."""
    found = {(hit.family, hit.person): hit for hit in _by_ticket(connection, text)}
    for round_ in Round:
        if len(found) >= limit or (round_ is Round.HEARD and _is_enough(found.values())):
            break
        many = limit * _HEARD_FOR_ONE if round_ is Round.HEARD else limit
        sql = (
            f"{_FROM} JOIN search_text t ON t.rowid = p.row WHERE search_text MATCH ?"
            " ORDER BY t.rowid DESC LIMIT ?"
        )
        rows = connection.rows(_Row, sql, query.match(round_), many)
        for hit in _nearest(rows, query, round_, limit):
            found.setdefault((hit.family, hit.person), hit)
    return tuple(found.values())[:limit]


def _is_enough(hits: Collection[Hit]) -> bool:
    """Whether nobody needs to be sought by sound: several are found, or somebody by more than
    names, and then no name that sounds so is meant.
    """
    names = (Why.NAME, Why.BORN, Why.FAMILY)
    by_fact = (reason.why not in names for hit in hits for reason in hit.reasons)
    return len(hits) >= _SEVERAL or any(by_fact)


def _by_ticket(connection: Connection, text: str) -> Iterator[Hit]:
    """Find who the letters with a ticket are about; a sealed family is not in the search."""
    beginning = id_beginning(text)
    if not beginning:
        return
    sql = (
        "SELECT id, family_id, person FROM document WHERE id >= ? AND id < ? || 'g'"
        " AND EXISTS (SELECT 1 FROM search_person p WHERE p.family_id = document.family_id)"
    )
    for document, family, person in connection.rows(
        tuple[str, str, str], sql, beginning, beginning
    ):
        told = (Reason(Why.LETTER, ticket(document)),)
        yield _about(connection, family, person, told)


def _about(
    connection: Connection, family: FamilyId, person: PersonId, told: tuple[Reason, ...]
) -> Hit:
    sql = f"{_FROM} WHERE p.family_id = ? ORDER BY p.person != ?, p.row LIMIT 1"
    values: Sequence[Value] = (family, person)
    row = connection.row(_Row, sql, *values)
    if row is None or (person and row.person != person):
        name = row.family_name if row else ""
        return Hit(family, name, person, "", None, told)
    return Hit(row.family, row.family_name, row.person, row.name, row.birth_year, told)


def _nearest(rows: list[_Row], query: Query, round_: Round, limit: int) -> Iterator[Hit]:
    """Tell whom one round found, the nearest first: by spelling or sound, then by name."""
    asked = _Asked(query, round_)
    met = [(row, tokens) for row in rows if (tokens := asked.tokens(row))]
    met.sort(key=lambda one: (asked.distance(one[0]), *_place(one[0])))
    for row, tokens in met[:limit]:
        told = _Told(row)
        reasons = dict.fromkeys(reason for token in tokens for reason in told.reasons(token))
        yield Hit(*row[:5], tuple(reasons))


def _place(row: _Row) -> tuple[str, int, str, str]:
    return row.name.casefold(), row.birth_year or 0, row.family, row.person


class _Asked:
    """One round of a question, and how near somebody is to it."""

    def __init__(self, query: Query, round_: Round) -> None:
        self._query, self._round = query, round_
        self._spelled = set(_words(query.typed))
        self._pairs = _pairs("".join(map(key, _words(query.typed))))

    def tokens(self, row: _Row) -> tuple[str, ...]:
        """Return the tokens that a person is found by; none where she is not."""
        return self._query.found(frozenset(row.tokens.split()), self._round)

    def distance(self, row: _Row) -> float:
        """Tell how far a name is from what was typed; by sound, as unlike as its letters are."""
        if self._round is not Round.HEARD:
            return -len(self._spelled & set(_words(row.name)))
        names = [token[1:] for token in row.tokens.split() if token[0] == "n"]
        pairs = set().union(*map(_pairs, names)) if names else set()
        return -2 * len(self._pairs & pairs) / (len(self._pairs) + len(pairs) or 1)


def _pairs(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}


class _Told:
    """What a row says, in the words in which it was told."""

    def __init__(self, row: _Row) -> None:
        self._row = row
        self._facts = msgspec.json.decode(row.facts, type=Facts)
        parts = name_parts(row.name)
        names = ((Why.NAME, parts.now), (Why.BORN, parts.born), (Why.FAMILY, self._facts.family))
        self._names = [(why, name, name_keys(name)) for why, name in names if name]

    def reasons(self, token: str) -> Iterator[Reason]:
        """Tell what a token stands for."""
        word, facts = token[1:], self._facts
        match token[0]:
            case "n":
                yield from (Reason(why, name) for why, name, keys in self._names if word in keys)
            case "s":
                yield Reason(Why.SOUND, self._row.name)
            case "y" | "d":
                yield Reason(Why.BIRTH, str(self._row.birth_year))
            case "g":
                yield from (Reason(Why.GENE, g) for g in facts.genes if identifier(g) == word)
            case "i":
                mine = (n for n in facts.identifiers if identifier(n) == word)
                yield from (Reason(Why.IDENTIFIER, number) for number in mine)
            case "c" | "o":
                mine = (c for c in facts.conditions if token in condition_tokens(c))
                yield from (Reason(Why.DIAGNOSIS, condition) for condition in mine)
            case "w":
                mine = (c for c in facts.conditions if word in map(key, _words(c)))
                yield from (Reason(Why.DIAGNOSIS, condition) for condition in mine)


def _words(text: str) -> tuple[str, ...]:
    return tuple(part for cluster in clusters(text) for part in cluster)
