"""An order near to an earlier one in which fewer lines cross, for whoever has time to wait."""

from collections.abc import Sequence
from typing import Final

from counselling.layout.clean import clean_orders, nearly_clean_orders
from counselling.layout.crossings import price
from counselling.layout.grid import Grid
from counselling.layout.slots import Places
from counselling.layout.stability import decisions_before
from counselling.layout.tree import grow
from counselling.layout.trial import Trial, begin
from counselling.layout.walk import Order
from counselling.layout.watch import Watch

_EFFORT: Final = 1.0


def turned(grid: Grid, rows: Sequence[Sequence[int]], before: Places, watch: Watch) -> Trial | None:
    """Return an order that crosses less than these rows; None when none is found.

    Its grid is another where a couple had to leave its row. before: x of nodes in the earlier
    drawing. watch: called all the while; what it raises ends the search.
    """
    cost = price(grid, rows)
    if not cost.crossings:
        return None
    decisions = decisions_before(grid, before)
    earlier = Trial(
        grid,
        decisions,
        grow(grid, decisions.ties),
        Order([list(row) for row in rows], [0] * len(grid.row)),
        cost,
    )
    found = clean_orders(earlier, _EFFORT, watch)[:1]
    if not found:
        found = nearly_clean_orders(earlier, _EFFORT, watch)[:1]
        if not grid.graph.families:  # a walk sees one family only
            found.append(begin(grid, decisions))
    best = min(found, key=lambda trial: (trial.crossings, trial.cost), default=earlier)
    return best if best.crossings < cost.crossings else None
