"""What is known of one person, each fact as a phrase of its own: for those who hear the picture.

Complete: whatever docs/notation.md draws of a person is said here, and nothing by the picture only.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.figures.labels import age_text, date_text
from counselling.language.catalogue import FSI, PDI, Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Diagnosis, Evaluation, GeneTest, Person
from counselling.pedigree.terms import (
    AFFECTED,
    ASHKENAZI,
    CONGENITAL,
    KNOWN_CONDITIONS,
    Gender,
    ParentKind,
    SexAssigned,
)

_NOUN: Final[Mapping[Gender, str]] = {
    Gender.WOMAN: N_("person.woman"),
    Gender.MAN: N_("person.man"),
    Gender.NON_BINARY: N_("person.non_binary"),
    Gender.UNKNOWN: N_("person.gender_unknown"),
}
_ASSIGNED: Final[Mapping[SexAssigned, str]] = {
    SexAssigned.FEMALE: N_("abbreviation.afab"),
    SexAssigned.MALE: N_("abbreviation.amab"),
    SexAssigned.NONE: N_("abbreviation.uaab"),
}
_ROW: Final = N_("heard.row")
_BESIDE: Final = {
    ParentKind.FOSTER: N_("pedigree.foster_child"),
    ParentKind.STEP: N_("pedigree.step_child"),
}


def in_a_row(parts: Sequence[str], words: Catalogue) -> str:
    """Put phrases side by side, as the language does it without an "and"; empty ones are left out.

    Where text runs from the right each keeps its own direction.
    """
    is_turned = words.direction == "rtl"
    said = [f"{FSI}{part}{PDI}" if is_turned else part for part in parts if part]
    whole = said[0] if said else ""
    for part in said[1:]:
        whole = "".join(map(str, words.parts(_ROW, row=whole, next=part)))
    return whole


def facts(
    person: Person, family: Family, words: Catalogue, *, has_name: bool, has_years_only: bool
) -> Iterator[str]:
    """Say who somebody is and all that is known of her, in the order of a label (P19).

    has_name: name, pronouns and note too. has_years_only: no day and no month of any date.
    """
    if has_name:
        yield person.name
    yield from _roles(person, family, words)
    yield from _kind(person, words)
    if has_name and person.pronouns:
        yield words.say(N_("heard.pronouns"), pronouns=person.pronouns)
    yield from _pregnancy(person, words, has_years_only=has_years_only)
    yield from _brought_up(person, words)
    yield _age(person, words, has_years_only=has_years_only)
    yield from _health(person, words)
    yield from _examined(person, words)
    yield from _rest(person, words)
    if has_name and person.note:
        yield words.say(N_("heard.note"), note=" ".join(person.note.split()))


def _roles(person: Person, family: Family, words: Catalogue) -> Iterator[str]:
    if person.id == family.proband:
        yield words.say(N_("heard.proband"))
    if person.id == family.consultand:
        yield words.say(N_("heard.patient"))


def _kind(person: Person, words: Catalogue) -> Iterator[str]:
    if person.is_placeholder:
        yield words.say(N_("heard.placeholder"))
    yield words.say(_NOUN[person.shown_gender])
    if person.count == 0:
        yield words.say(N_("abbreviation.n"))
    elif person.count != 1:
        yield words.say(N_("heard.several"), count=person.count)
    if person.told_assigned is not None:
        yield words.say(_ASSIGNED[person.told_assigned])
    if person.karyotype:
        yield words.say(N_("heard.karyotype"), karyotype=person.karyotype)


def _pregnancy(person: Person, words: Catalogue, *, has_years_only: bool) -> Iterator[str]:
    if person.pregnancy is not None:
        yield words.say(N_("heard.pregnancy"), outcome=person.pregnancy.value)
    if person.gestation_weeks is not None:
        yield words.say(N_("heard.weeks"), weeks=person.gestation_weeks)
    for message, date in (
        (N_("heard.last_period"), person.last_period),
        (N_("heard.due"), person.due),
    ):
        if date is not None:
            yield words.say(message, date=date_text(date, words, is_year_only=has_years_only))


def _brought_up(person: Person, words: Catalogue) -> Iterator[str]:
    if person.adoption is not None:
        yield words.say(N_("heard.adoption"), way=person.adoption.value)
    elif person.is_adopted:
        yield words.say(N_("pedigree.adopted"))
    for kind in dict.fromkeys(link.kind for link in person.parents):
        if kind in _BESIDE:
            yield words.say(_BESIDE[kind])


def _age(person: Person, words: Catalogue, *, has_years_only: bool) -> str:
    age = age_text(person.age, words) if person.age else ""
    if person.is_deceased:
        died = date_text(person.death, words, is_year_only=has_years_only) if person.death else ""
        message = N_("heard.died_at") if age else N_("heard.died_in") if died else N_("heard.died")
        return words.say(message, age=age, date=died)
    if age:
        return words.say(N_("heard.age"), age=age)
    if person.birth:
        born = date_text(person.birth, words, is_year_only=has_years_only)
        return words.say(N_("heard.born"), date=born)
    if person.is_placeholder or person.pregnancy is not None:
        return ""
    return words.say(N_("pedigree.age_unknown"))


def _health(person: Person, words: Catalogue) -> Iterator[str]:
    if person.is_deceased and person.cause_of_death:
        yield words.say(N_("heard.cause"), cause=condition(person.cause_of_death, words))
    for diagnosis in person.diagnoses:
        yield _diagnosis(diagnosis, words, is_unborn=person.pregnancy is not None)
        yield from _pathology(diagnosis, words)
    for diagnosis in person.suspected:
        yield words.say(
            N_("heard.suspected"), condition=_diagnosis(diagnosis, words, is_unborn=False)
        )
    for known, message in (
        (person.excluded, N_("heard.excluded")),
        (person.carries, N_("heard.carrier")),
        (person.presymptomatic, N_("heard.presymptomatic")),
    ):
        yield from (words.say(message, condition=condition(code, words)) for code in known)
    if person.is_status_unknown:
        yield words.say(N_("heard.status_unknown"))


def condition(code: str, words: Catalogue) -> str:
    """Name a condition as one says it: "breast cancer", where a label has room for "breast"."""
    return words.say(f"heard.{code}") if code in KNOWN_CONDITIONS else condition_name(code, words)


def _diagnosis(diagnosis: Diagnosis, words: Catalogue, *, is_unborn: bool) -> str:
    side = diagnosis.laterality.value if diagnosis.laterality else "none"
    name = condition(diagnosis.condition, words)
    if diagnosis.age is not None:
        age = age_text(diagnosis.age, words)
        return words.say(N_("heard.condition_at"), condition=name, age=age, side=side)
    is_known = diagnosis.condition in CONGENITAL or diagnosis.condition == AFFECTED
    age = "none" if is_known or is_unborn else "unknown"
    return words.say(N_("heard.condition"), condition=name, age=age, side=side)


def _pathology(diagnosis: Diagnosis, words: Catalogue) -> Iterator[str]:
    if diagnosis.pathology:
        yield words.say(N_("heard.pathology"), pathology=diagnosis.pathology)
    for marker in diagnosis.markers:
        yield words.say(N_("heard.marker"), marker=marker.name, status=marker.status.value)
    if diagnosis.source is not None:
        yield words.say(N_("heard.source"), source=diagnosis.source.value)


def _examined(person: Person, words: Catalogue) -> Iterator[str]:
    yield from (_evaluation(each, words) for each in person.evaluations)
    yield from (_test(each, words) for each in person.tests)
    for procedure in person.procedures:
        age = age_text(procedure.age, words) if procedure.age else ""
        message = N_("heard.operation_at") if age else N_("heard.operation")
        yield words.say(message, kind=procedure.kind, age=age)
    if person.is_documented:
        yield words.say(N_("abbreviation.documented"))


def _evaluation(evaluation: Evaluation, words: Catalogue) -> str:
    result = evaluation.result.value if evaluation.result else "none"
    return words.say(N_("heard.evaluation"), name=evaluation.name, result=result)


def _test(test: GeneTest, words: Catalogue) -> str:
    message = N_("heard.test_variant") if test.variant else N_("heard.test")
    result, method = test.result.value, test.method.value
    return words.say(message, gene=test.gene, result=result, method=method, variant=test.variant)


def _rest(person: Person, words: Catalogue) -> Iterator[str]:
    if person.childlessness is not None:
        why = person.childlessness.value
        message = N_("heard.childless_of") if person.childlessness_cause else N_("heard.childless")
        yield words.say(message, why=why, cause=person.childlessness_cause)
    if person.contact is not None:
        yield words.say(N_("heard.contact"), contact=person.contact.value)
    if person.ancestry:
        named = [ancestry_name(code, words) for code in person.ancestry]
        yield words.say(N_("heard.ancestry"), ancestry=in_a_row(named, words))
    if person.has_unknown_parents:
        yield words.say(N_("heard.parents_unknown"))


def ancestry_name(code: str, words: Catalogue) -> str:
    """Name an ancestry: in the language where it is known, as it was written otherwise."""
    return words.say(N_("ancestry.ashkenazi")) if code == ASHKENAZI else code


def called(person: Person, number: str, words: Catalogue, *, has_name: bool) -> str:
    """Name somebody in a sentence about another: "Anna (II-2)"."""
    if has_name and person.name:
        return words.say(N_("heard.called"), name=person.name, number=number)
    return number or words.say(_NOUN[person.shown_gender])
