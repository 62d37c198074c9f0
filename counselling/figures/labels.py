"""The words of a pedigree: under each symbol, in the key, and for those who hear it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Person, PersonId
from counselling.pedigree.terms import AFFECTED, CONGENITAL, KNOWN_CONDITIONS, Gender, TestResult

_NOUN = {
    Gender.WOMAN: N_("person.woman"),
    Gender.MAN: N_("person.man"),
    Gender.NON_BINARY: N_("person.non_binary"),
    Gender.UNKNOWN: N_("person.gender_unknown"),
}
_TEST = {
    TestResult.POSITIVE: N_("pedigree.test_positive"),
    TestResult.NEGATIVE: N_("pedigree.test_negative"),
    TestResult.UNCERTAIN: N_("pedigree.test_uncertain"),
}


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """What is written under a symbol. Without names and with years only it is de-identified."""

    has_names: bool = True
    has_ages: bool = True
    has_diagnoses: bool = True
    has_tests: bool = True
    has_numbers: bool = True


def lines(person: Person, words: Catalogue, choice: LabelChoice) -> tuple[str, ...]:
    """Return the lines under a symbol, without the pedigree number (P19 of docs/notation.md)."""
    return tuple(line for line in _lines(person, words, choice) if line)


def _lines(person: Person, words: Catalogue, choice: LabelChoice) -> Iterator[str]:
    if choice.has_names:
        yield person.name
    if choice.has_ages:
        yield _age_line(person, words)
    if choice.has_diagnoses:
        for diagnosis in person.diagnoses:
            yield condition_line(diagnosis, words)
    if choice.has_tests:
        for test in person.tests:
            if test.result is not TestResult.NEGATIVE or test.method.value == "direct":
                yield words.say(_TEST[test.result], gene=test.gene)


def _age_line(person: Person, words: Catalogue) -> str:
    if person.is_deceased:
        if person.age:
            return words.say(N_("pedigree.died_at"), age=age_text(person.age, words))
        return words.say(N_("pedigree.died"))
    if person.age:
        return words.say(N_("pedigree.age"), age=age_text(person.age, words))
    if person.birth:
        return words.say(N_("pedigree.born"), year=str(person.birth.year))
    return ""


def age_text(age: Age, words: Catalogue) -> str:
    """Write an age or a range of ages in whole years."""
    if age.is_exact:
        return words.number(int(age.low_years))
    return words.say(
        N_("age.range"),
        low=words.number(int(age.low_years)),
        high=words.number(int(age.high_years)),
    )


def condition_name(condition: str, words: Catalogue) -> str:
    """Name a condition: in the language where it is known, as it was written otherwise."""
    if condition in KNOWN_CONDITIONS:
        return words.say(f"condition.{condition}")
    return condition


def condition_line(diagnosis: Diagnosis, words: Catalogue) -> str:
    """Name a diagnosis with its age. "Affected" alone is said by the fill."""
    if diagnosis.condition == AFFECTED and diagnosis.age is None:
        return ""
    name = condition_name(diagnosis.condition, words)
    if diagnosis.age is None and diagnosis.condition in CONGENITAL:
        return name
    if diagnosis.age is None:
        return words.say(N_("pedigree.condition_age_unknown"), condition=name)
    age = age_text(diagnosis.age, words)
    return words.say(N_("pedigree.condition_at"), condition=name, age=age)


def spoken(person: Person, words: Catalogue, *, number: str, has_name: bool, role: str = "") -> str:
    """Describe a person in one sentence for those who hear the picture.

    number: pedigree number; role: "proband", "consultand" or empty.
    """
    parts = [person.name] if has_name and person.name else []
    parts.append(words.say(_NOUN[person.shown_gender]))
    if role:
        parts.append(words.say(f"pedigree.role_{role}"))
    age = _age_line(person, words)
    parts += [age] if age else [words.say(N_("pedigree.age_unknown"))]
    parts += [
        condition_line(d, words) or words.say(N_("condition.affected")) for d in person.diagnoses
    ]
    parts += [
        words.say(N_("pedigree.carrier_of"), condition=condition_name(c, words))
        for c in person.carries
    ]
    parts += [words.say(_TEST[test.result], gene=test.gene) for test in person.tests]
    return words.say(N_("pedigree.spoken"), number=number, facts=", ".join(parts))


def conditions(family: Family) -> Sequence[str]:
    """Conditions of a family in the order in which they get a fill: known ones first."""
    present = {d.condition for person in family.persons for d in person.diagnoses}
    known = [c for c in KNOWN_CONDITIONS if c in present]
    return (*known, *sorted(present - set(known)))


def role_of(person_id: PersonId, family: Family) -> str:
    """Return "proband", "consultand" or nothing."""
    if person_id == family.proband:
        return "proband"
    return "consultand" if person_id == family.consultand else ""


def all_lines(
    family: Family, words: Catalogue, choice: LabelChoice
) -> Mapping[PersonId, tuple[str, ...]]:
    """Return the label lines of everybody."""
    return {person.id: lines(person, words, choice) for person in family.persons}
