"""Whose child somebody is, as it is drawn: the line to her home, and lines to others beside it.

Genes, birth and upbringing may come from different people. One of these lines places the person
in the drawing; donors, carriers, adoptive, foster and step parents have lines of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.terms import ParentKind


class LineKind(StrEnum):
    """What a line from parents to a child says."""

    BIRTH = "birth"  # parents by genes who are no donors
    DONOR = "donor"
    GESTATIONAL = "gestational"  # carried the child, gave no genes
    ADOPTIVE = "adoptive"
    FOSTER = "foster"
    STEP = "step"
    SOCIAL = "social"

    @property
    def is_dashed(self) -> bool:
        """Whether the line carries no genes."""
        return self not in (LineKind.BIRTH, LineKind.DONOR)


@dataclass(frozen=True, slots=True)
class LineUp:
    """A line from a child to one parent or two, sorted by id."""

    parents: tuple[PersonId, ...]
    kind: LineKind


_UPBRINGING = {
    ParentKind.ADOPTIVE: LineKind.ADOPTIVE,
    ParentKind.FOSTER: LineKind.FOSTER,
    ParentKind.SOCIAL: LineKind.SOCIAL,
    ParentKind.STEP: LineKind.STEP,
}
_BIRTH = (ParentKind.MOTHER, ParentKind.FATHER)


def lines_up(family: Family, person: Person) -> tuple[LineUp, ...]:
    """Return a person's lines to parents who are in the family, the one to her home first."""
    links = [link for link in person.parents if link.parent in family.by_id]
    if not links:
        return ()
    if len(links) < 3 and all(link.kind in _BIRTH for link in links):
        return (LineUp(_people(links), LineKind.BIRTH),)  # nearly everybody: kept quick
    links.sort(key=lambda link: (link.parent, link.kind))  # told in any order, drawn alike
    birth = _people(link for link in links if link.kind in _BIRTH)[:2]
    if len(birth) == len({link.parent for link in links}):
        return (LineUp(birth, LineKind.BIRTH),)
    home = _home(family, links, birth)
    rest = [link for link in links if link.parent not in home.parents]
    return (home, *_others(family, rest))


def _home(family: Family, links: Sequence[ParentLink], birth: tuple[PersonId, ...]) -> LineUp:
    donors = _people(link for link in links if link.kind.is_donor)
    intended = _people(link for link in links if not link.kind.is_donor and link.kind not in _BIRTH)
    if birth:
        mates = (p for p in intended if donors and _are_partners(family, p, birth[0]))
        if len(birth) == 1 and (mate := next(mates, None)):
            return LineUp(tuple(sorted((birth[0], mate))), LineKind.BIRTH)
        return LineUp(birth, LineKind.BIRTH)
    carriers = _people(link for link in links if link.kind is ParentKind.GESTATIONAL_CARRIER)
    for pair in combinations(intended, 2):
        if donors and _are_partners(family, *pair):
            is_carried = bool(set(pair) & set(carriers))
            return LineUp(pair, LineKind.GESTATIONAL if is_carried else LineKind.ADOPTIVE)
    for kind, line in _UPBRINGING.items():
        parents = _people(link for link in links if link.kind is kind)[:2]
        if parents:
            return LineUp(parents, line)
    if carriers:
        return LineUp(carriers[:1], LineKind.GESTATIONAL)
    return LineUp(donors[:1], LineKind.DONOR)


def _others(family: Family, links: Sequence[ParentLink]) -> Iterator[LineUp]:
    """Lines beside the home: one for each couple of donors or carers, one for anybody else."""
    donors = _people(link for link in links if link.kind.is_donor)
    if len(donors) == 2 and _are_partners(family, *donors):
        yield LineUp(donors, LineKind.DONOR)
    else:
        yield from (LineUp((donor,), LineKind.DONOR) for donor in donors)
    done = set(donors)
    for link in links:
        if link.kind is ParentKind.GESTATIONAL_CARRIER and link.parent not in done:
            done.add(link.parent)
            yield LineUp((link.parent,), LineKind.GESTATIONAL)
    for link in links:
        if link.kind in _BIRTH and link.parent not in done:  # a third parent by birth: an error
            done.add(link.parent)
            yield LineUp((link.parent,), LineKind.BIRTH)
    for kind, line in _UPBRINGING.items():
        carers = [p for p in _people(k for k in links if k.kind is kind) if p not in done]
        done.update(carers)
        for start in range(0, len(carers), 2):
            yield LineUp(tuple(carers[start : start + 2]), line)


def _people(links: Iterable[ParentLink]) -> tuple[PersonId, ...]:
    return tuple(sorted({link.parent for link in links}))


def _are_partners(family: Family, one: PersonId, other: PersonId) -> bool:
    return any({one, other} == set(p.partners) for p in family.partnerships)
