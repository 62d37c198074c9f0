"""Where lines end at a symbol that has several: beside each other, never on top of each other."""

from collections.abc import Iterator
from typing import Final

from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import HALF_SYMBOL
from counselling.layout.lines import Lines, Way

SYMBOL_PLAY: Final = 0.85 * HALF_SYMBOL  # how far from a symbol's middle a line may end
SINGLE_PLAY: Final = 0.3 * SYMBOL_PLAY  # of a single parent's stem, clear of other exits

_TOP, _BOTTOM = 0, 1
_FIRST: Final = -1e6  # lines to stand-ins and ways down end nearer the middle than detours


class Exits:
    """Offsets from a symbol's middle of the lines that leave it upwards or downwards.

    The middle itself belongs to the line to the parents and to that of a single parent's children.
    Lines that leave to the same side end the nearer to the middle the farther they go, so that
    they need not cross.
    """

    def __init__(self, grid: Grid, lines: Lines, x: list[float]) -> None:
        crowd: dict[tuple[int, int, int], list[tuple[float, int]]] = {}

        def leave(person: int, edge: int, towards: float, rank: float, union: int) -> None:
            side = 1 if towards >= x[person] else -1
            crowd.setdefault((person, edge, side), []).append((rank, union))

        for union, left, right, way, _ in lines.detours:
            edge = _TOP if way is Way.OVER else _BOTTOM
            for node, other in ((left, right), (right, left)):
                if grid.is_person(node):
                    leave(node, edge, x[other], -abs(x[other] - x[node]), union)
        for run in grid.runs:
            if grid.is_person(run.upper):
                way_aside = abs(x[run.lower] - x[run.upper])
                leave(run.upper, _BOTTOM, x[run.lower], _FIRST + way_aside, run.union)
        for union, person, node in ends_at_persons(grid):
            if grid.graph.joins[union] not in grid.graph.meeting:
                leave(person, _TOP, x[node], _FIRST + abs(x[node] - x[person]), union)
        self._offset: dict[tuple[int, int, int], float] = {}
        for (person, edge, side), ends in crowd.items():
            for place, (_, union) in enumerate(sorted(ends), start=1):
                offset = side * SYMBOL_PLAY * place / (len(ends) + 1)
                self._offset[person, edge, union] = offset

    def above(self, node: int, union: int) -> float:
        """Offset of a union's line at the top of a symbol; 0 at a waypoint."""
        return self._offset.get((node, _TOP, union), 0.0)

    def below(self, node: int, union: int) -> float:
        """Offset of a union's line at the bottom of a symbol; 0 at a waypoint."""
        return self._offset.get((node, _BOTTOM, union), 0.0)


def ends_at_persons(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """Unions that join a stand-in to a person, with the person and the stand-in's node in her row.

    The line that comes down to that node goes on to the person's symbol. Where she stands higher
    than her stand-in, hers is the line that goes down, and the union is not among these.
    """
    for union, stand_in in enumerate(grid.graph.joins):
        if stand_in != NOBODY:
            person, node = grid.seats[union]
            if not grid.is_waypoint(person):
                yield union, person, node
