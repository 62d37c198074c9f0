"""How much room people take beside and below their symbols."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.layout.graph import Graph
from counselling.layout.result import SYMBOL_UNITS
from counselling.pedigree.person import PersonId

HALF_SYMBOL: Final = SYMBOL_UNITS / 2
LABEL_MARGIN: Final = 0.14  # between two labels; a line fits into it

_NEIGHBOURS: Final = 1.0  # the unit of a layout: two people side by side
_PERSON_AND_LINE: Final = 0.7
_TWO_LINES: Final = 0.4
_STEM: Final = 0.2  # what each further line between two people asks for


@dataclass(frozen=True, slots=True)
class Labels:
    """Width and height of every person's label, in units; 0 where there is none."""

    width: tuple[float, ...]
    height: tuple[float, ...]

    def side(self, person: int) -> float:
        """How far a person reaches to either side, symbol and label."""
        return max(HALF_SYMBOL, self.width[person] / 2)

    def gap(self, one: int | None, other: int | None, *, lines: int = 0) -> float:
        """Smallest distance of neighbours in a row; None for a waypoint, lines: between them."""
        if one is None and other is None:
            return _TWO_LINES
        if one is None or other is None:
            person = other if one is None else one
            assert person is not None
            return max(_PERSON_AND_LINE, self.side(person) + LABEL_MARGIN)
        labels = self.side(one) + self.side(other) + LABEL_MARGIN * max(1, lines)
        return max(_NEIGHBOURS + _STEM * max(0, lines - 1), labels)


def labels_of(
    graph: Graph, widths: Mapping[PersonId, float], heights: Mapping[PersonId, float]
) -> Labels:
    """Return the labels of a family's people."""
    return Labels(
        width=tuple(max(0.0, widths.get(person, 0.0)) for person in graph.ids),
        height=tuple(max(0.0, heights.get(person, 0.0)) for person in graph.ids),
    )
