"""A family's history as sentences: who did what, when; told from the log, never from a copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counselling.errors import Field
from counselling.pedigree import edits
from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.continuing import ContinueFamily
from counselling.pedigree.family import Family
from counselling.pedigree.outside import DropOutside, RecordOutside
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Retrace, Statement
from counselling.pedigree.structure import RemovePeople
from counselling.pedigree.writer import Writer
from counselling.records.log import oplog, projection
from counselling.records.log.voices import voices
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a history. sentence_id: message id (domain ui); fields: its blanks.

    writer: who signed it, and whether this vault knows her by more than the name she wrote.
    """

    sequence: int
    at: datetime
    writer: Writer
    sentence_id: str
    fields: Mapping[str, Field]


def told(vault: Vault, family: FamilyId) -> tuple[Moment, ...]:
    """Return a family's history, oldest first. Raises DamagedVault, NewerVault."""

    keys = vault.families

    def tell(connection: Connection) -> tuple[Moment, ...]:
        moments: list[Moment] = []
        known = voices(connection, family)
        entries = oplog.entries(connection, family, keys.of(connection, family))
        for entry, before, after in projection.seen(family, entries):
            if isinstance(entry.edit, Statement) and not entry.edit.typed:
                continue  # it only joins the entries after it
            fields = _fields(entry.edit, before, after)
            at = moment(entry.at)
            sentence_id = f"history.{entry.edit.kind}"
            who = known.of(entry)
            moments.append(Moment(entry.head.sequence, at, who, sentence_id, fields))
        return tuple(moments)

    return vault.read(tell)


def _fields(edit: edits.Edit, before: Family, after: Family) -> Mapping[str, Field]:
    match edit:
        case edits.AdoptFamily() | ContinueFamily():
            return {"people": len(after.persons)}
        case edits.NameFamily(name) | edits.NameHistorian(name):
            return {"name": name}
        case Statement(_, typed):
            return {"text": typed}
        case TakeNote(note):
            return {"text": note.text}
        case RecordAnswer(answer):
            topic, reply = answer.topic.value, answer.reply.value
            return {"person": _name(after, answer.person), "topic": topic, "reply": reply}
        case RecordOutside(result):
            blanks = {"program": result.program, "version": result.version}
            return {"person": _name(after, result.person), **blanks}
        case DropOutside(person, program):
            return {"person": _name(after, person, before), "program": program}
        case Retrace(way):
            return {"way": way.value}
        case RemovePeople((first, *others)):
            return {"person": _name(before, first), "count": len(others)}
    told = edits.people_of(edit)
    return {blank: _name(after, person, before) for blank, person in told.items()}


def _name(family: Family, person_id: PersonId, before: Family | None = None) -> str:
    """Her name on that day; of somebody who left, the one she left with, or else her id."""
    if person_id not in family.by_id and before is not None:
        family = before
    found = family.by_id.get(person_id)
    return found.name or person_id if found else person_id
