"""Writes PhenoTips simple JSON: see phenotips for the shape."""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.formats import ontology, times
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss
from counselling.formats.json_text import without_nothing
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import (
    AFFECTED,
    Adoption,
    Childlessness,
    Contact,
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    Zygosity,
)

SAYS: Final = frozenset(
    {
        Fact.PROBAND,
        Fact.NAME,
        Fact.SEX,
        Fact.BIRTH_YEAR,
        Fact.BIRTH_DAY,
        Fact.AGE,
        Fact.DECEASED,
        Fact.DEATH_YEAR,
        Fact.DEATH_DAY,
        Fact.CAUSE_OF_DEATH,
        Fact.AFFECTED,
        Fact.CONDITIONS,
        Fact.PREGNANCY,
        Fact.GESTATION,
        Fact.ANCESTRY,
        Fact.NOTE,
        Fact.COUNT,
        Fact.ADOPTION,
        Fact.CHILDLESSNESS,
        Fact.CONTACT,
        Fact.DOCUMENTED,
        Fact.SOCIAL_PARENTS,
        Fact.PARTNERS,
        Fact.PARTNERSHIP_STATUS,
        Fact.COUPLE_CHILDLESSNESS,
        Fact.CONSANGUINITY,
        Fact.TWINS,
        Fact.ZYGOSITY,
    }
)
LIFE: Final[Mapping[PregnancyOutcome, str]] = {
    PregnancyOutcome.ONGOING: "unborn",
    PregnancyOutcome.STILLBIRTH: "stillborn",
    PregnancyOutcome.SPONTANEOUS_ABORTION: "miscarriage",
    PregnancyOutcome.TERMINATION: "aborted",
}
_CHILDLESS: Final[Mapping[Childlessness, str]] = {
    Childlessness.BY_CHOICE: "childless",
    Childlessness.UNKNOWN: "childless",
    Childlessness.INFERTILE: "infertile",
}
_ADOPTION: Final = {Adoption.IN: "adoptedIn", Adoption.OUT: "adoptedOut"}
Said = Mapping[str, object]


def people(family: Family, losses: list[Loss]) -> list[Said]:
    """Return everybody, then what is known of couples."""
    losses += _conditional(family)
    twins = _twins(family, losses)
    told = [_person(family, person, twins.get(person.id, {})) for person in family.persons]
    return [*told, *(_couple(p) for p in family.partnerships)]


def _person(family: Family, person: Person, twins: Said) -> Said:
    diagnoses = [ontology.words(d.condition) for d in person.diagnoses]
    only_affected = [d.condition for d in person.diagnoses] == [AFFECTED]
    adopted = _ADOPTION[person.adoption] if person.adoption else ""
    if person.genetic_parents and person.adoption is Adoption.IN:
        adopted = ""  # these parents would be taken for the adoptive ones
    if _is_raised_by_adoptive(person):
        adopted = "adoptedIn"
    return {
        "id": person.id,
        **without_nothing(firstName=person.name),
        "sex": {Sex.MALE: "male", Sex.FEMALE: "female"}.get(person.sex, "unknown"),
        **_parents(family, person),
        **without_nothing(
            lifeStatus=_life(person),
            birthDate=times.iso_date(person.birth) if person.birth else "",
            deathDate=times.iso_date(person.death) if person.death else "",
            deceasedAge=_age(person),
            deceasedCause=person.cause_of_death,
            disorders=[] if only_affected else diagnoses,
            carrierStatus="affected" if only_affected else "",
            gestationAge=person.gestation_weeks,
            ethnicities=list(person.ancestry),
            comments=person.note,
            numPersons=person.count if person.count > 1 else None,
            adoptedStatus=adopted,
            childlessStatus=_CHILDLESS[person.childlessness] if person.childlessness else "",
            childlessReason=person.childlessness_cause,
            lostContact=person.contact is Contact.NO_CONTACT or None,
            evaluated=person.is_documented or None,
            proband=person.id == family.proband or None,
        ),
        **twins,
    }


def _life(person: Person) -> str:
    if person.pregnancy:
        return LIFE.get(person.pregnancy, "miscarriage")
    return "deceased" if person.is_deceased else "alive"


def _age(person: Person) -> float | int | None:
    if not person.is_deceased or person.age is None or not person.age.is_exact:
        return None
    years = person.age.low_years
    return int(years) if years == int(years) else years


def _is_raised_by_adoptive(person: Person) -> bool:
    return not person.genetic_parents and bool(person.parent_of_kind(ParentKind.ADOPTIVE))


def _parents(family: Family, person: Person) -> Mapping[str, PersonId]:
    if not _is_raised_by_adoptive(person):
        return {
            key: parent
            for key, parent in (("mother", person.mother), ("father", person.father))
            if parent
        }
    out: dict[str, PersonId] = {}
    for link in person.parents:
        if link.kind is ParentKind.ADOPTIVE:
            is_man = family.person(link.parent).sex is Sex.MALE
            out.setdefault("father" if is_man else "mother", link.parent)
    return out


def _twins(family: Family, losses: list[Loss]) -> Mapping[PersonId, Said]:
    """A person is in one group only: of twins among triplets the larger set stays."""
    table: dict[PersonId, Said] = {}
    kind = {Zygosity.MONOZYGOTIC: {"monozygotic": True}, Zygosity.DIZYGOTIC: {"monozygotic": False}}
    for number, twins in enumerate(family.twins, start=1):
        if table.keys() & set(twins.members):
            losses.append(fact_loss(min(twins.members), Fact.TWINS))
            losses.append(fact_loss(min(twins.members), Fact.ZYGOSITY))
            continue
        for member in twins.members:
            table[member] = {"twinGroup": number, **kind.get(twins.zygosity, {})}
    return table


def _couple(pair: Partnership) -> Said:
    related = {True: "Y", False: "N", None: ""}[pair.is_consanguineous]
    return {
        "members": list(pair.partners),
        **without_nothing(
            separated=pair.status is not PartnershipStatus.TOGETHER or None,
            consanguinity=related,
            childlessStatus=_CHILDLESS[pair.childlessness] if pair.childlessness else "",
            childlessReason=pair.childlessness_cause,
        ),
    }


def _conditional(family: Family) -> Iterator[Loss]:
    """Say what depends on more than the kind of fact."""
    for person in family.persons:
        is_dead = person.is_deceased
        has_age = person.age is not None and person.age.is_exact
        told: tuple[tuple[Fact, object], ...] = (
            (Fact.AGE, has_age and not is_dead),
            (Fact.DECEASED, (person.pregnancy and is_dead) or (person.death and not is_dead)),
            (Fact.PREGNANCY, person.pregnancy is PregnancyOutcome.ECTOPIC),
            (Fact.GESTATION, person.due or person.last_period),
            (Fact.COUNT, person.count == 0),
            (Fact.CONTACT, person.contact is Contact.NOT_INFORMED),
            (Fact.CHILDLESSNESS, person.childlessness is Childlessness.BY_CHOICE),
            (Fact.ADOPTION, _is_adoption_lost(person)),
            (Fact.SOCIAL_PARENTS, _are_carers_lost(family, person)),
            (Fact.AFFECTED, False),
        )
        yield from (fact_loss(person.id, fact) for fact, is_lost in told if is_lost)
    for pair in family.partnerships:
        first = min(pair.partners)
        if pair.status is PartnershipStatus.DIVORCED or pair.left_by:
            yield fact_loss(first, Fact.PARTNERSHIP_STATUS)
        if pair.childlessness is Childlessness.BY_CHOICE:
            yield fact_loss(first, Fact.COUPLE_CHILDLESSNESS)
        if pair.relationship:
            yield fact_loss(first, Fact.CONSANGUINITY)


def _is_adoption_lost(person: Person) -> bool:
    """Read back, a child adopted in has adoptive parents, or none."""
    if person.adoption is Adoption.IN:
        return bool(person.parents)
    return person.adoption is Adoption.OUT and _is_raised_by_adoptive(person)


def _are_carers_lost(family: Family, person: Person) -> bool:
    carers = [link for link in person.parents if not link.kind.is_genetic]
    if not _is_raised_by_adoptive(person):
        return bool(carers)
    return set(_parents(family, person).values()) != {link.parent for link in carers} or any(
        link.kind is not ParentKind.ADOPTIVE for link in carers
    )
