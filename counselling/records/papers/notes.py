"""Notes of sessions as sealed revisions: what was taken out at a place, and what was put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from counselling.errors import DamagedVault
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId, Transaction
from counselling.records.vault.sealing import FamilyKey

SessionId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a session as they stood after a revision; revision 0: nothing was written."""

    text: str = ""
    revision: int = 0


class Change(NamedTuple):
    """A revision of notes in the clear: at a place, so many letters out, these in."""

    session: SessionId
    revision: int
    at: str
    author: str
    place: int
    removed: int
    inserted: str


class _Sealed(NamedTuple):
    session: SessionId
    revision: int
    at: str
    author: str
    place: int
    removed: int
    inserted: bytes


def add(transaction: Transaction, session: SessionId, text: str, key: FamilyKey) -> Notes:
    """Put a revision that leads to this text behind those that are there."""
    connection = transaction.connection
    before = standing(connection, session, key)
    place, removed, inserted = _difference(before.text, text)
    at, author = transaction.at, transaction.actor.name
    change = Change(session, before.revision + 1, at, author, place, removed, inserted)
    put(connection, key, change, text)
    return Notes(text, change.revision)


def put(connection: Connection, key: FamilyKey, change: Change, text: str | None = None) -> None:
    """Put a revision behind those that are there, sealed.

    text: the notes after it; None: told from the notes before it.
    """
    if text is None:
        text = _changed(standing(connection, change.session, key), change).text
    about = _about(change.session, change.revision)
    row = (*change[:-1], key.seal(change.inserted.encode(), about=about))
    connection.run("INSERT INTO note_revision VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
    sealed = key.seal(text.encode(), about=about)
    sql = "INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?)"
    connection.run(sql, change.session, change.revision, change.at, sealed)


def standing(connection: Connection, session: SessionId, key: FamilyKey) -> Notes:
    """Return the notes of a session as they stand."""
    sql = "SELECT text, revision FROM note WHERE session_id = ?"
    found = connection.row(tuple[bytes, int], sql, session)
    if found is None:
        return Notes()
    sealed, revision = found
    return Notes(key.open(sealed, about=_about(session, revision)).decode(), revision)


def revisions(connection: Connection, session: SessionId, key: FamilyKey) -> tuple[Change, ...]:
    """Return all revisions of a session's notes, the oldest first. Raises DamagedVault."""
    sql = (
        "SELECT session_id, revision, at, author, place, removed, inserted FROM note_revision"
        " WHERE session_id = ? ORDER BY revision"
    )
    return tuple(
        Change(*row[:-1], key.open(row.inserted, about=_about(session, row.revision)).decode())
        for row in connection.each(_Sealed, sql, session)
    )


def at(connection: Connection, session: SessionId, key: FamilyKey, *, revision: int) -> Notes:
    """Return the notes as they stood after a revision. Raises DamagedVault."""
    notes = Notes()
    for change in revisions(connection, session, key):
        if change.revision > revision:
            break
        if change.revision != notes.revision + 1:
            raise DamagedVault("vault.chain_broken")
        notes = _changed(notes, change)
    return notes


def text_of(changes: Sequence[Change]) -> str:
    """Return the notes after these revisions."""
    notes = Notes()
    for change in changes:
        notes = _changed(notes, change)
    return notes.text


def reseal(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    """Seal all notes about a family anew: its old key opens nothing here any more."""
    for table, column in (("note_revision", "inserted"), ("note", "text")):
        sql = (
            f"SELECT session_id, revision, {column} FROM {table}"
            " JOIN session ON id = session_id WHERE family_id = ?"
        )
        for session, revision, sealed in connection.rows(tuple[str, int, bytes], sql, family):
            plain = old.open(sealed, about=_about(session, revision))
            connection.run(
                f"UPDATE {table} SET {column} = ? WHERE session_id = ? AND revision = ?",
                new.seal(plain, about=_about(session, revision)),
                session,
                revision,
            )


def _about(session: SessionId, revision: int) -> bytes:
    return f"note/{session}/{revision}".encode()


def _difference(before: str, after: str) -> tuple[int, int, str]:
    """Return what turns one text into another: the ends that they share are left out."""
    place = _common(before, after)
    shortest = min(len(before), len(after)) - place
    tail = _common(before[::-1][:shortest], after[::-1][:shortest])
    return place, len(before) - tail - place, after[place : len(after) - tail]


def _common(first: str, second: str) -> int:
    """Return how many letters two texts share at their beginning."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _changed(before: Notes, change: Change) -> Notes:
    rest = before.text[change.place + change.removed :]
    return Notes(before.text[: change.place] + change.inserted + rest, change.revision)
