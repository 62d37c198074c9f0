"""What a question offers: keys that make sense here, lists in the order of use, people, facts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from counselling.figures.naming import who
from counselling.figures.terms_said import OPERATIONS
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import KNOWN_CONDITIONS
from ui.pages.pedigree.edits.facts import mates_of
from ui.pages.pedigree.edits.genes import GENES
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.prompting import choices, steps
from ui.pages.pedigree.prompting.choices import Choice
from ui.pages.pedigree.prompting.fact import Known
from ui.pages.pedigree.prompting.known import known_of
from ui.pages.pedigree.prompting.prompts import Prompt, Verb
from ui.pages.pedigree.prompting.steps import KEYED, Step, letters_of
from ui.pedigree_work import HabitsWork

if TYPE_CHECKING:
    from counselling.work.history.habits import Term

_SEVERAL: Final = 2
_OPEN: Final = frozenset({Step.CONDITION, Step.GENE, Step.OPERATION})  # or as it was typed


class Offering:
    """Made from the family as it stands when it is asked for."""

    def __init__(self, pedigree: PedigreeModel, habits: HabitsWork, words: Catalogue) -> None:
        self._pedigree = pedigree
        self._habits = habits
        self._words = words
        self.terms: tuple[Term, ...] = ()  # of notes: read off the UI thread, and given here

    def choices(self, prompt: Prompt | None, typed: str) -> tuple[Choice, ...]:
        """What can be answered to a question, after these letters."""
        family = self._pedigree.state.coming
        if prompt is None or prompt.step is None or family is None:
            return ()
        if prompt.step in KEYED:
            return self._keys(prompt, prompt.step, family)
        offered = self._offered(prompt, family)
        if prompt.step is Step.CONDITION and prompt.verb is Verb.CONDITION:
            return choices.signed(offered, typed, self._words)
        is_open = prompt.step in _OPEN or prompt.verb is Verb.ANCESTRY
        if prompt.step is Step.GENE and " " in typed.strip():
            return ()  # a variant is being typed behind the gene
        return choices.fitting(offered, typed, is_open=is_open) if offered else ()

    def known(self) -> tuple[Known, ...]:
        """Everything that is told of the selected person."""
        person, family = self._pedigree.state.person, self._pedigree.state.coming
        if person is None or family is None:
            return ()
        return known_of(person, family, self._words, self._named)

    def _keys(self, prompt: Prompt, step: Step, family: Family) -> tuple[Choice, ...]:
        letters = letters_of(step, self._words)
        hidden = self._hidden(prompt, family)
        return tuple(
            Choice(each.code, self._words.say(each.said), letters[each.code])
            for each in KEYED[step]
            if each.code not in hidden
        )

    def _hidden(self, prompt: Prompt, family: Family) -> frozenset[str]:
        """Answers that make no sense here."""
        mates = self.mates()
        if prompt.step is Step.KIN:
            is_child = prompt.verb is Verb.CHILD
            has_other = is_child and len(mates) >= _SEVERAL
            is_lonely = is_child and prompt.count == 1 and not family.children_of(prompt.person)
            gone = () if has_other else (steps.OTHER_PARTNER,)
            return frozenset((*gone, *((steps.TWIN,) if is_lonely else ())))
        person = family.by_id.get(prompt.person)
        if prompt.step is Step.LOSS and person is not None and person.pregnancy is None:
            return frozenset({steps.BORN})
        if prompt.step is Step.COUPLE and not mates:
            alone = {each.code for each in KEYED[Step.CHILDLESS]}
            return frozenset(each.code for each in KEYED[Step.COUPLE]) - alone
        return frozenset()

    def _offered(self, prompt: Prompt, family: Family) -> list[Choice]:
        counts, words = self._habits.counts, self._words
        match prompt.step:
            case Step.CONDITION:
                return choices.conditions(family, self.terms, counts, words)
            case Step.GENE:
                return choices.genes(family, counts, words)
            case Step.OPERATION:
                return choices.operations(family, counts, words)
            case Step.TEXT if prompt.verb is Verb.ANCESTRY:
                return choices.ancestries(family, words)
            case Step.MORE:
                return choices.more(words)
            case Step.JOIN:
                return choices.ways_to_join(words)
            case Step.WHOM | Step.TWIN_OF:
                return self._people(prompt, family)
            case Step.BACK | Step.CHANGE:
                facts = [each for each in self.known() if prompt.step is Step.BACK or each.change]
                return [Choice(str(at), each.words) for at, each in enumerate(facts)]
        return []

    def _people(self, prompt: Prompt, family: Family) -> list[Choice]:
        """Partners, or whoever can be joined: the nearest first, else in the drawing's order."""
        if prompt.verb is not Verb.JOIN:
            ids: tuple[PersonId, ...] = mates_of(family, prompt.person)
        else:
            near = family.siblings_of(prompt.person)
            others = (p.id for p in family.persons if p.id != prompt.person)
            ids = tuple(dict.fromkeys((*near, *others)))
        return choices.people(ids, {each: self._named(each) for each in ids})

    def mates(self) -> tuple[PersonId, ...]:
        """Partners of the selected person."""
        person, family = self._pedigree.state.person, self._pedigree.state.coming
        return mates_of(family, person.id) if person and family else ()

    def _named(self, person: PersonId) -> str:
        family, shown = self._pedigree.state.coming, self._pedigree.state.shown
        numbers: Mapping[PersonId, str] = shown.drawing.numbers if shown else {}
        return who(person, family, numbers, self._words) if family else person

    def is_countable(self, step: Step | None, answer: str) -> bool:
        """Whether the program itself offered this; what somebody typed could name a person."""
        offered: Mapping[Step | None, tuple[str, ...]] = {
            Step.CONDITION: (*KNOWN_CONDITIONS, *(term.name for term in self.terms)),
            Step.GENE: GENES,
            Step.OPERATION: tuple(OPERATIONS),
        }
        return step in offered and answer in offered[step]
