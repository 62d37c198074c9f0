"""Use case: what to ask next about a family, in words, and the answer typed to it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from counselling.interview.gaps import gaps, holding, record_of
from counselling.interview.questions import Interview, Question, interview
from counselling.interview.relatives import relatives
from counselling.interview.say import missing_parent, say_progress, say_question, say_reasons
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.kin import LABEL
from counselling.pedigree.answers import Answer, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk import store
from counselling.risk.asking import obstacles
from counselling.risk.histories import read_history
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from counselling.shorthand.say import label
from counselling.work.history.answer_question import Typing, read_answer
from counselling.work.history.cancers import benign
from counselling.work.history.clinic_words import Lexicons

# Doubts of the risk models that are gone as soon as one fact is told.
_WAITS: Final[Mapping[str, Topic]] = {
    "caveat.age_unknown": Topic.AGE,
    "caveat.age_integrated": Topic.AGE,
    "caveat.curve_age_unknown": Topic.AGE,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words. about: whom it is about; why: a sentence each."""

    question: Question
    words: str
    about: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Questions in order as values, the first in words, and how far each side is in words."""

    interview: Interview
    next: Asked | None
    progress: tuple[str, ...]


def undecided(family: Family, *, country: str = "UK") -> frozenset[tuple[PersonId, Topic]]:
    """Return facts that alone keep the risk models from an answer, or from using what is known.

    The consultand's curve may want nothing but her age. A relative's last age counts where it is
    all that is missing: of whom it is not known whether she had cancer, that is asked first. Nobody
    beyond the third degree is looked at.
    """
    focus = family.focus
    if focus is None or focus not in family.by_id:
        return frozenset()
    mortality = store.rates()[country].mortality
    open_cancer = {
        gap.person
        for gap in gaps(record_of(family, focus, benign()))
        if gap.topic in (Topic.CANCER, Topic.SITE)
    }
    found = set()
    in_the_way = [obstacle.message_id for obstacle in obstacles(family, family.person(focus))]
    if len(in_the_way) == 1 and in_the_way[0] in _WAITS:
        found.add((focus, _WAITS[in_the_way[0]]))
    for relative in relatives(family, focus):
        person = family.person(relative.person)
        if person.id in open_cancer or person.is_placeholder:
            continue
        doubts = read_history(family, person, mortality=mortality, floor=0).doubts
        found |= {(person.id, _WAITS[doubt]) for doubt in doubts if doubt in _WAITS}
    return frozenset(found)


def ask(
    family: Family,
    *,
    last: PersonId | None = None,
    later: Set[tuple[PersonId, Topic, str, int]] = frozenset(),
) -> Interview:
    """Return the questions in order. Raises PedigreeError("pedigree.no_consultand").

    last: whom the last answer was about. later: keys of gaps that were put off.
    """
    return interview(family, last=last, later=later, undecided=undecided(family), benign=benign())


def in_words(question: Question, family: Family, words: Catalogue) -> Asked:
    """Say a question; people by name, else by how they are related."""
    gap = question.gap
    person = family.person(gap.person)
    about = person.name or label(_near(family), person.id, words)
    relation = missing_parent(gap)
    said = say_question(
        question,
        words,
        person=about,
        condition=_condition(gap.about, words),
        is_deceased=person.is_deceased,
    )
    if relation:
        about = words.say(f"kin.{relation}.{LABEL}")
    return Asked(question, said, about, say_reasons(question, words))


def _near(family: Family) -> Family:
    """The relatives alone: a name like "Cousin 2" is looked for among everybody there."""
    focus = family.focus
    near = {relative.person for relative in relatives(family, focus)} if focus else set()
    return replace(family, persons=tuple(p for p in family.persons if p.id in near))


def _condition(condition: str, words: Catalogue) -> str:
    """In full words where the program knows the condition, as it was written otherwise."""
    message = f"shorthand.condition.{condition}"
    return words.say(message) if words.has(message) else condition_name(condition, words)


class Interviews:
    """What to ask next. No vault: quick, but for large families not for the UI thread."""

    def __init__(self, *, words: Catalogue, lexicons: Lexicons = lexicon) -> None:
        self._words, self._lexicons = words, lexicons

    def plan(
        self,
        family: Family,
        *,
        last: PersonId | None = None,
        later: Set[tuple[PersonId, Topic, str, int]] = frozenset(),
    ) -> Plan:
        """Return the questions; the first of them in words. Raises as `ask` does."""
        found = ask(family, last=last, later=later)
        first = in_words(found.next, family, self._words) if found.next else None
        told = tuple(say_progress(each, self._words) for each in found.progress)
        return Plan(found, first, told)

    def holding(self, family: Family) -> tuple[Answer, ...]:
        """Return the answers that no fact has overtaken, in the order in which they were given."""
        return holding(family, benign())

    def read_answer(
        self,
        text: str,
        family: Family,
        question: Question,
        *,
        language: str,
        numbers: Mapping[PersonId, str],
        now: datetime,
    ) -> Reading:
        """Read an answer, as counselling.work.history.answer_question; on the UI thread too.

        now: the time, with its zone, that a note is given.
        """
        return read_answer(text, family, question, Typing(self._lexicons(language), now, numbers))
