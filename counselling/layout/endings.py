"""How lines end at people: at a symbol's edge, higher at a loss, in slants at twins.

A line that several siblings have in common, a donor's, ends above them in a bar that meets the line
of each of them.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from counselling.layout.exits import Exits, ends_at_persons
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import HALF_SYMBOL
from counselling.layout.result import LOSS_RISE, SegmentKind
from counselling.layout.sketch import End, Slant

TWINS_PART: Final = 0.34  # this far above their symbols
_HALFWAY: Final = 0.5  # down the slants: the bar between identical twins
_HIGHER: Final = 0.2  # and up to this much higher where bars would meet
_BEND: Final = 0.5  # aside of a twin at the end of a long slant: it must not seem to end elsewhere
_BEND_AT: Final = 0.24  # above the symbols: over losses too, which hang higher
_OVER: Final = 0.08  # a slant keeps this distance from a symbol that it passes over
_COMMON_LINE: Final = TWINS_PART + 0.1  # the bar of a line in common, above the symbols
COMMON_LANE: Final = 0.1  # and how much higher each further one in the row


class Endings:
    """Where the lines down to people end; x of the people is final.

    clear: finds an x near the one wanted, clear of other lines that end in the row.
    """

    def __init__(self, grid: Grid, x: Sequence[float], exits: Exits) -> None:
        self._grid, self._x = grid, x
        self._short = dict(_stops(grid))
        self._foot: dict[int, float] = {}  # of stand-ins: where their line ends at the person
        self._common: dict[int, list[tuple[int, int]]] = {}  # by row: node, stand-in
        for union, person, node in ends_at_persons(grid):
            stand_in = grid.graph.joins[union]
            if stand_in in grid.graph.meeting:
                self._common.setdefault(grid.row[node], []).append((node, stand_in))
            else:
                self._foot[node] = x[person] + exits.above(person, union)
        self._reach: dict[int, tuple[float, float]] = {}  # of such a node: how far its bar goes
        self._joints: dict[int, list[float]] = {}  # of a person or a twin: where bars meet her line
        self._birth_of = {m: group for group in grid.graph.births for m in group}
        self._leg_of = {
            node: NOBODY if kid in self._birth_of else kid
            for kid, legs in enumerate(grid.legs)
            for node in legs
        }
        self._births_in: dict[int, list[tuple[int, ...]]] = {}
        for group in grid.graph.births:
            self._births_in.setdefault(grid.row[group[0]], []).append(group)
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
            self._level[group] = _HALFWAY - _HIGHER * (level / (level + 1))

    def set_common_lines(self) -> None:
        """Find the bars of lines in common: the one that comes from farther away lies lower."""
        graph = self._grid.graph
        for entries in self._common.values():
            bars: list[tuple[float, float, float, int, int]] = []
            for node, stand_in in entries:
                start, legs = self._x[node], list(map(self._leg, graph.sharers(stand_in)))
                way = min(abs(leg - start) for leg in legs)
                bars.append((-way, min(start, *legs), max(start, *legs), node, stand_in))
            placed: list[tuple[float, float, int]] = []
            for _, low, high, node, stand_in in sorted(bars):
                below = (lane for left, right, lane in placed if left <= high and low <= right)
                lane = max(below, default=-1) + 1
                placed.append((low, high, lane))
                self._short[node] = short = HALF_SYMBOL + _COMMON_LINE + COMMON_LANE * lane
                self._reach[node] = low, high
                for kid in graph.sharers(stand_in):
                    self._joints.setdefault(self._birth_of.get(kid, (kid,))[0], []).append(short)

    def _leg(self, person: int) -> float:
        return self._apex.get(self._birth_of.get(person, ()), self._x[person])

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
            joints=self._joints_of(child),
            reach=self._reach.get(node, ()),
        )

    def of_children(self, union: int) -> list[End]:
        """The ends of a sibship's bar, twins by the point where they part."""
        ends = []
        for kid in self._grid.graph.children[union]:
            group = self._birth_of.get(kid, ())
            if group not in self._apex:
                ends.append(self.at(kid, SegmentKind.CHILD))
            elif kid == group[0]:
                ends.append(self.parting(group))
        return ends

    def _joints_of(self, person: int) -> tuple[float, ...]:
        met = self._joints.get(person)  # nearly nobody
        return tuple(sorted(set(met), reverse=True)) if met else ()

    def parting(self, group: tuple[int, ...]) -> End:
        """Return the end from which those born together part."""
        slants = tuple(
            Slant(m, self._x[m], self._short.get(m, HALF_SYMBOL), self._bend(m, group))
            for m in sorted(group, key=self._x.__getitem__)
        )
        return End(
            self._apex[group],
            HALF_SYMBOL + TWINS_PART,
            SegmentKind.CHILD,
            NOBODY,
            slants,
            self._level[group],
            joints=self._joints_of(group[0]),
        )

    def _bend(self, twin: int, group: tuple[int, ...]) -> tuple[float, ...]:
        """Where a slant bends down to a twin because others stand under it."""
        grid, x, apex = self._grid, self._x[twin], self._apex[group]
        low, high = sorted((x, apex))
        for node in grid.nodes_in[grid.row[twin]]:
            if low < self._x[node] < high and grid.is_person(node) and node not in group:
                rise = LOSS_RISE if node in grid.graph.losses else 0.0
                aside = abs(self._x[node] - x) - HALF_SYMBOL
                if TWINS_PART * aside / (high - low) < rise + _OVER:
                    return x + (_BEND if apex > x else -_BEND), HALF_SYMBOL + _BEND_AT
        return ()


def _stops(grid: Grid) -> Iterator[tuple[int, float]]:
    """Nodes at which lines from above stop elsewhere than at the edge, and where."""
    graph = grid.graph
    for person in graph.losses:
        yield person, HALF_SYMBOL + LOSS_RISE
    for _, person, node in ends_at_persons(grid):
        yield node, HALF_SYMBOL + (LOSS_RISE if person in graph.losses else 0.0)
