"""Findings about a family: what cannot be right, in whom, and how to mend it."""

from collections.abc import Iterator
from typing import Final

from counselling.pedigree import contradictions, lifetimes
from counselling.pedigree.family import Family
from counselling.pedigree.finding import Check, Finding, Severity
from counselling.pedigree.kinship import people_on_cycles
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import (
    LOSSES,
    OVARY,
    PROSTATE,
    ParentKind,
    Sex,
    Zygosity,
)

__all__ = ["Finding", "Severity", "findings", "is_blocked"]

_TWINS_APART_YEARS: Final = 1  # one may be born before midnight of New Year's Eve
_SEX_OF: Final = {
    ParentKind.MOTHER: Sex.FEMALE,
    ParentKind.OVUM_DONOR: Sex.FEMALE,
    ParentKind.MITOCHONDRIAL_DONOR: Sex.FEMALE,
    ParentKind.GESTATIONAL_CARRIER: Sex.FEMALE,
    ParentKind.FATHER: Sex.MALE,
    ParentKind.SPERM_DONOR: Sex.MALE,
}


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
    for person in family.persons:
        for link in person.parents:
            parent = family.by_id.get(link.parent)
            wanted = _SEX_OF.get(link.kind)
            if parent and wanted and parent.sex not in (wanted, Sex.UNKNOWN):
                yield Finding("finding.parent_sex", Severity.DOUBTFUL, (parent.id, person.id))


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
        years = years or [  # ages are of one day only while both live
            int(person.age.low_years)
            for person in people
            if person.age and person.age.is_exact and not person.is_deceased
        ]
        if years and max(years) - min(years) > _TWINS_APART_YEARS:
            yield Finding("finding.twins_years", Severity.DOUBTFUL, named)
        sexes = {person.sex for person in people} - {Sex.UNKNOWN}
        if twins.zygosity is Zygosity.MONOZYGOTIC and len(sexes) > 1:
            yield Finding("finding.twins_sex", Severity.DOUBTFUL, named)


def _losses(family: Family) -> Iterator[Finding]:
    partners = {who for couple in family.partnerships for who in couple.partners}
    parents = {link.parent for person in family.persons for link in person.parents}
    for person in family.persons:
        if person.pregnancy in LOSSES and person.id in partners | parents:
            yield Finding("finding.loss_has_family", Severity.DOUBTFUL, (person.id,))


def _conditions(family: Family) -> Iterator[Finding]:
    """Organs that go with the other sex, and conditions both had and excluded."""
    for person in family.persons:
        had = {d.condition for d in person.diagnoses}
        other = {Sex.MALE: OVARY, Sex.FEMALE: PROSTATE}.get(person.sex)
        if other in had:
            yield Finding("finding.condition_sex", Severity.DOUBTFUL, (person.id,))
        if had & set(person.excluded):
            yield Finding("finding.had_and_excluded", Severity.DOUBTFUL, (person.id,))


_CHECKS: Final[tuple[Check, ...]] = (
    _double_ids,
    _missing_parents,
    _doubled_parent,
    _own_ancestor,
    _parents_sex,
    *lifetimes.CHECKS,
    _partners,
    _twins,
    _losses,
    _conditions,
    *contradictions.CHECKS,
)
