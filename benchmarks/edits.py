"""Edits of every kind, somewhere in a family: what a drawing must stand without moving."""

import random
import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from counselling.layout.result import Layout
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.structure import (
    AddChild,
    AddParents,
    AddPartner,
    RemovePeople,
    SetTwins,
    hanging_on,
)
from counselling.pedigree.terms import ParentKind, PregnancyOutcome, Sex, Zygosity

_BRANCH_TRIES = 5
_LARGEST_BRANCH = 1 / 3  # of a family; to remove more is to begin anew


def edits(family: Family, chance: random.Random) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Return one edit of each kind that fits, by its name; newcomers are called new, new2."""
    people = family.persons
    children = [p for p in people if len(p.genetic_parents) == 2]
    if children:
        yield from _children(family, children, chance)
    single = [p.id for p in people if p.parents and not family.unions_of(p.id)]
    if single:
        person = chance.choice(single)
        partner = AddPartner(person, Person("new"))
        yield "partner", (partner,)
        yield "partner and child", (partner, AddChild(_child_of(family, person)))
    coupled = [p.id for p in people if len(family.unions_of(p.id)) == 1]
    if coupled:
        yield "second partner", (AddPartner(chance.choice(coupled), Person("new")),)
    founders = [p.id for p in people if not p.parents and family.unions_of(p.id)]
    if founders:
        parents = Person("new", sex=Sex.FEMALE), Person("new2", sex=Sex.MALE)
        links = ParentLink("new", ParentKind.MOTHER), ParentLink("new2", ParentKind.FATHER)
        yield "parents", (AddParents(chance.choice(founders), parents, links),)
    for _ in range(_BRANCH_TRIES):
        branch = hanging_on(family, chance.choice(people).id)
        if 1 < len(branch) < _LARGEST_BRANCH * len(people):
            yield "remove branch", (RemovePeople(branch),)
            break


def _children(
    family: Family, children: list[Person], chance: random.Random
) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    links = chance.choice(children).parents
    yield "sibling", (AddChild(Person("new", parents=links)),)
    lost = Person("new", parents=links, pregnancy=PregnancyOutcome.SPONTANEOUS_ABORTION)
    yield "loss", (AddChild(lost),)
    one = chance.choice(children)
    twin = AddChild(Person("new", sex=one.sex, parents=one.parents))
    yield "twin", (twin, SetTwins(TwinSet((one.id, "new"), Zygosity.MONOZYGOTIC)))
    leaves = [p.id for p in children if not family.unions_of(p.id)]
    if leaves:
        yield "remove leaf", (RemovePeople((chance.choice(leaves),)),)


def _child_of(family: Family, person: PersonId) -> Person:
    is_father = family.person(person).sex is Sex.MALE
    mother, father = ("new", person) if is_father else (person, "new")
    links = ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER)
    return Person("new2", parents=links)


def moved(before: Layout, after: Layout) -> float:
    """Share of people whom an edit moved by more than half a unit on the sheet."""
    shifts = [
        after.by_person[name].x - node.x
        for name, node in before.by_person.items()
        if name in after.by_person
    ]
    still = min((statistics.median(shifts), 0.0), key=lambda by: _far(shifts, by))
    return _far(shifts, still) / len(shifts)


def _far(shifts: Sequence[float], still: float) -> int:
    """Count who moves by more than half a unit when the sheet is held at a shift."""
    return sum(abs(shift - still) > 0.5 for shift in shifts)


def flips(before: Layout, after: Layout) -> int:
    """Count neighbours in a row, before and after, who changed places."""
    rows: dict[tuple[float, float], list[str]] = {}
    for name, node in sorted(before.by_person.items(), key=lambda item: item[1].x):
        if name in after.by_person:
            rows.setdefault((node.y, after.by_person[name].y), []).append(name)
    return sum(
        after.by_person[left].x > after.by_person[right].x
        for row in rows.values()
        for left, right in pairwise(row)
    )
