"""Findings about a family: what cannot be right, in whom, and how to mend it."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from counselling.errors import Field
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import people_on_cycles
from counselling.pedigree.person import Age, PartialDate, Person, PersonId
from counselling.pedigree.terms import LOSSES, ParentKind, Sex, Zygosity

MAX_AGE_YEARS: Final = 125  # the limit CanRisk's service sets; oldest documented person: 122
_YOUNGEST_PARENT_YEARS: Final = 11
_OLDEST_MOTHER_YEARS: Final = 60
_TWINS_APART_YEARS: Final = 1  # one may be born before midnight of New Year's Eve
_ROUNDING_YEARS: Final = 1  # an age told in years may be off by one against dates


class Severity(StrEnum):
    """BLOCKING: nothing can be computed or drawn. DOUBTFUL: worth a second look."""

    BLOCKING = "blocking"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: message id (domain ui, "finding." in front), who, and the blanks."""

    message_id: str
    severity: Severity
    persons: tuple[PersonId, ...] = ()
    fields: tuple[tuple[str, Field], ...] = ()


def findings(family: Family) -> tuple[Finding, ...]:
    """All findings, blocking ones first, in the family's order."""
    found = [finding for check in _CHECKS for finding in check(family)]
    found.sort(key=lambda finding: finding.severity is not Severity.BLOCKING)
    return tuple(found)


def is_blocked(family: Family) -> bool:
    """Whether anything forbids drawing and computing."""
    return any(f.severity is Severity.BLOCKING for f in findings(family))


def _double_ids(family: Family) -> Iterator[Finding]:
    seen: set[PersonId] = set()
    for person in family.persons:
        if person.id in seen:
            yield Finding("finding.double_id", Severity.BLOCKING, (person.id,))
        seen.add(person.id)


def _missing_parents(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        for link in person.parents:
            if link.parent not in family.by_id:
                yield Finding(
                    "finding.missing_parent",
                    Severity.BLOCKING,
                    (person.id,),
                    (("parent", link.parent),),
                )


def _own_ancestor(family: Family) -> Iterator[Finding]:
    """By any kind of parent: who was brought up by her own child cannot be drawn either."""
    people = people_on_cycles(family, is_any_parent=True)
    if people:
        yield Finding("finding.own_ancestor", Severity.BLOCKING, people)


def _doubled_parent(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        eggs = sum(link.kind.is_genetic and link.kind.gives_egg for link in person.parents)
        sperms = sum(link.kind.is_genetic and not link.kind.gives_egg for link in person.parents)
        if eggs > 1 or sperms > 1:
            yield Finding("finding.doubled_parent", Severity.BLOCKING, (person.id,))
        elif len(set(person.genetic_parents)) < len(person.genetic_parents):
            yield Finding("finding.same_parent_twice", Severity.BLOCKING, (person.id,))


def _parents_sex(family: Family) -> Iterator[Finding]:
    expected = {ParentKind.MOTHER: Sex.FEMALE, ParentKind.FATHER: Sex.MALE}
    for person in family.persons:
        for link in person.parents:
            parent = family.by_id.get(link.parent)
            wanted = expected.get(link.kind)
            if parent and wanted and parent.sex not in (wanted, Sex.UNKNOWN):
                yield Finding("finding.parent_sex", Severity.DOUBTFUL, (parent.id, person.id))


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
            if parent is None or not link.kind.is_genetic:
                continue
            years = _years_between(parent, person)
            if years is None:
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


def _partners(family: Family) -> Iterator[Finding]:
    for couple in family.partnerships:
        known = tuple(p for p in dict.fromkeys(couple.partners) if p in family.by_id)
        if len(known) < 2:
            yield Finding("finding.partner_missing", Severity.BLOCKING, known)


def _twins(family: Family) -> Iterator[Finding]:
    for twins in family.twins:
        people = [family.by_id[member] for member in twins.members if member in family.by_id]
        named = tuple(person.id for person in people)
        if len({frozenset(person.genetic_parents) for person in people}) > 1:
            yield Finding("finding.twins_parents", Severity.DOUBTFUL, named)
        years = [person.birth.year for person in people if person.birth]
        if years and max(years) - min(years) > _TWINS_APART_YEARS:
            yield Finding("finding.twins_years", Severity.DOUBTFUL, named)
        sexes = {person.sex for person in people} - {Sex.UNKNOWN}
        if twins.zygosity is Zygosity.MONOZYGOTIC and len(sexes) > 1:
            yield Finding("finding.twins_sex", Severity.DOUBTFUL, named)


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


def _losses(family: Family) -> Iterator[Finding]:
    partners = {who for couple in family.partnerships for who in couple.partners}
    parents = {link.parent for person in family.persons for link in person.parents}
    for person in family.persons:
        if person.pregnancy in LOSSES and person.id in partners | parents:
            yield Finding("finding.loss_has_family", Severity.DOUBTFUL, (person.id,))


def _years_between(parent: Person, child: Person) -> int | None:
    if parent.birth is None or child.birth is None:
        return None
    return child.birth.year - parent.birth.year


_CHECKS: Final[tuple[Callable[[Family], Iterator[Finding]], ...]] = (
    _double_ids,
    _missing_parents,
    _doubled_parent,
    _own_ancestor,
    _parents_sex,
    _ages,
    _parents_age,
    _partners,
    _twins,
    _dates,
    _losses,
)
