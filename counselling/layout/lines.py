"""How the lines of an order run: which couples stand side by side, and what hangs in each gap.

Positions count places in a row from the left; 2.5 lies between the third and the fourth. Gap g
lies above row g, so that gap 0 is the space over the top row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid, Point
from counselling.layout.strangers import is_in_the_way

_SLOTS: Final = 3  # couples' stems that fit between two neighbours
_ASIDE: Final = 0.2  # places from the middle of a symbol, where a line to the side leaves it


class Way(Enum):
    """How a couple is joined when its partners do not stand side by side."""

    OVER = auto()  # a bar above the row, the stem comes down between two neighbours
    UNDER = auto()  # a bar below the row


class Detour(NamedTuple):
    """A couple joined around others.

    slot: the place left of the stem of an OVER, NOBODY where no children hang on it.
    """

    union: int
    left: int
    right: int
    way: Way
    slot: int


class Net(NamedTuple):
    """Lines of one union in one gap: one bar, with ends in the row above and in the row below.

    Both lists are sorted. A named tuple, because a search makes thousands of them.
    """

    union: int
    tops: list[float]
    bottoms: list[float]


class _Under(NamedTuple):
    """A line below a row from one partner to another; is_loop: nothing hangs on it."""

    left: float
    right: float
    is_loop: bool

    def is_met(self, first: float, last: float) -> bool:
        """Whether a wider line below the row crosses it; a loop may lie between it and the row."""
        inside = (first < self.left < last) + (first < self.right < last)
        return inside == 1 if self.is_loop else inside > 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Everything that is drawn in an order, in positions.

    place: of every node in its row. straight: unions joined by a line in the row, with the nodes
    at its ends (twice the same for a single parent). detours: the other couples. gaps: the nets.
    pierced: how often a straight line is run through by another.
    """

    rows: Sequence[Sequence[int]]
    place: list[int]
    straight: dict[int, tuple[int, int]]
    detours: list[Detour]
    gaps: list[list[Net]]
    pierced: int


def run_lines(grid: Grid, rows: Sequence[Sequence[int]], only: Sequence[int] = ()) -> Lines:
    """Find how every line runs; only: rows to look at where not all of them matter."""
    place = [0] * len(grid.row)
    for nodes in rows:
        for position, node in enumerate(nodes):
            place[node] = position
    gaps: list[list[Net]] = [[] for _ in range(len(rows) + 1)]
    lines = _Rows(grid, rows, place, gaps)
    for row in only or range(len(rows)):
        below = gaps[row + 1]
        below += [
            Net(run.union, [place[run.upper]], [place[run.lower]]) for run in grid.runs_from[row]
        ]
        lines.join_couples(row)
        for union in grid.stems_end_in[row]:
            below.append(
                Net(
                    union,
                    [place[grid.stem[union][-1]]],
                    sorted(place[kid] for kid in grid.graph.children[union]),
                )
            )
        for node, union, born in grid.partings_from[row]:
            below.append(Net(union, [place[node]], sorted(place[kid] for kid in born)))
    return Lines(rows, place, lines.straight, lines.detours, gaps, lines.pierced)


class _Rows:
    """Joins the couples of one row after the other."""

    def __init__(
        self,
        grid: Grid,
        rows: Sequence[Sequence[int]],
        place: list[int],
        gaps: list[list[Net]],
    ) -> None:
        self._grid = grid
        self._rows = rows
        self._place = place
        self._gaps = gaps
        self.straight: dict[int, tuple[int, int]] = {}
        self.detours: list[Detour] = []
        self.pierced = 0

    def join_couples(self, row: int) -> None:
        """Choose the way of every couple of a row and hang its children on it."""
        grid, place, point, nodes = self._grid, self._place, self._grid.point, self._rows[row]
        is_joined = [False] * len(nodes)  # by a straight line to the next place
        stems: list[float] = [place[run.upper] for run in grid.runs_from[row]]
        apart = []
        for union in grid.unions_in[row]:
            seats = grid.seats[union]
            left, right = seats[0], seats[-1]
            if place[left] > place[right]:
                left, right = right, left
            first, last = place[left], place[right]
            between = range(first + 1, last)
            if grid.graph.joins[union] != NOBODY:  # reached from above, whoever stands between
                self.straight[union] = left, right
                self.pierced += self._met_on_the_way(union, nodes)
            elif last - first < 2 or all(point[nodes[i]] is Point.PASSAGE for i in between):
                self.straight[union] = left, right
                is_joined[first:last] = [True] * (last - first)
                self.pierced += len(between)
                if grid.below[union]:
                    stems.append((first + last) / 2)
                self._hang(union, row, [(first + last) / 2])
            else:
                apart.append((last - first, union, left, right))
        slots_used = [0] * len(nodes)
        under: list[_Under] = []
        for _, union, left, right in sorted(apart):
            self._lead_around(row, union, left, right, is_joined, slots_used, stems, under)

    def _met_on_the_way(self, union: int, nodes: Sequence[int]) -> int:
        """Lines from above into the row, between a stand-in and those whose line it is.

        Where she stands higher the line that goes down from her ends beside the stand-in.
        """
        grid, place = self._grid, self._place
        person, stand_in = grid.seats[union]
        if grid.is_waypoint(person):
            return abs(place[person] - place[stand_in]) - 1
        hers = grid.graph.sharers(grid.graph.joins[union])
        places = [place[node] for node in (stand_in, *hers)]
        between = nodes[min(places) + 1 : max(places)]
        return sum(is_in_the_way(grid, hers, node) for node in between)

    def _hang(self, union: int, row: int, tops: list[float]) -> None:
        place = self._place
        bottoms: list[float] = sorted(place[node] for node in self._grid.below[union])
        if bottoms or len(tops) > 1:
            self._gaps[row + 1].append(Net(union, tops, bottoms))

    def _lead_around(
        self,
        row: int,
        union: int,
        left: int,
        right: int,
        is_joined: list[bool],
        slots_used: list[int],
        stems: list[float],
        under: list[_Under],
    ) -> None:
        """Lead a couple's line over or under its row, whichever meets fewer lines."""
        first, last = self._place[left], self._place[right]
        ends = [first + _ASIDE, last - _ASIDE]
        slots = [k for k in range(first, last) if not is_joined[k] and slots_used[k] < _SLOTS]
        is_childless = not self._grid.below[union]
        met_under = sum(first < stem < last for stem in stems)
        met_under += sum(other.is_met(first, last) for other in under)
        under_spans = self._met_above(row, first, last)
        if self._met_over(row, first, last) + under_spans > met_under or not (
            slots or is_childless
        ):
            under.append(_Under(ends[0], ends[1], is_childless))
            self._hang(union, row, ends)
            self.detours.append(Detour(union, left, right, Way.UNDER, NOBODY))
        elif is_childless:
            self.pierced += under_spans
            self._gaps[row].append(Net(union, [], ends))
            self.detours.append(Detour(union, left, right, Way.OVER, NOBODY))
        else:
            self.pierced += under_spans
            slot = self._best_slot(row, union, first, last, slots, slots_used)
            stem = slot + 0.5 + 0.1 * slots_used[slot]
            slots_used[slot] += 1
            stems.append(stem)
            self._gaps[row].append(Net(union, [], [ends[0], stem, ends[1]]))
            self._hang(union, row, [stem])
            self.detours.append(Detour(union, left, right, Way.OVER, slot))

    def _met_over(self, row: int, first: int, last: int) -> int:
        """Lines that come down into the row between two places."""
        grid = self._grid
        parents = grid.graph.parents
        between = self._rows[row][first + 1 : last]
        return sum(not grid.is_person(node) or parents[node] >= 0 for node in between)

    def _met_above(self, row: int, first: int, last: int) -> int:
        """Slants and bars in common that a line over the row meets on its way down to its ends."""
        met = 0
        for span in self._grid.spans_in[row]:
            places = [self._place[node] for node in span]
            low, high = min(places), max(places)
            met += (low <= first < high) + (low < last <= high)
        return met

    def _best_slot(
        self, row: int, union: int, first: int, last: int, slots: list[int], used: list[int]
    ) -> int:
        """The slot nearest to an end, at the side of the children."""
        below = self._grid.below[union]
        width = len(self._rows[row])
        width_below = len(self._rows[row + 1]) if row + 1 < len(self._rows) else 1
        middle = (first + last) / 2
        leans_left = (
            sum(self._place[node] for node in below) * width < middle * len(below) * width_below
        )
        end = first if leans_left else last

        def price(slot: int) -> tuple[float, int]:
            stem = slot + 0.5 + 0.2 * used[slot]
            return 10 * min(abs(stem - first), abs(stem - last)) + abs(stem - end), slot

        return min(slots, key=price)
