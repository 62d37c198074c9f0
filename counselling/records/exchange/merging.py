"""Another vault's records taken in: a copy that went on elsewhere, or a practice that joins.

Families that both have are woven entry by entry; sessions and documents that are not here are
taken over. Notes of one session that went on in both copies are kept both, one behind the other.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

import msgspec

from counselling.records.exchange import exchange
from counselling.records.exchange.exchange import Brought
from counselling.records.folder.copying import Watch, quietly
from counselling.records.papers import consents, documents, notes
from counselling.records.papers.consents import Recorded
from counselling.records.papers.documents import Row
from counselling.records.papers.notes import Change, SessionId
from counselling.records.readership import turning
from counselling.records.staff import staff
from counselling.records.store.engine import Connection
from counselling.records.vault import abroad
from counselling.records.vault.abroad import Abroad, Voice
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault

_PARTING: Final = "\n\n* * *\n\n"


@dataclass(frozen=True, slots=True)
class Merged:
    """What came in. doubled: notes that went on in both; sealed: families that who did it cannot
    read in the other vault, which stayed there; kept_out: those that were erased here, or are
    sealed here to others.
    """

    families: int = 0
    entries: int = 0
    sessions: int = 0
    documents: int = 0
    doubled: int = 0
    sealed: int = 0
    kept_out: int = 0


class _Session(NamedTuple):
    id: str
    family_id: str
    person: str
    started_at: str
    counsellor: str
    ended_at: str | None
    figures: bytes | None


class _Found(NamedTuple):
    """What another vault holds about one family, in the clear."""

    whole: Brought
    sessions: list[_Session]
    notes: dict[SessionId, tuple[Change, ...]]
    documents: list[tuple[Row, bytes]]
    consents: list[Recorded]


def merge(vault: Vault, other: Vault, *, watch: Watch = quietly) -> Merged:
    """Take in everything of another open vault; each family is an act of its own.

    watch: told the part that is done, 0..1, before each family; what it raises ends it there.
    Stopped in between, what came in is whole, and merging again goes on. Raises as
    `exchange.take_in`; the family it stopped at is then as it was.
    """
    mine, sealed = other.read(lambda connection: _readable(connection, other))
    closed = vault.read(lambda connection: _closed(connection, vault))
    found = Merged(sealed=sealed, kept_out=sum(family in closed for family in mine))
    coming = [family for family in mine if family not in closed]
    for place, family in enumerate(coming):
        watch(place / len(coming))
        known = exchange.known(vault, family)
        envelopes = exchange.missing(other, family, known)
        brought = other.read(partial(_bring, family=family, other=other, vault=vault))
        exchange.take_in_news(vault, family, brought.whole, envelopes)
        rest = _take(vault, family, brought)
        found = Merged(
            found.families + (not known),
            found.entries + len(envelopes),
            found.sessions + rest.sessions,
            found.documents + rest.documents,
            found.doubled + rest.doubled,
            found.sealed,
            found.kept_out,
        )
    return found


def _readable(connection: Connection, other: Vault) -> tuple[list[FamilyId], int]:
    every = [f for (f,) in connection.rows(tuple[FamilyId], "SELECT id FROM family ORDER BY id")]
    mine = [family for family in every if other.families.is_mine(connection, family)]
    return mine, len(every) - len(mine)


def _closed(connection: Connection, vault: Vault) -> frozenset[FamilyId]:
    """Return what nothing comes into: families that were erased here or are sealed to others."""
    every = [f for (f,) in connection.rows(tuple[FamilyId], "SELECT id FROM family")]
    return frozenset(f for f in every if not vault.families.is_mine(connection, f))


def _bring(connection: Connection, *, family: FamilyId, other: Vault, vault: Vault) -> _Found:
    key = other.families.of(connection, family)
    here = _abroad(connection, family, is_copy=other.id == vault.id)
    columns = ", ".join(_Session._fields)
    sql = f"SELECT {columns} FROM session WHERE family_id = ? ORDER BY started_at"
    held = connection.rows(_Session, sql, family)
    columns = ", ".join(Row._fields)
    sql = f"SELECT {columns} FROM document WHERE family_id = ? ORDER BY created_at"
    stored = connection.rows(Row, sql, family)
    return _Found(
        Brought(turning.ring(connection, family, key), here, is_vouched=True),
        held,
        {one.id: notes.revisions(connection, one.id, key) for one in held},
        [(one, documents.content_of(connection, one.id, other.families)) for one in stored],
        consents.read(connection, family, key),
    )


def _abroad(connection: Connection, family: FamilyId, *, is_copy: bool) -> Abroad:
    """Return what is known there of its readers; of another practice's, who speaks for it too."""
    told = abroad.read(connection, family)
    if is_copy or told.is_guest:
        return told
    theirs = (Voice(one.signing, one.name) for one in staff.living_in(connection))
    return msgspec.structs.replace(told, voices=(*told.voices, *theirs))


def _take(vault: Vault, family: FamilyId, brought: _Found) -> Merged:
    def write(transaction: Transaction) -> Merged:
        connection = transaction.connection
        key = transaction.keys.of(connection, family)
        new = [one for one in brought.sessions if not _has(connection, "session", one.id)]
        for one in new:
            _insert(connection, "session", one)
        doubled = sum(
            _take_notes(transaction, key, session, theirs)
            for session, theirs in brought.notes.items()
        )
        stored = [one for one in brought.documents if not _has(connection, "document", one[0].id)]
        for about, content in stored:
            _insert(connection, "document", about)
            documents.put(connection, key, about.id, content)
        for consent in brought.consents:
            if not _has(connection, "consent", consent.id):
                consents.put(connection, family, key, consent)
        return Merged(sessions=len(new), documents=len(stored), doubled=doubled)

    return vault.write(write, act=Act(Action.MERGE, "family/sessions", family))


def _insert(connection: Connection, table: str, row: _Session | Row) -> None:
    marks = ", ".join("?" * len(row))
    connection.run(f"INSERT INTO {table} ({', '.join(row._fields)}) VALUES ({marks})", *row)


def _has(connection: Connection, table: str, row: str) -> bool:
    return connection.row(tuple[int], f"SELECT 1 FROM {table} WHERE id = ?", row) is not None


def _take_notes(
    transaction: Transaction, key: FamilyKey, session: SessionId, theirs: tuple[Change, ...]
) -> bool:
    """Put revisions behind those that are here; return whether both had gone on."""
    connection = transaction.connection
    here = notes.revisions(connection, session, key)
    shared = 0
    for mine, other in zip(here, theirs, strict=False):
        if mine != other:
            break
        shared += 1
    if shared == len(here):
        for change in theirs[shared:]:
            notes.put(connection, key, change)
        return False
    if shared == len(theirs):
        return False
    both = notes.text_of(here) + _PARTING + notes.text_of(theirs)
    if notes.text_of(theirs) in notes.text_of(here):
        return False  # merged before
    notes.add(transaction, session, both, key)
    return True
