"""What CanRisk's service would refuse or pass over, found before a file is written.

Source: bws settings.py and pedigree.py, read 2026-11.
"""

from collections import Counter
from typing import Final

from counselling.errors import FormatError
from counselling.formats import canrisk_people
from counselling.formats.canrisk_columns import MAX_PEOPLE
from counselling.formats.format import Loss, fields
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex

MAX_SIBLINGS: Final = 20
MAX_SIBLINGS_OF_A_YEAR: Final = 12


def check(family: Family, losses: list[Loss]) -> None:
    """Refuse what the service would; tell what it would not count.

    Raises FormatError: too many people, too many siblings, a person or parent of a sex it does
    not take.
    """
    if len(family.persons) > MAX_PEOPLE:
        raise FormatError("format.canrisk_people", limit=MAX_PEOPLE, found=len(family.persons))
    for person in family.persons:
        if person.sex is Sex.UNKNOWN:
            raise FormatError("format.canrisk_sex", person=person.id)
        for parent, sex in ((person.father, Sex.MALE), (person.mother, Sex.FEMALE)):
            if parent and family.person(parent).sex is not sex:
                raise FormatError("format.canrisk_parent_sex", person=parent)
    _check_siblings(family)
    if not family.proband:
        losses.append(Loss("loss.no_proband", fields=fields(family=family.id)))
    undated = sum(p.birth is None or p.age is None for p in family.persons)
    if undated:
        losses.append(Loss("loss.canrisk_undated", fields=fields(count=undated)))
    losses += canrisk_people.refusals(family)


def _check_siblings(family: Family) -> None:
    sibships: dict[tuple[PersonId, ...], list[int]] = {}
    for person in family.persons:
        if person.genetic_parents:
            years = sibships.setdefault(person.genetic_parents, [])
            years.append(person.birth.year if person.birth else 0)
    for parents, years in sibships.items():
        of_a_year = max((n for year, n in Counter(years).items() if year), default=0)
        for found, limit in ((len(years), MAX_SIBLINGS), (of_a_year, MAX_SIBLINGS_OF_A_YEAR)):
            if found > limit:
                raise FormatError(
                    "format.canrisk_siblings", person=parents[0], found=found, limit=limit
                )
