"""What is done when a key's questions are answered: the answers, turned into Edits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Final, TypeAlias

from counselling.pedigree import edits
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Evaluation, GeneTest, PersonId, Procedure
from counselling.pedigree.terms import (
    Adoption,
    Gender,
    ParentKind,
    PregnancyOutcome,
    Sex,
    SexAssigned,
    TestMethod,
    TestResult,
    Zygosity,
)
from ui.pages.pedigree.edits import additions, ages, facts, illness, parentage
from ui.pages.pedigree.edits.additions import Addition, Newborn
from ui.pages.pedigree.prompting import steps
from ui.pages.pedigree.prompting.couple_deeds import coupled
from ui.pages.pedigree.prompting.details import DETAILS, detailed, value_of
from ui.pages.pedigree.prompting.prompts import Prompt, Verb
from ui.pages.pedigree.prompting.steps import Step

Do: TypeAlias = Callable[[Family], tuple[Edit, ...] | Addition]
# What is told of one person, whoever that is: repeated on the next one, done to all selected.
Fact: TypeAlias = Callable[[PersonId, Family], tuple[Edit, ...]]


def check(prompt: Prompt, answer: str) -> None:
    """Refuse an answer that cannot be read. Raises NoAge."""
    match prompt.step:
        case Step.ONSET:
            illness.typed_onsets(answer)
        case Step.AGE:
            ages.typed_age_or_date(answer)
        case Step.AT_AGE:
            ages.typed_age(answer)
        case Step.DEATH_AGE:
            ages.typed_age_or_date(answer)
        case Step.DATE | Step.NUMBER:
            value_of(prompt.verb, answer)
        case Step.GENE | Step.CONDITION | Step.OPERATION if not answer:
            raise ages.NoAge


def deed(prompt: Prompt) -> Do:
    """Return what the answers of a prompt do; a fact is told of everybody whom it is about."""
    if prompt.verb in _RELATIVES:
        return _RELATIVES[prompt.verb](prompt)
    return partial(_told_of_all, fact_of(prompt), prompt.people)


def fact_of(prompt: Prompt) -> Fact:
    """Return what the answers tell of a person."""
    return _FACTS.get(prompt.verb, _detail)(prompt)


def is_fact(verb: Verb) -> bool:
    """Whether this can be told of another person just so."""
    return verb in _FACTS or verb in DETAILS


def _told_of_all(fact: Fact, people: tuple[PersonId, ...], family: Family) -> tuple[Edit, ...]:
    made: list[Edit] = []
    for person in people:
        for edit in fact(person, family):
            family = edit.apply(family)
            made.append(edit)
    return tuple(made)


# Relatives


def _sex(prompt: Prompt) -> Sex | None:
    told = prompt.told(Step.SEX) or prompt.told(Step.KIN)
    return Sex(told) if told in set(Sex) else None


def _newborn(prompt: Prompt) -> Newborn:
    zygosity = prompt.told(Step.ZYGOSITY)
    is_twin = prompt.told(Step.KIN) == steps.TWIN
    return Newborn(
        _sex(prompt),
        prompt.count,
        is_group=prompt.told(Step.KIN) == steps.GROUP,
        twins=Zygosity(zygosity or Zygosity.UNKNOWN) if is_twin else None,
    )


def _partner(prompt: Prompt) -> Do:
    is_former = prompt.verb is Verb.FORMER
    return partial(additions.partner, prompt.person, _sex(prompt), is_former=is_former)


def _child(prompt: Prompt) -> Do:
    mate = prompt.told(Step.WHOM) or None
    return partial(additions.children, prompt.person, _newborn(prompt), mate=mate)


def _sibling(prompt: Prompt) -> Do:
    return partial(additions.siblings, prompt.person, _newborn(prompt))


def _half(prompt: Prompt) -> Do:
    kind = prompt.told(Step.HALF)
    if kind in (steps.STEP_MOTHER, steps.STEP_FATHER):
        sex = Sex.FEMALE if kind == steps.STEP_MOTHER else Sex.MALE
        return partial(parentage.step_parent, prompt.person, sex)
    shared = ParentKind.FATHER if kind == steps.FATHERS else ParentKind.MOTHER
    return partial(parentage.half_sibling, prompt.person, shared, _sex(prompt))


def _donor(prompt: Prompt) -> Do:
    return partial(parentage.donor, prompt.person, ParentKind(prompt.told(Step.DONOR)))


def _loss(prompt: Prompt) -> Do:
    """A pregnancy of this person; who is one already is told how it ended."""
    told = prompt.told(Step.LOSS)
    outcome = None if told == steps.BORN else PregnancyOutcome(told)
    return partial(_lost, prompt.person, outcome, prompt.count)


def _lost(
    who: PersonId, outcome: PregnancyOutcome | None, count: int, family: Family
) -> tuple[Edit, ...] | Addition:
    person = family.person(who)
    if person.pregnancy is not None or outcome is None:
        return facts.changed(family, replace(person, pregnancy=outcome))
    born = Newborn(None, count, outcome, is_group=count > 1)
    return additions.children(who, born, family)


def _adoption(prompt: Prompt) -> Do:
    told = prompt.told(Step.ADOPTION)
    if told in (steps.ADOPTIVE, steps.FOSTER):
        return partial(parentage.raising_parents, prompt.person, ParentKind(told))
    adoption = None if told == steps.NOT else Adoption(told)
    return partial(_told_of_all, _of(facts.adopted, adoption), prompt.people)


def _join(prompt: Prompt) -> Do:
    how, whom = prompt.told(Step.JOIN), prompt.told(Step.WHOM)
    if how == steps.TWIN:
        whom = prompt.told(Step.TWIN_OF)
        zygosity = Zygosity(prompt.told(Step.ZYGOSITY))
        return partial(parentage.twinned, prompt.person, whom, zygosity)
    if how == steps.PARTNER:
        return partial(parentage.joined_partner, prompt.person, whom)
    return partial(parentage.joined_parent, prompt.person, ParentKind(how), whom)


def _couple(prompt: Prompt) -> Do:
    return partial(coupled, prompt)


def _consultand(prompt: Prompt) -> Do:
    return partial(facts.chosen, prompt.person)


def _proband(prompt: Prompt) -> Do:
    return partial(facts.brought, prompt.person)


def _family_name(prompt: Prompt) -> Do:
    return partial(_named, prompt.told(Step.TEXT))


def _named(name: str, family: Family) -> tuple[Edit, ...]:
    return () if name in ("", family.name) else (edits.NameFamily(name),)


_RELATIVES: Final[Mapping[Verb, Callable[[Prompt], Do]]] = MappingProxyType(
    {
        Verb.PARTNER: _partner,
        Verb.FORMER: _partner,
        Verb.CHILD: _child,
        Verb.SIBLING: _sibling,
        Verb.HALF: _half,
        Verb.DONOR: _donor,
        Verb.LOSS: _loss,
        Verb.ADOPTION: _adoption,
        Verb.JOIN: _join,
        Verb.COUPLE: _couple,
        Verb.COUPLE_WITH: _couple,
        Verb.CHILDLESS: _couple,
        Verb.CONSULTAND: _consultand,
        Verb.PROBAND: _proband,
        Verb.FAMILY_NAME: _family_name,
    }
)

# Facts


def _of(make: Callable[..., tuple[Edit, ...]], *told: object, **more: object) -> Fact:
    def fact(who: PersonId, family: Family) -> tuple[Edit, ...]:
        return make(who, *told, family, **more)

    return fact


def _condition(prompt: Prompt) -> Fact:
    told, place = prompt.told(Step.CONDITION), prompt.place
    if told.startswith(illness.EXCLUDED):
        return _of(facts.excluded, told.removeprefix(illness.EXCLUDED), place=place)
    onsets = illness.typed_onsets(prompt.told(Step.ONSET))
    if told.startswith(illness.SUSPECTED):
        condition = told.removeprefix(illness.SUSPECTED)
        return _of(facts.suspected, condition, onsets, place=place)
    return _of(facts.diagnosed, told, onsets, place=place)


def _death(prompt: Prompt) -> Fact:
    age, date = ages.typed_age_or_date(prompt.told(Step.DEATH_AGE))
    return _of(facts.died, age, prompt.told(Step.CAUSE), date=date)


def _age(prompt: Prompt) -> Fact:
    """An age now; a year or a day is that of birth, and both can be told."""
    age, born = ages.typed_age_or_date(prompt.told(Step.AGE))
    if born is None:
        return _of(facts.aged, age)
    return _of(facts.born, born) if age is None else _of(facts.aged, age, born=born)


def _test(prompt: Prompt) -> Fact:
    gene, variant = illness.typed_gene(prompt.told(Step.GENE))
    method = prompt.told(Step.RESULT)
    result = TestResult(prompt.told(Step.FOUND) or method)
    how = TestMethod(method) if method in set(TestMethod) else TestMethod.UNKNOWN
    return _of(facts.gene_tested, GeneTest(gene, result, how, variant), place=prompt.place)


def _operation(prompt: Prompt) -> Fact:
    age = ages.typed_age(prompt.told(Step.AT_AGE))
    done = Procedure(prompt.told(Step.OPERATION), age)
    return _of(facts.operated, done, place=prompt.place)


def _evaluation(prompt: Prompt) -> Fact:
    told = prompt.told(Step.EVALUATED)
    result = None if told == steps.NOTHING else TestResult(told)
    seen = Evaluation(prompt.told(Step.TEXT), result)
    return _of(facts.evaluated, seen, place=prompt.place)


def _risk_factor(prompt: Prompt) -> Fact:
    key, _, value = prompt.told(Step.TEXT).partition("=")
    told = (key.strip(), value.strip())
    return _of(facts.at_risk, told, place=prompt.place)


def _sex_of(prompt: Prompt) -> Fact:
    told = prompt.told(Step.SEX_OF)
    if told == steps.GENDER:
        gender = prompt.told(Step.GENDER)
        return _of(facts.gendered, None if gender == steps.NOTHING else Gender(gender))
    if told == steps.ASSIGNED:
        at_birth = prompt.told(Step.ASSIGNED)
        return _of(facts.assigned, None if at_birth == steps.NOTHING else SexAssigned(at_birth))
    return _of(facts.sexed, Sex(told))


def _alive(prompt: Prompt) -> Fact:
    return _of(facts.alive)


def _detail(prompt: Prompt) -> Fact:
    text = next((answer for _, answer in reversed(prompt.given)), "")
    value = value_of(prompt.verb, text)
    return _of(detailed, prompt.verb, value, place=prompt.place)


_FACTS: Final[Mapping[Verb, Callable[[Prompt], Fact]]] = MappingProxyType(
    {
        Verb.CONDITION: _condition,
        Verb.DEATH: _death,
        Verb.ALIVE: _alive,
        Verb.AGE: _age,
        Verb.TEST: _test,
        Verb.OPERATION: _operation,
        Verb.EVALUATION: _evaluation,
        Verb.RISK_FACTOR: _risk_factor,
        Verb.SEX: _sex_of,
    }
)
