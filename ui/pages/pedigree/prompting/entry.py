"""The short questions that a key asks: what they offer, and what their answers do."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import Person
from counselling.settings.letters import ENGLISH
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.pedigree.edits.ages import NoAge, as_typed
from ui.pages.pedigree.kept.targets import targets
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.prompting.choices import Choice
from ui.pages.pedigree.prompting.deeds import check, deed, is_fact
from ui.pages.pedigree.prompting.fact import Known
from ui.pages.pedigree.prompting.offering import Offering
from ui.pages.pedigree.prompting.prompts import Prompt, Verb, answered, begun, counted
from ui.pages.pedigree.prompting.steps import Step, code_of
from ui.pedigree_work import HabitsWork

# Only what is offered can be answered.
_CLOSED: Final = frozenset({Step.MORE, Step.BACK, Step.CHANGE, Step.JOIN, Step.WHOM, Step.TWIN_OF})
if TYPE_CHECKING:
    from counselling.work.history.habits import Term

_COUNTED: Final = (Verb.SIBLING, Verb.CHILD, Verb.LOSS)
_SEVERAL: Final = 2


class EntryModel(ViewModel[Prompt | None]):
    """Asks one short question at a time; the last answer is done by the page's model."""

    def __init__(
        self,
        pedigree: PedigreeModel,
        habits: HabitsWork,
        jobs: Jobs,
        words: Catalogue,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(None, parent)
        self._pedigree = pedigree
        self._habits = habits
        self._counting = jobs.lane(self)
        self._words = words
        self._last: Prompt | None = None
        self._offering = Offering(pedigree, habits, words)
        read = partial(habits.conditions, words.code)
        jobs.lane(self).ask(read, done=self._take_terms, failed=_not_counted)
        self._counters = {ENGLISH[verb]: verb for verb in _COUNTED if _is_foreign(habits)}
        self._counters |= {habits.letters.get(verb, ""): verb for verb in _COUNTED}

    def small(self, typed: str) -> str:
        """Write what a key types in small letters of the desk's language."""
        return self._words.small(typed)

    def begin(self, verb: Verb, text: str = "") -> None:
        """Ask about the selected person. text: what the field begins with."""
        person = self._pedigree.state.person
        if person is None:
            return
        others = tuple(each for each in targets(self._pedigree.state) if each != person.id)
        if verb is Verb.AGE and person.pregnancy is not None:
            verb = Verb.WEEKS  # who is not born has no age
        elif verb is Verb.COUPLE and len(self._offering.mates()) >= _SEVERAL:
            verb = Verb.COUPLE_WITH
        prompt = begun(verb, person.id, others=others)
        self._go_on_with(replace(prompt, text=text or self._text_of(verb, person)))

    def repeat(self) -> None:
        """Tell the last fact of the selected person too."""
        person, last = self._pedigree.state.person, self._last
        if person is not None and last is not None:
            others = tuple(each for each in targets(self._pedigree.state) if each != person.id)
            self._do(replace(last, person=person.id, others=others, place=None))

    def ask(self, prompt: Prompt) -> None:
        """Ask for a fact that is there already, to put it right."""
        self._go_on_with(prompt)

    def answer(self, text: str) -> None:
        """Take an answer; one that cannot be read is asked for again."""
        prompt = self.state
        if prompt is None:
            return
        answer = text.strip()
        if prompt.step in _CLOSED and answer not in {each.answer for each in self.choices("")}:
            self._become(replace(prompt, text=text, is_wrong=True))
        elif prompt.step is Step.MORE:
            self.begin(Verb(answer))
        elif prompt.step in (Step.BACK, Step.CHANGE):
            self._take_known(prompt, int(answer))
        else:
            try:
                check(prompt, answer)
            except NoAge:
                self._become(replace(prompt, text=text, is_wrong=True))
                return
            self._count_use(prompt, answer)
            self._go_on_with(self._with_what_is_known(answered(prompt, answer)))

    def press(self, *pressed: str) -> bool:
        """Take an answer of one key. pressed: what it types, then its letter on a Latin keyboard.

        Returns whether it was one.
        """
        prompt = self.state
        if prompt is None or prompt.step is None or not prompt.is_key:
            return False
        code = code_of(prompt.step, pressed, self._words)
        if code is not None and any(each.answer == code for each in self.choices("")):
            self.answer(code)
            return True
        return False

    def go_on(self) -> None:
        """Do it without the answer, where it may be left out; else ask no more."""
        while self.state is not None and self.state.is_optional:
            self.answer("")
        self.put_away()

    def hasten(self, typed: str) -> bool:
        """Take what is typed for more than a letter of the answer. Returns whether it was.

        Digits with the letter of siblings, children or losses behind them are a number of them; a
        digit in the place of a condition is an age, and the condition the family's commonest.
        """
        prompt = self.state
        if prompt is None:
            return False
        hastened = counted(prompt, self.small(typed), self._counters)
        if prompt.step is Step.CONDITION and prompt.verb is Verb.CONDITION and typed.isdecimal():
            common = self._commonest()
            hastened = replace(answered(prompt, common), text=typed) if common else None
        if hastened is not None:
            self._become(hastened)
        return hastened is not None

    def _commonest(self) -> str:
        family = self._pedigree.state.coming
        people = family.persons if family else ()
        told = (each.condition for person in people for each in person.diagnoses)
        return next(iter(self.choices("")), Choice("", "")).answer if any(told) else ""

    def put_away(self) -> None:
        """Ask no more; all stays as it was."""
        self._become(None)

    def choices(self, typed: str) -> tuple[Choice, ...]:
        """What can be answered to the question, after these letters."""
        return self._offering.choices(self.state, typed)

    def known(self) -> tuple[Known, ...]:
        """Everything that is told of the selected person."""
        return self._offering.known()

    # --- how it goes on

    def _take_terms(self, terms: "tuple[Term, ...]") -> None:
        self._offering.terms = terms

    def _go_on_with(self, prompt: Prompt) -> None:
        if prompt.step is None:
            self._become(None)
            self._do(prompt)
        else:
            self._become(prompt)

    def _do(self, prompt: Prompt) -> None:
        if is_fact(prompt.verb) and prompt.place is None and prompt.verb is not Verb.NAME:
            self._last = prompt
        count = len(prompt.people) if is_fact(prompt.verb) else 1
        done = self._words.say("history.change_several", count=count) if count > 1 else ""
        self._pedigree.do(deed(prompt), done)

    def _take_known(self, prompt: Prompt, place: int) -> None:
        facts = [each for each in self.known() if prompt.step is Step.BACK or each.change]
        chosen = facts[place]
        if prompt.step is Step.BACK or chosen.change is None:
            self._become(None)
            self._pedigree.do(chosen.back)
        else:
            self._become(chosen.change)

    def _with_what_is_known(self, prompt: Prompt) -> Prompt:
        person = self._pedigree.state.person
        if prompt.step is Step.CAUSE and person is not None and person.id == prompt.person:
            return replace(prompt, text=person.cause_of_death)
        return prompt

    def _text_of(self, verb: Verb, person: Person) -> str:
        """Return what is told already, where there can be one only."""
        single = {
            Verb.NAME: person.name,
            Verb.NOTE: person.note,
            Verb.PRONOUNS: person.pronouns,
            Verb.KARYOTYPE: person.karyotype,
        }
        if verb is Verb.DEATH and person.is_deceased:
            return as_typed(person.age)
        return single.get(verb, "")

    def _count_use(self, prompt: Prompt, answer: str) -> None:
        if self._offering.is_countable(prompt.step, answer):
            keep = partial(self._habits.use, answer)
            self._counting.keep(keep, done=_counted, failed=_not_counted)


def _is_foreign(habits: HabitsWork) -> bool:
    """Whether the letters are of another script than a Latin keyboard's."""
    return not all(letter.isascii() for letter in habits.letters.values())


def _counted(nothing: None) -> None:
    """It is only an order of lists."""


def _not_counted(failure: Failure) -> None:
    """A list that is shorter or in another order is no loss that anybody must hear of."""
