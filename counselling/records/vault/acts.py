"""Acts: who did what to which record; the row that every act writes down together with itself."""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final, NamedTuple

from counselling.records.entrance.users import UserKeys
from counselling.records.keys.keys import Key
from counselling.records.store.chain import NOTHING, Field, Head, link
from counselling.records.store.chain import FamilyId as FamilyId
from counselling.records.store.engine import Connection
from counselling.records.vault.sealing import FamilyKeys

ROW_VERSION: Final = 1
DONE: Final = "done"
REFUSED: Final = "refused"
_PSEUDONYM_HEX: Final = 32


class Role(StrEnum):
    """In which capacity somebody acts."""

    COUNSELLOR = "counsellor"
    NURSE = "nurse"
    ADMINISTRATOR = "administrator"
    READER = "reader"


class Action(StrEnum):
    """What can be done to a record; who may do what stands in rights.py."""

    CREATE = "create"
    VIEW = "view"
    QUERY = "query"  # a list was read, not a record
    CHANGE = "change"
    EXPORT = "export"  # written outside the vault
    PRINT = "print"  # the same, for paper
    SHARE = "share"  # shown or sent to somebody without a way in: the patient in a session
    REVIEW = "review"  # a letter's wording signed off for the clinic, or that taken back
    DISCLOSE = "disclose"  # a person's own data, made ready for her
    RESTRICT = "restrict"  # kept, and not to be used; or free again
    ERASE = "erase"
    GRANT = "grant"  # a family sealed to some users, or opened to one more
    MERGE = "merge"  # another vault's records taken in
    UNLOCK = "unlock"
    LOCK = "lock"
    WAYS = "ways"  # one's own ways in
    RESTORE = "restore"
    BACKUP = "backup"
    STAFF = "staff"  # who may come in, and in which role
    ROTATE = "rotate"  # a new key for the vault
    AUDIT = "audit"  # the whole audit was read, verified or exported


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the short name by which the clinic knows a member of staff, and the role."""

    name: str
    role: Role = Role.COUNSELLOR


@dataclass(frozen=True, slots=True)
class Act:
    """What is done: to the record of which family, to which object of it ("session/3f0c...").

    outcome: DONE, or REFUSED for what somebody tried in vain.
    """

    action: Action
    target: str
    family: FamilyId | None = None
    outcome: str = DONE


@dataclass(frozen=True, slots=True)
class Transaction:
    """A write under way: its connection, its one moment, and who writes.

    hands: what the writer holds, the families' keys and her own; None while a vault is made.
    """

    connection: Connection
    at: str
    actor: Actor
    hands: tuple[FamilyKeys, UserKeys] | None = None

    @property
    def keys(self) -> FamilyKeys:
        """The families' keys, as the writer can reach them."""
        return self._held[0]

    @property
    def signer(self) -> UserKeys:
        """The keys with which the writer signs."""
        return self._held[1]

    @property
    def _held(self) -> tuple[FamilyKeys, UserKeys]:
        if self.hands is None:
            raise RuntimeError("nobody holds the keys of a vault that is only being made")
        return self.hands


class AuditRow(NamedTuple):
    """One row of the audit as it is stored and hashed; it names no patient and no finding."""

    sequence: int
    version: int
    at: str
    actor: str
    role: str
    action: str
    subject: str | None
    target: str
    outcome: str
    previous: bytes
    hash: bytes


def pseudonym(family: FamilyId, key: Key) -> str:
    """Return the name under which the audit knows a family; only the vault's key leads back."""
    return hmac.new(key.secret, family.encode(), sha256).hexdigest()[:_PSEUDONYM_HEX]


def row_hash(row: AuditRow) -> bytes:
    """Return the hash that the row should have, given the row before."""
    fields: dict[str, Field] = {
        "sequence": row.sequence,
        "version": row.version,
        "at": row.at,
        "actor": row.actor,
        "role": row.role,
        "action": row.action,
        "subject": row.subject,
        "target": row.target,
        "outcome": row.outcome,
    }
    return link(row.previous, fields)


def head(connection: Connection) -> Head:
    """Return the last row's place and hash."""
    sql = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
    found = connection.row(tuple[int, bytes], sql)
    return Head(*found) if found else NOTHING


def holds(connection: Connection, head: Head) -> bool:
    """Whether this audit has this row: what was told of it is of this copy, and not ahead of it."""
    sql = "SELECT hash FROM audit WHERE sequence = ?"
    return connection.row(tuple[bytes], sql, head.sequence) == (head.hash,)


def write_down(transaction: Transaction, act: Act, *, subject: str | None) -> None:
    """Write the act's row into the transaction that does the act: no row, no act."""
    last = head(transaction.connection)
    row = AuditRow(
        last.sequence + 1,
        ROW_VERSION,
        transaction.at,
        transaction.actor.name,
        transaction.actor.role,
        act.action,
        subject,
        act.target,
        act.outcome,
        last.hash,
        b"",
    )
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO audit VALUES ({marks})"
    transaction.connection.run(sql, *row._replace(hash=row_hash(row)))
