"""The order of the rows, held against an exact search over all orders of small families."""

from collections.abc import Callable, Sequence
from itertools import pairwise, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.layout.generations import generations
from counselling.layout.graph import parts
from counselling.layout.grid import Grid, grid_of
from counselling.layout.numbering import graph_of
from counselling.layout.search import Effort, search
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person

Born = Callable[..., Person]
Row = tuple[int, ...]
_WIDEST = 5  # nodes in a row: 120 orders of it


@settings(max_examples=60)
@given(data=st.data())
def test_where_an_order_without_crossings_exists_one_is_found(
    data: st.DataObject, trees: st.SearchStrategy[Family]
) -> None:
    for part in parts(graph_of(data.draw(trees))):
        grid = grid_of(part, generations(part))
        widest = max(grid.row.count(row) for row in range(len(grid.levels)))
        if widest <= _WIDEST and _can_be_drawn_clean(grid):
            assert search(part)[0].crossings == 0


def test_the_exact_search_knows_what_cannot_be_drawn_clean(born: Born) -> None:
    """Three siblings who all marry people with parents: one couple's line must cross their bar."""
    people = [born("g"), *(born(f"s{i}", "g") for i in range(3))]
    for i in range(3):
        people += [born(f"p{i}"), born(f"m{i}", f"p{i}"), born(f"k{i}", f"s{i}", f"m{i}")]
    (part,) = parts(graph_of(Family("f", persons=tuple(people))))
    grid = grid_of(part, generations(part))
    assert not _can_be_drawn_clean(grid)
    assert search(part)[0].crossings == 1


@settings(max_examples=20)
@given(data=st.data())
def test_more_effort_never_crosses_more(
    data: st.DataObject, wild_families: st.SearchStrategy[Family]
) -> None:
    for part in parts(graph_of(data.draw(wild_families))):
        if part.partners:
            first, normal = search(part, Effort.FIRST)[0], search(part, Effort.NORMAL)[0]
            assert normal.cost <= first.cost
            assert sorted(n for row in normal.order.rows for n in row) == list(
                range(len(normal.grid.row))
            )


def _can_be_drawn_clean(grid: Grid) -> bool:
    """Try all orders of all rows, row after row; couples and children are joined in between."""
    members = [[n for n, r in enumerate(grid.row) if r == row] for row in range(len(grid.levels))]
    possible: set[Row] = set(permutations(members[0]))
    for number in range(len(members) - 1):
        nets = _nets(grid, number)
        possible = {
            below
            for above, below in product(possible, permutations(members[number + 1]))
            if _is_clean(above, below, nets)
        }
    return bool(possible)


def _nets(grid: Grid, row: int) -> list[tuple[Sequence[int], Sequence[int]]]:
    """What is joined between a row and the next: nodes above with nodes below."""
    nets: list[tuple[Sequence[int], Sequence[int]]] = []
    nets += [((run.upper,), (run.lower,)) for run in grid.runs_from[row]]
    nets += [(grid.seats[union], grid.below[union]) for union in grid.unions_in[row]]
    nets += [
        (grid.stem[union][-1:], grid.graph.children[union]) for union in grid.stems_end_in[row]
    ]
    return nets


def _is_clean(above: Row, below: Row, nets: list[tuple[Sequence[int], Sequence[int]]]) -> bool:
    """Whether the nets can be told from left to right with no end out of turn."""
    ends = [
        (sorted(map(above.index, tops)), sorted(map(below.index, bottoms)))
        for tops, bottoms in nets
        if bottoms
    ]
    ends.sort(key=lambda net: (net[0][0] + net[0][-1], net[1][0] + net[1][-1]))
    return all(
        one[0][-1] <= other[0][0] and one[1][-1] <= other[1][0] for one, other in pairwise(ends)
    )
