"""What comes of reading: edits, an echo of every clause, questions, and what was not read."""

from dataclasses import dataclass
from typing import TypeAlias

from counselling.errors import Field
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, PersonId

Told: TypeAlias = Field | Age


@dataclass(frozen=True, slots=True)
class Echo:
    """What a clause was read as, to be said in full words: message id and its blanks.

    persons: whom it is about. is_assumed: applied, but not said by the words alone.
    """

    message_id: str
    persons: tuple[PersonId, ...]
    start: int
    end: int
    fields: tuple[tuple[str, Told], ...] = ()
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can mean several things; its statement waits.

    choices: each is a text that takes the place of text[start:end]; then the text is read again.
    """

    message_id: str
    start: int
    end: int
    fields: tuple[tuple[str, Field], ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that nobody understood, with their place; their statement waits. near: one slip off."""

    start: int
    end: int
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, read. A statement with a question or an unread word made no edit at all.

    family: the family after the edits. current: whom "her" means in a text typed after this one.
    People whom nobody named, made to link others, are placeholders (Person.is_placeholder).
    """

    family: Family
    edits: tuple[Edit, ...] = ()
    echoes: tuple[Echo, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: tuple[Unread, ...] = ()
    current: PersonId | None = None

    @property
    def is_complete(self) -> bool:
        """Whether everything was understood."""
        return not self.questions and not self.unread
