"""Writes a family as GA4GH's pedigree in FHIR: see ga4gh_fhir for the shape."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.formats import fhir, kin, kinships, ontology, times
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, fields
from counselling.formats.json_text import without_nothing
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import AFFECTED

SAYS: Final = frozenset(
    {
        Fact.FAMILY_ID,
        Fact.FAMILY_NAME,
        Fact.PROBAND,
        Fact.CONSULTAND,
        Fact.NAME,
        Fact.SEX,
        Fact.GENDER,
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
        Fact.SOCIAL_PARENTS,
        Fact.DONOR,
        Fact.PARTNERS,
        Fact.CONSANGUINITY,
        Fact.TWINS,
        Fact.ZYGOSITY,
    }
)
AFFECTED_STATUS: Final = "103309006"
_PEDIGREE: Final = "422432008"
_SECTIONS: Final = "http://purl.org/ga4gh/pedigree-fhir-ig/CodeSystem/SectionType"
_RELATIVE: Final = "http://hl7.org/fhir/StructureDefinition/familymemberhistory-patient-record"
_WRITTEN_ON: Final = "1970-01-01"  # the guide wants a day; the core knows no clock

Resource = Mapping[str, object]


def resources(families: Sequence[Family], losses: list[Loss]) -> list[Resource]:
    """Return all resources of all families, each Composition before what it names."""
    return [r for n, family in enumerate(families, start=1) for r in _family(family, n, losses)]


def _family(family: Family, number: int, losses: list[Loss]) -> Iterator[Resource]:
    ids = {p.id: f"f{number}-p{n}" for n, p in enumerate(family.persons, start=1)}
    patients = [_patient(person, ids[person.id]) for person in family.persons]
    related = list(_relationships(family, ids, number))
    for pair in family.partnerships:
        if pair.is_consanguineous is False or pair.relationship:
            losses.append(fact_loss(min(pair.partners), Fact.CONSANGUINITY))
    for person in family.persons:
        if person.death and not person.is_deceased:
            losses.append(fact_loss(person.id, Fact.DECEASED))
    yield _composition(family, number, ids, len(related), losses)
    yield from patients
    yield from related
    for person in family.persons:
        yield from _facts(person, fhir.reference("Patient", ids[person.id]))


def _composition(
    family: Family,
    number: int,
    ids: Mapping[PersonId, str],
    related: int,
    losses: list[Loss],
) -> Resource:
    sections = [
        ("individuals", [fhir.reference("Patient", ids[p.id]) for p in family.persons]),
        (
            "relationships",
            [
                fhir.reference("FamilyMemberHistory", f"f{number}-r{n}")
                for n in range(1, related + 1)
            ],
        ),
    ]
    for code, person in (("proband", family.proband), ("consultand", family.consultand)):
        if person:
            sections.append((code, [fhir.reference("Patient", ids[person])]))
    if not family.proband:
        losses.append(Loss("loss.no_proband", fields=fields(family=family.id)))
    return {
        "resourceType": "Composition",
        "id": f"f{number}",
        "identifier": {"system": fhir.FAMILY, "value": family.id},
        "status": "final",
        "type": fhir.concept(fhir.SNOMED, _PEDIGREE),
        **without_nothing(
            subject=fhir.reference("Patient", ids[family.proband]) if family.proband else None
        ),
        "date": _WRITTEN_ON,
        "author": [{"display": "Consultand"}],
        "title": family.name if family.name not in ("", family.id) else "Pedigree",
        "section": [
            {"title": code.capitalize(), "code": _section_code(code), "entry": entries}
            for code, entries in sections
            if entries
        ],
    }


def _section_code(code: str) -> Mapping[str, object]:
    """The guide knows no consultand."""
    return fhir.concept("urn:consultand:section" if code == "consultand" else _SECTIONS, code)


def _patient(person: Person, resource_id: str) -> Resource:
    identity = None
    if person.gender:
        code = fhir.concept(fhir.IDENTITIES, fhir.GENDERS[person.gender])
        identity = [{"url": fhir.IDENTITY, "valueCodeableConcept": code}]
    dead: dict[str, object] = {}
    if person.is_deceased:
        dead = {"deceasedBoolean": True}
        if person.death:
            dead = {"deceasedDateTime": times.iso_date(person.death)}
    return {
        "resourceType": "Patient",
        "id": resource_id,
        **without_nothing(extension=identity),
        "identifier": [{"system": fhir.PERSON, "value": person.id}],
        **without_nothing(
            name=[{"text": person.name}] if person.name else None,
            gender=fhir.SEXES[person.sex],
            birthDate=times.iso_date(person.birth) if person.birth else "",
        ),
        **dead,
    }


def _relationships(family: Family, ids: Mapping[PersonId, str], number: int) -> Iterator[Resource]:
    for place, one in enumerate(kinships.statements(family), start=1):
        coding = {"system": kin.SYSTEM, "code": one.code, "display": kin.LABELS[one.code]}
        relative = fhir.reference("Patient", ids[one.subject])
        yield {
            "resourceType": "FamilyMemberHistory",
            "id": f"f{number}-r{place}",
            "extension": [{"url": _RELATIVE, "valueReference": relative}],
            "status": "completed",
            "patient": fhir.reference("Patient", ids[one.other]),
            "relationship": {"coding": [coding]},
        }


def _facts(person: Person, subject: Mapping[str, str]) -> Iterator[Resource]:
    if person.age:
        yield fhir.observed_age(person.age, {"subject": subject})
    if person.diagnoses:
        yield {
            "resourceType": "Observation",
            "status": "final",
            "code": fhir.concept(fhir.SNOMED, AFFECTED_STATUS),
            "subject": subject,
            "valueBoolean": True,
        }
    for diagnosis in person.diagnoses:
        if diagnosis.condition == AFFECTED and len(person.diagnoses) == 1 and not diagnosis.age:
            continue
        term = ontology.term(diagnosis.condition)
        system = "http://purl.obolibrary.org/obo/mondo.owl"
        coding = [{"system": system, "code": term["id"]}] if term["id"][:5] == "MONDO" else None
        yield {
            "resourceType": "Condition",
            "subject": subject,
            "code": without_nothing(coding=coding, text=term["label"]),
            **fhir.told_age("onset", diagnosis.age),
        }
