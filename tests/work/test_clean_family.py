"""What a letter draws of a family gives no orders to whoever draws it."""

from dataclasses import replace

from counselling.pedigree.person import Diagnosis, GeneTest
from counselling.pedigree.terms import Sex, TestResult
from counselling.work.letters.clean_family import clean_family
from tests.families.builders import trio

ORDER = "\u202e"


def test_a_family_without_orders_is_itself() -> None:
    family = trio()
    assert clean_family(family) is family


def test_every_text_of_a_person_is_clean_and_who_is_who_stays() -> None:
    family = trio()
    first, *others = family.persons
    told = replace(
        first,
        id=f"{first.id}{ORDER}",
        name=f"An{ORDER}na\nMaria",
        note=f"{ORDER}tall",
        sex=Sex.FEMALE,
        ancestry=(f"Fin{ORDER}nish",),
        risk_factors=((f"k{ORDER}", "v"),),
        diagnoses=(Diagnosis(f"mela{ORDER}noma"),),
        tests=(GeneTest("BRCA1", TestResult.POSITIVE, variant=f"c.5266{ORDER}dup"),),
    )
    (cleaned, *rest) = clean_family(replace(family, persons=(told, *others))).persons
    assert cleaned == replace(
        told,
        name="Anna Maria",
        note="tall",
        ancestry=("Finnish",),
        risk_factors=(("k", "v"),),
        diagnoses=(Diagnosis("melanoma"),),
        tests=(GeneTest("BRCA1", TestResult.POSITIVE, variant="c.5266dup"),),
    )
    assert cleaned.id.endswith(ORDER)
    assert type(cleaned.sex) is Sex
    assert rest == others
