"""Everybody in spoken words: all that is drawn is said, in every language."""

from dataclasses import replace

import pytest

from counselling.figures.description import Descriptions
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    Evaluation,
    GeneTest,
    Marker,
    ParentLink,
    PartialDate,
    Person,
    Procedure,
)
from counselling.pedigree.terms import (
    Adoption,
    Childlessness,
    Contact,
    Gender,
    Laterality,
    MarkerStatus,
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    SexAssigned,
    Source,
    TestMethod,
    TestResult,
    Zygosity,
)
from tests.conftest import catalogue
from tests.families.builders import three_generations, woman
from tests.figures.gallery import gallery
from tests.figures.golden_descriptions import LANGUAGES, path, told

ADA = Person("ada", sex=Sex.FEMALE)
BREAST = Diagnosis("breast", Age.at(44))
FACTS: dict[str, object] = {
    "name": "Ada",
    "sex": Sex.MALE,
    "gender": Gender.NON_BINARY,
    "birth": PartialDate(1960),
    "age": Age(40, 49),
    "is_deceased": True,
    "diagnoses": (BREAST,),
    "carries": ("ovary",),
    "tests": (GeneTest("BRCA1", TestResult.POSITIVE),),
    "procedures": (Procedure("mastectomy", Age.at(45)),),
    "pregnancy": PregnancyOutcome.ECTOPIC,
    "ancestry": ("ashkenazi",),
    "note": "asks again in May",
    "assigned": SexAssigned.MALE,
    "pronouns": "she/her",
    "karyotype": "45,X",
    "presymptomatic": ("ovary",),
    "suspected": (BREAST,),
    "excluded": ("ovary",),
    "evaluations": (Evaluation("MRI"),),
    "gestation_weeks": 12,
    "due": PartialDate(2027, 3, 1),
    "last_period": PartialDate(2026, 9, 1),
    "count": 3,
    "adoption": Adoption.OUT,
    "childlessness": Childlessness.BY_CHOICE,
    "contact": Contact.NOT_INFORMED,
    "is_documented": True,
    "is_status_unknown": True,
    "is_placeholder": True,
    "has_unknown_parents": True,
    "parents": (ParentLink("mother", ParentKind.ADOPTIVE),),
}
# said only together with another fact
WITH: dict[str, tuple[dict[str, object], object]] = {
    "cause_of_death": ({"is_deceased": True}, "stroke"),
    "death": ({"is_deceased": True}, PartialDate(2001)),
    "childlessness_cause": ({"childlessness": Childlessness.INFERTILE}, "endometriosis"),
}
UNSAID = {"id", "risk_factors"}  # not drawn either
DIAGNOSES = (
    replace(BREAST, condition="ovary"),
    replace(BREAST, age=None),
    replace(BREAST, laterality=Laterality.LEFT),
    replace(BREAST, laterality=Laterality.BILATERAL),
    replace(BREAST, markers=(Marker("ER", MarkerStatus.NEGATIVE),)),
    replace(BREAST, pathology="ductal"),
    replace(BREAST, source=Source.HISTOLOGY),
)
TESTS = tuple(
    GeneTest("BRCA1", result, method, variant)
    for result in TestResult
    for method in (TestMethod.SEARCH, TestMethod.DIRECT)
    for variant in ("", "c.68_69del")
)


def said(person: Person, code: str = "en", **facts: object) -> str:
    family = Family("f", persons=(woman("mother"), replace(person, **facts)))  # type: ignore[arg-type]
    return Descriptions(family, catalogue(code), {}).whole(person.id)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_gallery_is_described_as_it_was_agreed(code: str) -> None:
    assert told(code) == path(code).read_text("utf-8")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("field", sorted(FACTS))
def test_every_fact_of_a_person_is_said(code: str, field: str) -> None:
    assert said(ADA, code, **{field: FACTS[field]}) != said(ADA, code)


@pytest.mark.parametrize("field", sorted(WITH))
def test_a_fact_about_another_fact_is_said_with_it(field: str) -> None:
    other, value = WITH[field]
    assert said(ADA, **other, **{field: value}) != said(ADA, **other)


def test_no_field_of_a_person_is_forgotten() -> None:
    assert set(Person.__slots__) == {*FACTS, *WITH, *UNSAID}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_way_of_a_diagnosis_or_test_has_its_own_words(code: str) -> None:
    heard = [said(ADA, code, diagnoses=(each,)) for each in (BREAST, *DIAGNOSES)]
    assert len(set(heard)) == len(heard)
    heard = [said(ADA, code, tests=(each,)) for each in TESTS]
    assert len(set(heard)) == len(heard)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_way_to_be_kin_has_its_own_words(code: str) -> None:
    words = catalogue(code)
    heard = set()
    for kind in ParentKind:
        child = Person("child", parents=(ParentLink("ada", kind),))
        described = Descriptions(Family("f", persons=(ADA, child)), words, {"ada": "I-1"})
        heard |= {described.whole("child"), described.whole("ada")}
    mother_or_father = 2  # alike from either side
    assert len(heard) == 2 * len(ParentKind) - mother_or_father


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_way_of_a_couple_has_its_own_words(code: str) -> None:
    pair = Partnership(("ada", "bea"))
    ways = [replace(pair, status=status) for status in PartnershipStatus]
    ways += [replace(pair, childlessness=why) for why in Childlessness]
    ways += [
        replace(pair, childlessness=Childlessness.INFERTILE, childlessness_cause="azoospermia"),
        replace(pair, is_consanguineous=True),
        replace(pair, is_consanguineous=True, relationship="second cousins"),
        replace(pair, status=PartnershipStatus.DIVORCED, left_by="ada"),
    ]
    people = (ADA, Person("bea"))
    numbers = {"ada": "I-1", "bea": "I-2"}
    heard = {
        Descriptions(
            Family("f", persons=people, partnerships=(way,)), catalogue(code), numbers
        ).whole("ada")
        for way in ways
    }
    assert len(heard) == len(ways)


def described(name: str) -> Descriptions:
    family = gallery()[name].family
    return Descriptions(family, catalogue("en"), {p.id: p.id for p in family.persons})


def test_identical_twins_among_triplets_are_not_called_fraternal() -> None:
    assert "Identical twin of t2. Fraternal twin of t3." in described("L9").whole("t1")


def test_who_only_gave_egg_or_sperm_is_called_no_partner() -> None:
    family = described("A1").family
    donor = next(
        link.parent
        for person in family.persons
        for link in person.parents
        if link.kind is ParentKind.SPERM_DONOR
    )
    assert "artner" not in described("A1").whole(donor)
    assert "artner" not in described("A1").brief(donor)


def test_brief_words_are_those_of_the_specification() -> None:
    family = three_generations()
    anna = replace(
        family.person("child"), diagnoses=(Diagnosis("breast", Age.at(36)),), age=Age.at(38)
    )
    family = replace(family.replace_person(anna), proband=None, consultand="child")
    told_of = Descriptions(family, catalogue("en"), {"child": "III-2"})
    assert told_of.brief("child") == (
        "Anna, patient, woman, 38, breast cancer at 36. Parents two, siblings one. III-2."
    )


def test_without_names_nobody_is_named_and_dates_are_years() -> None:
    ada = replace(
        ADA, name="Ada", note="sister of Bea", pronouns="she/her", birth=PartialDate(1960, 5, 1)
    )
    bea = Person("bea", name="Bea", parents=(ParentLink("ada", ParentKind.MOTHER),))
    family = Family("f", persons=(ada, bea), twins=(TwinSet(("ada", "bea"), Zygosity.UNKNOWN),))
    described = Descriptions(
        family, catalogue("en"), {"ada": "I-1", "bea": "II-1"}, has_names=False
    )
    heard = described.whole("ada") + described.whole("bea")
    assert "Ada" not in heard
    assert "Bea" not in heard
    assert "she/her" not in heard
    assert "born 1960" in heard


def test_a_family_whose_people_are_their_own_ancestors_is_described_too() -> None:
    one = Person("one", parents=(ParentLink("two", ParentKind.MOTHER),))
    two = Person("two", parents=(ParentLink("one", ParentKind.MOTHER),))
    described = Descriptions(Family("f", persons=(one, two)), catalogue("en"), {"two": "I-1"})
    assert "I-1" in described.whole("one")
