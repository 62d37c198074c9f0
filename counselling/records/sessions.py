"""Sessions in the vault: when, with whom, the notes as they are typed, the figures of the call.

Notes are saved at every pause of the keys. Each save is a revision that says what was taken out
where and what was put in, so that no save, however wrong, can lose an earlier word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

import msgspec

from counselling.errors import DamagedVault, Field, VaultError
from counselling.pedigree.person import PersonId
from counselling.records.acts import Act, Action, FamilyId, Transaction
from counselling.records.clock import moment
from counselling.records.engine import Connection
from counselling.records.vault import Vault

SessionId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Session:
    """One session.

    person: about whom, "" for the family. figures: what was measured, empty until its end.
    """

    id: SessionId
    family: FamilyId
    person: PersonId
    started_at: datetime
    counsellor: str
    ended_at: datetime | None
    figures: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a session as they stood after a revision; revision 0: nothing was written."""

    text: str = ""
    revision: int = 0


class _SessionRow(NamedTuple):
    id: str
    family: str
    person: str
    started_at: str
    counsellor: str
    ended_at: str | None
    figures: bytes | None


class _Revision(NamedTuple):
    revision: int
    place: int
    removed: int
    inserted: str


_COLUMNS: Final = "id, family_id, person, started_at, counsellor, ended_at, figures"


def begin(vault: Vault, family: FamilyId, *, person: PersonId = "") -> SessionId:
    """Begin a session. Raises VaultError("vault.no_such_family")."""
    session = vault.new_id()

    def write(transaction: Transaction) -> None:
        connection = transaction.connection
        if connection.row(tuple[int], "SELECT 1 FROM family WHERE id = ?", family) is None:
            raise VaultError("vault.no_such_family")
        connection.run(
            f"INSERT INTO session ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, NULL, NULL)",
            session,
            family,
            person,
            transaction.at,
            transaction.actor.name,
        )

    vault.write(write, act=Act(Action.CREATE, _target(session), family))
    return session


def listing(vault: Vault, family: FamilyId) -> tuple[Session, ...]:
    """Return the sessions of a family that is open, the last one first; no notes are shown."""
    sql = f"SELECT {_COLUMNS} FROM session WHERE family_id = ? ORDER BY started_at DESC, rowid DESC"
    rows = vault.read(lambda connection: connection.rows(_SessionRow, sql, family))
    return tuple(_session(row) for row in rows)


def get(vault: Vault, session: SessionId) -> Session:
    """Return one session. Raises VaultError("vault.no_such_session")."""
    return vault.read(lambda connection: _find(connection, session))


def save_notes(vault: Vault, session: SessionId, *, text: str) -> Notes:
    """Save the notes as they stand; the same text again writes nothing.

    Raises VaultError("vault.no_such_session"), StorageError: the notes before are then untouched.
    """
    # half a character, as a broken clipboard can give, must not cost the rest of the note
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    family, standing = vault.read(
        lambda connection: (_find(connection, session).family, _notes(connection, session))
    )
    if standing.text == text:
        return standing
    return vault.write(
        lambda transaction: _save(transaction, session, text),
        act=Act(Action.CHANGE, _target(session, "notes"), family),
    )


def _save(transaction: Transaction, session: SessionId, text: str) -> Notes:
    connection = transaction.connection
    before = _notes(connection, session)
    after = Notes(text, before.revision + 1)
    change = _change(before.text, after)
    connection.run(
        "INSERT INTO note_revision VALUES (?, ?, ?, ?, ?, ?, ?)",
        session,
        change.revision,
        transaction.at,
        transaction.actor.name,
        change.place,
        change.removed,
        change.inserted,
    )
    sql = "INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?)"
    connection.run(sql, session, after.revision, transaction.at, text)
    return after


def notes(vault: Vault, session: SessionId) -> Notes:
    """Show the notes as they stand; written down as a view. Raises VaultError."""
    family = get(vault, session).family
    return vault.write(
        lambda transaction: _notes(transaction.connection, session),
        act=Act(Action.VIEW, _target(session, "notes"), family),
    )


def notes_at(vault: Vault, session: SessionId, *, revision: int) -> Notes:
    """Show the notes as they stood after an earlier revision; written down as a view.

    Raises VaultError("vault.no_such_session"), DamagedVault when revisions are missing.
    """
    family = get(vault, session).family
    sql = (
        "SELECT revision, place, removed, inserted FROM note_revision"
        " WHERE session_id = ? AND revision <= ? ORDER BY revision"
    )

    def read(transaction: Transaction) -> Notes:
        standing = Notes()
        for change in transaction.connection.each(_Revision, sql, session, revision):
            if change.revision != standing.revision + 1:
                raise DamagedVault("vault.chain_broken")
            standing = _changed(standing, change)
        return standing

    return vault.write(read, act=Act(Action.VIEW, _target(session, "notes"), family))


def end(vault: Vault, session: SessionId, *, figures: Mapping[str, Field]) -> Session:
    """End a session and keep what was measured in it.

    figures: names of measures with numbers or words; nothing about a person.
    Raises VaultError("vault.no_such_session"), VaultError("vault.session_ended").
    """
    measured = msgspec.json.encode(dict(figures), order="sorted")
    sql = "UPDATE session SET ended_at = ?, figures = ? WHERE id = ? AND ended_at IS NULL"

    def write(transaction: Transaction) -> Session:
        if not transaction.connection.run(sql, transaction.at, measured, session):
            raise VaultError("vault.session_ended")
        return _find(transaction.connection, session)

    family = get(vault, session).family
    return vault.write(write, act=Act(Action.CHANGE, _target(session), family))


def _find(connection: Connection, session: SessionId) -> Session:
    row = connection.row(_SessionRow, f"SELECT {_COLUMNS} FROM session WHERE id = ?", session)
    if row is None:
        raise VaultError("vault.no_such_session")
    return _session(row)


def _session(row: _SessionRow) -> Session:
    return Session(
        *row[:3],
        moment(row.started_at),
        row.counsellor,
        None if row.ended_at is None else moment(row.ended_at),
        msgspec.json.decode(row.figures or b"{}", type=dict[str, str | int | float]),
    )


def _notes(connection: Connection, session: SessionId) -> Notes:
    sql = "SELECT text, revision FROM note WHERE session_id = ?"
    found = connection.row(tuple[str, int], sql, session)
    return Notes(*found) if found else Notes()


def _change(before: str, after: Notes) -> _Revision:
    """Return what turns one text into another: the ends that they share are left out."""
    text = after.text
    place = _common(before, text)
    shortest = min(len(before), len(text)) - place
    tail = _common(before[::-1][:shortest], text[::-1][:shortest])
    inserted = text[place : len(text) - tail]
    return _Revision(after.revision, place, len(before) - tail - place, inserted)


def _common(first: str, second: str) -> int:
    """Return how many letters two texts share at their beginning."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _changed(before: Notes, change: _Revision) -> Notes:
    rest = before.text[change.place + change.removed :]
    return Notes(before.text[: change.place] + change.inserted + rest, change.revision)


def _target(session: SessionId, part: str = "") -> str:
    return f"session/{session}" + (f"/{part}" if part else "")
