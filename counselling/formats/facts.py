"""Everything that the program knows of a person, one fact each: what a format can say of it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person
from counselling.pedigree.terms import AFFECTED, PartnershipStatus, Sex


class Fact(StrEnum):
    """One fact; the catalogue has a word for each in "loss.fact"."""

    FAMILY_ID = "family_id"
    FAMILY_NAME = "family_name"
    FAMILY_NOTES = "family_notes"
    HISTORIAN = "historian"
    ANSWERS = "answers"
    OUTSIDE = "outside"
    PROBAND = "proband"
    CONSULTAND = "consultand"
    NAME = "name"
    SEX = "sex"
    GENDER = "gender"
    ASSIGNED = "assigned"
    PRONOUNS = "pronouns"
    KARYOTYPE = "karyotype"
    BIRTH_YEAR = "birth_year"
    BIRTH_DAY = "birth_day"
    AGE = "age"
    AGE_RANGE = "age_range"
    DECEASED = "deceased"
    DEATH_YEAR = "death_year"
    DEATH_DAY = "death_day"
    CAUSE_OF_DEATH = "cause_of_death"
    AFFECTED = "affected"
    CONDITIONS = "conditions"
    AGE_AT_DIAGNOSIS = "age_at_diagnosis"
    LATERALITY = "laterality"
    MARKERS = "markers"
    PATHOLOGY = "pathology"
    SOURCE = "source"
    SUSPECTED = "suspected"
    EXCLUDED = "excluded"
    CARRIES = "carries"
    PRESYMPTOMATIC = "presymptomatic"
    TESTS = "tests"
    TEST_METHOD = "test_method"
    VARIANT = "variant"
    PROCEDURES = "procedures"
    EVALUATIONS = "evaluations"
    PREGNANCY = "pregnancy"
    GESTATION = "gestation"
    ANCESTRY = "ancestry"
    RISK_FACTORS = "risk_factors"
    NOTE = "note"
    COUNT = "count"
    ADOPTION = "adoption"
    CHILDLESSNESS = "childlessness"
    CONTACT = "contact"
    DOCUMENTED = "documented"
    STATUS_UNKNOWN = "status_unknown"
    PLACEHOLDER = "placeholder"
    UNKNOWN_PARENTS = "unknown_parents"
    SOCIAL_PARENTS = "social_parents"
    DONOR = "donor"
    PARTNERS = "partners"
    PARTNERSHIP_STATUS = "partnership_status"
    COUPLE_CHILDLESSNESS = "couple_childlessness"
    CONSANGUINITY = "consanguinity"
    TWINS = "twins"
    ZYGOSITY = "zygosity"


Look: TypeAlias = Callable[[Family, Person], object]

_OF_A_PERSON: Final[Mapping[Fact, Callable[[Person], object]]] = {
    Fact.NAME: lambda p: p.name,
    Fact.SEX: lambda p: p.sex is not Sex.UNKNOWN and p.sex,
    Fact.GENDER: lambda p: p.gender,
    Fact.ASSIGNED: lambda p: p.assigned,
    Fact.PRONOUNS: lambda p: p.pronouns,
    Fact.KARYOTYPE: lambda p: p.karyotype,
    Fact.BIRTH_YEAR: lambda p: p.birth and p.birth.year,
    Fact.BIRTH_DAY: lambda p: p.birth and p.birth.month and (p.birth.month, p.birth.day),
    Fact.AGE: lambda p: p.age and p.age.is_exact and (p.age.low_years,),
    Fact.AGE_RANGE: lambda p: p.age and not p.age.is_exact and p.age,
    Fact.DECEASED: lambda p: p.is_deceased,
    Fact.DEATH_YEAR: lambda p: p.death and p.death.year,
    Fact.DEATH_DAY: lambda p: p.death and p.death.month and (p.death.month, p.death.day),
    Fact.CAUSE_OF_DEATH: lambda p: p.cause_of_death,
    Fact.AFFECTED: lambda p: bool(p.diagnoses),
    Fact.CONDITIONS: lambda p: tuple(d.condition for d in p.diagnoses if d.condition != AFFECTED),
    Fact.AGE_AT_DIAGNOSIS: lambda p: tuple((d.condition, d.age) for d in p.diagnoses if d.age),
    Fact.LATERALITY: lambda p: tuple(d.laterality for d in p.diagnoses if d.laterality),
    Fact.MARKERS: lambda p: tuple(d.markers for d in p.diagnoses if d.markers),
    Fact.PATHOLOGY: lambda p: tuple(d.pathology for d in p.diagnoses if d.pathology),
    Fact.SOURCE: lambda p: tuple(d.source for d in p.diagnoses if d.source),
    Fact.SUSPECTED: lambda p: p.suspected,
    Fact.EXCLUDED: lambda p: p.excluded,
    Fact.CARRIES: lambda p: p.carries,
    Fact.PRESYMPTOMATIC: lambda p: p.presymptomatic,
    Fact.TESTS: lambda p: tuple((t.gene, t.result) for t in p.tests),
    Fact.TEST_METHOD: lambda p: tuple(t.method for t in p.tests if t.method != "unknown"),
    Fact.VARIANT: lambda p: tuple(t.variant for t in p.tests if t.variant),
    Fact.PROCEDURES: lambda p: p.procedures,
    Fact.EVALUATIONS: lambda p: p.evaluations,
    Fact.PREGNANCY: lambda p: p.pregnancy,
    Fact.GESTATION: lambda p: (
        (p.gestation_weeks is not None or p.due or p.last_period)
        and (p.gestation_weeks, p.due, p.last_period)
    ),
    Fact.ANCESTRY: lambda p: p.ancestry,
    Fact.RISK_FACTORS: lambda p: p.risk_factors,
    Fact.NOTE: lambda p: p.note,
    Fact.COUNT: lambda p: p.count != 1 and (p.count,),
    Fact.ADOPTION: lambda p: p.adoption,
    Fact.CHILDLESSNESS: lambda p: (
        (p.childlessness or p.childlessness_cause) and (p.childlessness, p.childlessness_cause)
    ),
    Fact.CONTACT: lambda p: p.contact,
    Fact.DOCUMENTED: lambda p: p.is_documented,
    Fact.STATUS_UNKNOWN: lambda p: p.is_status_unknown,
    Fact.PLACEHOLDER: lambda p: p.is_placeholder,
    Fact.UNKNOWN_PARENTS: lambda p: p.has_unknown_parents,
}


def _links(person: Person, *, genetic: bool) -> object:
    return tuple(
        (link.parent, link.kind)
        for link in person.parents
        if link.kind.is_genetic is genetic and (not genetic or link.kind.is_donor)
    )


def _partnerships(family: Family, person: Person) -> tuple[Partnership, ...]:
    """Each is told once, by the one whose id is first."""
    told = (union.partnership for union in family.unions_of(person.id))
    return tuple(p for p in told if p and min(p.partners) == person.id)


def _lone_partners(family: Family, person: Person) -> object:
    """Partners who are known as such by no common child."""
    return tuple(
        union.partnership.partners
        for union in family.unions_of(person.id)
        if union.partnership and not union.children and min(union.partnership.partners) == person.id
    )


def _twin_sets(family: Family, person: Person) -> tuple[TwinSet, ...]:
    return tuple(t for t in family.twins if min(t.members) == person.id)


_OF_A_FAMILY: Final[Mapping[Fact, Look]] = {
    Fact.ANSWERS: lambda f, p: tuple(a for a in f.answers if a.person == p.id),
    Fact.OUTSIDE: lambda f, p: tuple(one for one in f.outside if one.person == p.id),
    Fact.PROBAND: lambda f, p: f.proband == p.id,
    Fact.CONSULTAND: lambda f, p: f.consultand == p.id and f.consultand != f.proband,
    Fact.SOCIAL_PARENTS: lambda _, p: _links(p, genetic=False),
    Fact.DONOR: lambda _, p: _links(p, genetic=True),
    Fact.PARTNERS: _lone_partners,
    Fact.PARTNERSHIP_STATUS: lambda f, p: tuple(
        (q.partners, q.status, q.left_by)
        for q in _partnerships(f, p)
        if q.status is not PartnershipStatus.TOGETHER or q.left_by
    ),
    Fact.COUPLE_CHILDLESSNESS: lambda f, p: tuple(
        (q.partners, q.childlessness, q.childlessness_cause)
        for q in _partnerships(f, p)
        if q.childlessness or q.childlessness_cause
    ),
    Fact.CONSANGUINITY: lambda f, p: tuple(
        (q.partners, q.is_consanguineous, q.relationship)
        for q in _partnerships(f, p)
        if q.is_consanguineous is not None or q.relationship
    ),
    Fact.TWINS: lambda f, p: tuple(t.members for t in _twin_sets(f, p)),
    Fact.ZYGOSITY: lambda f, p: tuple((t.members, t.zygosity) for t in _twin_sets(f, p)),
}


def _alone(look: Callable[[Person], object]) -> Look:
    """Take a look that needs no family for one that gets it."""
    return lambda _, person: look(person)


EVERYTHING: Final = frozenset(Fact)
LOOKS: Final[Mapping[Fact, Look]] = {
    **{fact: _alone(look) for fact, look in _OF_A_PERSON.items()},
    **_OF_A_FAMILY,
}
