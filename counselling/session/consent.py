"""A consent as evidence: to which words, in which language, by whom, how and when."""

import datetime
import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How somebody said yes or no."""

    SPOKEN = "spoken"  # in the session, written down by the counsellor
    TYPED = "typed"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the text, by its id in that version, and what was said to it."""

    question: str
    is_yes: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """How it was explained to whoever answers.

    by: the counsellor's name, "" for nobody. has_interpreter: None where nobody said so;
    interpreter: her name or number, "" where it is not known.
    """

    by: str = ""
    has_interpreter: bool | None = None
    interpreter: str = ""

    def __repr__(self) -> str:
        return f"Explained({self.has_interpreter})"  # never a name


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to, and what was not. text_hash: SHA-256 of the words that were shown.

    name: as it was typed for a signature. strokes: the signature as it was drawn, each stroke
    x, y, x, y ... in a box of 1000 x 500 units; none unless method is DRAWN. filled: what she wrote
    into the text's blanks, by id.
    """

    text_hash: str
    version: str
    language: str
    answers: tuple[Answer, ...]
    method: Method
    at: datetime.datetime
    name: str = ""
    strokes: tuple[tuple[float, ...], ...] = ()
    filled: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Consent({self.version}, {self.method}, {self.at.isoformat()})"  # never a name

    def allows(self, question: str) -> bool:
        """Tell whether a question was answered with yes; not asked is not allowed."""
        return any(answer.question == question and answer.is_yes for answer in self.answers)


def text_hash(words: str) -> str:
    """Return the SHA-256 of a text, the same however its letters were composed (Unicode NFC)."""
    return hashlib.sha256(unicodedata.normalize("NFC", words).encode()).hexdigest()
