"""How much room people take beside and below their symbols."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from counselling.layout.graph import Graph
from counselling.layout.result import SYMBOL_UNITS
from counselling.pedigree.person import PersonId

HALF_SYMBOL: Final = SYMBOL_UNITS / 2
LABEL_MARGIN: Final = 0.14  # between two labels; a line fits into it

NEIGHBOURS: Final = 1.0  # the unit of a layout: two people side by side
_PERSON_AND_LINE: Final = 0.7
_TWO_LINES: Final = 0.4
Couples: TypeAlias = Mapping[tuple[PersonId, ...], tuple[float, float]]

_BESIDE_SYMBOL: Final = 0.08
_STEM: Final = 0.2  # what each further line between two people asks for


@dataclass(frozen=True, slots=True)
class Labels:
    """Width and height of every person's label, in units; 0 where there is none.

    marks: by the partners' numbers, width and height of what is written between them.
    """

    width: tuple[float, ...]
    height: tuple[float, ...]
    marks: Mapping[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def side(self, person: int) -> float:
        """How far a person reaches to either side, symbol and label."""
        return max(HALF_SYMBOL, self.width[person] / 2)

    def inside(self, person: int) -> float:
        """How far from a partner's middle the couple's stem may go down."""
        return max(HALF_SYMBOL + _BESIDE_SYMBOL, self.width[person] / 2 + LABEL_MARGIN / 2)

    def gap(self, one: int | None, other: int | None, *, lines: int = 0) -> float:
        """Smallest distance of neighbours in a row; None for a waypoint, lines: between them."""
        if one is None and other is None:
            return _TWO_LINES
        if one is None or other is None:
            person = other if one is None else one
            assert person is not None
            return max(_PERSON_AND_LINE, self.side(person) + LABEL_MARGIN)
        labels = self.side(one) + self.side(other) + LABEL_MARGIN * max(1, lines)
        if self.marks:
            mark, _ = self.marks.get((min(one, other), max(one, other)), (0.0, 0.0))
            labels += mark + LABEL_MARGIN if mark else 0.0
        return max(NEIGHBOURS + _STEM * max(0, lines - 1), labels)


_NO_MARKS: Final[Couples] = MappingProxyType({})


def labels_of(
    graph: Graph,
    widths: Mapping[PersonId, float],
    heights: Mapping[PersonId, float],
    marks: Couples = _NO_MARKS,
) -> Labels:
    """Return the labels of a family's people."""
    return Labels(
        width=tuple(max(0.0, widths.get(person, 0.0)) for person in graph.ids),
        height=tuple(max(0.0, heights.get(person, 0.0)) for person in graph.ids),
        marks={
            (partners[0], partners[1]): marks[graph.owner(union)]
            for union, partners in (enumerate(graph.partners) if marks else ())
            if len(partners) == 2 and graph.owner(union) in marks
        },
    )
