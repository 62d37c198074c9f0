"""Whose lines come down into a row among siblings with a further line, but are none of theirs."""

from collections.abc import Set as AbstractSet

from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid


def comes_from_above(grid: Grid, node: int) -> bool:
    """Whether a line from above ends at a node or runs through it."""
    return node >= grid.people or grid.graph.parents[node] != NOBODY


def is_in_the_way(grid: Grid, hers: AbstractSet[int], node: int) -> bool:
    """Whether a further line of these siblings crosses a line at this node to reach them.

    Other further lines of theirs end beside it, or in a bar that lies above or below.
    """
    if node in hers or not comes_from_above(grid, node):
        return False
    stand_in = _stand_in_at(grid, node)
    return stand_in == NOBODY or not hers & grid.graph.sharers(stand_in)


def _stand_in_at(grid: Grid, node: int) -> int:
    """The stand-in at a node, also where its line was led down to the row of its person."""
    if grid.is_waypoint(node):
        return grid.graph.joins[grid.waypoint_union[node - grid.people]]
    return node if node >= grid.graph.people else NOBODY
