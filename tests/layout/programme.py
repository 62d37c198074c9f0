"""Variables of the exact oracle: orders of rows, ways of couples, lifts; and their lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, NamedTuple

from counselling.layout.exits import ends_at_persons
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.lifting import is_liftable

_AROUND: Final = 1.0  # of drawings without crossings those with fewer detours and lifts are taken

Node = tuple[str, int, int]  # what stands there, its number, a child's number
Term = tuple[float, int]  # a factor and a variable


class End(NamedTuple):
    """An end of a union's line at a node; is_there: the variable that says so, NOBODY: always."""

    node: Node
    is_there: int = NOBODY


@dataclass
class Net:
    """Lines of one union in a gap: its ends in the row above and in the row below."""

    union: int
    tops: list[End] = field(default_factory=list)
    bottoms: list[End] = field(default_factory=list)


class Cap(NamedTuple):
    """A bar over nodes of a row that nothing reaches from above; is_there: its variable."""

    union: int
    ends: tuple[Node, ...]
    is_there: int


class Programme:
    """Collects variables (all 0..1) and constraints; is_clean: crossings are forbidden."""

    def __init__(self, grid: Grid, *, has_lifts: bool, is_clean: bool) -> None:
        self._grid, self._graph = grid, grid.graph
        self._is_clean = is_clean
        self._prices: list[float] = []
        self._entries: list[tuple[int, int, float]] = []
        self._least: list[float] = []
        self._order: dict[tuple[Node, Node], int] = {}
        self._rows: dict[int, list[Node]] = {r: [] for r in range(-1, len(grid.levels))}
        self._gaps: dict[int, list[Net]] = {r: [] for r in range(-1, len(grid.levels) + 1)}
        self._caps: dict[int, list[Cap]] = {r: [] for r in range(-1, len(grid.levels) + 1)}
        self._mode: dict[int, tuple[int, int, int]] = {}  # side by side, over, under
        self._lift: dict[int, tuple[int, int]] = {}  # raised, tucked
        self._has_lifts = has_lifts
        self._joins = {union: (person, node) for union, person, node in ends_at_persons(grid)}
        self._make_nodes()
        self._make_orders()
        self._make_nets()
        self._forbid()

    # ------------------------------------------------------------------ variables

    def _variable(self, price: float = 0.0) -> int:
        self._prices.append(price)
        return len(self._prices) - 1

    def _demand(self, terms: Sequence[Term], least: float) -> None:
        """The sum of the terms is no less."""
        for factor, variable in terms:
            self._entries.append((len(self._least), variable, factor))
        self._least.append(least)

    def _crossing(self) -> list[Term]:
        """A crossing that a constraint may buy its way out with."""
        return [] if self._is_clean else [(1.0, self._variable(1.0))]

    def _make_nodes(self) -> None:
        grid, graph = self._grid, self._graph
        for node, row in enumerate(grid.row):
            self._rows[row].append(("node", node, 0))
        for union, seats in enumerate(grid.seats):
            row = grid.row_of_union[union]
            if len(seats) == 2 and union not in self._joins:
                around = _AROUND if self._is_clean else 0.0
                self._mode[union] = (
                    self._variable(), self._variable(around), self._variable(around)
                )  # fmt: skip
                self._demand([(1.0, v) for v in self._mode[union]], 1)
                self._demand([(-1.0, v) for v in self._mode[union]], -1)
                if graph.joins[union] != NOBODY:  # a line from below meets the stand-in's at once
                    self._demand([(1.0, self._mode[union][0])], 1)
                if grid.below[union]:
                    self._rows[row].append(("middle", union, 0))
            if self._has_lifts and is_liftable(graph, union) and not grid.stem[union]:
                off = _AROUND if self._is_clean else 0.0
                self._lift[union] = (self._variable(off), self._variable(off))
                self._demand([(-1.0, v) for v in self._lift[union]], -1)
                self._rows[row - 1].append(("raised", union, 0))
                for kid in self._first_born(union):
                    self._rows[row].append(("leg", union, kid))

    def _first_born(self, union: int) -> list[int]:
        """Children of a union without those born after a twin."""
        later = {kid for born in self._graph.births for kid in born[1:]}
        return [kid for kid in self._graph.children[union] if kid not in later]

    def _make_orders(self) -> None:
        for nodes in self._rows.values():
            for one, other in combinations(nodes, 2):
                self._order[one, other] = self._variable()
            for a, b, c in combinations(nodes, 3):
                ab, bc, ac = self._order[a, b], self._order[b, c], self._order[a, c]
                self._demand([(1.0, ac), (-1.0, ab), (-1.0, bc)], -1)
                self._demand([(-1.0, ac), (1.0, ab), (1.0, bc)], 0)
        widest = max(self._rows.values(), key=len)
        if len(widest) > 1:  # a drawing and its mirror image are one
            self._demand([(1.0, self._order[widest[0], widest[1]])], 1)

    def _left_of(self, one: Node, other: Node, factor: float) -> tuple[list[Term], float]:
        """Terms and a constant: the factor where one stands left of the other, else 0."""
        if (one, other) in self._order:
            return [(factor, self._order[one, other])], 0.0
        return [(-factor, self._order[other, one])], factor

    # ------------------------------------------------------------------ lines

    def _make_nets(self) -> None:
        grid = self._grid
        for run in grid.runs:
            self._gaps[run.row + 1].append(
                Net(run.union, [End(at(run.upper))], [End(at(run.lower))])
            )
        for union, seats in enumerate(grid.seats):
            if grid.stem[union]:
                self._gaps[grid.row[grid.stem[union][-1]] + 1].append(
                    Net(
                        union,
                        [End(at(grid.stem[union][-1]))],
                        [End(at(kid)) for kid in grid.graph.children[union]],
                    )
                )
            below = [at(node) for node in grid.below[union]]
            row = grid.row_of_union[union]
            if len(seats) == 1:
                if below:
                    net = Net(union, [End(at(seats[0]))], [End(node) for node in below])
                    self._gaps[row + 1].append(net)
            elif union in self._joins:
                continue
            elif union in self._lift:
                self._hang_liftable(union, row, below)
            else:
                self._hang_couple(union, row, [at(seat) for seat in seats], below)

    def _hang_couple(self, union: int, row: int, seats: list[Node], below: list[Node]) -> None:
        beside, over, under = self._mode[union]
        middle: Node = ("middle", union, 0)
        if below:
            via_middle = self._variable()  # side by side or over
            self._demand([(1.0, via_middle), (-1.0, beside), (-1.0, over)], 0)
            tops = [End(middle, via_middle), *(End(seat, under) for seat in seats)]
            self._gaps[row + 1].append(Net(union, tops, [End(node) for node in below]))
            self._demand_between(middle, seats, via_middle)
        else:
            self._gaps[row + 1].append(Net(union, [End(seat, under) for seat in seats]))
        self._caps[row].append(Cap(union, (*seats, *([middle] if below else [])), over))

    def _hang_liftable(self, union: int, row: int, kids: list[Node]) -> None:
        beside, _, _ = self._mode[union]
        raised, tucked = self._lift[union]
        self._demand([(1.0, beside)], 1)
        in_place = self._variable()
        self._demand([(1.0, in_place), (1.0, raised), (1.0, tucked)], 1)
        middle: Node = ("middle", union, 0)
        self._demand_between(middle, [at(seat) for seat in self._grid.seats[union]], beside)
        self._gaps[row + 1].append(
            Net(union, [End(middle, in_place)], [End(kid, in_place) for kid in kids])
        )
        births = {born[0]: born for born in self._graph.births}
        legs: list[Node] = [("leg", union, kid) for kid in self._first_born(union)]
        self._gaps[row].append(
            Net(union, [End(("raised", union, 0), raised)], [End(leg, raised) for leg in legs])
        )
        for leg in legs:
            born = [End(at(kid), raised) for kid in births.get(leg[2], (leg[2],))]
            self._gaps[row + 1].append(Net(union, [End(leg, raised)], born))
        self._caps[row + 1].append(Cap(union, tuple(kids), tucked))

    def _demand_between(self, node: Node, seats: Sequence[Node], where: int) -> None:
        """A node stands between two others where the variable is 1."""
        left, right = seats
        first, at_first = self._left_of(left, node, 1.0)
        second, at_second = self._left_of(node, right, -1.0)
        terms, constant = [*first, *second], at_first + at_second
        self._demand([*terms, (-1.0, where)], -1 - constant)
        self._demand([*[(-f, v) for f, v in terms], (-1.0, where)], -1 + constant)


def at(node: int) -> Node:
    return ("node", node, 0)
