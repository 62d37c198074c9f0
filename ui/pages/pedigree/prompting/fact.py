"""One fact as a line: its words, how it is taken back, how it is put right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from ui.pages.pedigree.prompting.prompts import Prompt

Back: TypeAlias = Callable[[Family], tuple[Edit, ...]]


class Place:
    """Where the card shows a fact."""

    CONDITIONS: Final = "conditions"
    TESTS: Final = "tests"
    OWN: Final = "own"  # a field or list of its own
    OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Known:
    """One fact. words: as it is told; back: takes it back; change: asks for it anew."""

    words: str
    back: Back
    change: Prompt | None
    place: str = Place.OTHER
