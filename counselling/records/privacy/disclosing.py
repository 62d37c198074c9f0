"""What is kept about one person, gathered for her: her facts, what she told, who has seen them.

Among it: what she agreed to and took back, which projects were given what of her, and what she left
on her page before a session.

Of others there is only who they are to her: their names, dates and findings are theirs. A
counsellor reads it before it leaves; it stands in the audit when it is gathered.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import msgspec

from counselling.pedigree.family import Family
from counselling.pedigree.kinship import relation
from counselling.pedigree.person import Person, PersonId
from counselling.records.audit import audit
from counselling.records.log import projection
from counselling.records.papers import consents, documents, handed, notes
from counselling.records.papers.appointments import Mail
from counselling.records.papers.consents import HERS, Recorded, Scope
from counselling.records.papers.documents import Document
from counselling.records.papers.handed import Handed
from counselling.records.privacy import facts, left
from counselling.records.privacy.facts import Fact
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, AuditRow, FamilyId, Transaction
from counselling.records.vault.vault import Vault

# Places that say who somebody is kin to: ids of others stand there.
_OF_OTHERS: Final = ("parents",)


@dataclass(frozen=True, slots=True)
class Told:
    """What she told of somebody else. relation: who that is to her, as the kin catalogue names it.

    what: which fact; its value is the relative's own, and stays out.
    """

    relation: str
    what: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session about her, with its notes as they stand."""

    started_at: datetime
    counsellor: str
    notes: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything for one person. person: herself, without links to others.

    said: what she, or all of the family, agreed to and took back; handed: which projects have her;
    left: what she left on her page before her sessions.
    """

    person: Person
    facts: tuple[Fact, ...]
    told: tuple[Told, ...]
    meetings: tuple[Meeting, ...]
    documents: tuple[tuple[Document, bytes], ...]
    seen: tuple[AuditRow, ...]
    said: tuple[Recorded, ...] = ()
    handed: tuple[Handed, ...] = ()
    left: tuple[Mail, ...] = ()

    def __repr__(self) -> str:
        return "Disclosure(...)"


def gather(vault: Vault, family: FamilyId, person: PersonId) -> Disclosure:
    """Gather what is kept about a person, and write down that it was done.

    Raises as `open_family`, PedigreeError.
    """

    def read(transaction: Transaction) -> Disclosure:
        connection, keys = transaction.connection, transaction.keys
        key = keys.of(connection, family)
        now = projection.stand(connection, family, key).family
        every = facts.told(now, projection.entries_of(connection, family, key))
        about = tuple(
            fact
            for fact in every
            if fact.place[:2] == ("person", person) and fact.place[-1] not in _OF_OTHERS
        )
        papers = documents.about(connection, family, person)
        words = consents.read(connection, family, key)
        return Disclosure(
            _alone(now, person),
            about,
            _told(now, person, every),
            _meetings(transaction, family, person),
            tuple((one, documents.content_of(connection, one.id, keys)) for one in papers),
            (),
            tuple(one for one in words if _is_hers(one, person)),
            tuple(one for one in handed.among(words) if one.person == person),
            left.left_by(connection, family, key, person, is_focus=now.focus == person),
        )

    found = vault.write(read, act=Act(Action.DISCLOSE, "person", family))
    rows = audit.rows(vault, family=family)
    return replace(found, seen=rows)


def _is_hers(one: Recorded, person: PersonId) -> bool:
    told = (*HERS, Scope.USE, Scope.ADDRESS)
    return one.consent.scope in told and one.consent.person in ("", person)


def _alone(family: Family, person: PersonId) -> Person:
    old = family.person(person)
    own = {name: getattr(old, name) for name in old.__slots__ if name != "parents"}
    return Person(**own)


def _told(family: Family, person: PersonId, every: tuple[Fact, ...]) -> tuple[Told, ...]:
    found: dict[tuple[str, str], Told] = {}
    for fact in every:
        others = [one for one in fact.about if one != person and one in family.by_id]
        if fact.origin.teller != person or not others:
            continue
        kin = relation(family, person, others[0]).key
        what = fact.place[2] if fact.place[0] == "person" and len(fact.place) > 2 else fact.place[0]
        found[kin, what] = Told(kin, what, fact.told_at)
    return tuple(found.values())


def _meetings(transaction: Transaction, family: FamilyId, person: PersonId) -> tuple[Meeting, ...]:
    connection = transaction.connection
    key = transaction.keys.of(connection, family)
    sql = (
        "SELECT id, started_at, counsellor FROM session WHERE family_id = ? AND person = ?"
        " ORDER BY started_at"
    )
    return tuple(
        Meeting(moment(at), who, notes.standing(connection, session, key).text)
        for session, at, who in _rows(connection, sql, family, person)
    )


def _rows(connection: Connection, sql: str, *values: str) -> list[tuple[str, str, str]]:
    return connection.rows(tuple[str, str, str], sql, *values)


def as_json(found: Disclosure) -> bytes:
    """Write a disclosure as JSON; documents by their hashes, contents lie beside it."""
    return msgspec.json.format(msgspec.json.encode(_as_told(found)), indent=2) + b"\n"


def _as_told(found: Disclosure) -> dict[str, object]:
    return {
        "person": msgspec.to_builtins(found.person),
        "facts": [_fact(fact) for fact in found.facts],
        "told": [
            {"relation": told.relation, "what": told.what, "told_at": told.told_at}
            for told in found.told
        ],
        "meetings": [
            {"started_at": one.started_at, "counsellor": one.counsellor, "notes": one.notes}
            for one in found.meetings
        ],
        "documents": [
            {"kind": one.kind, "created_at": one.created_at, "sha256": one.sha256}
            for one, _ in found.documents
        ],
        "said": [
            {
                "what": one.consent.scope,
                "agreed": one.consent.is_given,
                "at": one.at,
                "by": one.consent.given_by,
                "text": one.consent.reason,
                "called": one.consent.alias,
                "how": one.consent.medium,
                "form": one.consent.text_version,
                "level": one.consent.level,
                "language": one.consent.language,
                "explained_by": one.consent.explained_by,
                "had_interpreter": one.consent.has_interpreter,
                "interpreter": one.consent.interpreter,
                "written_by": one.author,
            }
            for one in found.said
        ],
        "projects": [
            {"project": one.project, "pseudonym": one.alias, "at": one.at} for one in found.handed
        ],
        "left": [left.as_told(one) for one in found.left],
        "seen": [
            {"at": row.at, "actor": row.actor, "role": row.role, "action": row.action}
            for row in found.seen
        ],
    }


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "what": fact.place[2] if len(fact.place) > 2 else fact.place[0],
        "value": msgspec.to_builtins(fact.value),
        "source": fact.origin.source,
        "confidence": fact.origin.confidence,
        "consent": fact.origin.consent,
        "written_by": fact.author,
        "told_at": fact.told_at,
    }
