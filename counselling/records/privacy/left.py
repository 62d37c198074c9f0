"""What somebody left on her page before her sessions: hers by law, whatever became of it."""

import json

from counselling.call.link.room import Role
from counselling.call.link.ticket import role_at
from counselling.pedigree.person import PersonId
from counselling.records.papers import appointments
from counselling.records.papers.appointments import Mail
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.sealing import FamilyKey


def left_by(
    connection: Connection, family: FamilyId, key: FamilyKey, person: PersonId, *, is_focus: bool
) -> tuple[Mail, ...]:
    """Return all that she left by her own link, the oldest first.

    An appointment for nobody in particular is of who was counselled in its room; without a session
    it is of whom the family's counselling is about. is_focus: whether that is this person.
    """
    every = appointments.mails(connection, family, key)
    hers = (one for one in every if role_at(one.seat) is Role.PATIENT)
    return tuple(one for one in hers if person in _whose(connection, one, person * is_focus))


def as_told(mail: Mail) -> dict[str, object]:
    """Return one as JSON: what her page sent, as it came."""
    return {"at": mail.at, "left": _message(mail.message)}


def _whose(connection: Connection, mail: Mail, otherwise: PersonId) -> tuple[PersonId, ...]:
    if mail.person:
        return (mail.person,)
    sql = "SELECT person FROM session WHERE id = ?"
    held = (whose for (whose,) in connection.rows(tuple[str], sql, mail.session) if whose)
    return tuple(held) or (otherwise,)


def _message(octets: bytes) -> object:
    try:
        told: object = json.loads(octets)
    except ValueError:  # no form of the page
        return octets.decode("utf-8", "replace")
    return told
