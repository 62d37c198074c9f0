"""Answers that are no facts: not known and none of the selected person; and the family's notes."""

from datetime import datetime

from counselling.language.catalogue import Catalogue
from counselling.pedigree.answers import Answer, FamilyNote, Reply
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from ui.kit.blocks.cards import Card
from ui.kit.blocks.facts import Facts
from ui.kit.marks.visibility import set_shown
from ui.pedigree_work import InterviewsWork


class AnswersCard(Card):
    """Hidden while there is nothing of either."""

    def __init__(self, work: InterviewsWork, words: Catalogue) -> None:
        super().__init__(words.say("interview.answers"))
        self._work = work
        self._words = words
        self._family: Family | None = None
        self._holding: tuple[Answer, ...] = ()
        self._facts = Facts()
        self.add(self._facts)
        self.hide()

    def show_family(self, family: Family | None, person: Person | None) -> None:
        """Show the selected person's answers that still hold, then the notes, oldest first."""
        if family is not self._family:
            self._family = family
            has_answers = family is not None and bool(family.answers)
            self._holding = self._work.holding(family) if family and has_answers else ()
        who = person.id if person else ""
        hers = (a for a in self._holding if a.person == who and a.reply is not Reply.TOLD)
        told = [self._answer(answer) for answer in hers]
        told += [self._note(note) for note in (family.notes if family else ())]
        self._facts.show_facts(tuple(told))
        set_shown(self, is_shown=bool(told))

    def _answer(self, answer: Answer) -> tuple[str, str]:
        topic = self._words.say("interview.topic", topic=answer.topic.value)
        return topic, self._words.say("interview.reply", reply=answer.reply.value)

    def _note(self, note: FamilyNote) -> tuple[str, str]:
        try:
            day = self._words.date(datetime.fromisoformat(note.at).astimezone().date())
        except ValueError:  # a time that another program wrote
            day = note.at
        return self._words.say("interview.note_of", day=day), note.text
