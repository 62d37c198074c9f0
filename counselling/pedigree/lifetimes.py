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
        for age in (last, *(d.age for d in person.diagnoses)):
            if age and (age.low_years < 0 or age.high_years > MAX_AGE_YEARS):
                yield Finding(
                    "finding.age_out_of_range",
                    Severity.DOUBTFUL,
                    (person.id,),
                    (("limit", MAX_AGE_YEARS),),
                )
        if last:
            late = [d for d in person.diagnoses if _is_after(d.age, last)]
            if late:
                yield Finding("finding.diagnosis_after_last_age", Severity.DOUBTFUL, (person.id,))


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


def _born_after_death(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        for link in person.parents:
            parent = family.by_id.get(link.parent)
            if parent is None or parent.death is None or person.birth is None:
                continue
            latest = _UNBORN_YEARS.get(link.kind)  # a donor's gametes may be kept for long
            if latest is not None and person.birth.year > parent.death.year + latest:
                yield Finding("finding.born_after_death", Severity.DOUBTFUL, (person.id, parent.id))


def _dates(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        dates = (person.birth, person.death, person.due, person.last_period)
        if any(date and not _exists(date) for date in dates):
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


CHECKS: Final[tuple[Check, ...]] = (_ages, _parents_age, _born_after_death, _dates)
