"""People without relatives: a block beside the families, not one long row.

The first columns fill a row, then the next row begins below. A row counts as a generation only so
that everybody has a number of her own.
"""

from itertools import pairwise
from typing import Final

from counselling.layout.graph import Graph
from counselling.layout.grid import grid_of
from counselling.layout.labels import Labels
from counselling.layout.sketch import Sketch

_FEW: Final = 10  # people in one row
_APART: Final = 0.5  # between two of them, as between families


def block(part: Graph, labels: Labels) -> Sketch:
    """Place everybody of a part without unions, by number, in rows of equal columns."""
    people = range(len(part.ids))
    columns = _columns(len(part.ids))
    rows = [people[start : start + columns] for start in range(0, len(people), columns)]
    gaps = [0.0] * (columns - 1)
    for row in rows:
        for column, (one, other) in enumerate(pairwise(row)):
            gaps[column] = max(gaps[column], labels.side(one) + _APART + labels.side(other))
    at = [sum(gaps[:column]) for column in range(columns)]
    return Sketch(
        grid=grid_of(part, tuple(person // columns for person in people)),
        labels=labels,
        x=tuple(at[person % columns] for person in people),
        couples=(),
        gaps=((),) * (len(rows) + 1),
        lanes=((),) * (len(rows) + 1),
    )


def _columns(people: int) -> int:
    """As many as there are rows at most, in steps, so that one more person moves few others."""
    columns = _FEW
    while columns * columns < people:
        columns *= 2
    return min(columns, max(people, 1))
