"""Writes FamilyMemberHistory: see fhir_history for the shape."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.formats import fhir, fhir_roles, kin, ontology, times
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, fields
from counselling.formats.json_text import without_nothing
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import relation
from counselling.pedigree.person import Person, PersonId

SAYS: Final = frozenset(
    {
        Fact.FAMILY_ID,
        Fact.PROBAND,
        Fact.NAME,
        Fact.SEX,
        Fact.BIRTH_YEAR,
        Fact.BIRTH_DAY,
        Fact.AGE,
        Fact.AGE_RANGE,
        Fact.DECEASED,
        Fact.DEATH_YEAR,
        Fact.DEATH_DAY,
        Fact.AFFECTED,
        Fact.CONDITIONS,
        Fact.AGE_AT_DIAGNOSIS,
        Fact.NOTE,
        Fact.SOCIAL_PARENTS,
        Fact.DONOR,
        Fact.TWINS,
        Fact.ZYGOSITY,
    }
)
_GENETICS: Final = "http://hl7.org/fhir/StructureDefinition/family-member-history-genetics-"
_SEX_SYSTEM: Final = "http://hl7.org/fhir/administrative-gender"

Resource = Mapping[str, object]


def resources(families: Sequence[Family], losses: list[Loss]) -> list[Resource]:
    """Return all resources: for each family its patient, then everybody's history."""
    return [r for n, family in enumerate(families, start=1) for r in _family(family, n, losses)]


def _family(family: Family, number: int, losses: list[Loss]) -> Iterator[Resource]:
    target = family.person(family.proband or family.persons[0].id)
    if not family.proband:
        losses.append(Loss("loss.proband_chosen", fields=fields(person=target.id)))
    patient = f"f{number}"
    yield {
        "resourceType": "Patient",
        "id": patient,
        "identifier": [
            {"system": fhir.PERSON, "value": target.id},
            {"system": fhir.FAMILY, "value": family.id},
        ],
        **without_nothing(name=[{"text": target.name}] if target.name else None),
        "gender": fhir.SEXES[target.sex],
        **without_nothing(birthDate=times.iso_date(target.birth) if target.birth else ""),
    }
    ids = {p.id: f"f{number}-p{n}" for n, p in enumerate(family.persons, start=1)}
    pairs = _extensions(family, ids)
    for person in family.persons:
        history = _history(person, losses)
        yield {
            "resourceType": "FamilyMemberHistory",
            "id": ids[person.id],
            **without_nothing(extension=pairs.get(person.id)),
            "identifier": [{"system": fhir.PERSON, "value": person.id}],
            "status": "completed",
            "patient": fhir.reference("Patient", patient),
            "relationship": fhir.concept(fhir.ROLES, _role(family, target.id, person.id)),
            **history,
        }
    for person in family.persons:
        if person.age and not person.is_deceased:
            about = {
                "subject": fhir.reference("Patient", patient),
                "focus": [fhir.reference("FamilyMemberHistory", ids[person.id])],
            }
            yield fhir.observed_age(person.age, about)


def _role(family: Family, target: PersonId, person: PersonId) -> str:
    if person == target:
        return fhir_roles.SELF
    key = relation(family, target, person).key
    return fhir_roles.OF_RELATION.get(key, fhir_roles.ANYBODY)


def _history(person: Person, losses: list[Loss]) -> Resource:
    """Facts of one person. Only one of age and birth may stand here (fhs-1)."""
    if person.death and (person.age or not person.is_deceased):
        losses.append(fact_loss(person.id, Fact.DEATH_YEAR))
        losses += [fact_loss(person.id, Fact.DEATH_DAY)] * bool(person.death.month)
    return {
        **without_nothing(name=person.name),
        "sex": fhir.concept(_SEX_SYSTEM, fhir.SEXES[person.sex]),
        **without_nothing(bornDate=times.iso_date(person.birth) if person.birth else ""),
        **_deceased(person),
        **without_nothing(
            note=[{"text": person.note}] if person.note else None,
            condition=[
                _condition(d.condition, fhir.told_age("onset", d.age)) for d in person.diagnoses
            ],
        ),
    }


def _deceased(person: Person) -> Mapping[str, object]:
    if not person.is_deceased:
        return {}
    if person.age:
        return fhir.told_age("deceased", person.age)
    if person.death:
        return {"deceasedDate": times.iso_date(person.death)}
    return {"deceasedBoolean": True}


def _condition(condition: str, onset: Mapping[str, object]) -> Mapping[str, object]:
    term = ontology.term(condition)
    system = "http://purl.obolibrary.org/obo/mondo.owl"
    coding = [{"system": system, "code": term["id"]}] if term["id"][:5] == "MONDO" else None
    return {"code": without_nothing(coding=coding, text=term["label"]), **onset}


def _extensions(
    family: Family, ids: Mapping[PersonId, str]
) -> Mapping[PersonId, list[Mapping[str, object]]]:
    """Parents and twins of everybody, each with HL7's word and KIN's."""
    table: dict[PersonId, list[Mapping[str, object]]] = {}
    for person in family.persons:
        for link in person.parents:
            role, code = fhir_roles.PARENT_ROLES[link.kind], kin.PARENTS[link.kind]
            codings = [{"system": fhir.ROLES, "code": role}, {"system": kin.SYSTEM, "code": code}]
            told = _pair("parent", codings, ids[link.parent])
            table.setdefault(person.id, []).append(told)
    for twins in family.twins:
        codings = [{"system": fhir.ROLES, "code": fhir_roles.TWIN_ROLES[twins.zygosity]}]
        for other in twins.members[1:]:
            told = _pair("sibling", codings, ids[other])
            table.setdefault(twins.members[0], []).append(told)
    return table


def _pair(kind: str, codings: list[dict[str, str]], resource_id: str) -> Mapping[str, object]:
    return {
        "url": _GENETICS + kind,
        "extension": [
            {"url": "type", "valueCodeableConcept": {"coding": codings}},
            {
                "url": "reference",
                "valueReference": fhir.reference("FamilyMemberHistory", resource_id),
            },
        ],
    }
