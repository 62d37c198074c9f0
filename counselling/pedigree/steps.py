"""Steps of a history: what is undone at once, and the edit by which a family goes back or forth.

Nothing is ever taken out of a history. To undo is an edit more, which leads to the family as it
stood; from such a log what can be undone and redone is told again whenever it is opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Final

from counselling.errors import PedigreeError
from counselling.pedigree.answers import Answer, FamilyNote
from counselling.pedigree.arrangement import Arrangement
from counselling.pedigree.family import Family
from counselling.pedigree.outside_result import OutsideResult
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person, PersonId

# of a family: written only where they differ
_PARTS: Final = (
    "partnerships", "twins", "arrangement", "answers", "notes", "historian", "outside",
)  # fmt: skip


class Way(StrEnum):
    """Which way a step is gone again: back is undo, forth is redo."""

    BACK = "back"
    FORTH = "forth"


@dataclass(frozen=True, slots=True)
class Statement:
    """Says of the next `edits` entries of a history that they are one step.

    typed: the family history as it was typed, where it was. It changes nobody.
    """

    edits: int
    typed: str = ""
    kind: ClassVar[str] = "statement"

    def apply(self, family: Family) -> Family:
        """Return the family as it is."""
        return family


@dataclass(frozen=True, slots=True)
class Retrace:
    """Undo the last step, or do it again: leads to a family exactly, and says only what differs.

    at: where among the people `removed` stand, in the order of entry; `inserted` take their place.
    partnerships to outside: None where they stay. whole: the family itself, where a release knows
    facts of it that are not written here.
    """

    way: Way
    at: int
    removed: tuple[PersonId, ...]
    inserted: tuple[Person, ...]
    name: str
    proband: PersonId | None = None
    consultand: PersonId | None = None
    partnerships: tuple[Partnership, ...] | None = None
    twins: tuple[TwinSet, ...] | None = None
    arrangement: Arrangement | None = None
    answers: tuple[Answer, ...] | None = None
    notes: tuple[FamilyNote, ...] | None = None
    historian: str | None = None
    outside: tuple[OutsideResult, ...] | None = None
    whole: Family | None = None
    kind: ClassVar[str] = "retrace"

    def apply(self, family: Family) -> Family:
        """Return the family as it stood. Raises PedigreeError where other people stand there."""
        if self.whole is not None:
            return replace(self.whole, id=family.id)
        end = self.at + len(self.removed)
        if tuple(person.id for person in family.persons[self.at : end]) != self.removed:
            raise PedigreeError("pedigree.no_such_person")
        other = {part: getattr(self, part) for part in _PARTS if getattr(self, part) is not None}
        return replace(
            family,
            persons=(*family.persons[: self.at], *self.inserted, *family.persons[end:]),
            name=self.name,
            proband=self.proband,
            consultand=self.consultand,
            **other,
        )


def retrace(now: Family, wanted: Family, way: Way) -> Retrace:
    """Return the edit that leads from one family to another of the same id."""
    one, other = now.persons, wanted.persons
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    changed = {
        part: getattr(wanted, part)
        for part in _PARTS
        if getattr(now, part) != getattr(wanted, part)
    }
    edit = Retrace(
        way,
        start,
        tuple(person.id for person in one[start : len(one) - end]),
        other[start : len(other) - end],
        wanted.name,
        wanted.proband,
        wanted.consultand,
        **changed,
    )
    if edit.apply(now) == wanted:
        return edit
    return Retrace(way, 0, (), (), wanted.name, whole=wanted)


def _alike(one: Sequence[Person], other: Sequence[Person]) -> int:
    """How many people both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs and mine != theirs:
            break
        count += 1
    return count
