"""Findings about a family: what cannot be right, in whom, and how to mend it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from counselling.errors import Field
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import people_on_cycles
from counselling.pedigree.person import Age, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex

MAX_AGE_YEARS: Final = 125  # the limit CanRisk's service sets; oldest documented person: 122
_YOUNGEST_PARENT_YEARS: Final = 10
_OLDEST_MOTHER_YEARS: Final = 60


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
    people = people_on_cycles(family)
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
            too_old = link.kind is ParentKind.MOTHER and years > _OLDEST_MOTHER_YEARS
            if years < _YOUNGEST_PARENT_YEARS or too_old:
                yield Finding(
                    "finding.parent_age",
                    Severity.DOUBTFUL,
                    (parent.id, person.id),
                    (("years", years),),
                )


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
)
