"""How lines end at people: at a symbol's edge, higher at a loss, in slants at twins."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from counselling.layout.exits import Exits, stand_ins_beside
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import HALF_SYMBOL
from counselling.layout.lines import Lines, Way
from counselling.layout.result import LOSS_RISE, SegmentKind
from counselling.layout.sketch import End, Slant

TWINS_PART: Final = 0.34  # this far above their symbols
_HALFWAY: Final = 0.5  # down the slants: the bar between identical twins
_LOWER: Final = 0.4  # and up to this much lower where bars would meet


class Endings:
    """Where the lines down to people end; x of the people is final.

    clear: finds an x near the one wanted, clear of other lines that end in the row.
    """

    def __init__(self, grid: Grid, lines: Lines, x: Sequence[float], exits: Exits) -> None:
        self._grid, self._x = grid, x
        self._short = dict(_stops(grid, lines))
        self._foot: dict[int, float] = {}  # of stand-ins: where their line ends at the person
        for union in stand_ins_beside(grid, lines):
            person, stand_in = grid.graph.partners[union]
            self._foot[stand_in] = x[person] + exits.above(person, union)
        self._leg_of = {node: kid for kid, legs in enumerate(grid.legs) for node in legs}
        self._births_in: dict[int, list[tuple[int, ...]]] = {}
        for group in grid.graph.births:
            if not any(grid.legs[m] for m in group):
                self._births_in.setdefault(grid.row[group[0]], []).append(group)
        self._birth_of = {m: group for group in grid.graph.births for m in group}
        self._apex: dict[tuple[int, ...], float] = {}
        self._level: dict[tuple[int, ...], float] = {}

    def part_twins(self, row: int, clear: Callable[[int, int, tuple[float, float]], float]) -> None:
        """Find the point where each set of twins parts: between them, clear of other lines."""
        graph = self._grid.graph
        for group in self._births_in.get(row, ()):
            xs = sorted(self._x[m] for m in group)
            self._apex[group] = clear(row, graph.parents[group[0]], (xs[0], xs[-1]))

    def set_levels(self) -> None:
        """Twins of two families who stand between each other: their bars must not meet."""
        reach: list[list[tuple[int, float]]] = []  # by level: row and end of the last bar

        def extent(group: tuple[int, ...]) -> tuple[int, float, float]:
            xs = [self._x[m] for m in group]
            return self._grid.row[group[0]], min(xs), max(xs)

        for group in sorted(self._apex, key=extent):
            row, low, high = extent(group)
            free = (k for k, ends in enumerate(reach) if ends[-1] < (row, low))
            level = next(free, len(reach))
            if level == len(reach):
                reach.append([])
            reach[level].append((row, high))
            self._level[group] = _HALFWAY + _LOWER * (level / (level + 1))

    def foot(self, node: int) -> float:
        """Where a line that comes down to a node ends."""
        return self._foot.get(node, self._x[node])

    def edge(self, node: int) -> float:
        """How far from the row's middle a symbol ends; 0 where there is none."""
        return HALF_SYMBOL if self._grid.is_person(node) else 0.0

    def at(self, node: int, kind: SegmentKind) -> End:
        """The end of one line at a node."""
        grid = self._grid
        child = NOBODY if grid.is_waypoint(node) else node
        return End(
            self.foot(node),
            self._short.get(node, self.edge(node)),
            kind,
            self._leg_of.get(node, child) if kind is SegmentKind.CHILD else NOBODY,
        )

    def of_children(self, union: int) -> list[End]:
        """The ends of a sibship's bar, twins by the point where they part."""
        ends = []
        for kid in self._grid.graph.children[union]:
            group = self._birth_of.get(kid, ())
            if group not in self._apex:
                ends.append(self.at(kid, SegmentKind.CHILD))
            elif kid == group[0]:
                ends.append(self._parting(group))
        return ends

    def _parting(self, group: tuple[int, ...]) -> End:
        slants = tuple(
            Slant(m, self._x[m], self._short.get(m, HALF_SYMBOL))
            for m in sorted(group, key=self._x.__getitem__)
        )
        short = HALF_SYMBOL + TWINS_PART
        return End(self._apex[group], short, SegmentKind.CHILD, NOBODY, slants, self._level[group])


def _stops(grid: Grid, lines: Lines) -> Iterator[tuple[int, float]]:
    """Nodes at which lines from above stop elsewhere than at the edge, and where."""
    graph = grid.graph
    for person in graph.losses:
        yield person, HALF_SYMBOL + LOSS_RISE
    for union in stand_ins_beside(grid, lines):
        person, stand_in = graph.partners[union]
        edge = HALF_SYMBOL + (LOSS_RISE if person in graph.losses else 0.0)
        yield stand_in, edge
    for detour in lines.detours:
        stand_in = graph.joins[detour.union]
        if stand_in in (detour.left, detour.right) and detour.way is Way.OVER:
            yield stand_in, HALF_SYMBOL
