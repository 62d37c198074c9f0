"""Edits: the one unit of change, undo, history and exchange.

An edit is a value that turns a family into the next one.
Every edit has words (a message id and its blanks), so that a history reads as sentences, and a
`kind` by which the records write it down and find it again. A new edit is one class and one line
in EDITS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Protocol

from counselling.errors import PedigreeError
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person, PersonId


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
        if self.person.id in family.by_id:
            raise PedigreeError("pedigree.double_id")
        for link in self.person.parents:
            family.person(link.parent)
        return replace(family, persons=(*family.persons, self.person))


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Put new facts about a person in place of the old ones."""

    person: Person
    kind: ClassVar[str] = "change_person"

    def apply(self, family: Family) -> Family:
        """Return the family with the person changed."""
        return family.replace_person(self.person)


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """Take a person out, with her partnerships; her children stay and lose the link."""

    person: PersonId
    kind: ClassVar[str] = "remove_person"

    def apply(self, family: Family) -> Family:
        """Return the family without the person."""
        family.person(self.person)
        gone = self.person
        kept = tuple(
            replace(p, parents=tuple(link for link in p.parents if link.parent != gone))
            if any(link.parent == gone for link in p.parents)
            else p
            for p in family.persons
            if p.id != gone
        )
        return replace(
            family,
            persons=kept,
            partnerships=tuple(p for p in family.partnerships if gone not in p.partners),
            twins=_without(family.twins, gone),
            proband=None if family.proband == gone else family.proband,
            consultand=None if family.consultand == gone else family.consultand,
        )


def _without(twins: tuple[TwinSet, ...], gone: PersonId) -> tuple[TwinSet, ...]:
    left = (replace(t, members=tuple(m for m in t.members if m != gone)) for t in twins)
    return tuple(t for t in left if len(t.members) > 1)


@dataclass(frozen=True, slots=True)
class SetPartnership:
    """Say what is known of a couple; replaces what was said before."""

    partnership: Partnership
    kind: ClassVar[str] = "set_partnership"

    def apply(self, family: Family) -> Family:
        """Return the family with the partnership."""
        for partner in self.partnership.partners:
            family.person(partner)
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
class NameFamily:
    """Give the family its name."""

    name: str
    kind: ClassVar[str] = "name_family"

    def apply(self, family: Family) -> Family:
        """Return the family with this name."""
        return replace(family, name=self.name)


EDITS: Final[Mapping[str, type[Any]]] = {
    edit.kind: edit
    for edit in (
        AdoptFamily,
        AddPerson,
        ChangePerson,
        RemovePerson,
        SetPartnership,
        ChooseConsultand,
        NameFamily,
    )
}


def replay(family_id: str, edits: "tuple[Edit, ...]") -> Family:
    """Build a family from its history."""
    family = Family(id=family_id)
    for edit in edits:
        family = edit.apply(family)
    return family
