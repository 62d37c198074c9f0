"""What a letter asks of its reader: boxes to tick, places to sign."""

from dataclasses import dataclass

from counselling.letters.inline import Parts


@dataclass(frozen=True, slots=True)
class Answer:
    """A box that can be ticked. codes: what a yes says to machines (DUO); is_ticked: as recorded.

    name: what a screen reader calls the box, with its question: it may be met alone.
    """

    id: str
    label: Parts
    name: str
    is_ticked: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A statement with the boxes that answer it. level: how much depends on it (1+MG), or ""."""

    id: str
    parts: Parts
    answers: tuple[Answer, ...]
    level: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A place to sign and date. label: who signs here; is_seal: the clinic's seal goes here."""

    id: str
    label: Parts
    name: str
    is_seal: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, with the words for the day beside each."""

    lines: tuple[SignatureLine, ...]
    day: Parts
