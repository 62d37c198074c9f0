"""What the hand arranged, as numbers of a part of a family, and rows brought into its order.

An order made by hand comes before everything that is free in a drawing, age and custom too. Whole
branches change places, so that nothing crosses that need not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from counselling.layout.crossings import price
from counselling.layout.decisions import LEFT, RIGHT, Decisions
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Grid
from counselling.layout.stability import decisions_before
from counselling.layout.trial import attempt
from counselling.pedigree.arrangement import Arrangement

Rows = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Hand:
    """An arrangement in numbers; what does not fit the family any more is left out.

    orders: of unions, children from left to right. sides: of unions, the left partner. nudges,
    pins: of people, in layout units.
    """

    orders: tuple[tuple[int, tuple[int, ...]], ...] = ()
    sides: tuple[tuple[int, int], ...] = ()
    nudges: Mapping[int, float] = field(default_factory=dict)
    pins: Mapping[int, float] = field(default_factory=dict)


NO_HAND: Final = Hand()


def hand_of(graph: Graph, arrangement: Arrangement) -> Hand:
    """Return what of an arrangement speaks of this part of a family."""
    if arrangement.is_empty:
        return NO_HAND
    number = {person: i for i, person in enumerate(graph.ids[: graph.people])}
    union_of = {pair: union for union, pair in enumerate(graph.partners)}
    orders = []
    for order in arrangement.orders:
        known = [number[person] for person in order if person in number]
        homes = {graph.parents[person] for person in known}
        if len(known) > 1 and len(homes) == 1 and NOBODY not in homes:
            orders.append((homes.pop(), tuple(known)))
    sides = []
    for left, right in arrangement.sides:
        if left in number and right in number:
            one, other = sorted((number[left], number[right]))
            if (one, other) in union_of:
                sides.append((union_of[one, other], number[left]))
    return Hand(
        orders=tuple(orders),
        sides=tuple(sides),
        nudges={number[n.person]: n.by for n in arrangement.nudges if n.person in number},
        pins={number[p.person]: p.x for p in arrangement.pins if p.person in number},
    )


def arranged(grid: Grid, rows: Rows, hand: Hand) -> Rows:
    """Return the rows with siblings and partners where the hand put them."""
    for union, wanted in hand.orders:
        rows = _with_order(grid, rows, union, wanted)
    for union, left in hand.sides:
        rows = _with_side(grid, rows, union, left)
    return rows


def _with_order(grid: Grid, rows: Rows, union: int, wanted: Sequence[int]) -> Rows:
    place = _places(rows)
    row = grid.row[wanted[0]]
    children = sorted(grid.graph.children[union], key=lambda child: (grid.row[child], place[child]))
    siblings = [child for child in children if grid.row[child] == row]
    named = iter([child for child in wanted if grid.row[child] == row])
    order = [next(named) if child in wanted else child for child in siblings]
    order = grid.graph.together(order)
    if order == siblings:
        return rows
    elsewhere = [child for child in children if grid.row[child] != row]
    decisions = decisions_before(grid, place).with_children(union, (*order, *elsewhere))
    tried = [
        _refilled(rows, _branches(grid, siblings, barred=union), order),
        *_walked(grid, decisions),
        _refilled(rows, {child: child for child in siblings}, order),
    ]
    mine = [rows for rows in tried if sorted(siblings, key=_places(rows).__getitem__) == order]
    return min(mine, key=lambda rows: price(grid, rows).cost)


def _with_side(grid: Grid, rows: Rows, union: int, left: int) -> Rows:
    one, other = grid.graph.partners[union]
    right = other if left == one else one
    seat = {
        person: grid.seats[union][grid.graph.partners[union].index(person)]
        for person in (left, right)
    }
    place = _places(rows)
    if place[seat[left]] < place[seat[right]]:
        return rows
    branch = _branches(grid, (right, left), barred=union)
    seats = {seat[left]: left, seat[right]: right}
    tried = [
        _refilled(rows, seats, (left, right)),
        _refilled(rows, branch | seats, (left, right)),
        *_walked(grid, _turned(decisions_before(grid, place), grid.graph, union, left)),
    ]
    mine = []
    for rows in tried:
        now = _places(rows)
        if now[seat[left]] < now[seat[right]]:
            mine.append(rows)
    return min(mine, key=lambda rows: price(grid, rows).cost)


def _turned(decisions: Decisions, graph: Graph, union: int, left: int) -> Decisions:
    side = list(decisions.side)
    for link in (2 * union, 2 * union + 1):
        side[link] = RIGHT if graph.partners[union][link % 2] == left else LEFT
    return replace(decisions, side=tuple(side))


def _walked(grid: Grid, decisions: Decisions) -> Iterator[Rows]:
    trial = attempt(grid, decisions)
    if trial:
        yield trial.order.rows


def _places(rows: Rows) -> dict[int, int]:
    return {node: place for nodes in rows for place, node in enumerate(nodes)}


def _branches(grid: Grid, people: Sequence[int], barred: int) -> dict[int, int]:
    """Of every node nearest to one of these people, whose branch it is in.

    barred: the union that joins them; nobody is reached through it, and its other people and what
    hangs on them belong to no branch.
    """
    graph = grid.graph
    around = (*graph.partners[barred], *graph.children[barred])
    branch = {person: person if person in people else NOBODY for person in around}
    by_union = {barred: NOBODY}
    found = list(branch)
    for person in found:  # grows while it is walked
        for union in (*(link // 2 for link in graph.links_of[person]), graph.parents[person]):
            if union != NOBODY and union not in by_union:
                by_union[union] = branch[person]
                for other in (*graph.partners[union], *graph.children[union]):
                    if other not in branch:
                        branch[other] = branch[person]
                        found.append(other)
    for waypoint, union in enumerate(grid.waypoint_union, start=grid.people):
        branch[waypoint] = by_union[union]
    for child in graph.children[barred]:
        branch |= dict.fromkeys(grid.legs[child], branch[child])
    return {node: person for node, person in branch.items() if person != NOBODY}


def _refilled(rows: Rows, branch: Mapping[int, int], order: Sequence[int]) -> list[list[int]]:
    """Rows in which the branches take each other's places, in this order."""
    filled = []
    for row in rows:
        nodes = iter([node for who in order for node in row if branch.get(node) == who])
        filled.append([next(nodes) if node in branch else node for node in row])
    return filled
