import json

from counselling.formats import registry
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, PartialDate, Person
from counselling.pedigree.terms import Adoption, ParentKind, PregnancyOutcome, Sex, Zygosity


def read(*items: object) -> Family:
    return registry.read(json.dumps(items).encode()).families[0]


def test_parents_are_found_by_id_then_by_name_then_by_first_name() -> None:
    family = read(
        {"id": "1", "sex": "female", "firstName": "Ada"},
        {"externalId": "X9", "sex": "male", "name": "Bob"},
        {"id": "2", "mother": "1", "father": "Bob"},
        {"id": "3", "mother": "Ada", "father": "X9"},
    )
    for child in ("2", "3"):
        assert (family.person(child).mother, family.person(child).father) == ("1", "X9")


def test_parents_of_a_child_adopted_in_are_the_adoptive_ones() -> None:
    family = read(
        {"id": "m", "sex": "female"},
        {"id": "a", "mother": "m", "adoptedStatus": "adoptedIn"},
        {"id": "b", "mother": "m", "adoptedStatus": "adoptedOut"},
    )
    assert family.person("a").parents == (ParentLink("m", ParentKind.ADOPTIVE),)
    assert family.person("b").mother == "m"
    assert family.person("b").adoption is Adoption.OUT


def test_a_person_without_a_name_at_all_gets_one_by_her_place() -> None:
    assert read({"sex": "male"}, {"id": "1", "sex": "male"}).persons[0].id == "person-1"


def test_facts_of_the_documentation_are_understood() -> None:
    person = read(
        {
            "id": "1",
            "sex": "female",
            "lifeStatus": "miscarriage",
            "gestationAge": 12,
            "disorders": [603235, "breast cancer"],
            "birthDate": "1970-02",
            "comments": "told by an aunt",
            "numPersons": 3,
            "twinGroup": 1,
            "monozygotic": True,
            "proband": True,
        },
        {"id": "2", "sex": "male", "twinGroup": 1, "monozygotic": True},
    )
    first = person.persons[0]
    assert [d.condition for d in first.diagnoses] == ["OMIM:603235", "breast"]
    assert first.pregnancy is PregnancyOutcome.SPONTANEOUS_ABORTION
    assert (first.gestation_weeks, first.count, first.birth) == (12, 3, PartialDate(1970, 2))
    assert person.proband == "1"
    assert person.twins[0].zygosity is Zygosity.MONOZYGOTIC


def test_what_is_known_of_a_couple_stands_beside_the_people() -> None:
    family = read(
        {"id": "1", "sex": "female"},
        {"id": "2", "sex": "male"},
        {"members": ["1", "2"], "consanguinity": "Y", "separated": True},
    )
    (pair,) = family.partnerships
    assert (pair.is_consanguineous, pair.status.value) == (True, "separated")


def test_genes_that_are_not_read_are_told() -> None:
    text = json.dumps([{"id": "1", "sex": "male", "genes": [{"gene": "BRCA1"}]}])
    assert [dict(x.fields)["key"] for x in registry.read(text.encode()).losses] == ["genes"]


def test_a_child_with_genetic_parents_is_never_written_as_adopted_by_them() -> None:
    mother = Person("m", sex=Sex.FEMALE)
    child = Person("c", parents=(ParentLink("m", ParentKind.MOTHER),), adoption=Adoption.IN)
    writing = registry.write((Family("f", persons=(mother, child)),), ".phenotips.json")
    assert registry.read(writing.content).families[0].person("c").mother == "m"
    assert "adoption" in {dict(x.fields).get("fact") for x in writing.losses}


def test_a_name_that_is_also_the_id_is_a_name_where_the_id_stands_apart() -> None:
    family = read({"id": "Eva", "firstName": "Eva"}, {"firstName": "Ada"})
    assert [family.person(who).name for who in ("Eva", "Ada")] == ["Eva", ""]


def test_every_key_that_is_not_kept_is_told() -> None:
    items = [
        {"id": "1", "sex": "F", "cancers": [{"id": "x"}], "carrierStatus": "carrier", "foo": 3},
        {"id": "2", "sex": "M", "hpoTerms": [], "carrierStatus": "unaffected", "foo": ""},
    ]
    losses = registry.read(json.dumps(items).encode()).losses
    told = {(dict(x.fields)["person"], dict(x.fields)["key"]) for x in losses}
    assert told == {("1", "cancers"), ("1", "carrierStatus"), ("1", "foo")}
