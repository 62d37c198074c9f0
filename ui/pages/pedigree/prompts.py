"""What a key asks for before it does something: one short answer after the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Final, TypeAlias

from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import (
    CONGENITAL,
    Adoption,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    TestResult,
)
from ui.pages.pedigree import additions, facts
from ui.pages.pedigree.additions import Addition
from ui.pages.pedigree.ages import typed_age, typed_onsets


class Verb(StrEnum):
    """What a key does."""

    PARTNER = "partner"
    CHILD = "child"
    SIBLING = "sibling"
    CONDITION = "condition"
    DEATH = "death"
    AGE = "age"
    TEST = "test"
    LOSS = "loss"
    NAME = "name"
    SEX = "sex"
    ADOPTION = "adoption"
    COUPLE = "couple"


class Step(StrEnum):
    """One answer that is asked for."""

    SEX = "sex"
    CONDITION = "condition"
    ONSET = "onset"
    AGE = "age"
    DEATH_AGE = "death_age"
    CAUSE = "cause"
    GENE = "gene"
    RESULT = "result"
    LOSS = "loss"
    NAME = "name"
    ADOPTION = "adoption"
    COUPLE = "couple"


_STEPS: Final[Mapping[Verb, tuple[Step, ...]]] = {
    Verb.PARTNER: (Step.SEX,),
    Verb.CHILD: (Step.SEX,),
    Verb.SIBLING: (Step.SEX,),
    Verb.CONDITION: (Step.CONDITION, Step.ONSET),
    Verb.DEATH: (Step.DEATH_AGE, Step.CAUSE),
    Verb.AGE: (Step.AGE,),
    Verb.TEST: (Step.GENE, Step.RESULT),
    Verb.LOSS: (Step.LOSS,),
    Verb.NAME: (Step.NAME,),
    Verb.SEX: (Step.SEX,),
    Verb.ADOPTION: (Step.ADOPTION,),
    Verb.COUPLE: (Step.COUPLE,),
}
_SEXES: Final = {"m": Sex.MALE, "f": Sex.FEMALE, "u": Sex.UNKNOWN}
_RESULTS: Final = {
    "+": TestResult.POSITIVE,
    "-": TestResult.NEGATIVE,
    "v": TestResult.UNCERTAIN,
}
_LOSSES: Final = {
    "s": PregnancyOutcome.SPONTANEOUS_ABORTION,
    "t": PregnancyOutcome.TERMINATION,
    "b": PregnancyOutcome.STILLBIRTH,
    "e": PregnancyOutcome.ECTOPIC,
}
_ADOPTIONS: Final = {"i": Adoption.IN, "o": Adoption.OUT, "n": None}
_COUPLES: Final = {
    "t": PartnershipStatus.TOGETHER,
    "s": PartnershipStatus.SEPARATED,
    "d": PartnershipStatus.DIVORCED,
}
_RELATED: Final = "r"
# Answers of one key.
KEYS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.SEX: tuple(_SEXES),
    Step.RESULT: tuple(_RESULTS),
    Step.LOSS: tuple(_LOSSES),
    Step.ADOPTION: tuple(_ADOPTIONS),
    Step.COUPLE: (*_COUPLES, _RELATED),
}
COUNTED: Final = {"s": Verb.SIBLING, "c": Verb.CHILD}
_ADDING: Final = frozenset({Verb.PARTNER, Verb.CHILD, Verb.SIBLING})
MOST_AT_ONCE: Final = 20

Do: TypeAlias = Callable[[Family], tuple[Edit, ...] | Addition]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is being asked. person: whom it is about, whoever is selected meanwhile.

    answers: those given. count: how many new people. text: what the field begins with.
    is_wrong: the last answer could not be read, and is asked for again.
    """

    verb: Verb
    person: PersonId
    answers: tuple[str, ...] = ()
    count: int = 1
    text: str = ""
    is_wrong: bool = False

    @property
    def step(self) -> Step:
        """What is asked now."""
        return _STEPS[self.verb][len(self.answers)]

    @property
    def is_key(self) -> bool:
        """Whether one key answers."""
        return self.step in KEYS

    @property
    def is_optional(self) -> bool:
        """Whether another key means: not told, go on."""
        return self.verb in _ADDING


def answered(prompt: Prompt, answer: str) -> "Prompt | Do":
    """Return the next question, or what is to be done. Raises NoAge."""
    _check(prompt.step, answer)
    given = (*prompt.answers, answer)
    is_whole = len(given) == len(_STEPS[prompt.verb])
    if prompt.verb is Verb.CONDITION and answer in CONGENITAL:
        given, is_whole = (*given, ""), True
    if not is_whole:
        return replace(prompt, answers=given, text="", is_wrong=False)
    return _deed(prompt, given)


def counted(prompt: Prompt, typed: str) -> Prompt | None:
    """Turn digits with an S or C behind them into a count of siblings or children."""
    verb = COUNTED.get(typed[-1:].casefold())
    if prompt.verb is not Verb.AGE or verb is None or not typed[:-1].isdecimal():
        return None
    count = min(max(int(typed[:-1]), 1), MOST_AT_ONCE)
    return Prompt(verb, prompt.person, count=count)


def _check(step: Step, answer: str) -> None:
    if step is Step.ONSET:
        typed_onsets(answer)
    elif step in (Step.AGE, Step.DEATH_AGE):
        typed_age(answer)


def _deed(prompt: Prompt, given: tuple[str, ...]) -> Do:
    who, first, last = prompt.person, given[0], given[-1]
    sex = _SEXES.get(first)
    match prompt.verb:
        case Verb.PARTNER:
            return partial(additions.partner, who, sex)
        case Verb.CHILD:
            return partial(additions.children, who, sex, count=prompt.count)
        case Verb.SIBLING:
            return partial(additions.siblings, who, sex, count=prompt.count)
        case Verb.CONDITION:
            return partial(facts.diagnosed, who, first, typed_onsets(last))
        case Verb.DEATH:
            return partial(facts.died, who, typed_age(first), last)
        case Verb.AGE:
            return partial(facts.aged, who, typed_age(first))
        case Verb.TEST:
            return partial(facts.tested, who, first, _RESULTS[last])
        case Verb.LOSS:
            return partial(additions.children, who, None, outcome=_LOSSES[first])
        case Verb.NAME:
            return partial(facts.renamed, who, first)
        case Verb.SEX:
            return partial(facts.sexed, who, sex or Sex.UNKNOWN)
        case Verb.ADOPTION:
            return partial(facts.adopted, who, _ADOPTIONS[first])
        case Verb.COUPLE:
            status, is_related = _COUPLES.get(first), True if first == _RELATED else None
            return partial(facts.with_last_partner, who, status=status, is_related=is_related)
