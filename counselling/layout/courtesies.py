"""Customs of the field where they cost nothing: elder siblings left, of a couple the man left.

Only people change places whose lines are alike: siblings without partners or twins, and a couple
of whom one has no ties but the other. No crossing, no bar and no width can come of it. And who has
no ties but the parents comes back to the siblings, twins above all, from beyond another family.
"""

from collections.abc import Iterator, Mapping, Sequence

from counselling.layout.crossings import price
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Grid


def with_courtesies(grid: Grid, rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the rows with siblings by age and couples by custom, as far as that is free."""
    graph = grid.graph
    polite = gathered(grid, [list(row) for row in rows])
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


def gathered(grid: Grid, rows: list[list[int]]) -> list[list[int]]:
    """Bring those without ties of their own beside their siblings where that costs less."""
    place = {node: position for row in rows for position, node in enumerate(row)}
    for child, sibling in list(_strayed(grid, rows, place)):
        number = grid.row[child]
        affected = range(max(0, number - 1), min(len(rows), number + 2))
        rest = [node for node in rows[number] if node != child]
        tried = [rows[number]]
        tried += [[*rest[:at], child, *rest[at:]] for at in _beside(rest, sibling)]
        rows[number] = min(
            tried, key=lambda row: price(grid, _with_row(rows, number, row), affected).cost
        )
    return rows


def _with_row(rows: list[list[int]], number: int, row: list[int]) -> list[list[int]]:
    return [*rows[:number], row, *rows[number + 1 :]]


def _beside(row: Sequence[int], node: int) -> tuple[int, int]:
    place = row.index(node)
    return place, place + 1


def _strayed(
    grid: Grid, rows: Sequence[Sequence[int]], place: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Children without ties of their own who have strangers beside them, and their next sibling.

    A twin's next sibling is the nearest twin.
    """
    graph = grid.graph
    for siblings in graph.children:
        for child in siblings:
            if graph.links_of[child] or grid.legs[child]:
                continue
            row, at = rows[grid.row[child]], place[child]
            twins = graph.twins_of(child)
            kin = [s for s in (twins if len(twins) > 1 else siblings) if s != child]
            around = row[max(0, at - 1) : at + 2]
            if kin and not any(_is_of(graph, node, kin) for node in around):
                yield child, min(kin, key=lambda sibling: (abs(place[sibling] - at), sibling))


def _is_of(graph: Graph, node: int, kin: Sequence[int]) -> bool:
    """Whether a node is one of these people or a mate of theirs."""
    return node in kin or (
        node < len(graph.ids) and any(graph.mate_at[k] in kin for k in graph.links_of[node])
    )


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
