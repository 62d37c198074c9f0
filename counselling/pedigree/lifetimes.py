"""Findings about time: ages, dates, and what parents and children say of each other's."""

import datetime
from collections.abc import Iterator
from typing import Final

from counselling.pedigree.family import Family
from counselling.pedigree.finding import Check, Finding, Severity
from counselling.pedigree.person import Age, PartialDate, Person
from counselling.pedigree.terms import ParentKind

MAX_AGE_YEARS: Final = 125  # the limit CanRisk's service sets; oldest documented person: 122
_YOUNGEST_PARENT_YEARS: Final = 11
_OLDEST_MOTHER_YEARS: Final = 60
_ROUNDING_YEARS: Final = 1  # an age told in years may be off by one against dates
_UNBORN_YEARS: Final = {ParentKind.MOTHER: 0, ParentKind.FATHER: 1}  # from death to birth


def _ages(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        last = person.age
        operated = [procedure.age for procedure in person.procedures]
        for age in (last, *(d.age for d in person.diagnoses), *operated):
            if age and not 0 <= age.low_years <= age.high_years <= MAX_AGE_YEARS:
                yield Finding(
                    "finding.age_out_of_range",
                    Severity.DOUBTFUL,
                    (person.id,),
                    (("limit", MAX_AGE_YEARS),),
                )
        last = last or _at_death(person)
        if last and any(_is_after(d.age, last) for d in person.diagnoses):
            yield Finding("finding.diagnosis_after_last_age", Severity.DOUBTFUL, (person.id,))
        if last and any(_is_after(age, last) for age in operated):
            yield Finding("finding.operation_after_last_age", Severity.DOUBTFUL, (person.id,))


def _at_death(person: Person) -> Age | None:
    """Between which ages somebody died, by the years of birth and death."""
    if person.birth is None or person.death is None or person.death.year < person.birth.year:
        return None
    years = person.death.year - person.birth.year
    return Age(max(0, years - 1), years)


def _is_after(age: Age | None, last: Age) -> bool:
    return age is not None and age.low_years > last.high_years


def _parents_age(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        for link in person.parents:
            parent = family.by_id.get(link.parent)
            years = _years_between(parent, person) if parent else None
            if parent is None or years is None or not link.kind.is_genetic:
                continue
            if years < 0:
                yield Finding("finding.child_older", Severity.DOUBTFUL, (person.id, parent.id))
                continue
            too_old = link.kind is ParentKind.MOTHER and years > _OLDEST_MOTHER_YEARS
            if years < _YOUNGEST_PARENT_YEARS or too_old:
                yield Finding(
                    "finding.parent_age",
                    Severity.DOUBTFUL,
                    (parent.id, person.id),
                    (("years", years),),
                )


def _young_parents(family: Family) -> Iterator[Finding]:
    """Whose own age, last known or at death, is too low to have had a child at all."""
    parents = {who for person in family.persons for who in person.genetic_parents}
    for person in family.persons:
        age = person.age or _at_death(person)
        if person.id in parents and age and age.high_years < _YOUNGEST_PARENT_YEARS:
            years = (("years", int(age.high_years)),)
            yield Finding("finding.parent_young", Severity.DOUBTFUL, (person.id,), years)


def _born_after_death(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        for link in person.parents:
            parent = family.by_id.get(link.parent)
            died = _last_year(parent) if parent else None
            if parent is None or died is None or person.birth is None:
                continue
            latest = _UNBORN_YEARS.get(link.kind)  # a donor's gametes may be kept for long
            if latest is not None and person.birth.year > died + latest:
                yield Finding("finding.born_after_death", Severity.DOUBTFUL, (person.id, parent.id))


def _last_year(person: Person) -> int | None:
    """The year of death as told, else the last one that birth and age at death allow."""
    if person.death is not None:
        return person.death.year
    if person.is_deceased and person.birth and person.age:
        return person.birth.year + int(person.age.high_years) + 1
    return None


def _dates(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        dates = (person.birth, person.death, person.due, person.last_period)
        pairs = ((person.birth, person.death), (person.last_period, person.due))
        is_turned = any(one and other and _is_later(one, other) for one, other in pairs)
        if is_turned or any(date and not _exists(date) for date in dates):
            yield Finding("finding.date_impossible", Severity.DOUBTFUL, (person.id,))
        if person.birth and person.death:
            years = person.death.year - person.birth.year
            told = person.age or Age(0, MAX_AGE_YEARS)
            is_near = told.low_years - _ROUNDING_YEARS <= years <= told.high_years + _ROUNDING_YEARS
            if years < 0 or not is_near:
                yield Finding("finding.ages_disagree", Severity.DOUBTFUL, (person.id,))


def _exists(date: PartialDate) -> bool:
    """Whether the calendar has such a date, as far as it was told."""
    if date.day is not None and date.month is None:
        return False
    try:
        datetime.date(date.year, date.month or 1, date.day or 1)
    except (ValueError, OverflowError):
        return False
    return True


def _is_later(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is later within one year, as far as both were told.

    Years are judged with the ages; a pregnancy may go on into the next one.
    """
    if one.year != other.year or one.month is None or other.month is None:
        return False
    if one.month != other.month:
        return one.month > other.month
    return one.day is not None and other.day is not None and one.day > other.day


def _years_between(parent: Person, child: Person) -> int | None:
    """By years of birth, else by ages: of a living parent the age told is today's.

    By ages only what cannot be: the child may have been told of long ago, or have died long ago.
    """
    if parent.birth and child.birth:
        return child.birth.year - parent.birth.year
    if parent.age is None or child.age is None or parent.is_deceased or child.pregnancy:
        return None
    years = int(parent.age.high_years - child.age.low_years)
    return years if years < _YOUNGEST_PARENT_YEARS else None


CHECKS: Final[tuple[Check, ...]] = (
    _ages,
    _parents_age,
    _young_parents,
    _born_after_death,
    _dates,
)
