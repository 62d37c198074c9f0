"""What is heard instead of a drawn family: everybody by number with what is known, no name."""

from counselling.figures.family_told import family_told
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Person
from counselling.pedigree.terms import Sex
from tests.language.folders import words

NUMBERS = {"mother": "I-1", "anna": "II-1"}


def _family(*more: Person) -> Family:
    mother = Person(
        "mother", "Eva Lindqvist", Sex.FEMALE, diagnoses=(Diagnosis("breast", Age.at(45)),)
    )
    anna = Person("anna", "Anna Lindqvist", Sex.FEMALE, age=Age.at(38))
    return Family("f", "Lindqvist", (mother, anna, *more), consultand="anna")


def test_everybody_is_told_by_number_with_what_is_known() -> None:
    told = family_told(_family(), words("en", "letters", "kin"), NUMBERS)
    assert told.startswith("2 persons, drawn in generations")
    assert "I-1: woman, age not known, breast 45." in told
    assert "II-1: woman, consultand, 38 y." in told
    assert "Lindqvist" not in told


def test_of_a_large_family_those_are_told_of_whom_something_is_known() -> None:
    many = tuple(Person(f"p{k}", sex=Sex.MALE) for k in range(30))
    numbers = {**NUMBERS, **{one.id: f"III-{k}" for k, one in enumerate(many, 1)}}
    told = family_told(_family(*many), words("en", "letters", "kin"), numbers)
    assert "32 persons" in told
    assert "I-1: woman" in told
    assert "III-1:" not in told
