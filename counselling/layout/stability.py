"""An edited family in the order that its drawing had: nobody who stays changes places.

New people and new waypoints are put where a walk through the family would have them, or beside
their kin where that costs less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from counselling.layout.abreast import Stand, stand
from counselling.layout.decisions import LEFT, RIGHT, Decisions, first_decisions
from counselling.layout.elastic import PLAY
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Grid, Lift, Move
from counselling.layout.labels import Labels
from counselling.layout.lifting import may_stay_lifted
from counselling.layout.result import Layout, Memory
from counselling.layout.sketch import Sketch
from counselling.layout.slots import Places, Slots
from counselling.layout.tree import grow
from counselling.layout.walk import walk

_NEXT: Final = 1e-3  # a child not yet drawn stands this much right of its elder sibling


def kept_lifts(graph: Graph, memory: Memory) -> tuple[Lift, ...]:
    """Couples that were off their rows and may stay so."""
    if not memory.lifts:
        return ()
    union_of = {graph.owner(union): union for union in range(len(graph.partners))}
    lifts = []
    for move, owner, under in memory.lifts:
        union = union_of.get(owner, NOBODY)
        above = union_of.get(under, NOBODY)
        is_complete = move == Move.RAISED.name or above != NOBODY
        if union != NOBODY and is_complete and may_stay_lifted(graph, union):
            lifts.append(Lift(Move[move], union, above))
    return tuple(lifts)


def remembered_lifts(
    grids: Sequence[Grid],
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Lifts by the partners' ids, for the memory of a layout."""
    for grid in grids:
        for move, union, under in grid.lifts:
            above = grid.graph.owner(under) if under != NOBODY else ()
            yield move.name, grid.graph.owner(union), above


def places_before(grid: Grid, previous: Layout) -> Places:
    """x of those nodes that the earlier drawing had, as if nobody had been moved by hand."""
    places = {node.person: node.x for node in previous.nodes}
    places |= dict(previous.memory.waypoints)
    places |= dict(previous.memory.tidy)
    return {node: places[name] for node, name in enumerate(grid.known_as) if name in places}


def decisions_before(grid: Grid, before: Places) -> Decisions:
    """Decisions that come near to an earlier drawing."""
    graph = grid.graph
    first = first_decisions(graph)
    side = list(first.side)
    for person, links in enumerate(graph.links_of):
        for link in links:
            mate = graph.mate_at[link]
            if person in before and mate in before:
                side[link] = RIGHT if before[mate] > before[person] else LEFT
    children = []
    for kids in graph.children:
        x = float("-inf")
        where = {}
        for kid in kids:
            x = before.get(kid, x + _NEXT)
            where[kid] = x
        children.append(tuple(graph.together(sorted(kids, key=where.__getitem__))))
    return replace(first, children=tuple(children), side=tuple(side))


def keep_order(grid: Grid, before: Places, labels: Labels) -> list[list[int]]:
    """Rows with everybody in the earlier order and the new ones where they cost least."""
    if len(before) == len(grid.row):  # nobody is new: no walk has anything to say
        return [sorted(row, key=lambda n: (before[n], n)) for row in grid.nodes_in]
    decisions = decisions_before(grid, before)
    walked = _walked(grid, decisions)
    rows = [
        sorted((n for n in row if n in before), key=lambda n: (before[n], n))
        for row in grid.nodes_in
    ]
    newcomers = []
    for number, row in enumerate(walked):
        for is_new, nodes in groupby(row, key=lambda node: node not in before):
            if is_new:
                newcomers.append((number, tuple(nodes)))
    for number, group in newcomers:
        _insert_as_walked(rows[number], group, walked[number])
    slots = Slots(grid, before, labels)
    for number, group in newcomers:
        rows[number] = slots.row_with(rows, number, group)
    return rows


def _walked(grid: Grid, decisions: Decisions) -> list[list[int]]:
    """Rows as a walk has them; where families are drawn as one, walk after walk."""
    graph = grid.graph
    if not graph.families:
        return walk(grid, grow(grid, decisions.ties), decisions).rows
    rows: list[list[int]] = [[] for _ in grid.levels]
    for family in graph.families:
        unions = [u for u, partners in enumerate(graph.partners) if partners[0] in family]
        if unions:
            root = max(unions, key=lambda u: (graph.descendants[u], -grid.row_of_union[u], -u))
            tree = grow(grid, replace(decisions.ties, root=root))
            for row, more in zip(rows, walk(grid, tree, decisions).rows, strict=True):
                row += more
    return rows


def _insert_as_walked(row: list[int], group: tuple[int, ...], walked: Sequence[int]) -> None:
    start = walked.index(group[0])
    left = walked[start - 1] if start else None
    right = walked[start + len(group)] if start + len(group) < len(walked) else None
    if left in row:
        place = row.index(left) + 1
    elif right in row:
        place = row.index(right)
    else:
        place = len(row)
    row[place:place] = group


def stands_before(sketches: Sequence[Sketch], previous: Layout) -> list[Stand | None]:
    """Where families without a common line stood: shifts that take nobody of them far."""
    return [_stand_before(sketch, previous) for sketch in sketches]


def _stand_before(sketch: Sketch, previous: Layout) -> Stand | None:
    ways = [
        x - previous.by_person[name].x
        for name, x in zip(sketch.grid.graph.ids, sketch.x, strict=False)
        if name in previous.by_person
    ]
    return stand(ways, PLAY) if ways else None
