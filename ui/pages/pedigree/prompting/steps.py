"""The single answers that a key asks for, and the letters that give one at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from counselling.figures import terms_said
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.terms import Adoption, ParentKind, SexAssigned, TestMethod


class Step(StrEnum):
    """One answer that is asked for."""

    KIN = "kin"  # the sex of whoever is added, or that she is a twin
    SEX = "sex"
    SEX_OF = "sex_of"  # the sex of somebody who is there, or the way to her gender
    GENDER = "gender"
    ASSIGNED = "assigned"
    ZYGOSITY = "zygosity"
    CONDITION = "condition"
    ONSET = "onset"
    AGE = "age"
    AT_AGE = "at_age"
    DEATH_AGE = "death_age"
    CAUSE = "cause"
    GENE = "gene"
    RESULT = "result"
    FOUND = "found"  # the result, once the method was told
    OPERATION = "operation"
    LOSS = "loss"
    NAME = "name"
    ADOPTION = "adoption"
    HALF = "half"
    DONOR = "donor"
    JOIN = "join"
    WHOM = "whom"
    TWIN_OF = "twin_of"
    COUPLE = "couple"
    RELATIONSHIP = "relationship"
    LEFT = "left"
    CHILDLESS = "childless"
    CHILDLESS_CAUSE = "childless_cause"
    EVALUATED = "evaluated"
    CONTACT = "contact"
    DATE = "date"
    NUMBER = "number"
    TEXT = "text"
    MORE = "more"
    BACK = "back"
    CHANGE = "change"


TWIN: Final = "twin"
GROUP: Final = "group"
OTHER_PARTNER: Final = "other_partner"
GENDER: Final = "gender"
ASSIGNED: Final = "assigned"
BORN: Final = "born"  # no pregnancy, or none any longer
NOT: Final = "not"
RELATED: Final = "related"
HOW_RELATED: Final = "relationship"
LEFT: Final = "left"
NOTHING: Final = "nothing"
PERSON: Final = "person"
PARTNER: Final = "partner"
STEP_MOTHER: Final = "step_mother"
STEP_FATHER: Final = "step_father"
MOTHERS: Final = "mothers"
FATHERS: Final = "fathers"
ADOPTIVE: Final = ParentKind.ADOPTIVE.value
FOSTER: Final = ParentKind.FOSTER.value


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key answers. letter: on a Latin keyboard, in English; said: a message id."""

    code: str
    letter: str
    said: str


def _answers(said: Mapping[Any, str], letters: str) -> tuple[Answer, ...]:
    """The answers of terms that have names, a letter each in the same order."""
    pairs = zip(said.items(), letters, strict=True)
    return tuple(Answer(code, letter, name) for (code, name), letter in pairs)


_SEXES: Final = _answers(terms_said.SEXES, "mfu")
_RESULTS: Final = _answers(terms_said.RESULTS, "+-v")
_CHILDLESS: Final = _answers(terms_said.CHILDLESS, "ino")
# A language's letters stand in its message `keyboard.step.<step>`, in this order.
KEYED: Final[Mapping[Step, tuple[Answer, ...]]] = MappingProxyType(
    {
        Step.KIN: (
            *_SEXES,
            Answer(TWIN, "t", N_("canvas.key_twin")),
            Answer(GROUP, "g", N_("canvas.key_group")),
            Answer(OTHER_PARTNER, "p", N_("canvas.key_other_partner")),
        ),
        Step.SEX: _SEXES,
        Step.SEX_OF: (
            *_SEXES,
            Answer(GENDER, "g", N_("canvas.key_gender")),
            Answer(ASSIGNED, "b", N_("canvas.key_assigned")),
        ),
        Step.GENDER: (
            *_answers(terms_said.GENDERS, "wmnu"),
            Answer(NOTHING, "s", N_("pedigree.as_sex")),
        ),
        Step.ASSIGNED: (
            Answer(SexAssigned.FEMALE, "f", N_("abbreviation.afab")),
            Answer(SexAssigned.MALE, "m", N_("abbreviation.amab")),
            Answer(SexAssigned.NONE, "n", N_("abbreviation.uaab")),
            Answer(NOTHING, "x", N_("canvas.key_not_told")),
        ),
        Step.ZYGOSITY: _answers(terms_said.ZYGOSITIES, "123"),
        Step.RESULT: (
            *_RESULTS,
            Answer(TestMethod.DIRECT, "d", N_("canvas.key_direct")),
            Answer(TestMethod.SEARCH, "s", N_("canvas.key_search")),
        ),
        Step.FOUND: _RESULTS,
        Step.EVALUATED: (*_RESULTS, Answer(NOTHING, "u", N_("canvas.key_u"))),
        Step.LOSS: (
            *_answers(terms_said.LOSSES, "stbep"),
            Answer(BORN, "n", N_("canvas.key_born")),
        ),
        Step.ADOPTION: (
            Answer(Adoption.IN, "i", N_("pedigree.adopted_in")),
            Answer(Adoption.OUT, "o", N_("pedigree.adopted_out")),
            Answer(NOT, "n", N_("pedigree.not_adopted")),
            Answer(ADOPTIVE, "a", N_("canvas.key_adoptive")),
            Answer(FOSTER, "f", N_("canvas.key_foster")),
        ),
        Step.HALF: (
            Answer(MOTHERS, "m", N_("canvas.key_mothers")),
            Answer(FATHERS, "f", N_("canvas.key_fathers")),
            Answer(STEP_MOTHER, "s", N_("canvas.key_step_mother")),
            Answer(STEP_FATHER, "t", N_("canvas.key_step_father")),
        ),
        Step.DONOR: (
            Answer(ParentKind.OVUM_DONOR, "e", N_("parent.ovum_donor")),
            Answer(ParentKind.SPERM_DONOR, "s", N_("parent.sperm_donor")),
            Answer(ParentKind.GESTATIONAL_CARRIER, "g", N_("parent.gestational_carrier")),
            Answer(ParentKind.MITOCHONDRIAL_DONOR, "m", N_("parent.mitochondrial_donor")),
            Answer(ParentKind.SOCIAL, "p", N_("parent.social")),
        ),
        Step.COUPLE: (
            *_answers(terms_said.COUPLES, "tsd"),
            Answer(RELATED, "r", N_("pedigree.related")),
            Answer(HOW_RELATED, "w", N_("canvas.key_relationship")),
            *_CHILDLESS,
            Answer(LEFT, "l", N_("canvas.key_left")),
            Answer(NOTHING, "x", N_("canvas.key_no_couple")),
        ),
        Step.CHILDLESS: _CHILDLESS,
        Step.LEFT: (
            Answer(PERSON, "1", N_("canvas.key_left_person")),
            Answer(PARTNER, "2", N_("canvas.key_left_partner")),
            Answer(NOTHING, "3", N_("canvas.key_u")),
        ),
        Step.CONTACT: _answers(terms_said.CONTACTS, "ni"),
    }
)


def letters_of(step: Step, words: Catalogue) -> Mapping[str, str]:
    """Return the letter of each answer in the language of the screen: code and letter.

    A language that does not say them has the English ones.
    """
    answers = KEYED[step]
    said = f"keyboard.step.{step}"
    letters = words.say(said).split() if words.has(said) else []
    if len(letters) != len(answers):
        letters = [each.letter for each in answers]
    return {each.code: letter for each, letter in zip(answers, letters, strict=True)}


def code_of(step: Step, pressed: tuple[str, ...], words: Catalogue) -> str | None:
    """Return what a key answers. pressed: what it types, then its letter on a Latin keyboard."""
    spoken = {letter: code for code, letter in letters_of(step, words).items()}
    latin = {each.letter: each.code for each in KEYED[step]}
    is_latin = all(letter.isascii() for letter in spoken)
    for letters in (spoken,) if is_latin else (spoken, latin):
        for each in pressed:
            key = str(int(each)) if each.isdecimal() else words.small(each)  # digits of any script
            if key in letters:
                return letters[key]
    return None
