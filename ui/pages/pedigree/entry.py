"""The short questions that a key asks: what they offer, and what their answers do."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject

from counselling.figures.labels import condition_name
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.terms import KNOWN_CONDITIONS
from ui.kit.view_model import ViewModel
from ui.pages.pedigree.ages import NoAge, as_typed
from ui.pages.pedigree.prompts import KEYS, Prompt, Step, Verb, answered, counted
from ui.pages.pedigree.view_model import PedigreeModel

# Genes that a family clinic is told of most; any other can be typed.
_GENES: Final = (
    "BRCA1", "BRCA2", "PALB2", "CHEK2", "ATM", "TP53", "RAD51C", "RAD51D", "BRIP1",
    "MLH1", "MSH2", "MSH6", "PMS2", "EPCAM", "APC", "MUTYH",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be answered: the answer, its words, and the key that gives it at once."""

    answer: str
    words: str
    key: str = ""


class EntryModel(ViewModel[Prompt | None]):
    """Asks one short question at a time; the last answer is done by the page's model."""

    def __init__(
        self, pedigree: PedigreeModel, words: Catalogue, parent: QObject | None = None
    ) -> None:
        super().__init__(None, parent)
        self._pedigree = pedigree
        self._words = words

    def begin(self, verb: Verb, text: str = "") -> None:
        """Ask about the selected person. text: what the field begins with."""
        person = self._pedigree.state.person
        if person is None:
            return
        if verb is Verb.NAME:
            text = person.name
        elif verb is Verb.DEATH and person.is_deceased:
            text = as_typed(person.age)
        self._become(Prompt(verb, person.id, text=text))

    def answer(self, text: str) -> None:
        """Take an answer; an age that is none is asked for again."""
        prompt = self.state
        if prompt is None:
            return
        try:
            step = answered(prompt, text.strip())
        except NoAge:
            self._become(replace(prompt, text=text, is_wrong=True))
            return
        if isinstance(step, Prompt):
            self._become(self._with_what_is_known(step))
            return
        self._become(None)
        self._pedigree.do(step)

    def press(self, key: str) -> bool:
        """Take an answer of one key. Returns whether it was one."""
        prompt = self.state
        if prompt is None or not prompt.is_key:
            return False
        if key.casefold() in KEYS[prompt.step]:
            self.answer(key.casefold())
            return True
        return False

    def go_on(self) -> None:
        """Do it without the answer, where it may be left out; else ask no more."""
        prompt = self.state
        if prompt is not None and prompt.is_optional:
            self.answer("")
        else:
            self.put_away()

    def count(self, typed: str) -> bool:
        """Take digits with an S or C behind them as a number of people."""
        counting = counted(self.state, typed) if self.state else None
        if counting is not None:
            self._become(counting)
        return counting is not None

    def put_away(self) -> None:
        """Ask no more; all stays as it was."""
        self._become(None)

    def choices(self, typed: str) -> tuple[Choice, ...]:
        """What can be answered to the question, after these letters."""
        prompt, family = self.state, self._pedigree.state.coming
        if prompt is None or family is None:
            return ()
        if prompt.is_key:
            said = _KEY_WORDS[prompt.step]
            return tuple(Choice(k, self._words.say(said[k]), k) for k in KEYS[prompt.step])
        if prompt.step is Step.CONDITION:
            return _fitting(self._conditions(family), typed)
        if prompt.step is Step.GENE:
            return _fitting(_genes(family), typed)
        return ()

    def _conditions(self, family: Family) -> list[Choice]:
        """Those of this family, the commonest first; then those that the models know."""
        used = Counter(d.condition for person in family.persons for d in person.diagnoses)
        codes = dict.fromkeys((*(code for code, _ in used.most_common()), *KNOWN_CONDITIONS))
        return [Choice(code, condition_name(code, self._words)) for code in codes]

    def _with_what_is_known(self, prompt: Prompt) -> Prompt:
        person = self._pedigree.state.person
        if prompt.step is Step.CAUSE and person is not None and person.id == prompt.person:
            return replace(prompt, text=person.cause_of_death)
        return prompt


_KEY_WORDS: Final[Mapping[Step, Mapping[str, str]]] = {
    Step.SEX: {
        "m": N_("canvas.key_m"),
        "f": N_("canvas.key_f"),
        "u": N_("canvas.key_u"),
    },
    Step.RESULT: {
        "+": N_("canvas.key_positive"),
        "-": N_("canvas.key_negative"),
        "v": N_("canvas.key_uncertain"),
    },
    Step.LOSS: {
        "s": N_("canvas.key_miscarriage"),
        "t": N_("canvas.key_termination"),
        "b": N_("canvas.key_stillbirth"),
        "e": N_("canvas.key_ectopic"),
    },
    Step.ADOPTION: {
        "i": N_("pedigree.adopted_in"),
        "o": N_("pedigree.adopted_out"),
        "n": N_("pedigree.not_adopted"),
    },
    Step.COUPLE: {
        "t": N_("pedigree.together"),
        "s": N_("pedigree.separated"),
        "d": N_("pedigree.divorced"),
        "r": N_("pedigree.related"),
    },
}


def _genes(family: Family) -> list[Choice]:
    used = Counter(test.gene for person in family.persons for test in person.tests)
    names = dict.fromkeys((*(gene for gene, _ in used.most_common()), *_GENES))
    return [Choice(gene, gene) for gene in names]


def _fitting(known: list[Choice], typed: str) -> tuple[Choice, ...]:
    """Those with a word that begins with these letters; last what was typed, as it stands."""
    sought = typed.strip().casefold()
    found = [each for each in known if _begins(each.words, sought)]
    is_known = any(sought == each.words.casefold() for each in found)
    if sought and not is_known:
        found.append(Choice(typed.strip(), f"“{typed.strip()}”"))
    return tuple(found)


def _begins(words: str, sought: str) -> bool:
    text = words.casefold()
    return text.startswith(sought) or any(word.startswith(sought) for word in text.split())
