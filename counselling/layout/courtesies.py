"""Customs of the field where they cost nothing: elder siblings left, of a couple the man left.

Only people change places whose lines are alike: siblings without partners or twins, and a couple
of whom one has no ties but the other. No crossing, no bar and no width can come of it.
"""

from collections.abc import Sequence

from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Grid


def with_courtesies(grid: Grid, rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the rows with siblings by age and couples by custom, as far as that is free."""
    graph = grid.graph
    polite = [list(row) for row in rows]
    bound = frozenset[int]().union(*graph.bonds)
    for siblings in graph.children:
        alike = [kid for kid in siblings if not graph.links_of[kid] and kid not in bound]
        if len(alike) > 1:
            row = polite[grid.row[alike[0]]]
            places = sorted(row.index(kid) for kid in alike)
            for place, kid in zip(places, alike, strict=True):
                row[place] = kid
    for row in polite:
        for place in range(len(row) - 1):
            left, right = row[place], row[place + 1]
            if _may_swap(grid, left, right):
                before = row[place - 1] if place else None
                after = row[place + 2] if place + 2 < len(row) else None
                if not _would_part_siblings(graph, (before, left, right, after)):
                    row[place : place + 2] = right, left
    return polite


def _may_swap(grid: Grid, left: int, right: int) -> bool:
    """Whether these are a woman and a man, each other's only partners, one without parents."""
    graph = grid.graph
    if not (grid.is_person(left) and grid.is_person(right)):
        return False
    links = graph.links_of[left], graph.links_of[right]
    return (
        graph.is_man[right]
        and not graph.is_man[left]
        and len(links[0]) == len(links[1]) == 1
        and graph.mate_at[links[0][0]] == right
        and NOBODY in (graph.parents[left], graph.parents[right])
    )


def _would_part_siblings(graph: Graph, four: tuple[int | None, int, int, int | None]) -> bool:
    """Whether the one with parents would leave a sibling when the middle two change places."""
    before, left, right, after = four
    parted = _are_siblings(graph, left, before) + _are_siblings(graph, right, after)
    joined = _are_siblings(graph, left, after) + _are_siblings(graph, right, before)
    return parted > joined


def _are_siblings(graph: Graph, one: int, other: int | None) -> bool:
    if other is None or other >= len(graph.ids):
        return False
    return graph.parents[one] != NOBODY and graph.parents[one] == graph.parents[other]
