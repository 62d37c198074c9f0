"""Parents of every other kind, half-siblings, and people who are joined to somebody there."""

from dataclasses import replace
from typing import Final

from counselling.pedigree.edits import AddPerson, ChangePerson, Edit, SetPartnership
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.structure import (
    AddChild,
    AddParents,
    AddPartner,
    LinkParent,
    SetTwins,
    UnlinkParent,
)
from counselling.pedigree.terms import ParentKind, Sex, Zygosity
from ui.pages.pedigree.edits.additions import PARENT_SEX, Addition, fresh_ids, missing_parents
from ui.pages.pedigree.edits.facts import OTHER_SEX

_DONOR_SEX: Final = {
    ParentKind.OVUM_DONOR: Sex.FEMALE,
    ParentKind.SPERM_DONOR: Sex.MALE,
    ParentKind.GESTATIONAL_CARRIER: Sex.FEMALE,
    ParentKind.MITOCHONDRIAL_DONOR: Sex.FEMALE,
}
_GIVES: Final = {
    ParentKind.OVUM_DONOR: ParentKind.MOTHER,
    ParentKind.SPERM_DONOR: ParentKind.FATHER,
}


def half_sibling(of: PersonId, shared: ParentKind, sex: Sex | None, family: Family) -> Addition:
    """Add a child of one parent with somebody else, who comes along as a gap."""
    person = family.person(of)
    ids = fresh_ids(family, 4)
    made: list[Edit] = list(missing_parents(person, ids[2:], frozenset(PARENT_SEX)))
    for edit in made:
        family = edit.apply(family)
    person = family.person(of)
    mine = person.mother if shared is ParentKind.MOTHER else person.father
    if mine is None:
        return Addition((), of)
    other = (ParentKind.FATHER, ParentKind.MOTHER)[shared is ParentKind.FATHER]
    made.append(AddPerson(Person(ids[1], sex=PARENT_SEX[other], is_placeholder=True)))
    links = (ParentLink(mine, shared), ParentLink(ids[1], other))
    kid = Person(ids[0], sex=sex or Sex.UNKNOWN, parents=links)
    return Addition((*made, AddChild(kid)), ids[0])


def step_parent(of: PersonId, sex: Sex, family: Family) -> Addition:
    """Add a partner of the parent of the other sex, who brings the person up as a step parent."""
    person = family.person(of)
    (new,) = fresh_ids(family, 1)
    parent = person.mother if sex is Sex.MALE else person.father
    added = Person(new, sex=sex)
    link = ParentLink(new, ParentKind.STEP)
    if parent is None:
        return Addition((AddParents(of, (added,), (link,)),), new)
    return Addition((AddPartner(parent, added), LinkParent(of, link)), new)


def raising_parents(of: PersonId, kind: ParentKind, family: Family) -> Addition:
    """Add the couple that adopted a person or fosters her; the focus goes to the mother."""
    mother, father = fresh_ids(family, 2)
    people = (Person(mother, sex=Sex.FEMALE), Person(father, sex=Sex.MALE))
    links = (ParentLink(mother, kind), ParentLink(father, kind))
    return Addition((AddParents(of, people, links),), mother)


def donor(of: PersonId, kind: ParentKind, family: Family) -> Addition:
    """Add who gave egg or sperm, carried the child, or brings her up without giving genes.

    Who was the parent so far brings the child up and gave neither.
    """
    person = family.person(of)
    (new,) = fresh_ids(family, 1)
    replaced = _GIVES.get(kind)
    kept = tuple(
        replace(link, kind=ParentKind.SOCIAL) if link.kind is replaced else link
        for link in person.parents
    )
    edits: list[Edit] = []
    if kept != person.parents:
        edits.append(ChangePerson(replace(person, parents=kept)))
    known = [family.person(link.parent).sex for link in person.parents]
    sex = _DONOR_SEX.get(kind) or (OTHER_SEX[known[0]] if len(known) == 1 else Sex.UNKNOWN)
    edits.append(AddParents(of, (Person(new, sex=sex),), (ParentLink(new, kind),)))
    return Addition(tuple(edits), new)


def joined_parent(
    child: PersonId, kind: ParentKind, parent: PersonId, family: Family
) -> tuple[Edit, ...]:
    """Make somebody who is there a parent; of a gap that gave the same she takes the place."""
    person = family.person(child)
    same = {ParentKind.MOTHER: person.mother, ParentKind.FATHER: person.father}.get(kind)
    edits: list[Edit] = []
    if same is not None and same != parent:
        edits.append(UnlinkParent(child, same))
    edits.append(LinkParent(child, ParentLink(parent, kind)))
    return tuple(edits)


def joined_partner(one: PersonId, other: PersonId, family: Family) -> tuple[Edit, ...]:
    """Make two who are there a couple."""
    pairs = [set(couple.partners) for couple in family.partnerships]
    return () if {one, other} in pairs else (SetPartnership(Partnership((one, other))),)


def twinned(
    person: PersonId, other: PersonId, zygosity: Zygosity, family: Family
) -> tuple[Edit, ...]:
    """Say that two were born together; who is a twin already makes them triplets."""
    members = dict.fromkeys((person, other))
    for known in family.twins:
        if other in known.members or person in known.members:
            members.update(dict.fromkeys(known.members))
    order = [p.id for p in family.persons if p.id in members]
    return (SetTwins(TwinSet(tuple(order), zygosity)),)
