"""What people agreed to and took back, and what the clinic said of the use of their records.

A word is never changed: it is given, and later perhaps taken back by another row. It is asked for
at the act (an export for research, a letter), not only shown. Beside consents stand, by the same
rules and under the same key, what is restricted, kept longer (privacy/keeping), what was handed
out to a project (handed), where letters go (addresses), and which reminders are done (tasks).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault, VaultError
from counselling.pedigree.person import PersonId
from counselling.records.papers.gates import LIMITS as LIMITS
from counselling.records.papers.gates import Purpose, Told, is_open
from counselling.records.papers.gates import is_withdrawn as is_withdrawn
from counselling.records.papers.gates import may as may
from counselling.records.papers.gates import may_research as may_research
from counselling.records.papers.scopes import ASKED as ASKED
from counselling.records.papers.scopes import HERS as HERS
from counselling.records.papers.scopes import SHARED as SHARED
from counselling.records.papers.scopes import TESTED as TESTED
from counselling.records.papers.scopes import Scope as Scope
from counselling.records.store.clock import moment, written
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent, or its withdrawal.

    person: whose; "" for all of the family. given_by: a guardian's name, "" for herself. medium:
    "paper", "spoken", "video", "page" (before a session); text_version: of what she read; language:
    BCP 47. explained_by: who told her what it means, "" for nobody or unknown. has_interpreter:
    whether somebody interpreted, None where that was not written down (as before there was room for
    it); interpreter: her name or number, where it is known. level: how much the form depends on
    the answer, "MUST" or "SHOULD", "" for what no form asks. Of the clinic's own words alone:
    reason (of an address its lines), and until which day (ISO 8601); project, and under which name
    she is in it (of a reminder what it is about).
    """

    person: PersonId
    scope: Scope
    is_given: bool
    given_by: str = ""
    medium: str = ""
    text_version: str = ""
    language: str = ""
    reason: str = ""
    until: str = ""
    project: str = ""
    alias: str = ""
    explained_by: str = ""
    has_interpreter: bool | None = None
    interpreter: str = ""
    level: str = ""


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
        add(transaction, family, consent, row=row)
        return row

    action = Action.RESTRICT if consent.scope is Scope.USE else Action.CHANGE
    return vault.write(write, act=Act(action, f"consent/{consent.scope}", family))


def add(transaction: Transaction, family: FamilyId, consent: Consent, *, row: str) -> None:
    """Write a word down under a new id, within an act. Raises as `open_family`."""
    key = transaction.keys.of(transaction.connection, family)
    new = Recorded(row, consent, transaction.actor.name, moment(transaction.at))
    put(transaction.connection, family, key, new)


def put(connection: Connection, family: FamilyId, key: FamilyKey, new: Recorded) -> None:
    """Put a consent into the vault, sealed."""
    sealed = key.seal(msgspec.json.encode(new.consent), about=_about(new.id))
    sql = "INSERT INTO consent VALUES (?, ?, ?, ?, ?)"
    connection.run(sql, new.id, family, written(new.at), new.author, sealed)


def recorded(vault: Vault, family: FamilyId) -> tuple[Recorded, ...]:
    """Return all consents of a family that is open, the oldest first. Raises as `open_family`."""
    keys = vault.families
    return vault.read(lambda c: tuple(read(c, family, keys.of(c, family))))


def standing(connection: Connection, family: FamilyId, key: FamilyKey) -> Told:
    """Return what counts now: of each person and scope, whether the last word was yes."""
    return last_words(read(connection, family, key))


def last_words(words: Sequence[Recorded]) -> Told:
    """Return of each person and scope whether the last word was yes. words: the oldest first."""
    return {(one.consent.person, one.consent.scope): one.consent.is_given for one in words}


def answers_told(told: Told, person: PersonId, asked: Mapping[str, Scope]) -> dict[str, bool]:
    """Return what counts now of what somebody was asked; what nobody asked her is left out.

    asked: by the name that the answers are to have.
    """
    return {
        name: may(told, person, scope)
        for name, scope in asked.items()
        if (person, scope) in told or ("", scope) in told
    }


def is_restricted(told: Told, person: PersonId = "") -> bool:
    """Whether a person's records, or the family's, are kept and not to be used."""
    return not told.get((person, Scope.USE), True) or not told.get(("", Scope.USE), True)


def now(vault: Vault, family: FamilyId) -> Told:
    """Return what counts now in a family that is open. Raises as `open_family`."""
    keys = vault.families
    return vault.read(lambda c: standing(c, family, keys.of(c, family)))


def demand_use(vault: Vault, family: FamilyId, person: PersonId = "") -> None:
    """Raise VaultError("vault.restricted") where records are kept and not to be used."""
    if is_restricted(now(vault, family), person):
        raise VaultError("vault.restricted")


def demand_use_of_all(vault: Vault, family: FamilyId) -> None:
    """Refuse what gives all of a family to somebody new.

    Raises VaultError: "vault.restricted" where anybody's records in it are not to be used,
    "vault.care_withdrawn" where anybody wants no counselling any more.
    """
    said = now(vault, family)
    no = {scope for (_, scope), is_yes in said.items() if not is_yes}
    if Scope.USE in no:
        raise VaultError("vault.restricted")
    if Scope.CARE in no:
        raise VaultError("vault.care_withdrawn")


def demand_letter(vault: Vault, family: FamilyId, person: PersonId) -> None:
    """Refuse what tells of records not to be used, or of who wants no counselling any more.

    Raises VaultError: "vault.restricted", as `demand_counselling`.
    """
    told = now(vault, family)
    if is_restricted(told, person):
        raise VaultError("vault.restricted")
    demand_counselling(told, person)


def demand_counselling(told: Told, person: PersonId) -> None:
    """Raise VaultError("vault.care_withdrawn") where somebody wants no counselling any more."""
    if not is_open(told, person, Purpose.COUNSELLING):
        raise VaultError("vault.care_withdrawn")


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
