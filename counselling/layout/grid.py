"""The rows of a drawing, and the places in them that lines need besides people.

A line that runs through a row is given a waypoint there, a place of its own between two people.
After that every line joins two rows that follow each other, and nothing else needs to be known
of long ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from counselling.layout.graph import NOBODY, Graph
from counselling.layout.result import SegmentKind


class Point(Enum):
    """What stands at a place of a row."""

    PERSON = auto()
    LANDING = auto()  # here a partner's line from above reaches the row of the couple
    PASSAGE = auto()  # a line runs through


class Move(Enum):
    """How a founder couple leaves its row so that its lines get out of others' way."""

    RAISED = auto()  # one row higher, the bar of its children directly under it
    TUCKED = auto()  # into a thin row of its own, under the bar of another union's children


class Lift(NamedTuple):
    """A founder couple that is drawn off its row. under: the other union of a TUCKED couple."""

    move: Move
    union: int
    under: int = NOBODY


class Level(NamedTuple):
    """A row's place on the page: its generation, 1 in `thin` for a tucked row below it."""

    generation: int
    thin: int = 0


class Run(NamedTuple):
    """A piece of line from a row to the next one that is no part of a sibship's bar.

    kind: MATE on a partner's way down to the couple, DESCENT in a stem, CHILD in a leg.
    """

    row: int  # of its upper end
    upper: int
    lower: int
    union: int
    kind: SegmentKind


@dataclass(frozen=True)
class Grid:
    """Nodes (people first, by their number, then waypoints) and the rows that they stand in.

    generation: of every person. levels: of every row. row, point: of every node. row_of_union: the
    lower partner's. seat: of every link, the node that stands for the partner in the union's row.
    approach: of every link, the waypoints from the partner down to that seat. stem: of every
    union, waypoints from the couple down to the children's bar. legs: of every person, waypoints
    from the bar down to her, only under a raised couple; those born together have the first one's.
    waypoint_union, names: of the waypoints; names are the same before and after an edit.
    """

    graph: Graph
    lifts: tuple[Lift, ...]
    generation: tuple[int, ...]
    levels: tuple[Level, ...]
    row: tuple[int, ...]
    point: tuple[Point, ...]
    row_of_union: tuple[int, ...]
    seat: tuple[int, ...]
    approach: tuple[tuple[int, ...], ...]
    stem: tuple[tuple[int, ...], ...]
    legs: tuple[tuple[int, ...], ...]
    runs: tuple[Run, ...]
    waypoint_union: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def people(self) -> int:
        """How many of the nodes are people or stand-ins: the first waypoint's number."""
        return len(self.graph.ids)

    @cached_property
    def seats(self) -> tuple[tuple[int, ...], ...]:
        """Of every union: the nodes of its partners in its own row."""
        return tuple(
            tuple(self.seat[2 * union + place] for place in range(len(partners)))
            for union, partners in enumerate(self.graph.partners)
        )

    @cached_property
    def below(self) -> tuple[tuple[int, ...], ...]:
        """Of every union: the nodes that its line reaches in the next row."""
        return tuple(
            stem[:1] or tuple(self._first_below(union, kids))
            for union, (stem, kids) in enumerate(zip(self.stem, self.graph.children, strict=True))
        )

    def _first_below(self, union: int, kids: Sequence[int]) -> Iterator[int]:
        later = {kid for _, owner, born in self.partings if owner == union for kid in born[1:]}
        for kid in kids:
            if kid not in later:
                yield self.legs[kid][0] if self.legs[kid] else kid

    @cached_property
    def partings(self) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
        """Last waypoints of legs that part to those born together, their union and these."""
        return tuple(
            (self.legs[born[0]][-1], self.graph.parents[born[0]], born)
            for born in self.graph.births
            if self.legs[born[0]]
        )

    @cached_property
    def partings_from(self) -> tuple[tuple[tuple[int, int, tuple[int, ...]], ...], ...]:
        """Of every row: the partings whose waypoint stands in it."""
        rows: list[list[tuple[int, int, tuple[int, ...]]]] = [[] for _ in self.levels]
        for parting in self.partings:
            rows[self.row[parting[0]]].append(parting)
        return tuple(map(tuple, rows))

    @cached_property
    def row_of_children(self) -> tuple[int, ...]:
        """Of every union: its children's row, its own where it has none."""
        return tuple(
            self.row[kids[0]] if kids else self.row_of_union[union]
            for union, kids in enumerate(self.graph.children)
        )

    @cached_property
    def unions_in(self) -> tuple[tuple[int, ...], ...]:
        """Of every row: the unions whose couples stand in it."""
        rows: list[list[int]] = [[] for _ in self.levels]
        for union, row in enumerate(self.row_of_union):
            rows[row].append(union)
        return tuple(map(tuple, rows))

    @cached_property
    def spans_in(self) -> tuple[tuple[frozenset[int], ...], ...]:
        """Of every row: nodes under slants or a bar in common, low above the symbols."""
        graph = self.graph
        rows: list[list[frozenset[int]]] = [[] for _ in self.levels]
        for born in graph.births:
            rows[self.row[born[0]]].append(frozenset(born))
        for union, stand_in in enumerate(graph.joins):
            if stand_in in graph.meeting:
                seat = self.seats[union][-1]
                rows[self.row[seat]].append(graph.sharers(stand_in) | {seat})
        return tuple(map(tuple, rows))

    @cached_property
    def nodes_in(self) -> tuple[tuple[int, ...], ...]:
        """Of every row: the nodes that stand in it."""
        rows: list[list[int]] = [[] for _ in self.levels]
        for node, row in enumerate(self.row):
            rows[row].append(node)
        return tuple(map(tuple, rows))

    @cached_property
    def runs_from(self) -> tuple[tuple[Run, ...], ...]:
        """Of every row: the runs that leave it downwards."""
        rows: list[list[Run]] = [[] for _ in self.levels]
        for run in self.runs:
            rows[run.row].append(run)
        return tuple(map(tuple, rows))

    @cached_property
    def stems_end_in(self) -> tuple[tuple[int, ...], ...]:
        """Of every row: the unions whose stem has its last waypoint there."""
        rows: list[list[int]] = [[] for _ in self.levels]
        for union, stem in enumerate(self.stem):
            if stem:
                rows[self.row[stem[-1]]].append(union)
        return tuple(map(tuple, rows))

    @cached_property
    def known_as(self) -> tuple[str, ...]:
        """A name for every node: a person's id, a waypoint's name."""
        return (*self.graph.ids, *self.names)

    def is_person(self, node: int) -> bool:
        """Whether a person stands at this node, with a symbol and a label."""
        return node < self.graph.people

    def is_waypoint(self, node: int) -> bool:
        """Whether nobody stands at this node, not even a stand-in."""
        return node >= len(self.graph.ids)


def grid_of(graph: Graph, generation: tuple[int, ...], lifts: tuple[Lift, ...] = ()) -> Grid:
    """Lay out the rows of a family and the waypoints in them."""
    levels = _levels(graph, generation, lifts)
    rows = sorted(set(levels))
    at = {level: row for row, level in enumerate(rows)}
    builder = _Builder(graph, [at[level] for level in levels])
    raised = {lift.union for lift in lifts if lift.move is Move.RAISED}
    raised |= {lift.under for lift in lifts if lift.move is Move.TUCKED}
    for union in range(len(graph.partners)):
        builder.add_union(union, is_raised=union in raised)
    return Grid(
        graph=graph,
        lifts=lifts,
        generation=generation,
        levels=tuple(rows),
        row=tuple(builder.row),
        point=tuple(builder.point),
        row_of_union=tuple(builder.row_of_union),
        seat=tuple(builder.seat),
        approach=tuple(map(tuple, builder.approach)),
        stem=tuple(map(tuple, builder.stem)),
        legs=tuple(map(tuple, builder.legs)),
        runs=tuple(builder.runs),
        waypoint_union=tuple(builder.waypoint_union),
        names=tuple(builder.names),
    )


def _levels(graph: Graph, generation: Sequence[int], lifts: Sequence[Lift]) -> list[Level]:
    levels = [Level(number) for number in generation]
    for lift in lifts:
        unions = {link // 2 for p in graph.partners[lift.union] for link in graph.links_of[p]}
        for person in {p for union in unions for p in graph.partners[union]}:
            number = generation[person]
            levels[person] = Level(number - 1) if lift.move is Move.RAISED else Level(number, 1)
    return levels


class _Builder:
    """Adds one union after the other, with the waypoints that its lines need."""

    def __init__(self, graph: Graph, row: list[int]) -> None:
        self._graph = graph
        self.row = row
        self.point = [Point.PERSON] * len(row)
        self.waypoint_union: list[int] = []
        self.names: list[str] = []
        self.row_of_union: list[int] = []
        self.seat: list[int] = []
        self.approach: list[list[int]] = []
        self.stem: list[list[int]] = []
        self.legs: list[list[int]] = [[] for _ in row]
        self.runs: list[Run] = []

    def add_union(self, union: int, *, is_raised: bool) -> None:
        """Give a union its row, its partners their seats, and its lines their waypoints."""
        partners, kids = self._graph.partners[union], self._graph.children[union]
        row = max(self.row[person] for person in partners)
        self.row_of_union.append(row)
        for person in partners:
            rows = range(self.row[person] + 1, row + 1)
            way = list(self._waypoints(union, rows, person, last=Point.LANDING))
            self._join(union, [person, *way], SegmentKind.MATE)
            self.approach.append(way)
            self.seat.append(way[-1] if way else person)
        self.approach += [[]] * (2 - len(partners))
        self.seat += [NOBODY] * (2 - len(partners))
        rows_between = range(row + 1, self.row[kids[0]]) if kids else range(0)
        self.stem.append([])
        if is_raised:
            birth_of = {kid: born for born in self._graph.births for kid in born}
            for kid in kids:
                born = birth_of.get(kid, (kid,))
                if kid == born[0]:
                    self.legs[kid] = list(self._waypoints(union, rows_between, kid))
                    last = [] if len(born) > 1 else [kid]
                    self._join(union, [*self.legs[kid], *last], SegmentKind.CHILD)
        else:
            self.stem[union] = list(self._waypoints(union, rows_between, NOBODY))
            self._join(union, self.stem[union], SegmentKind.DESCENT)

    def _waypoints(
        self, union: int, rows: range, person: int, *, last: Point = Point.PASSAGE
    ) -> Iterator[int]:
        """Make one waypoint a row, named so that rows added at the top change no name."""
        if not rows:
            return  # nearly always
        ids = self._graph.ids
        owner = "+".join(self._graph.owner(union))
        name = f"{owner}/{ids[person] if person != NOBODY else ''}"
        for row in rows:
            self.row.append(row)
            self.point.append(last if row == rows[-1] else Point.PASSAGE)
            self.waypoint_union.append(union)
            self.names.append(f"{name}/{rows.stop - row}")
            yield len(self.row) - 1

    def _join(self, union: int, way: Sequence[int], kind: SegmentKind) -> None:
        for upper, lower in pairwise(way):
            self.runs.append(Run(self.row[upper], upper, lower, union, kind))
