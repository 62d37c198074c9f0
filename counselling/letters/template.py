"""What a kind of letter is: its sections in order, its version, how long it may be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Audience(StrEnum):
    """Who reads: what is easy for one is vague for the other."""

    PATIENT = "patient"
    PROFESSIONAL = "professional"


NONE: Final = frozenset("-‐‑‒–—−")  # what somebody writes who says that there is none
DASH: Final = "–"  # of them, as it is kept


class Filling(StrEnum):
    """What belongs into a blank."""

    WORDS = "words"
    PROSE = "prose"  # several lines
    DAY = "day"  # ISO 8601
    MOMENT = "moment"  # day and time, as 2027-01-15 10:30
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Blank:
    """What only a person can say. label: message id of what belongs there.

    is_needed: the letter cannot be sent without it. usual: what stands there unless told otherwise.
    can_be_none: the letter has words for there being none, and says them only where somebody wrote
    a dash (`NONE`) here; where nobody did, a line to write on is left.
    """

    name: str
    label: str
    is_needed: bool = False
    filling: Filling = Filling.WORDS
    usual: str = ""
    can_be_none: bool = False


# its label is the desk's: no letter says it
SALUTATION: Final = Blank("salutation", "blank.salutation")


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of letter.

    version: year and count; it changes with every change of what the letter says. sections: ids in
    the order in which they stand; a letter may leave one out by rule, never turn two about.
    most_pages: what a reader can be asked to read; a longer letter is a finding, not an error.
    is_close: set with its lines close from the start, as it is made for a sheet or two.
    """

    kind: str
    version: str
    sections: tuple[str, ...]
    most_pages: int
    is_close: bool = False
    audience: Audience = Audience.PATIENT
    blanks: tuple[Blank, ...] = ()

    @property
    def asked(self) -> tuple[Blank, ...]:
        """All that a person may fill in: the letter's blanks, and how its patient is greeted."""
        return (*self.blanks, SALUTATION) if self.audience is Audience.PATIENT else self.blanks

    @property
    def name_id(self) -> str:
        """Message id of the kind's name on the desk, in the domain ui."""
        return f"letters.kind_{self.kind}"
