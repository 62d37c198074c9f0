"""GA4GH's two forms and Phenopackets, against other people's reader and the guide's own example."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from counselling.errors import FormatError
from counselling.formats import registry
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Age, Diagnosis, ParentLink, Person
from counselling.pedigree.terms import BREAST, Gender, Laterality, ParentKind, Sex, Zygosity
from tests.families.builders import breast_ovarian, married_cousins, twin_sisters

FORMS = (".phenopacket.json", ".pedigree.json")
KINDS = tuple(ParentKind)


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("make", [breast_ovarian, married_cousins, twin_sisters])
def test_another_program_finds_no_error_in_what_we_write(ending: str, make: object) -> None:
    package = pytest.importorskip("pedigree_ga4gh")
    text = registry.write((make(),), ending).text  # type: ignore[operator]
    document = package.loads(text)
    assert [f for f in package.validate(document) if f.severity == "error"] == []
    kindred = package.from_document(document)
    kindred = kindred[0] if isinstance(kindred, tuple) else kindred
    assert len(kindred.members) == len(make().persons)  # type: ignore[operator]


@pytest.mark.parametrize("ending", FORMS)
def test_conditions_in_any_words_and_script_are_terms_that_another_program_takes(
    ending: str,
) -> None:
    package = pytest.importorskip("pedigree_ga4gh")
    told = ("trisomy 18", "Darmkrebs, links", "سرطان القولون", "大腸癌", "_", "a_b")
    ill = Person("a", sex=Sex.FEMALE, diagnoses=tuple(Diagnosis(words) for words in told))
    before = Family("f", persons=(ill,), proband="a")
    text = registry.write((before,), ending).text
    assert [f for f in package.validate(package.loads(text)) if f.severity == "error"] == []
    assert len(set(re.findall(r'"CONSULTAND:[^"]*"', text))) == len(told)
    (after,) = registry.read(text.encode()).families
    assert tuple(d.condition for d in after.person("a").diagnoses) == told


def test_we_read_what_another_program_writes() -> None:
    package = pytest.importorskip("pedigree_ga4gh")
    members = [
        package.Member("MOTHER", sex="FEMALE"),
        package.Member("CHILD", index=True, terms=[package.Term("rare", "MONDO:0009061")]),
    ]
    relations = [package.Relation("MOTHER", "KIN:027", "CHILD")]
    kindred = package.Kindred("F", members=members, relations=relations)
    for write in (package.to_ga4gh_pedigree, package.to_phenopackets_family):
        document, _ = write(kindred, created_by="somebody")
        (family,) = registry.read(package.dumps(document).encode()).families
        child = family.person("CHILD")
        assert (family.proband, child.mother) == ("CHILD", "MOTHER")
        assert [d.condition for d in child.diagnoses] == ["rare"]


def everybody() -> Family:
    """A child with a parent of every kind, as far as genes allow."""
    kinds = [k for k in KINDS if k not in (ParentKind.OVUM_DONOR, ParentKind.FATHER)]
    people = [Person(kind.value, sex=Sex.FEMALE) for kind in kinds]
    child = Person("child", parents=tuple(ParentLink(k.value, k) for k in kinds))
    pair = Partnership(("step", "foster"), is_consanguineous=True)
    twin = Person("twin", parents=child.parents)
    twins = TwinSet(("child", "twin"), Zygosity.DIZYGOTIC)
    return Family("f", persons=(*people, child, twin), partnerships=(pair,), twins=(twins,))


@pytest.mark.parametrize("ending", [".pedigree.json", ".ga4gh.fhir.json", ".fhir.json", ".ged"])
def test_every_kind_of_parent_comes_back_as_itself(ending: str) -> None:
    before = everybody()
    after = registry.read(registry.write((before,), ending).content).families[0]
    assert set(after.person("child").parents) == set(before.person("child").parents)
    assert after.person("child").genetic_parents == ("mother", "sperm_donor")
    assert [t.zygosity for t in after.twins] == [Zygosity.DIZYGOTIC]


def test_where_only_genetic_parents_can_be_said_the_others_are_told() -> None:
    for ending in (".phenopacket.json", ".ped", ".tsv"):
        writing = registry.write((everybody(),), ending)
        told = [dict(x.fields) for x in writing.losses if x.message_id == "loss.fact"]
        assert {"person": "child", "fact": "social_parents"} in told
        assert {"person": "child", "fact": "donor"} in told
        after = registry.read(writing.content).families[0].person("child")
        assert {k.parent for k in after.parents} == {"mother", "sperm_donor"}


def test_an_age_told_as_a_range_stays_a_range() -> None:
    ill = Person("a", age=Age(60, 69), diagnoses=(Diagnosis(BREAST, Age(40, 49)),))
    for ending in (*FORMS, ".fhir.json"):
        text = registry.write((Family("f", persons=(ill,), proband="a"),), ending).content
        after = registry.read(text).families[0].person("a")
        assert (after.age, after.diagnoses[0].age) == (Age(60, 69), Age(40, 49))


def resource(kind: str, own: str, **values: object) -> Mapping[str, object]:
    return {"resource": {"resourceType": kind, "id": own, **values}}


def reference(name: str) -> Mapping[str, str]:
    return {"reference": name}


def trio() -> str:
    """The implementation guide's trio in its shape: father and mother by KIN:003."""

    def related(name: str, parent: str) -> Mapping[str, object]:
        extension = {
            "url": "http://hl7.org/fhir/StructureDefinition/familymemberhistory-patient-record",
            "valueReference": reference(parent),
        }
        code = {"coding": [{"code": "KIN:003", "display": "isBiologicalParent"}]}
        return resource(
            "FamilyMemberHistory",
            name,
            status="completed",
            patient=reference("Patient/Proband"),
            relationship=code,
            extension=[extension],
        )

    def section(code: str, *names: str) -> Mapping[str, object]:
        return {
            "title": code.capitalize(),
            "code": {"coding": [{"code": code}]},
            "entry": [reference(name) for name in names],
        }

    status = {"coding": [{"code": "103309006"}]}
    entries = [
        resource("Patient", "Mother", gender="female"),
        resource("Patient", "Father", gender="male"),
        resource("Patient", "Proband", gender="female"),
        resource(
            "Observation", "o1", code=status, subject=reference("Patient/Father"), valueBoolean=True
        ),
        related("r1", "Patient/Father"),
        related("r2", "Patient/Mother"),
        resource(
            "Composition",
            "c1",
            type={"coding": [{"code": "422432008"}]},
            subject=reference("Patient/Proband"),
            section=[
                section("proband", "Patient/Proband"),
                section("individuals", "Patient/Proband", "Patient/Mother", "Patient/Father"),
                section("relationships", "FamilyMemberHistory/r1", "FamilyMemberHistory/r2"),
            ],
        ),
    ]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


def test_the_guides_trio_is_read() -> None:
    form, text = registry.recognise(trio().encode())
    reading = form.read(text)
    (family,) = reading.families
    proband = family.person("Proband")
    assert form.name == "ga4gh-fhir"
    assert (family.proband, proband.mother, proband.father) == ("Proband", "Mother", "Father")
    assert [bool(p.diagnoses) for p in family.persons] == [False, False, True]
    assert reading.losses == ()


def test_a_reference_to_nobody_is_told() -> None:
    broken = trio().replace('"Patient/Mother"}', '"Patient/Nobody"}')
    reading = registry.read(broken.encode())
    assert "loss.reference" in {loss.message_id for loss in reading.losses}


def test_gender_is_kept_apart_from_sex() -> None:
    person = Person("a", sex=Sex.FEMALE, gender=Gender.NON_BINARY)
    text = registry.write((Family("f", persons=(person,)),), ".ga4gh.fhir.json").content
    again = registry.read(text).families[0].person("a")
    assert (again.sex, again.gender) == (Sex.FEMALE, Gender.NON_BINARY)


def history(own: str, role: str, **more: object) -> Mapping[str, object]:
    relationship = {"coding": [{"code": role}]}
    return resource(
        "FamilyMemberHistory",
        own,
        status="completed",
        patient=reference("Patient/p"),
        relationship=relationship,
        **more,
    )


def relatives(*entries: Mapping[str, object]) -> Family:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": list(entries)}
    return registry.read(json.dumps(bundle).encode()).families[0]


def test_without_extensions_the_words_for_relatives_place_them() -> None:
    family = relatives(
        resource("Patient", "p", gender="female"),
        history("mum", "MTH", deceasedAge={"value": 61, "unit": "a"}),
        history("gran", "MGRMTH"),
        history("aunt", "MAUNT"),
        history("bro", "NBRO"),
        history("kid", "DAU"),
        history("mate", "HUSB"),
    )
    patient = family.person("p")
    assert (family.proband, patient.mother) == ("p", "mum")
    assert family.person("mum").mother == "gran"
    assert (family.person("mum").age, family.person("mum").is_deceased) == (Age.at(61), True)
    assert set(family.siblings_of("mum")) == {"aunt"}
    assert set(family.siblings_of("p")) == {"bro"}
    assert family.person("kid").mother == "p"
    assert family.partnerships[0].partners == ("p", "mate")
    assert all(family.person(p).is_placeholder for p in patient.genetic_parents if p != "mum")


def test_a_word_that_places_nobody_is_told_by_name() -> None:
    bundle = {
        "resourceType": "Bundle",
        "entry": [resource("Patient", "p"), history("c", "MCOUSN")],
    }
    reading = registry.read(json.dumps(bundle).encode())
    assert [dict(x.fields) for x in reading.losses] == [{"person": "c", "role": "MCOUSN"}]


def test_one_history_alone_is_read_with_its_patient() -> None:
    alone = history("mum", "MTH", name="Ada")["resource"]
    (family,) = registry.read(json.dumps(alone).encode()).families
    assert family.person("p").mother == "mum"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"id": 1, "proband": {"subject": []}, "pedigree": {}}', "$.proband.subject"),
        ('{"individuals": [{"subject": {}}], "relationships": []}', "$.individuals[0].subject.id"),
        ('[{"id": "a", "sex": {}}]', "$[0].sex"),
        ('{"individuals": {"a": 1}, "relationships": []}', "$.individuals"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(FormatError, match="json_value") as refused:
        registry.read(text.encode())
    assert refused.value.fields["place"] == place


def test_json_that_breaks_is_refused_with_the_line() -> None:
    with pytest.raises(FormatError, match="json_broken") as refused:
        registry.read(b'{"proband": {},\n "pedigree": {\n "persons": [,]}}')
    assert refused.value.fields["line"] == 3


def test_no_json_format_takes_another_for_its_own() -> None:
    odd = Family("consultand", persons=(Person("proband", name="resourceType"),), proband="proband")
    for form in registry.FORMATS:
        assert registry.recognise(form.write((breast_ovarian(),)).content)[0] is form
    for ending in (*FORMS, ".fhir.json", ".ga4gh.fhir.json", ".phenotips.json", ".consultand"):
        content = registry.write((odd,), ending).content
        assert registry.recognise(content)[0] is registry.by_suffix(ending)


def test_a_phenopacket_family_of_others_is_read(shared_pedigrees: Path) -> None:
    data = (shared_pedigrees / "phenopackets" / "family.v2.json").read_bytes()
    reading = registry.read(data)
    (family,) = reading.families
    boy = family.person("14 year-old boy")
    assert (len(family.persons), boy.mother, boy.father) == (3, "MOTHER", "FATHER")
    assert {dict(loss.fields)["key"] for loss in reading.losses} >= {"phenotypicFeatures"}


@pytest.mark.parametrize("ending", FORMS)
def test_side_and_karyotype_come_back_and_what_is_not_kept_is_told(ending: str) -> None:
    sides = tuple(Diagnosis(BREAST, None, side) for side in Laterality)
    ill = Person("a", sex=Sex.FEMALE, karyotype="45,X", diagnoses=sides)
    text = registry.write((Family("f", persons=(ill,), proband="a"),), ending).text
    again = registry.read(text.encode()).families[0].person("a")
    assert (again.karyotype, [d.laterality for d in again.diagnoses]) == ("45,X", list(Laterality))
    odd = text.replace('"XO"', '"OTHER_KARYOTYPE"').replace("HP:0012834", "HP:0000001")
    odd = odd.replace('"term"', '"diseaseStage": [], "term"').replace('"sex"', '"gender": 1, "sex"')
    told = [dict(loss.fields)["key"] for loss in registry.read(odd.encode()).losses]
    assert set(told) == {"diseaseStage", "gender", "karyotypicSex", "laterality"}


def test_a_history_needs_no_id_and_tells_what_is_not_kept() -> None:
    def history(role: str, **more: object) -> Mapping[str, object]:
        concept = {"coding": [{"code": role}]}
        patient = {"reference": "Patient/p"}
        kind = {"resourceType": "FamilyMemberHistory"}
        return {"resource": {**kind, "patient": patient, "relationship": concept, **more}}

    ill = {"code": {"text": "breast cancer"}, "onsetString": "forties", "outcome": {"text": "d"}}
    entries = [history("MTH", condition=[ill]), history("FTH", procedure=[{}])]
    text = json.dumps({"resourceType": "Bundle", "entry": entries})
    reading = registry.read(text.encode())
    (family,) = reading.families
    assert family.person("p").genetic_parents == ("relative-1", "relative-2")
    assert [(dict(x.fields)["person"], dict(x.fields)["key"]) for x in reading.losses] == [
        ("relative-1", "condition.outcome"),
        ("relative-1", "condition.onsetString"),
        ("relative-2", "procedure"),
    ]
