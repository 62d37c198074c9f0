"""Which founder couples might leave their row to get their lines out of others' way.

The classic case: two siblings of one family marry two of another. With both couples in one row
their bars must cross; with one of them a row higher they need not.
"""

from typing import Final

from counselling.layout.crossings import crossed_unions
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Lift, Move
from counselling.layout.lines import Lines, run_lines
from counselling.layout.trial import Trial

_RAISED: Final = 6  # couples tried one row higher
_TUCKED: Final = 4  # couples tried under another's bar, and under how many
_UNDER: Final = 3


def lifts_to_try(trial: Trial) -> list[Lift]:
    """Lifts that may remove crossings from an order, the likeliest first."""
    graph, grid = trial.grid.graph, trial.grid
    lines = run_lines(grid, trial.order.rows)
    crossed = crossed_unions(lines)
    lifted = {lift.union for lift in grid.lifts}
    free = [u for u in range(len(graph.partners)) if is_liftable(graph, u) and u not in lifted]
    first = sorted((u for u in free if u in crossed), key=lambda u: (-crossed[u], u))[:_RAISED]
    others = sorted((u for u in free if u not in crossed), key=lambda u: -graph.descendants[u])
    raised = [Lift(Move.RAISED, union) for union in (*first, *others)[:_RAISED]]
    tucked = [
        Lift(Move.TUCKED, union, under)
        for union in first[:_TUCKED]
        for under in _neighbours(lines, union, crossed)
        if grid.row_of_union[under] == grid.row_of_union[union]
    ]
    return raised + tucked


def is_liftable(graph: Graph, union: int) -> bool:
    """Whether a couple has no ties but its children, so that it may leave its row."""
    partners = graph.partners[union]
    return (
        len(partners) == 2
        and len(graph.children[union]) > 1
        and all(graph.parents[p] == NOBODY and len(graph.links_of[p]) == 1 for p in partners)
    )


def may_stay_lifted(graph: Graph, union: int) -> bool:
    """Whether a couple off its row may stay there after an edit.

    It has no ties upwards, and its other mates have none at all: they come along.
    """
    partners = graph.partners[union]
    others = (graph.mate_at[k] for p in partners for k in graph.links_of[p] if k // 2 != union)
    return (
        len(partners) == 2
        and bool(graph.children[union])
        and all(graph.parents[p] == NOBODY for p in partners)
        and all(other != NOBODY and graph.is_free(other) for other in others)
    )


def _neighbours(lines: Lines, union: int, crossed: dict[int, int]) -> list[int]:
    """Unions with crossings that have lines in a gap of this union's lines, most crossed first."""
    near = {
        net.union
        for nets in lines.gaps
        if any(net.union == union for net in nets)
        for net in nets
        if net.union != union and net.union in crossed
    }
    return sorted(near, key=lambda other: (-crossed[other], other))[:_UNDER]
