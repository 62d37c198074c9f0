"""What people agreed to and took back, and whose records are kept but not to be used.

A consent is never changed: it is given, and later perhaps withdrawn by another row. It is asked for
at the act (an export for research, a letter), not only shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault, VaultError
from counselling.pedigree.person import PersonId
from counselling.records.store.clock import moment, written
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault


class Scope(StrEnum):
    """What for."""

    CARE = "care"
    FAMILY_CONTACT = "family_contact"  # relatives may be written to
    STORAGE = "storage"
    RESEARCH = "research"
    RECONTACT = "recontact"
    RECORDING = "recording"
    USE = "use"  # withdrawn: the records are restricted (GDPR, article 18)


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent, or its withdrawal.

    person: whose; "" for all of the family. given_by: a guardian's name, "" for herself. medium:
    "paper", "spoken", "video"; text_version: of what she read; language: BCP 47.
    """

    person: PersonId
    scope: Scope
    is_given: bool
    given_by: str = ""
    medium: str = ""
    text_version: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A consent as it was written down: its id, by whom, when."""

    id: str
    consent: Consent
    author: str
    at: datetime


class _Row(NamedTuple):
    id: str
    at: str
    author: str
    sealed: bytes


_SQL: Final = "SELECT id, at, author, sealed FROM consent WHERE family_id = ? ORDER BY at, rowid"


def record(vault: Vault, family: FamilyId, consent: Consent) -> str:
    """Write a consent down, or its withdrawal, and return its id. Raises as `open_family`."""
    row = vault.new_id()

    def write(transaction: Transaction) -> str:
        key = transaction.keys.of(transaction.connection, family)
        new = Recorded(row, consent, transaction.actor.name, moment(transaction.at))
        put(transaction.connection, family, key, new)
        return row

    action = Action.RESTRICT if consent.scope is Scope.USE else Action.CHANGE
    return vault.write(write, act=Act(action, f"consent/{consent.scope}", family))


def put(connection: Connection, family: FamilyId, key: FamilyKey, new: Recorded) -> None:
    """Put a consent into the vault, sealed."""
    sealed = key.seal(msgspec.json.encode(new.consent), about=_about(new.id))
    sql = "INSERT INTO consent VALUES (?, ?, ?, ?, ?)"
    connection.run(sql, new.id, family, written(new.at), new.author, sealed)


def recorded(vault: Vault, family: FamilyId) -> tuple[Recorded, ...]:
    """Return all consents of a family that is open, the oldest first. Raises as `open_family`."""
    keys = vault.families
    return vault.read(lambda c: tuple(read(c, family, keys.of(c, family))))


def standing(
    connection: Connection, family: FamilyId, key: FamilyKey
) -> Mapping[tuple[PersonId, Scope], bool]:
    """Return what counts now: of each person and scope, whether the last word was yes."""
    rows = read(connection, family, key)
    return {(one.consent.person, one.consent.scope): one.consent.is_given for one in rows}


def may(told: Mapping[tuple[PersonId, Scope], bool], person: PersonId, scope: Scope) -> bool:
    """Whether a person has agreed, herself or with all of the family; she herself counts more."""
    return told.get((person, scope), told.get(("", scope), False))


def is_restricted(told: Mapping[tuple[PersonId, Scope], bool], person: PersonId = "") -> bool:
    """Whether a person's records, or the family's, are kept and not to be used."""
    return not told.get((person, Scope.USE), True) or not told.get(("", Scope.USE), True)


def now(vault: Vault, family: FamilyId) -> Mapping[tuple[PersonId, Scope], bool]:
    """Return what counts now in a family that is open. Raises as `open_family`."""
    keys = vault.families
    return vault.read(lambda c: standing(c, family, keys.of(c, family)))


def demand_use(vault: Vault, family: FamilyId, person: PersonId = "") -> None:
    """Raise VaultError("vault.restricted") where records are kept and not to be used."""
    if is_restricted(now(vault, family), person):
        raise VaultError("vault.restricted")


def reseal(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    """Seal every consent of a family anew: its old key opens nothing here any more."""
    for row in connection.rows(_Row, _SQL, family):
        plain = old.open(row.sealed, about=_about(row.id))
        sealed = new.seal(plain, about=_about(row.id))
        connection.run("UPDATE consent SET sealed = ? WHERE id = ?", sealed, row.id)


def move(
    connection: Connection,
    old: FamilyId,
    new: FamilyId,
    *,
    old_key: FamilyKey,
    new_key: FamilyKey,
    without: PersonId,
) -> None:
    """Put consents under another family's id and key; those of one person stay behind."""
    for row in connection.rows(_Row, _SQL, old):
        consent = _consent(row, old_key)
        if consent.person == without:
            continue
        sealed = new_key.seal(msgspec.json.encode(consent), about=_about(row.id))
        sql = "UPDATE consent SET family_id = ?, sealed = ? WHERE id = ?"
        connection.run(sql, new, sealed, row.id)


def read(connection: Connection, family: FamilyId, key: FamilyKey) -> list[Recorded]:
    """Return a family's consents over a connection, the oldest first. Raises DamagedVault."""
    return [
        Recorded(row.id, _consent(row, key), row.author, moment(row.at))
        for row in connection.rows(_Row, _SQL, family)
    ]


def _consent(row: _Row, key: FamilyKey) -> Consent:
    try:
        return msgspec.json.decode(key.open(row.sealed, about=_about(row.id)), type=Consent)
    except msgspec.MsgspecError:
        raise DamagedVault("vault.damaged") from None


def _about(row: str) -> bytes:
    return f"consent/{row}".encode()
