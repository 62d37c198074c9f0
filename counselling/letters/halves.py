"""Short sections in two columns of one height: which of them stand in the second."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from counselling.letters.inline import words_of
from counselling.letters.letter import Section
from counselling.letters.record import lines

_LETTERS_A_LINE: Final = 45  # of half a page's width, in usual print
_HEADING_LINES: Final = 1.5


def in_second_column(sections: Sequence[Section]) -> Iterator[bool]:
    """Tell of each section whether it stands in the second column of its neighbours.

    Sections keep their order: the first column is read to its end, then the second.
    """
    for is_half, run in groupby(sections, key=lambda section: section.is_half):
        heights = [_lines_high(section) for section in run]
        begins = _second_begins(heights) if is_half else len(heights)
        yield from (place >= begins for place in range(len(heights)))


def _second_begins(heights: Sequence[float]) -> int:
    """Return from which place on the second column makes both least high."""
    return min(
        range(1, len(heights) + 1),
        key=lambda begin: max(sum(heights[:begin]), sum(heights[begin:])),
    )


def _lines_high(section: Section) -> float:
    return _HEADING_LINES + sum(_lines(_texts(section)))


def _texts(section: Section) -> Iterator[str]:
    for block in section.blocks:
        for parts in lines(block):
            yield words_of(parts)


def _lines(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        yield -(-len(text) // _LETTERS_A_LINE)
