"""A person's blood line: where a variant that was found in a relative may have come down."""

from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult, Zygosity


def is_known_in_line(family: Family, person: PersonId, gene: str) -> bool:
    """Whether a variant of this gene was found in somebody of a person's blood line."""
    carriers = [
        other
        for other in family.persons
        if any(t.gene == gene and t.result is TestResult.POSITIVE for t in other.tests)
    ]
    mine = _forebears(family, person)
    return any(mine & _forebears(family, carrier.id) for carrier in carriers)


def _forebears(family: Family, person: PersonId) -> set[PersonId]:
    """A person, her ancestors and, of each, the monozygotic twins."""
    found: set[PersonId] = set()
    front = [person]
    while front:
        one = front.pop()
        if one in found:
            continue
        found.add(one)
        front += [p for p in family.person(one).genetic_parents if p in family.by_id]
        for twins in family.twins:
            if twins.zygosity is Zygosity.MONOZYGOTIC and one in twins.members:
                front += twins.members
    return found
