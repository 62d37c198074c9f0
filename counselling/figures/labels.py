"""The words of a pedigree: under each symbol, and the names that its key uses too."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    PartialDate,
    Person,
    PersonId,
    Procedure,
)
from counselling.pedigree.terms import (
    AFFECTED,
    CONGENITAL,
    KNOWN_CONDITIONS,
    Adoption,
    Childlessness,
    Contact,
    MarkerStatus,
    ParentKind,
    PregnancyOutcome,
    SexAssigned,
    TestResult,
)

TEST: Final = {
    TestResult.POSITIVE: N_("pedigree.test_positive"),
    TestResult.NEGATIVE: N_("pedigree.test_negative"),
    TestResult.UNCERTAIN: N_("pedigree.test_uncertain"),
}
_MARKER: Final = {
    MarkerStatus.POSITIVE: TEST[TestResult.POSITIVE],
    MarkerStatus.NEGATIVE: TEST[TestResult.NEGATIVE],
}
_CLEAR_IN_A_LINE: Final = 2  # a panel of ten genes without a finding takes five lines, not ten
# Codes stay as they are in every language; the key says what they mean.
ASSIGNED: Final = {
    SexAssigned.FEMALE: "AFAB",
    SexAssigned.MALE: "AMAB",
    SexAssigned.NONE: "UAAB",
}
OUTCOME: Final = {
    PregnancyOutcome.STILLBIRTH: "SB",
    PregnancyOutcome.SPONTANEOUS_ABORTION: "SAB",
    PregnancyOutcome.TERMINATION: "TOP",
    PregnancyOutcome.ECTOPIC: "ECT",
}
EVALUATION: Final = {TestResult.POSITIVE: "E+", TestResult.NEGATIVE: "E-"}  # else Eu
CARE: Final = {
    ParentKind.FOSTER: N_("pedigree.foster_child"),
    ParentKind.STEP: N_("pedigree.step_child"),
    ParentKind.MITOCHONDRIAL_DONOR: N_("pedigree.mitochondrial_donation"),
}
_ADOPTION: Final = {
    Adoption.IN: N_("pedigree.adopted_in"),
    Adoption.OUT: N_("pedigree.adopted_out"),
}
_CONTACT: Final = {
    Contact.NO_CONTACT: N_("pedigree.no_contact"),
    Contact.NOT_INFORMED: N_("pedigree.not_informed"),
}
_CHILDLESS: Final = {Childlessness.BY_CHOICE: N_("pedigree.by_choice")}


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """What is written under a symbol. DE_IDENTIFIED leaves out what names a person.

    has_details: sex assigned at birth, adoption, pregnancy, contact. has_years_only: no day and no
    month of any date.
    """

    has_names: bool = True
    has_ages: bool = True
    has_diagnoses: bool = True
    has_tests: bool = True
    has_numbers: bool = True
    has_causes: bool = True
    has_pathology: bool = True
    has_details: bool = True
    has_notes: bool = False
    has_years_only: bool = True


DE_IDENTIFIED: Final = LabelChoice(has_names=False, has_notes=False, has_years_only=True)


def lines(person: Person, words: Catalogue, choice: LabelChoice) -> tuple[str, ...]:
    """Return the lines under a symbol, without the pedigree number (P19 of docs/notation.md)."""
    told = (" ".join(line.split()) for line in _lines(person, words, choice))  # notes have lines
    return tuple(line for line in told if line)


def _lines(person: Person, words: Catalogue, choice: LabelChoice) -> Iterator[str]:
    if choice.has_names:
        yield person.name
        yield person.pronouns
    if choice.has_details:
        yield from _details(person, words, choice)
    if choice.has_ages:
        yield age_line(person, words, is_year_only=choice.has_years_only)
    if choice.has_causes and person.is_deceased:
        yield condition_name(person.cause_of_death, words)
    if choice.has_diagnoses:
        for diagnosis in person.diagnoses:
            is_unborn = person.pregnancy is not None and diagnosis.age is None
            name = condition_name(diagnosis.condition, words)
            yield name if is_unborn else condition_line(diagnosis, words)
            if choice.has_pathology:
                yield diagnosis.pathology
                yield _markers(diagnosis, words)
        for diagnosis in person.suspected:
            yield suspected_line(diagnosis, words)
        for procedure in person.procedures:
            yield operation_line(procedure, words)
    if choice.has_tests:
        yield from _tests(person, words)
    if choice.has_notes:
        yield person.note


def _details(person: Person, words: Catalogue, choice: LabelChoice) -> Iterator[str]:
    if person.told_assigned is not None:
        yield ASSIGNED[person.told_assigned]
    yield from _pregnancy(person, words, choice)
    if person.adoption is not None:
        yield words.say(_ADOPTION[person.adoption])
    for kind in dict.fromkeys(link.kind for link in person.parents):
        if kind in CARE:
            yield words.say(CARE[kind])
    if person.childlessness is not None:
        yield childless_words(person.childlessness, person.childlessness_cause, words)
    if person.contact is not None:
        yield words.say(_CONTACT[person.contact])


def _pregnancy(person: Person, words: Catalogue, choice: LabelChoice) -> Iterator[str]:
    code = OUTCOME.get(person.pregnancy, "") if person.pregnancy else ""
    weeks = ""
    if person.gestation_weeks is not None:
        weeks = words.say(N_("pedigree.weeks"), weeks=person.gestation_weeks)
    yield " ".join(part for part in (code, weeks) if part)
    for mark, date in (("LMP", person.last_period), ("EDD", person.due)):
        if date is not None:
            yield f"{mark} {date_text(date, words, is_year_only=choice.has_years_only)}"


def _tests(person: Person, words: Catalogue) -> Iterator[str]:
    yield person.karyotype
    for evaluation in person.evaluations:
        sign = EVALUATION.get(evaluation.result, "Eu") if evaluation.result else "E"
        yield f"{sign} {evaluation.name}".rstrip()
    found = [test for test in person.tests if test.result is not TestResult.NEGATIVE]
    yield from (words.say(TEST[test.result], gene=test.gene) for test in found)
    clear = dict.fromkeys(t.gene for t in person.tests if t.result is TestResult.NEGATIVE)
    told = [words.say(TEST[TestResult.NEGATIVE], gene=gene) for gene in clear]
    for start in range(0, len(told), _CLEAR_IN_A_LINE):
        yield " ".join(told[start : start + _CLEAR_IN_A_LINE])


def _markers(diagnosis: Diagnosis, words: Catalogue) -> str:
    """Write tumour markers as tests are written: ER+ HER2-."""
    return " ".join(words.say(_MARKER[m.status], gene=m.name) for m in diagnosis.markers)


def childless_words(why: Childlessness, cause: str, words: Catalogue) -> str:
    """Say why there are no children: the cause as it was told, else what is known of it."""
    return cause or (words.say(_CHILDLESS[why]) if why in _CHILDLESS else "")


def age_line(person: Person, words: Catalogue, *, is_year_only: bool = True) -> str:
    """Say age, or age or date of death, or date of birth: the first of them that is known."""
    if person.is_deceased:
        if person.age:
            return words.say(N_("pedigree.died_at"), age=age_text(person.age, words))
        if person.death:
            died = date_text(person.death, words, is_year_only=is_year_only)
            return words.say(N_("pedigree.died_in"), year=died)
        return "" if person.pregnancy else words.say(N_("pedigree.died"))
    if person.age:
        return words.say(N_("pedigree.age"), age=age_text(person.age, words))
    if person.birth:
        born = date_text(person.birth, words, is_year_only=is_year_only)
        return words.say(N_("pedigree.born"), year=born)
    return ""


def date_text(date: PartialDate, words: Catalogue, *, is_year_only: bool) -> str:
    """Write a date as far as it is known and may be told."""
    if is_year_only or date.month is None:
        return str(date.year)
    if date.day is None:
        return f"{date.year}-{date.month:02}"
    try:
        return words.date(datetime.date(date.year, date.month, date.day))
    except ValueError:  # 31 February is a finding, not a failure
        return f"{date.year}-{date.month:02}-{date.day:02}"


def age_text(age: Age, words: Catalogue) -> str:
    """Write an age or a range of ages in whole years."""
    if age.is_exact:
        return words.number(int(age.low_years))
    return words.say(
        N_("age.range"),
        low=words.number(int(age.low_years)),
        high=words.number(int(age.high_years)),
    )


def condition_line(diagnosis: Diagnosis, words: Catalogue) -> str:
    """Name a diagnosis with its age. "Affected" alone is said by the fill."""
    if diagnosis.condition == AFFECTED and diagnosis.age is None:
        return ""
    name = condition_name(diagnosis.condition, words)
    if diagnosis.age is None and diagnosis.condition in CONGENITAL:
        return name
    side = diagnosis.laterality.value if diagnosis.laterality else "none"
    if diagnosis.age is None:
        return words.say(N_("pedigree.condition_age_unknown"), condition=name, side=side)
    age = age_text(diagnosis.age, words)
    return words.say(N_("pedigree.condition_at"), condition=name, age=age, side=side)


def operation_line(procedure: Procedure, words: Catalogue) -> str:
    """Name an operation, with its age where that is known."""
    if procedure.age is None:
        return words.say(N_("pedigree.operation"), kind=procedure.kind)
    age = age_text(procedure.age, words)
    return words.say(N_("pedigree.operation_at"), kind=procedure.kind, age=age)


def suspected_line(diagnosis: Diagnosis, words: Catalogue) -> str:
    """Name what somebody may have or have had, told from a diagnosis by words and by sign."""
    told = condition_line(diagnosis, words) or condition_name(diagnosis.condition, words)
    return words.say(N_("pedigree.suspected"), condition=told)


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
