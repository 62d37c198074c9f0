"""A family's history as sentences: who did what, when; told from the log, never from a copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counselling.errors import Field
from counselling.pedigree import edits
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.records import oplog
from counselling.records.acts import FamilyId
from counselling.records.clock import moment
from counselling.records.engine import Connection
from counselling.records.vault import Vault


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a history. sentence_id: message id (domain ui); fields: its blanks."""

    sequence: int
    at: datetime
    author: str
    sentence_id: str
    fields: Mapping[str, Field]


def told(vault: Vault, family: FamilyId) -> tuple[Moment, ...]:
    """Return a family's history, oldest first. Raises DamagedVault, NewerVault."""

    def tell(connection: Connection) -> tuple[Moment, ...]:
        moments: list[Moment] = []
        standing = Family(id=family)
        for entry in oplog.entries(connection, family):
            after = entry.edit.apply(standing)
            fields = _fields(entry.edit, standing, after)
            at = moment(entry.at)
            sentence_id = f"history.{entry.edit.kind}"
            moments.append(Moment(entry.head.sequence, at, entry.author, sentence_id, fields))
            standing = after
        return tuple(moments)

    return vault.read(tell)


def _fields(edit: edits.Edit, before: Family, after: Family) -> Mapping[str, Field]:
    match edit:
        case edits.AdoptFamily():
            return {"people": len(after.persons)}
        case edits.AddPerson(person) | edits.ChangePerson(person):
            return {"person": _name(after, person.id)}
        case edits.RemovePerson(person_id):
            return {"person": _name(before, person_id)}
        case edits.ChooseConsultand(person_id):
            return {"person": _name(after, person_id)}
        case edits.SetPartnership(partnership):
            first, second = partnership.partners
            return {"person": _name(after, first), "partner": _name(after, second)}
        case edits.NameFamily(name):
            return {"name": name}
    return {}


def _name(family: Family, person_id: PersonId) -> str:
    return family.person(person_id).name or person_id
