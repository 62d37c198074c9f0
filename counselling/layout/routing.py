"""Where every line runs once everybody has a place: stems, ends, bars in lanes.

All lines are horizontal or vertical. Lines of different unions never run over each other: ends
that would lie at one x are moved apart, within the room that a couple's line, a slot between two
people or a waypoint leaves.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Final

from counselling.layout.blocks import Reals
from counselling.layout.endings import Endings
from counselling.layout.exits import SINGLE_PLAY, Exits, ends_at_persons
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import HALF_SYMBOL, LABEL_MARGIN, Labels
from counselling.layout.lanes import Bar, assign_lanes
from counselling.layout.lines import Detour, Lines, Way
from counselling.layout.result import SegmentKind, rounded
from counselling.layout.sketch import Couple, End, Sketch, Trunk

_CLEAR: Final = 0.06  # distance between lines of different unions that run side by side
_TOO_NEAR: Final = 0.03
_STRAIGHTEN: Final = 0.3  # a waypoint moves this far to save a line a bend
_WAYPOINT_PLAY: Final = 0.15  # and this far out of another line's way
_EXIT_PLAY: Final = 0.04
_BESIDE_SYMBOL: Final = 0.08
_HAIR: Final = 0.03
_BESIDE_WAYPOINT: Final = 0.15


def route(grid: Grid, lines: Lines, x: Reals, labels: Labels) -> Sketch:
    """Lead every line to where it ends."""
    router = _Router(grid, lines, list(map(rounded, x.tolist())), labels)
    router.straighten()
    router.keep_waypoints_clear()
    router.lead_runs()
    router.lead_detours()
    router.lead_couples()
    lanes = [
        assign_lanes([Bar([e.x for e in t.tops], [e.x for e in t.bottoms]) for t in trunks])
        for trunks in router.gaps
    ]
    return Sketch(
        grid=grid,
        labels=labels,
        x=tuple(router.x),
        couples=tuple(router.couples),
        gaps=tuple(map(tuple, router.gaps)),
        lanes=tuple(lanes),
    )


class _Router:
    """Leads lines gap by gap; a waypoint may still move a little, people may not."""

    def __init__(self, grid: Grid, lines: Lines, x: list[float], labels: Labels) -> None:
        self._grid = grid
        self._lines = lines
        self._labels = labels
        self.x = x
        self.couples: list[Couple] = []
        self.gaps: list[list[Trunk]] = [[] for _ in lines.gaps]
        self._exits = Exits(grid, lines, x)
        self._ends = Endings(grid, self.x, self._exits)
        # by row: x and union of what comes down to it from above
        self._landed: list[list[tuple[float, int]]] = [[] for _ in lines.gaps]
        for person, union in enumerate(grid.graph.parents):
            if union != NOBODY:
                insort(self._landed[grid.row[person]], (self._ends.foot(person), union))
        for detour in lines.detours:
            if detour.way is Way.OVER:
                landed = self._landed[grid.row_of_union[detour.union]]
                for end in self._ends_above(detour):
                    insort(landed, (end.x, detour.union))

    def _between_twins(self, row: int, union: int, ends: tuple[float, float]) -> float:
        x = self._clear(row, union, sum(ends) / 2, *ends)
        insort(self._landed[row], (x, union))
        return x

    def straighten(self) -> None:
        """Move waypoints that would bend a line by a hair."""
        grid, x = self._grid, self.x
        for run in sorted(grid.runs):
            if grid.is_waypoint(run.lower):
                start = x[run.upper] + self._exits.below(run.upper, run.union)
                self._move(run.lower, start)
        for run in sorted(grid.runs, reverse=True):
            if not grid.is_waypoint(run.lower) and grid.is_waypoint(run.upper):
                self._move(run.upper, x[run.lower])

    def keep_waypoints_clear(self) -> None:
        """Move waypoints off the ends of other unions' lines in the row below; part twins."""
        grid, x = self._grid, self.x
        for row in reversed(range(len(self._lines.rows))):
            for node in self._lines.rows[row]:
                if grid.is_waypoint(node):
                    union = grid.waypoint_union[node - grid.people]
                    low, high = self._room(node)
                    low = max(low, x[node] - _WAYPOINT_PLAY)
                    high = min(high, x[node] + _WAYPOINT_PLAY)
                    x[node] = self._clear(row + 1, union, x[node], low, high)
                    insort(self._landed[row], (self._ends.foot(node), union))
            self._ends.part_twins(row, self._between_twins)
        self._ends.set_levels()
        self._ends.set_common_lines()

    def lead_runs(self) -> None:
        """Lines that pass through rows, and stems on their last piece to the children."""
        grid, x = self._grid, self.x
        for run in grid.runs:
            top = self._exit(run.upper, run.union, run.kind)
            self._add(run.row + 1, run.union, [top], [self._ends.at(run.lower, run.kind)], run.kind)
        for node, union, born in grid.partings:
            top = End(x[node], 0.0, SegmentKind.CHILD)
            self._add(grid.row[node] + 1, union, [top], [self._ends.parting(born)])
        for union, stem in enumerate(grid.stem):
            if stem:
                top = End(x[stem[-1]], 0.0, SegmentKind.DESCENT)
                kids = self._ends.of_children(union)
                self._add(grid.row[stem[-1]] + 1, union, [top], kids, SegmentKind.SIBSHIP)

    def lead_detours(self) -> None:
        """Couples around others: a bar over or under the row."""
        slots: dict[tuple[int, int], list[Detour]] = {}
        for detour in self._lines.detours:
            row = self._grid.row_of_union[detour.union]
            if detour.way is Way.UNDER:
                seats = (detour.left, detour.right)
                tops = [self._exit(node, detour.union, SegmentKind.MATE) for node in seats]
                self._add(row + 1, detour.union, tops, self._ends_below(detour.union))
            elif detour.slot == NOBODY:
                self._add(row, detour.union, [], self._ends_above(detour), SegmentKind.MATE)
            else:
                slots.setdefault((row, detour.slot), []).append(detour)
        for (row, slot), detours in slots.items():
            self._lead_through(row, slot, detours)

    def _lead_through(self, row: int, slot: int, detours: list[Detour]) -> None:
        """Couples' bars over a row whose stems come down between the same two neighbours."""
        nodes = self._lines.rows[row]
        low = self.x[nodes[slot]] + self._beside(nodes[slot])
        high = self.x[nodes[slot + 1]] - self._beside(nodes[slot + 1])
        share = (high - low) / len(detours)
        detours.sort(key=lambda detour: (self._middle_below(detour.union), detour.union))
        for place, detour in enumerate(detours):
            start = low + place * share
            middle = start + share / 2
            end = start + share
            above = [x for x, _ in self._landed[row] if start <= x <= end]
            stem = self._clear(row + 1, detour.union, middle, start + share / 8, end, above)
            insort(self._landed[row], (stem, detour.union))
            through = End(stem, 0.0, SegmentKind.DESCENT)
            ends = [*self._ends_above(detour), through]
            self._add(row, detour.union, [], ends, SegmentKind.MATE)
            self._add(row + 1, detour.union, [through], self._ends_below(detour.union))

    def lead_couples(self) -> None:
        """Couples side by side, and single parents: a line in the row, a stem from it."""
        grid, x = self._grid, self.x
        to_persons = {union for union, _, _ in ends_at_persons(grid)}
        for union, (left, right) in self._lines.straight.items():
            row = grid.row_of_union[union]
            if union in to_persons:
                continue  # the line to the stand-in goes on to the person
            low, high, middle, short = x[left], x[right], (x[left] + x[right]) / 2, 0.0
            if left != right:
                low, high = low + self._ends.edge(left), high - self._ends.edge(right)
                self.couples.append(Couple(union, row, low, high))
                low, high = x[left] + self._inside(left), x[right] - self._inside(right)
            elif grid.is_person(left):
                short = HALF_SYMBOL
                low, high = low - SINGLE_PLAY, high + SINGLE_PLAY
            ends = self._ends_below(union)
            if ends:
                is_own = len(ends) == 1 and ends[0].child < grid.graph.people
                wanted = ends[0].x if is_own else middle  # a stand-in's line comes from aside
                # rather a little nearer than a bend
                low = min(low, max(wanted, low - _HAIR * grid.is_person(left)))
                high = max(high, min(wanted, high + _HAIR * grid.is_person(right)))
                wanted = min(max(wanted, low), high)
                between = self._lines.rows[row][
                    self._lines.place[left] + 1 : self._lines.place[right]
                ]
                stem = self._clear(row + 1, union, wanted, low, high, [x[n] for n in between])
                self._add(row + 1, union, [End(stem, short, SegmentKind.DESCENT)], ends)

    def _add(
        self,
        gap: int,
        union: int,
        tops: Sequence[End],
        bottoms: Sequence[End],
        bar: SegmentKind = SegmentKind.SIBSHIP,
    ) -> None:
        self.gaps[gap].append(Trunk(union, tuple(tops), tuple(bottoms), bar))

    def _ends_below(self, union: int) -> list[End]:
        grid = self._grid
        if not grid.stem[union] and not any(grid.legs[k] for k in grid.graph.children[union]):
            return self._ends.of_children(union)
        kind = SegmentKind.DESCENT if grid.stem[union] else SegmentKind.CHILD
        return [self._ends.at(node, kind) for node in grid.below[union]]

    def _middle_below(self, union: int) -> float:
        ends = [self.x[node] for node in self._grid.below[union]]
        return min(ends) + max(ends)

    def _ends_above(self, detour: Detour) -> list[End]:
        """Where a bar over the row comes down to the partners."""
        return [
            End(
                self.x[node] + self._exits.above(node, detour.union),
                self._ends.edge(node) or self._ends.at(node, SegmentKind.MATE).short,
                SegmentKind.MATE,
            )
            for node in (detour.left, detour.right)
        ]

    def _exit(self, node: int, union: int, kind: SegmentKind) -> End:
        """Where a line leaves downwards: a waypoint's middle, a place at a symbol's bottom."""
        x = self.x[node]
        if self._grid.is_person(node):
            x += self._exits.below(node, union)
            gap = self._grid.row[node] + 1
            x = self._clear(gap, union, x, x - _EXIT_PLAY, x + _EXIT_PLAY)
        return End(x, self._ends.edge(node), kind)

    def _inside(self, node: int) -> float:
        """How far from an end of a couple's line its children's stem may go down."""
        return self._labels.inside(node) if self._grid.is_person(node) else 0.0

    def _beside(self, node: int) -> float:
        """How far from a node's middle another line may run down."""
        if self._grid.is_person(node):
            label = self._labels.width[node] / 2
            return max(HALF_SYMBOL + _BESIDE_SYMBOL, label + LABEL_MARGIN / 2)
        return _BESIDE_WAYPOINT

    def _room(self, node: int) -> tuple[float, float]:
        """Between which x a waypoint may stand without coming near its neighbours."""
        nodes = self._lines.rows[self._grid.row[node]]
        place = self._lines.place[node]
        low, high = float("-inf"), float("inf")
        if place:
            low = self.x[nodes[place - 1]] + self._beside(nodes[place - 1])
        if place + 1 < len(nodes):
            high = self.x[nodes[place + 1]] - self._beside(nodes[place + 1])
        return low, high

    def _move(self, node: int, x: float) -> None:
        low, high = self._room(node)
        if abs(self.x[node] - x) < _STRAIGHTEN and low <= x <= high:
            self.x[node] = x

    def _clear(
        self,
        gap: int,
        union: int,
        wanted: float,
        low: float,
        high: float,
        others: Sequence[float] = (),
    ) -> float:
        """The x nearest to the one wanted that is clear of other unions' ends below."""
        landed = self._landed[gap]
        start = bisect_left(landed, (low - _CLEAR, NOBODY))
        stop = bisect_left(landed, (high + _CLEAR, NOBODY))
        taken = [*others, *(x for x, other in landed[start:stop] if other != union)]
        if all(abs(x - wanted) >= _TOO_NEAR for x in taken):
            return wanted
        tries = sorted(
            (x + step for x in taken for step in (_CLEAR, -_CLEAR) if low <= x + step <= high),
            key=lambda x: (abs(x - wanted), x),
        )
        free = (x for x in tries if all(abs(x - y) >= _TOO_NEAR for y in taken))
        return rounded(next(free, wanted))
