"""Edits that build a family: parents, children, partners, twins, and taking them apart.

Each adds or removes what hangs together in one step, so that one undo takes all of it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar

from counselling.errors import PedigreeError
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.wholeness import demand_parents, demand_partners


@dataclass(frozen=True, slots=True)
class AddParents:
    """Add people as somebody's parents; two of them become partners.

    links: from the child to the parents; those who are not in the family yet are in `people`.
    """

    child: PersonId
    people: tuple[Person, ...]
    links: tuple[ParentLink, ...]
    kind: ClassVar[str] = "add_parents"

    def apply(self, family: Family) -> Family:
        """Return the family with the parents. Raises PedigreeError where they do not fit."""
        child = family.person(self.child)
        for person in self.people:
            family = with_person(family, person)
        changed = replace(child, parents=(*child.parents, *self.links))
        demand_parents(family, child.id, changed.parents)
        family = family.replace_person(changed)
        pair = tuple(dict.fromkeys(link.parent for link in self.links if not link.kind.is_donor))
        return with_partners(family, pair) if len(pair) == 2 else family


@dataclass(frozen=True, slots=True)
class AddChild:
    """Add a child; her parents stand in her own links and must be in the family."""

    child: Person
    kind: ClassVar[str] = "add_child"

    def apply(self, family: Family) -> Family:
        """Return the family with the child last. Raises PedigreeError where she does not fit."""
        return with_person(family, self.child)


@dataclass(frozen=True, slots=True)
class AddPartner:
    """Add somebody as a partner of a person."""

    of: PersonId
    partner: Person
    kind: ClassVar[str] = "add_partner"

    def apply(self, family: Family) -> Family:
        """Return the family with the couple. Raises PedigreeError where it does not fit."""
        family.person(self.of)
        return with_partners(with_person(family, self.partner), (self.of, self.partner.id))


@dataclass(frozen=True, slots=True)
class ClearPartnership:
    """Take back what was said of a couple; with children in common they stay joined by these."""

    partners: tuple[PersonId, PersonId]
    kind: ClassVar[str] = "clear_partnership"

    def apply(self, family: Family) -> Family:
        """Return the family without the partnership."""
        pair = frozenset(self.partners)
        kept = tuple(p for p in family.partnerships if frozenset(p.partners) != pair)
        return replace(family, partnerships=kept)


@dataclass(frozen=True, slots=True)
class LinkParent:
    """Make somebody who is in the family a parent of somebody else there."""

    child: PersonId
    link: ParentLink
    kind: ClassVar[str] = "link_parent"

    def apply(self, family: Family) -> Family:
        """Return the family with the link. Raises PedigreeError where it does not fit."""
        child = family.person(self.child)
        links = tuple(link for link in child.parents if link != self.link)
        changed = replace(child, parents=(*links, self.link))
        demand_parents(family, child.id, changed.parents)
        return family.replace_person(changed)


@dataclass(frozen=True, slots=True)
class UnlinkParent:
    """Take a parent from a child, in every way in which she was one; both stay in the family."""

    child: PersonId
    parent: PersonId
    kind: ClassVar[str] = "unlink_parent"

    def apply(self, family: Family) -> Family:
        """Return the family without the link."""
        child = family.person(self.child)
        kept = tuple(link for link in child.parents if link.parent != self.parent)
        return family.replace_person(replace(child, parents=kept))


@dataclass(frozen=True, slots=True)
class SetTwins:
    """Say who were born together; takes the place of what was said of the same people.

    A set may lie within another: identical twins among triplets.
    """

    twins: TwinSet
    kind: ClassVar[str] = "set_twins"

    def apply(self, family: Family) -> Family:
        """Return the family with the set. Raises PedigreeError for fewer than two people."""
        for member in self.twins.members:
            family.person(member)
        mine = frozenset(self.twins.members)
        if len(mine) < 2 or len(mine) < len(self.twins.members):
            raise PedigreeError("pedigree.too_few_twins")
        kept = []
        for other in family.twins:
            theirs = frozenset(other.members)
            if mine != theirs and (mine < theirs or theirs < mine or not mine & theirs):
                kept.append(other)
        return replace(family, twins=(*kept, self.twins))


@dataclass(frozen=True, slots=True)
class ClearTwins:
    """Take back that these people were born together."""

    members: tuple[PersonId, ...]
    kind: ClassVar[str] = "clear_twins"

    def apply(self, family: Family) -> Family:
        """Return the family without the set."""
        gone = frozenset(self.members)
        return replace(family, twins=tuple(t for t in family.twins if frozenset(t.members) != gone))


@dataclass(frozen=True, slots=True)
class RemovePeople:
    """Take several people out at once: a person and what hangs on her."""

    people: tuple[PersonId, ...]
    kind: ClassVar[str] = "remove_people"

    def apply(self, family: Family) -> Family:
        """Return the family without them. Raises PedigreeError where one is not there."""
        for person in self.people:
            family.person(person)
        return without(family, self.people)


def with_person(family: Family, person: Person) -> Family:
    """Return the family with a person last. Raises PedigreeError where she does not fit."""
    if person.id in family.by_id:
        raise PedigreeError("pedigree.double_id")
    demand_parents(family, person.id, person.parents)
    return replace(family, persons=(*family.persons, person))


def with_partners(family: Family, pair: Sequence[PersonId]) -> Family:
    """Return the family with two people as partners; what was said of them stays."""
    demand_partners(family, pair)
    one, other = pair
    if any({one, other} == set(p.partners) for p in family.partnerships):
        return family
    return replace(family, partnerships=(*family.partnerships, Partnership((one, other))))


def without(family: Family, people: Sequence[PersonId]) -> Family:
    """Return the family without these people and everything said of them."""
    gone = frozenset(people)
    kept = tuple(
        replace(p, parents=tuple(link for link in p.parents if link.parent not in gone))
        if any(link.parent in gone for link in p.parents)
        else p
        for p in family.persons
        if p.id not in gone
    )
    left = (replace(t, members=tuple(m for m in t.members if m not in gone)) for t in family.twins)
    return replace(
        family,
        persons=kept,
        partnerships=tuple(p for p in family.partnerships if gone.isdisjoint(p.partners)),
        twins=tuple(t for t in left if len(t.members) > 1),
        proband=None if family.proband in gone else family.proband,
        consultand=None if family.consultand in gone else family.consultand,
        arrangement=family.arrangement.without(gone),
        answers=tuple(a for a in family.answers if a.person not in gone),
        outside=tuple(one for one in family.outside if one.person not in gone),
    )


def hanging_on(family: Family, person: PersonId) -> tuple[PersonId, ...]:
    """The person and whoever would be joined to nobody of the rest without her.

    The rest is where the proband or consultand is, else the larger part. For an editor that asks
    before it removes a branch.
    """
    near: dict[PersonId, set[PersonId]] = {p.id: set() for p in family.persons}
    pairs = [(p.id, link.parent) for p in family.persons for link in p.parents]
    pairs += [p.partners for p in family.partnerships]
    for child in family.persons:
        parents = [link.parent for link in child.parents]
        pairs += pairwise(parents)
    for one, other in pairs:
        if one in near and other in near and person not in (one, other):
            near[one].add(other)
            near[other].add(one)
    parts = _parts(near, person)
    focus = family.focus
    main = max(parts, key=lambda part: (focus in part, len(part)), default=set())
    touching = _touching(family, person)
    gone = {who for part in parts if part is not main and part & touching for who in part}
    return (person, *(p.id for p in family.persons if p.id in gone))


def _parts(near: dict[PersonId, set[PersonId]], besides: PersonId) -> list[set[PersonId]]:
    parts: list[set[PersonId]] = []
    seen = {besides}
    for start in near:
        if start not in seen:
            part, stack = {start}, [start]
            while stack:
                found = near[stack.pop()] - part
                part |= found
                stack += found
            seen |= part
            parts.append(part)
    return parts


def _touching(family: Family, person: PersonId) -> set[PersonId]:
    """Whom a line joins to a person."""
    found = {link.parent for link in family.person(person).parents}
    for other in family.persons:
        links = [link.parent for link in other.parents]
        if person in links:
            found |= {other.id, *links}
    for couple in family.partnerships:
        if person in couple.partners:
            found.update(couple.partners)
    return found - {person}
