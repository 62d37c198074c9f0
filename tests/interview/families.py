"""Families for the interview: a woman alone, and one about whom nothing is left to ask."""

from dataclasses import replace

from counselling.interview.questions import interview
from counselling.pedigree.answering import RecordAnswer
from counselling.pedigree.answers import Answer, Reply
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex


def alone(sex: Sex = Sex.FEMALE) -> Family:
    return Family("alone", persons=(Person("pt", sex=sex),), consultand="pt")


def child(person_id: PersonId, mother: PersonId, father: PersonId, sex: Sex = Sex.FEMALE) -> Person:
    links = (ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER))
    return Person(person_id, sex=sex, parents=links)


def three_degrees() -> Family:
    """One of each kind of relative, and one beyond the third degree (the cousin's son)."""
    people = (
        Person("mgm", sex=Sex.FEMALE),
        Person("mgf", sex=Sex.MALE),
        child("mother", "mgm", "mgf"),
        child("aunt", "mgm", "mgf"),
        Person("father", sex=Sex.MALE),
        Person("stepfather", sex=Sex.MALE),
        Person("uncle by marriage", sex=Sex.MALE),
        child("pt", "mother", "father"),
        child("sister", "mother", "father"),
        child("half", "mother", "stepfather"),
        Person("husband", sex=Sex.MALE),
        child("daughter", "pt", "husband"),
        child("grandson", "daughter", "stranger", Sex.MALE),
        Person("stranger", sex=Sex.MALE),
        child("niece", "sister", "stranger"),
        child("cousin", "aunt", "uncle by marriage"),
        child("cousin's son", "cousin", "stranger", Sex.MALE),
    )
    return Family("degrees", persons=people, consultand="pt")


def with_(family: Family, person_id: PersonId, **facts: object) -> Family:
    person = replace(family.person(person_id), **facts)  # type: ignore[arg-type]
    return family.replace_person(person)


def answered(family: Family, reply: Reply = Reply.UNKNOWN) -> Family:
    """The family when everything that was asked was answered so."""
    for _ in range(1000):
        question = interview(family).next
        if question is None:
            return family
        gap = question.gap
        family = RecordAnswer(Answer(gap.person, gap.topic, reply, gap.about)).apply(family)
    raise AssertionError("it never ends")
