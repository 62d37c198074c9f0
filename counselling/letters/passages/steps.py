"""What was agreed: as lines, or as a table of who does what by when."""

from collections.abc import Iterable, Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import Block, Bullets, Table
from counselling.letters.passages.free_text import free_text
from counselling.letters.voice import Voice

_BETWEEN: Final = "|"
_HEADS: Final = (
    N_("letters.agreed.who"),
    N_("letters.agreed.what"),
    N_("letters.agreed.when"),
)


def parts_of(step: str) -> list[str]:
    """Return what a step says: one part, or who does what by when."""
    return [part.strip() for part in step.split(_BETWEEN)]


def in_a_line(step: str) -> str:
    """Return a step as one line of words."""
    return ", ".join(filter(None, parts_of(step)))


def steps_told(steps: Iterable[str], voice: Voice) -> Iterator[Block]:
    """Tell steps: those typed as "who | what | by when" in a table, the others as a list."""
    cut = [parts_of(step) for step in steps]
    rows = [tuple((part,) for part in parts) for parts in cut if len(parts) == len(_HEADS)]
    direction = voice.catalogue.direction
    others = tuple(
        free_text(f" {_BETWEEN} ".join(parts), direction)
        for parts in cut
        if len(parts) != len(_HEADS)
    )
    if rows:
        yield Table(tuple(voice.parts(head) for head in _HEADS), tuple(rows), wide=1)
    if others:
        yield Bullets(others)
