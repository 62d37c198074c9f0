"""Branches of a family that are folded away: who is not drawn then, and the family that is left.

To fold says nothing about the family: it is how somebody looks at a large one for the moment.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import PersonId


class Branch(StrEnum):
    """Which branch of a person."""

    ANCESTORS = "ancestors"
    DESCENDANTS = "descendants"


@dataclass(frozen=True, slots=True)
class Fold:
    """A branch that is folded away. person: at whom it hangs; she stays."""

    person: PersonId
    branch: Branch


@dataclass(frozen=True)
class PartFamily:
    """What is left of a family when branches are folded away.

    hidden: who is not in it. folded: for each fold that hides somebody, whom it hides; nobody is
    counted twice.
    """

    family: Family
    hidden: frozenset[PersonId]
    folded: Mapping[Fold, tuple[PersonId, ...]]


def folded(family: Family, folds: Iterable[Fold]) -> PartFamily:
    """Fold branches away, one after the other; one that hangs on somebody hidden does nothing.

    With a branch goes who hangs on it alone: partners of descendants, siblings of an ancestor.
    Partners whose children are all hidden stay partners.
    """
    kin = _Kin(family)
    hidden: frozenset[PersonId] = frozenset()
    by_fold: dict[Fold, tuple[PersonId, ...]] = {}
    for fold in folds:
        if fold.person not in family.by_id or fold.person in hidden:
            continue
        new = kin.hidden_by(fold, hidden)
        if new:
            by_fold[fold] = tuple(p.id for p in family.persons if p.id in new)
            hidden |= new
    return PartFamily(_without(family, hidden), hidden, by_fold)


def branches_of(family: Family, person: PersonId) -> tuple[Branch, ...]:
    """Return the branches of a person in which there is anybody."""
    kin = _Kin(family)
    return tuple(branch for branch in Branch if kin.along[branch].get(person))


class _Kin:
    """Who is joined to whom, by any kind of parent."""

    def __init__(self, family: Family) -> None:
        up: dict[PersonId, list[PersonId]] = {}
        down: dict[PersonId, list[PersonId]] = {}
        beside: dict[PersonId, list[PersonId]] = {}
        for person in family.persons:
            for link in person.parents:
                up.setdefault(person.id, []).append(link.parent)
                down.setdefault(link.parent, []).append(person.id)
        for couple in (union.partners for union in family.unions if len(union.partners) > 1):
            beside.setdefault(couple[0], []).append(couple[1])
            beside.setdefault(couple[1], []).append(couple[0])
        self.along = {Branch.ANCESTORS: up, Branch.DESCENDANTS: down}
        self._ways = (up, down, beside)

    def hidden_by(self, fold: Fold, hidden: Collection[PersonId]) -> frozenset[PersonId]:
        """Return whom a fold hides of those who are still drawn."""
        branch = _reached(fold.person, (self.along[fold.branch],), hidden) - {fold.person}
        if not branch:
            return frozenset()
        before = _reached(fold.person, self._ways, hidden)
        return frozenset(before - _reached(fold.person, self._ways, {*hidden, *branch}))


def _reached(
    start: PersonId,
    ways: Iterable[Mapping[PersonId, Collection[PersonId]]],
    closed: Collection[PersonId],
) -> set[PersonId]:
    found, queue = {start}, [start]
    while queue:
        person = queue.pop()
        for way in ways:
            for other in way.get(person, ()):
                if other not in found and other not in closed:
                    found.add(other)
                    queue.append(other)
    return found


def _without(family: Family, hidden: Collection[PersonId]) -> Family:
    if not hidden:
        return family
    persons = tuple(
        replace(p, parents=tuple(k for k in p.parents if k.parent not in hidden))
        if any(k.parent in hidden for k in p.parents)
        else p
        for p in family.persons
        if p.id not in hidden
    )
    twins = (
        replace(t, members=tuple(m for m in t.members if m not in hidden)) for t in family.twins
    )
    return replace(
        family,
        persons=persons,
        partnerships=tuple(_couples(family, hidden)),
        twins=tuple(t for t in twins if len(t.members) > 1),
        proband=None if family.proband in hidden else family.proband,
        consultand=None if family.consultand in hidden else family.consultand,
        arrangement=family.arrangement.without(hidden),
    )


def _couples(family: Family, hidden: Collection[PersonId]) -> Iterator[Partnership]:
    """Couples who are left; of whom only hidden children told so, it is said now."""
    for union in family.unions:
        if not any(who in hidden for who in union.partners):
            if union.partnership is not None:
                yield union.partnership
            elif len(union.partners) == 2 and all(kid in hidden for kid in union.children):
                yield Partnership((union.partners[0], union.partners[1]))
