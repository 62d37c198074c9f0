"""Single children straight below: where a line would bend by a hair, people move until it is plumb.

The stem of a couple may go down anywhere between the partners, and what is not under it by little
is asked to stand there. Larger bends are left: to straighten them would part couples.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from counselling.layout.exits import SINGLE_PLAY
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import Labels
from counselling.layout.lines import Lines

_SMALL: Final = 0.35  # a bend that is straightened, in units
_SAFE: Final = 0.01  # so far within the stem's reach somebody is asked to stand
_NEARLY: Final = 2 * _SAFE  # who stands there already is asked to stay


class Hanging(NamedTuple):
    """What hangs on a couple's line, or a single parent's, by one stem.

    left, right: nodes at the ends of that line. first, last: the node below, or the outermost of
    those born together. low, high: how far from the ends the stem may go down; below 0 where it may
    go beside a single parent's middle.
    """

    left: int
    right: int
    first: int
    last: int
    low: float
    high: float


def hangings(grid: Grid, lines: Lines, labels: Labels) -> list[Hanging]:
    """Return every union whose stem leads to one child, or to those of one birth."""
    return list(_hangings(grid, lines, labels))


def _hangings(grid: Grid, lines: Lines, labels: Labels) -> Iterator[Hanging]:
    graph, place = grid.graph, lines.place
    of_one_birth = {born: born for born in graph.births}
    for union, (left, right) in lines.straight.items():
        below = sorted(grid.below[union], key=place.__getitem__)
        if not below or graph.joins[union] != NOBODY:
            continue
        if len(below) > 1 and tuple(sorted(below)) not in of_one_birth:
            continue
        if graph.people <= below[0] < grid.people:
            continue  # a donor's line may come from aside
        if left == right:
            low = high = -SINGLE_PLAY if grid.is_person(left) else 0.0
        else:
            low, high = (labels.inside(n) if grid.is_person(n) else 0.0 for n in (left, right))
        yield Hanging(left, right, below[0], below[-1], low, high)


def is_bent(hanging: Sequence[Hanging], x: Sequence[float]) -> bool:
    """Whether a stem bends by little. x: of every node."""
    for one, wanted in bends(hanging, x):
        aside = (x[one.first] + x[one.last] - x[one.left] - x[one.right]) / 2
        if abs(aside - wanted) > _NEARLY:
            return True
    return False


def bends(hanging: Sequence[Hanging], x: Sequence[float]) -> Iterator[tuple[Hanging, float]]:
    """Return what hangs on a stem that bends by little, or nearly, and how far aside it should be.

    Aside of the middle of the couple's line. x: of every node, NaN where nobody knows.
    """
    for one in hanging:
        middle = (x[one.left] + x[one.right]) / 2
        aside = (x[one.first] + x[one.last]) / 2 - middle
        low = x[one.left] + one.low - middle
        high = x[one.right] - one.high - middle
        safe = min(_SAFE, (high - low) / 2)
        if high - _NEARLY < aside < high + _SMALL:
            yield one, min(aside, high - safe)
        elif low - _SMALL < aside < low + _NEARLY:
            yield one, max(aside, low + safe)
