"""Partners who are blood relatives: found from the structure, or told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Zygosity


@dataclass(frozen=True, slots=True)
class Consanguinity:
    """How two partners are related.

    kinship: coefficient from the structure, 0..0.5 (0 where it was only told). degree: 3 for
    first cousins, 4 for first cousins once removed or half first cousins; None where only told.
    told: in the family's words.
    """

    kinship: float
    degree: int | None
    told: str = ""


def consanguinity(family: Family, one: PersonId, other: PersonId) -> Consanguinity | None:
    """Say how two people are related; None where they are not, or were said not to be.

    Founders are taken as unrelated; monozygotic twins count as one person. Loops and lines that
    are no genes' do not matter. Needs a family without people who are their own ancestors.
    """
    return _Ancestry(family).between(one, other)


def consanguineous_couples(family: Family) -> Mapping[frozenset[PersonId], Consanguinity]:
    """All couples that are related: with children, or told as partners."""
    ancestry = _Ancestry(family)
    pairs = {frozenset(p.partners): None for p in family.partnerships}
    for union in family.unions:
        pairs[frozenset(union.partners)] = None
    found = {}
    for pair in pairs:
        if len(pair) == 2 and pair <= family.by_id.keys():
            related = ancestry.between(*sorted(pair))
            if related is not None:
                found[pair] = related
    return found


class _Ancestry:
    """Kinship of single pairs, without the table of all pairs."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._known: dict[tuple[PersonId, PersonId], float] = {}
        self._ancestors: dict[PersonId, Mapping[PersonId, int]] = {}
        self._told = {frozenset(p.partners): p for p in family.partnerships}

    def between(self, one: PersonId, other: PersonId) -> Consanguinity | None:
        told = self._told.get(frozenset((one, other)))
        claim = told.is_consanguineous if told else None
        if claim is False:
            return None
        mine, theirs = self._above(one), self._above(other)
        common = mine.keys() & theirs.keys()
        if not common:
            words = told.relationship if told else ""
            return Consanguinity(0.0, None, words) if claim else None
        nearest = min(mine[who] + theirs[who] for who in common)
        ways = sum(mine[who] + theirs[who] == nearest for who in common)
        is_straight = one in common or other in common
        degree = nearest if is_straight or ways < 2 else nearest - 1
        return Consanguinity(self._kinship(one, other), degree, told.relationship if told else "")

    def _above(self, person: PersonId) -> Mapping[PersonId, int]:
        """Everybody from whom a person has genes, herself too, with the steps up to each."""
        steps = self._ancestors.get(person)
        if steps is None:
            steps, row, up = {self._same(person): 0}, [self._same(person)], 0
            while row:
                up += 1
                above = (q for who in row for q in self._parents(who) if q not in steps)
                row = list(dict.fromkeys(above))
                steps |= dict.fromkeys(row, up)
            self._ancestors[person] = steps
        return steps

    def _kinship(self, one: PersonId, other: PersonId) -> float:
        """Recursion over the younger of two (Lange 2002, section 5.2)."""
        one, other = sorted((self._same(one), self._same(other)))
        known = self._known.get((one, other))
        if known is not None:
            return known
        if self._above(one).keys().isdisjoint(self._above(other)):
            value = 0.0
        elif one == other:
            parents = self._parents(one)
            inbreeding = self._kinship(*parents) if len(parents) == 2 else 0.0
            value = (1 + inbreeding) / 2
        else:
            younger, elder = (other, one) if one in self._above(other) else (one, other)
            if elder not in self._above(younger) and younger in self._above(elder):
                younger, elder = elder, younger
            value = sum(self._kinship(parent, elder) for parent in self._parents(younger)) / 2
        self._known[one, other] = value
        return value

    def _parents(self, person: PersonId) -> tuple[PersonId, ...]:
        by_id = self._family.by_id
        return tuple(self._same(q) for q in by_id[person].genetic_parents if q in by_id)[:2]

    def _same(self, person: PersonId) -> PersonId:
        return self._twin.get(person, person)

    @cached_property
    def _twin(self) -> Mapping[PersonId, PersonId]:
        return dict(_first_twins(self._family))


def _first_twins(family: Family) -> Iterator[tuple[PersonId, PersonId]]:
    for twins in family.twins:
        if twins.zygosity is Zygosity.MONOZYGOTIC:
            members = [member for member in family.persons if member.id in twins.members]
            for member in members:
                yield member.id, members[0].id
