"""What a key asks for before it does something: one short answer after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import CONGENITAL, Childlessness, TestMethod, Zygosity
from ui.pages.pedigree.edits.illness import EXCLUDED
from ui.pages.pedigree.prompting import steps
from ui.pages.pedigree.prompting.steps import KEYED, Step


class Verb(StrEnum):
    """What a key does. Its name is the one by which the settings give it another letter."""

    PARTNER = "partner"
    FORMER = "former"
    CHILD = "child"
    SIBLING = "sibling"
    HALF = "half"
    DONOR = "donor"
    JOIN = "join"
    CONDITION = "condition"
    DEATH = "death"
    ALIVE = "alive"
    AGE = "age"
    BIRTH = "birth"
    TEST = "test"
    OPERATION = "operation"
    LOSS = "loss"
    NAME = "name"
    SEX = "sex"
    ADOPTION = "adoption"
    COUPLE = "couple"
    COUPLE_WITH = "couple_with"  # the same, where there are several partners
    MORE = "more"
    BACK = "back"
    CHANGE = "change"
    # By "more", and by a letter of their own where the settings give one
    ANCESTRY = "ancestry"
    CARRIER = "carrier"
    CHILDLESS = "childless"
    CONSULTAND = "consultand"
    CONTACT = "contact"
    DEATH_DATE = "death_date"
    DOCUMENTED = "documented"
    DUE = "due"
    EVALUATION = "evaluation"
    FAMILY_NAME = "family_name"
    GROUP = "group"
    KARYOTYPE = "karyotype"
    LAST_PERIOD = "last_period"
    NOTE = "note"
    PLACEHOLDER = "placeholder"
    PRESYMPTOMATIC = "presymptomatic"
    PROBAND = "proband"
    PRONOUNS = "pronouns"
    RISK_FACTOR = "risk_factor"
    STATUS_UNKNOWN = "status_unknown"
    UNKNOWN_PARENTS = "unknown_parents"
    WEEKS = "weeks"


_FIRST: Final[Mapping[Verb, Step]] = MappingProxyType(
    {
        Verb.PARTNER: Step.SEX,
        Verb.FORMER: Step.SEX,
        Verb.CHILD: Step.KIN,
        Verb.SIBLING: Step.KIN,
        Verb.HALF: Step.HALF,
        Verb.DONOR: Step.DONOR,
        Verb.JOIN: Step.JOIN,
        Verb.CONDITION: Step.CONDITION,
        Verb.DEATH: Step.DEATH_AGE,
        Verb.AGE: Step.AGE,
        Verb.BIRTH: Step.DATE,
        Verb.TEST: Step.GENE,
        Verb.OPERATION: Step.OPERATION,
        Verb.LOSS: Step.LOSS,
        Verb.NAME: Step.NAME,
        Verb.SEX: Step.SEX_OF,
        Verb.ADOPTION: Step.ADOPTION,
        Verb.COUPLE: Step.COUPLE,
        Verb.COUPLE_WITH: Step.WHOM,
        Verb.MORE: Step.MORE,
        Verb.BACK: Step.BACK,
        Verb.CHANGE: Step.CHANGE,
        Verb.ANCESTRY: Step.TEXT,
        Verb.CARRIER: Step.CONDITION,
        Verb.CHILDLESS: Step.CHILDLESS,
        Verb.CONTACT: Step.CONTACT,
        Verb.DEATH_DATE: Step.DATE,
        Verb.DUE: Step.DATE,
        Verb.EVALUATION: Step.TEXT,
        Verb.FAMILY_NAME: Step.TEXT,
        Verb.GROUP: Step.NUMBER,
        Verb.KARYOTYPE: Step.TEXT,
        Verb.LAST_PERIOD: Step.DATE,
        Verb.NOTE: Step.TEXT,
        Verb.PRESYMPTOMATIC: Step.CONDITION,
        Verb.PRONOUNS: Step.TEXT,
        Verb.RISK_FACTOR: Step.TEXT,
        Verb.WEEKS: Step.NUMBER,
    }
)
# What is asked after an answer; "" stands for any other one. Where nothing stands, all is told.
_AFTER: Final[Mapping[tuple[Verb, Step, str], Step]] = MappingProxyType(
    {
        **{
            (verb, Step.KIN, answer): step
            for verb in (Verb.CHILD, Verb.SIBLING)
            for answer, step in (
                (steps.TWIN, Step.ZYGOSITY),
                (steps.GROUP, Step.SEX),
                (steps.OTHER_PARTNER, Step.WHOM),
            )
        },
        (Verb.CHILD, Step.WHOM, ""): Step.SEX,
        (Verb.CHILD, Step.ZYGOSITY, ""): Step.SEX,
        (Verb.SIBLING, Step.ZYGOSITY, Zygosity.DIZYGOTIC): Step.SEX,
        (Verb.SIBLING, Step.ZYGOSITY, Zygosity.UNKNOWN): Step.SEX,
        (Verb.HALF, Step.HALF, steps.MOTHERS): Step.SEX,
        (Verb.HALF, Step.HALF, steps.FATHERS): Step.SEX,
        (Verb.JOIN, Step.JOIN, steps.TWIN): Step.TWIN_OF,
        (Verb.JOIN, Step.TWIN_OF, ""): Step.ZYGOSITY,
        (Verb.JOIN, Step.JOIN, ""): Step.WHOM,
        (Verb.CONDITION, Step.CONDITION, ""): Step.ONSET,
        (Verb.DEATH, Step.DEATH_AGE, ""): Step.CAUSE,
        (Verb.TEST, Step.GENE, ""): Step.RESULT,
        (Verb.TEST, Step.RESULT, TestMethod.DIRECT): Step.FOUND,
        (Verb.TEST, Step.RESULT, TestMethod.SEARCH): Step.FOUND,
        (Verb.OPERATION, Step.OPERATION, ""): Step.AT_AGE,
        (Verb.SEX, Step.SEX_OF, steps.GENDER): Step.GENDER,
        (Verb.SEX, Step.SEX_OF, steps.ASSIGNED): Step.ASSIGNED,
        (Verb.COUPLE_WITH, Step.WHOM, ""): Step.COUPLE,
        **{
            (verb, step, answer): after
            for verb in (Verb.COUPLE, Verb.COUPLE_WITH, Verb.CHILDLESS)
            for step, answer, after in (
                (Step.COUPLE, steps.HOW_RELATED, Step.RELATIONSHIP),
                (Step.COUPLE, steps.LEFT, Step.LEFT),
                (Step.COUPLE, Childlessness.INFERTILE, Step.CHILDLESS_CAUSE),
                (Step.CHILDLESS, Childlessness.INFERTILE, Step.CHILDLESS_CAUSE),
            )
        },
        (Verb.EVALUATION, Step.TEXT, ""): Step.EVALUATED,
    }
)
ADDING: Final = frozenset({Verb.PARTNER, Verb.FORMER, Verb.CHILD, Verb.SIBLING, Verb.HALF})
# Asked about one person, whoever else is selected: relatives, couples, and what is hers alone.
OF_ONE: Final = ADDING | {
    Verb.DONOR,
    Verb.JOIN,
    Verb.LOSS,
    Verb.NAME,
    Verb.COUPLE,
    Verb.COUPLE_WITH,
    Verb.BACK,
    Verb.CHANGE,
    Verb.CONSULTAND,
    Verb.PROBAND,
    Verb.FAMILY_NAME,
}
MOST_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is being asked. person: whom it is about, whoever is selected meanwhile.

    step None: nothing, all is told. given: the answers so far. others: selected too; a fact is told
    of them as well. count: how many new people. place: which of several facts of a kind is put in
    place of the one before; None adds one. text: what the field begins with. is_wrong: the last
    answer could not be read, and is asked for again.
    """

    verb: Verb
    person: PersonId
    step: Step | None = None
    given: tuple[tuple[Step, str], ...] = ()
    others: tuple[PersonId, ...] = ()
    count: int = 1
    place: int | None = None
    text: str = ""
    is_wrong: bool = False

    @property
    def is_key(self) -> bool:
        """Whether one key answers."""
        return self.step in KEYED

    @property
    def is_optional(self) -> bool:
        """Whether another key means: not told, go on."""
        return self.verb in ADDING and self.step in (Step.KIN, Step.SEX, Step.ZYGOSITY)

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody of whom a fact is told."""
        return (self.person,) if self.verb in OF_ONE else (self.person, *self.others)

    def told(self, step: Step) -> str:
        """Return the answer to a step; the last one, empty where it was not asked."""
        return next((answer for asked, answer in reversed(self.given) if asked is step), "")


def begun(verb: Verb, person: PersonId, *, others: tuple[PersonId, ...] = ()) -> Prompt:
    """Return the first question."""
    return Prompt(verb, person, _FIRST.get(verb), others=others)


def answered(prompt: Prompt, answer: str) -> Prompt:
    """Return the next question, or the prompt with all told: its step is None."""
    if prompt.step is None:
        return prompt
    verb, step = prompt.verb, prompt.step
    after = _AFTER.get((verb, step, answer)) or _AFTER.get((verb, step, ""))
    if step is Step.CONDITION and (answer in CONGENITAL or answer.startswith(EXCLUDED)):
        after = None  # there from birth, or never there: no age to ask for
    given = (*prompt.given, (step, answer))
    return replace(prompt, step=after, given=given, text="", is_wrong=False)


def counted(prompt: Prompt, typed: str, letters: Mapping[str, Verb]) -> Prompt | None:
    """Turn digits with the letter of siblings, children or losses behind them into that many.

    typed: in small letters.
    """
    verb = letters.get(typed[-1:])
    if prompt.verb is not Verb.AGE or verb is None or not typed[:-1].isdecimal():
        return None
    count = min(max(int(typed[:-1]), 1), MOST_AT_ONCE)
    return replace(begun(verb, prompt.person), count=count)
