"""Appointments in the vault: the room of each with its keys, and what the patient left there.

Both are sealed with the family's key. What is left is kept with its number in one step, so that
nothing is taken twice, and nothing is deleted on the server that is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

import msgspec

from counselling.errors import DamagedVault, VaultError
from counselling.pedigree.person import PersonId
from counselling.records.papers.notes import SessionId
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault

AppointmentId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Room:
    """What an appointment is held in.

    person: who is invited, "" for nobody in particular; language: of her page; server: its address;
    ticket: keys and links, as the call reads them; opens, closes: Unix seconds between which the
    links work; session: the one that was begun with it, "" before.
    """

    person: PersonId
    language: str
    server: str
    ticket: bytes = field(repr=False)
    opens: float
    closes: float
    session: SessionId = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment that is not over. taken: the number of the last mail that is here, by seat."""

    id: AppointmentId
    family: FamilyId
    room: Room
    taken: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Mail:
    """Something that a patient left.

    person: whom the appointment was for, session: the one that was begun in its room, "" for none.
    """

    appointment: AppointmentId
    seat: str
    number: int
    at: datetime
    message: bytes = field(repr=False)
    person: PersonId = ""
    session: SessionId = ""


class _Row(NamedTuple):
    id: str
    family: str
    sealed: bytes


class _MailRow(NamedTuple):
    appointment: str
    seat: str
    number: int
    at: str
    sealed: bytes
    room: bytes


_NO_ROOM: Final = Room("", "", "", b"", 0.0, 0.0)
_OF: Final = "SELECT id, family_id, sealed FROM appointment WHERE family_id = ? ORDER BY rowid"
_MAIL: Final = (
    "SELECT appointment_id, seat, number, m.at, m.sealed, a.sealed FROM appointment_mail AS m"
    " JOIN appointment AS a ON a.id = appointment_id WHERE family_id = ?"
)


def make(vault: Vault, family: FamilyId, room: Room) -> AppointmentId:
    """Keep a new appointment. Raises as `open_family`, StorageError."""
    new = vault.new_id()

    def write(transaction: Transaction) -> None:
        connection = transaction.connection
        sealed = _sealed(transaction.keys.of(connection, family), new, room)
        connection.run("INSERT INTO appointment VALUES (?, ?, ?)", new, family, sealed)

    vault.write(write, act=Act(Action.CREATE, f"appointment/{new}", family))
    return new


def change(vault: Vault, family: FamilyId, appointment: AppointmentId, room: Room) -> None:
    """Keep the room as it is now. Raises VaultError("vault.no_such_appointment"), StorageError."""

    def write(transaction: Transaction) -> None:
        connection = transaction.connection
        sealed = _sealed(transaction.keys.of(connection, family), appointment, room)
        sql = "UPDATE appointment SET sealed = ? WHERE id = ? AND family_id = ?"
        if not connection.run(sql, sealed, appointment, family):
            raise VaultError("vault.no_such_appointment")

    vault.write(write, act=Act(Action.CHANGE, f"appointment/{appointment}", family))


def end(vault: Vault, family: FamilyId, appointment: AppointmentId) -> None:
    """Forget the room's keys: its links are dead. What was left there stays, and whose it is.

    Raises VaultError("vault.no_such_appointment"), StorageError.
    """

    def write(transaction: Transaction) -> None:
        connection, about = transaction.connection, _about(appointment)
        key = transaction.keys.of(connection, family)
        found = [row for row in connection.rows(_Row, _OF, family) if row.id == appointment]
        if not found:
            raise VaultError("vault.no_such_appointment")
        room = _room(key.open(found[0].sealed, about=about))
        over = replace(_NO_ROOM, person=room.person, session=room.session)
        sql = "UPDATE appointment SET sealed = ? WHERE id = ?"
        connection.run(sql, _sealed(key, appointment, over), appointment)

    vault.write(write, act=Act(Action.CHANGE, f"appointment/{appointment}/end", family))


def standing(vault: Vault, family: FamilyId) -> tuple[Appointment, ...]:
    """Return a family's appointments that are not over, the oldest first. Raises as `open_family`.

    Nothing of the record is shown: who looks at the link sees a room.
    """
    keys = vault.families
    return vault.read(lambda c: tuple(_read(c, family, keys.of(c, family))))


def every(vault: Vault) -> tuple[Appointment, ...]:
    """Return all appointments that are not over, of families that who is in can read."""
    keys = vault.families

    def read(connection: Connection) -> tuple[Appointment, ...]:
        found: list[Appointment] = []
        sql = "SELECT DISTINCT family_id FROM appointment ORDER BY family_id"
        for (family,) in connection.rows(tuple[FamilyId], sql):
            try:
                key = keys.of(connection, family)
            except VaultError:  # sealed to others, or erased
                continue
            found += _read(connection, family, key)
        return tuple(found)

    return vault.read(read)


def keep_mail(
    vault: Vault,
    family: FamilyId,
    appointment: AppointmentId,
    *,
    seat: str,
    number: int,
    message: bytes,
) -> None:
    """Keep something that was left, with its number; lasting when this returns. Twice is once.

    Raises VaultError, StorageError: then nothing of it is kept.
    """

    def write(transaction: Transaction) -> None:
        connection = transaction.connection
        key = transaction.keys.of(connection, family)
        sealed = key.seal(message, about=_about_mail(appointment, seat, number))
        sql = "INSERT OR IGNORE INTO appointment_mail VALUES (?, ?, ?, ?, 0, ?)"
        connection.run(sql, appointment, seat, number, transaction.at, sealed)

    vault.write(write, act=Act(Action.CREATE, f"appointment/{appointment}/mail", family))


def mail(vault: Vault, family: FamilyId) -> tuple[Mail, ...]:
    """Show what was left and is not settled, the oldest first; written down as a view.

    Raises as `open_family`.
    """

    def read(transaction: Transaction) -> tuple[Mail, ...]:
        connection = transaction.connection
        key = transaction.keys.of(connection, family)
        return mails(connection, family, key, "AND NOT is_settled")

    return vault.write(read, act=Act(Action.VIEW, "appointment/mail", family))


def waiting(vault: Vault, family: FamilyId) -> int:
    """Count what was left and is not settled; nothing of it is shown. Raises as `open_family`."""
    keys = vault.families

    def count(connection: Connection) -> int:
        keys.demand(connection, family)
        return len(connection.rows(_MailRow, f"{_MAIL} AND NOT is_settled", family))

    return vault.read(count)


def settle(vault: Vault, family: FamilyId, settled: tuple[Mail, ...]) -> None:
    """Write down that what was left is in the record or the notes now. Raises StorageError."""

    def write(transaction: Transaction) -> None:
        transaction.keys.of(transaction.connection, family)
        for one in settled:
            settle_one(transaction.connection, one)

    vault.write(write, act=Act(Action.CHANGE, "appointment/mail", family))


def settle_one(connection: Connection, mail: Mail) -> bool:
    """Settle one, and tell whether it was not before."""
    sql = (
        "UPDATE appointment_mail SET is_settled = 1"
        " WHERE appointment_id = ? AND seat = ? AND number = ? AND NOT is_settled"
    )
    return bool(connection.run(sql, mail.appointment, mail.seat, mail.number))


def reseal(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    """Seal all of it anew: the family's old key opens nothing here any more."""
    for row in connection.rows(_Row, _OF, family):
        sealed = new.seal(old.open(row.sealed, about=_about(row.id)), about=_about(row.id))
        connection.run("UPDATE appointment SET sealed = ? WHERE id = ?", sealed, row.id)
    for one in connection.rows(_MailRow, _MAIL, family):
        about = _about_mail(*one[:3])
        connection.run(
            "UPDATE appointment_mail SET sealed = ?"
            " WHERE appointment_id = ? AND seat = ? AND number = ?",
            new.seal(old.open(one.sealed, about=about), about=about),
            *one[:3],
        )


def forget(connection: Connection, family: FamilyId) -> None:
    """Remove all of a family: a person or the family itself is erased, and her links with her."""
    sql = "SELECT id FROM appointment WHERE family_id = ?"
    connection.run(f"DELETE FROM appointment_mail WHERE appointment_id IN ({sql})", family)
    connection.run("DELETE FROM appointment WHERE family_id = ?", family)


def _read(connection: Connection, family: FamilyId, key: FamilyKey) -> list[Appointment]:
    sql = "SELECT seat, max(number) FROM appointment_mail WHERE appointment_id = ? GROUP BY seat"
    found: list[Appointment] = []
    for row in connection.rows(_Row, _OF, family):
        room = _room(key.open(row.sealed, about=_about(row.id)))
        if room.ticket:  # else it is over
            taken = dict(connection.rows(tuple[str, int], sql, row.id))
            found.append(Appointment(row.id, family, room, taken))
    return found


def _room(plain: bytes) -> Room:
    if not plain:  # as it was written down that it is over, before whose it was stayed
        return _NO_ROOM
    try:
        return msgspec.json.decode(plain, type=Room)
    except msgspec.MsgspecError:
        raise DamagedVault("vault.damaged") from None


def mails(
    connection: Connection, family: FamilyId, key: FamilyKey, which: str = ""
) -> tuple[Mail, ...]:
    """Return what was left in a family's rooms, the oldest first. which: more of the condition."""
    found: list[Mail] = []
    for row in connection.rows(_MailRow, f"{_MAIL} {which} ORDER BY m.rowid", family):
        message = key.open(row.sealed, about=_about_mail(*row[:3]))
        room = _room(key.open(row.room, about=_about(row.appointment)))
        found.append(Mail(*row[:3], moment(row.at), message, room.person, room.session))
    return tuple(found)


def _sealed(key: FamilyKey, appointment: AppointmentId, room: Room) -> bytes:
    return key.seal(msgspec.json.encode(room), about=_about(appointment))


def _about(appointment: AppointmentId) -> bytes:
    return f"appointment/{appointment}".encode()


def _about_mail(appointment: AppointmentId, seat: str, number: int) -> bytes:
    return f"appointment/{appointment}/mail/{seat}/{number}".encode()
