"""Edits that write down answers which are no facts of a person."""

from dataclasses import dataclass, replace
from typing import ClassVar

from counselling.pedigree.answers import Answer, FamilyNote
from counselling.pedigree.family import Family


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """Write down an answer; it takes the place of an earlier one to the same question."""

    answer: Answer
    kind: ClassVar[str] = "record_answer"

    def apply(self, family: Family) -> Family:
        """Return the family with the answer. Raises PedigreeError where nobody has this id."""
        family.person(self.answer.person)
        kept = tuple(a for a in family.answers if a.question != self.answer.question)
        return replace(family, answers=(*kept, self.answer))


@dataclass(frozen=True, slots=True)
class TakeNote:
    """Keep words about the family as they were told, with their time."""

    note: FamilyNote
    kind: ClassVar[str] = "take_note"

    def apply(self, family: Family) -> Family:
        """Return the family with the note last."""
        return replace(family, notes=(*family.notes, self.note))
