"""Sessions in the vault: when, with whom, the notes as they are typed, the figures of the call.

Notes are saved at every pause of the keys. Each save is a revision that says what was taken out
where and what was put in, so that no save, however wrong, can lose an earlier word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from counselling.errors import Field, VaultError
from counselling.pedigree.person import PersonId
from counselling.records.papers import notes as session_notes
from counselling.records.papers.notes import Notes as Notes
from counselling.records.papers.notes import SessionId as SessionId
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Session:
    """One session.

    person: about whom, "" for the family. figures: what was measured so far, of one that goes on
    as of its last half minute; empty while nothing was.
    """

    id: SessionId
    family: FamilyId
    person: PersonId
    started_at: datetime
    counsellor: str
    ended_at: datetime | None
    figures: Mapping[str, Field]


class _SessionRow(NamedTuple):
    id: str
    family: str
    person: str
    started_at: str
    counsellor: str
    ended_at: str | None
    figures: bytes | None


_COLUMNS: Final = "id, family_id, person, started_at, counsellor, ended_at, figures"


def begin(vault: Vault, family: FamilyId, *, person: PersonId = "") -> SessionId:
    """Begin a session. Raises VaultError("vault.no_such_family")."""
    session = vault.new_id()

    def write(transaction: Transaction) -> None:
        connection = transaction.connection
        transaction.keys.of(connection, family)  # of one who may read the family
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
    """Return the sessions of a family that is open, the last one first; no notes are shown.

    Raises VaultError("vault.family_sealed").
    """
    sql = f"SELECT {_COLUMNS} FROM session WHERE family_id = ? ORDER BY started_at DESC, rowid DESC"
    keys = vault.families

    def read(connection: Connection) -> list[_SessionRow]:
        keys.demand(connection, family)
        return connection.rows(_SessionRow, sql, family)

    return tuple(_session(row) for row in vault.read(read))


def get(vault: Vault, session: SessionId) -> Session:
    """Return one session. Raises VaultError: "vault.no_such_session", "vault.family_sealed"."""
    keys = vault.families

    def read(connection: Connection) -> Session:
        found = _find(connection, session)
        keys.demand(connection, found.family)
        return found

    return vault.read(read)


def save_notes(vault: Vault, session: SessionId, *, text: str) -> Notes:
    """Save the notes as they stand; the same text again writes nothing.

    Raises VaultError("vault.no_such_session"), StorageError: the notes before are then untouched.
    """
    # half a character, as a broken clipboard can give, must not cost the rest of the note
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    keys = vault.families

    def look(connection: Connection) -> tuple[FamilyId, Notes]:
        family = _find(connection, session).family
        return family, session_notes.standing(connection, session, keys.of(connection, family))

    family, standing = vault.read(look)
    if standing.text == text:
        return standing
    return vault.write(
        lambda transaction: _save(transaction, session, text, family),
        act=Act(Action.CHANGE, _target(session, "notes"), family),
    )


def _save(transaction: Transaction, session: SessionId, text: str, family: FamilyId) -> Notes:
    key = transaction.keys.of(transaction.connection, family)
    return session_notes.add(transaction, session, text, key)


def notes(vault: Vault, session: SessionId) -> Notes:
    """Show the notes as they stand; written down as a view. Raises VaultError."""
    family = get(vault, session).family

    def read(transaction: Transaction) -> Notes:
        connection = transaction.connection
        return session_notes.standing(connection, session, transaction.keys.of(connection, family))

    return vault.write(
        read,
        act=Act(Action.VIEW, _target(session, "notes"), family),
    )


def notes_at(vault: Vault, session: SessionId, *, revision: int) -> Notes:
    """Show the notes as they stood after an earlier revision; written down as a view.

    Raises VaultError("vault.no_such_session"), DamagedVault when revisions are missing.
    """
    family = get(vault, session).family

    def read(transaction: Transaction) -> Notes:
        key = transaction.keys.of(transaction.connection, family)
        return session_notes.at(transaction.connection, session, key, revision=revision)

    return vault.write(read, act=Act(Action.VIEW, _target(session, "notes"), family))


def keep_figures(vault: Vault, session: SessionId, *, figures: Mapping[str, Field]) -> None:
    """Keep what was measured so far in place of what was kept before; the session goes on.

    figures: as for `end`. Raises VaultError("vault.no_such_session"),
    VaultError("vault.session_ended"), StorageError: the figures before are then untouched.
    """
    measured = _written(figures)
    sql = "UPDATE session SET figures = ? WHERE id = ? AND ended_at IS NULL"

    def write(transaction: Transaction) -> None:
        if not transaction.connection.run(sql, measured, session):
            raise VaultError("vault.session_ended")

    family = get(vault, session).family
    vault.write(write, act=Act(Action.CHANGE, _target(session, "figures"), family))


def end(vault: Vault, session: SessionId, *, figures: Mapping[str, Field]) -> Session:
    """End a session and keep what was measured in it.

    figures: names of measures with numbers or words; nothing about a person.
    Raises VaultError("vault.no_such_session"), VaultError("vault.session_ended").
    """
    measured = _written(figures)
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


def _written(figures: Mapping[str, Field]) -> bytes:
    return msgspec.json.encode(dict(figures), order="sorted")


def _target(session: SessionId, part: str = "") -> str:
    return f"session/{session}" + (f"/{part}" if part else "")
