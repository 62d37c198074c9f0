"""Edits: the one unit of change, undo, history and exchange.

An edit is a value that turns a family into the next one.
Every edit has words (a message id and its blanks), so that a history reads as sentences, and a
`kind` by which the records write it down and find it again. A new edit is one class and one line
in EDITS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Final, Protocol

from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.arranging import Nudge, OrderSiblings, Pin, SetSide, Tidy, Unpin
from counselling.pedigree.continuing import ContinueFamily
from counselling.pedigree.family import Family
from counselling.pedigree.outside import DropOutside, RecordOutside
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.settling import Settle
from counselling.pedigree.steps import Retrace, Statement
from counselling.pedigree.structure import (
    AddChild,
    AddParents,
    AddPartner,
    ClearPartnership,
    ClearTwins,
    LinkParent,
    RemovePeople,
    SetTwins,
    UnlinkParent,
    with_person,
    without,
)
from counselling.pedigree.wholeness import demand_parents, demand_partners


class Edit(Protocol):
    """What every edit offers."""

    kind: ClassVar[str]

    def apply(self, family: Family) -> Family:
        """Return the family after the edit. Raises PedigreeError when it does not fit."""
        ...


@dataclass(frozen=True, slots=True)
class AdoptFamily:
    """Take a whole family in, as read from a file: the first entry of its history."""

    family: Family
    kind: ClassVar[str] = "adopt_family"

    def apply(self, family: Family) -> Family:
        """Return the family that was read, under the id the records gave it."""
        return replace(self.family, id=family.id)


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Add a person; her parents must be there."""

    person: Person
    kind: ClassVar[str] = "add_person"

    def apply(self, family: Family) -> Family:
        """Return the family with the person last. Raises PedigreeError on a double id."""
        return with_person(family, self.person)


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Put new facts about a person in place of the old ones."""

    person: Person
    kind: ClassVar[str] = "change_person"

    def apply(self, family: Family) -> Family:
        """Return the family with the person changed. Raises PedigreeError as AddPerson."""
        if family.person(self.person.id).parents != self.person.parents:
            demand_parents(family, self.person.id, self.person.parents)
        return family.replace_person(self.person)


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """Take a person out, with her partnerships; her children stay and lose the link."""

    person: PersonId
    kind: ClassVar[str] = "remove_person"

    def apply(self, family: Family) -> Family:
        """Return the family without the person."""
        family.person(self.person)
        return without(family, (self.person,))


@dataclass(frozen=True, slots=True)
class SetPartnership:
    """Say what is known of a couple; replaces what was said before."""

    partnership: Partnership
    kind: ClassVar[str] = "set_partnership"

    def apply(self, family: Family) -> Family:
        """Return the family with the partnership."""
        demand_partners(family, self.partnership.partners)
        pair = frozenset(self.partnership.partners)
        others = tuple(p for p in family.partnerships if frozenset(p.partners) != pair)
        return replace(family, partnerships=(*others, self.partnership))


@dataclass(frozen=True, slots=True)
class ChooseConsultand:
    """Say who asks for advice now."""

    person: PersonId
    kind: ClassVar[str] = "choose_consultand"

    def apply(self, family: Family) -> Family:
        """Return the family with this consultand."""
        family.person(self.person)
        return replace(family, consultand=self.person)


@dataclass(frozen=True, slots=True)
class ChooseProband:
    """Say who brought the family to attention."""

    person: PersonId
    kind: ClassVar[str] = "choose_proband"

    def apply(self, family: Family) -> Family:
        """Return the family with this proband."""
        family.person(self.person)
        return replace(family, proband=self.person)


class Mark(StrEnum):
    """What somebody is to the question: an arrow at the symbol."""

    CONSULTAND = "consultand"
    PROBAND = "proband"


@dataclass(frozen=True, slots=True)
class ClearMark:
    """Take back that somebody is the consultand, or the proband; nobody is it then."""

    person: PersonId
    mark: Mark
    kind: ClassVar[str] = "clear_mark"

    def apply(self, family: Family) -> Family:
        """Return the family without the mark; of somebody who does not bear it nothing changes."""
        if self.mark is Mark.CONSULTAND and family.consultand == self.person:
            return replace(family, consultand=None)
        if self.mark is Mark.PROBAND and family.proband == self.person:
            return replace(family, proband=None)
        return family


@dataclass(frozen=True, slots=True)
class NameFamily:
    """Give the family its name."""

    name: str
    kind: ClassVar[str] = "name_family"

    def apply(self, family: Family) -> Family:
        """Return the family with this name."""
        return replace(family, name=self.name)


@dataclass(frozen=True, slots=True)
class NameHistorian:
    """Say who told the family history; empty: who asks for advice."""

    name: str
    kind: ClassVar[str] = "name_historian"

    def apply(self, family: Family) -> Family:
        """Return the family with this historian."""
        return replace(family, historian=self.name)


EDITS: Final[Mapping[str, type[Any]]] = {
    edit.kind: edit
    for edit in (
        AdoptFamily,
        ContinueFamily,
        AddPerson,
        ChangePerson,
        RemovePerson,
        SetPartnership,
        ChooseConsultand,
        NameFamily,
        ChooseProband,
        ClearMark,
        NameHistorian,
        AddParents,
        AddChild,
        AddPartner,
        ClearPartnership,
        LinkParent,
        UnlinkParent,
        SetTwins,
        ClearTwins,
        RemovePeople,
        Nudge,
        Pin,
        Unpin,
        OrderSiblings,
        SetSide,
        Tidy,
        Statement,
        Retrace,
        RecordAnswer,
        TakeNote,
        RecordOutside,
        DropOutside,
        Settle,
    )
}


def people_of(edit: Edit) -> Mapping[str, PersonId]:
    """Who fills the blanks of an edit's sentence `history.<kind>`: blank and person."""
    match edit:
        case AddPerson(person) | ChangePerson(person) | AddChild(person):
            return {"person": person.id}
        case RemovePerson(person_id) | ChooseConsultand(person_id) | ChooseProband(person_id):
            return {"person": person_id}
        case ClearMark(person_id):
            return {"person": person_id}
        case SetPartnership(Partnership((one, other))) | ClearPartnership((one, other)):
            return {"person": one, "partner": other}
        case AddPartner(person_id, partner):
            return {"person": person_id, "partner": partner.id}
        case AddParents(child):
            return {"person": child}
        case LinkParent(child, link):
            return {"person": child, "parent": link.parent}
        case UnlinkParent(child, parent):
            return {"person": child, "parent": parent}
        case Nudge(person_id) | Pin(person_id) | Unpin(person_id):
            return {"person": person_id}
        case RecordAnswer(answer):
            return {"person": answer.person}
        case RecordOutside(result):
            return {"person": result.person}
        case DropOutside(person_id):
            return {"person": person_id}
        case SetSide(one, other):
            return {"person": one, "partner": other}
        case OrderSiblings(members):
            return {"person": members[0]}
        case Settle(("person" | "answer" | "outside", person_id, *_)):
            return {"person": person_id}
        case SetTwins(TwinSet(members)) | ClearTwins(members) | RemovePeople(members):
            return {"person": members[0]} if members else {}
    return {}


def replay(family_id: str, edits: "tuple[Edit, ...]") -> Family:
    """Build a family from its history."""
    family = Family(id=family_id)
    for edit in edits:
        family = edit.apply(family)
    return family
