"""Everything that is free in a drawing: which sibling stands where, which mate on which side.

A walk through the family (walk.py) turns decisions into an order; the search (search.py) changes
them. Left and right are -1 and 1 throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counselling.layout.graph import Graph

LEFT: Final = -1
RIGHT: Final = 1


@dataclass(frozen=True, slots=True)
class Ties:
    """Which lines of a family with loops the walk follows.

    first: links it follows before all others, in this order. beside_mate: people who are met
    beside a mate instead of among their siblings. root: the union where the walk starts; None for
    the one with the largest progeny.
    """

    first: tuple[int, ...] = ()
    beside_mate: frozenset[int] = frozenset()
    root: int | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """One way to draw a family.

    children: of every union, left to right. side: of every link, where the union stands as seen
    from the partner when the walk comes from there. turned: unions seen from their children whose
    partners change places.
    """

    children: tuple[tuple[int, ...], ...]
    side: tuple[int, ...]
    turned: frozenset[int] = frozenset()
    ties: Ties = Ties()

    def with_children(self, union: int, children: Sequence[int]) -> "Decisions":
        """Return the decisions with one sibship in another order."""
        every = (*self.children[:union], tuple(children), *self.children[union + 1 :])
        return replace(self, children=every)

    def with_link_turned(self, link: int) -> "Decisions":
        """Return the decisions with one mate on the other side."""
        return replace(self, side=(*self.side[:link], -self.side[link], *self.side[link + 1 :]))

    def with_union_turned(self, union: int) -> "Decisions":
        """Return the decisions with one couple the other way round."""
        return replace(self, turned=self.turned ^ {union})


def first_decisions(graph: Graph) -> Decisions:
    """Elder siblings left; of a couple the man left."""
    side = [RIGHT] * (2 * len(graph.partners))
    for person, links in enumerate(graph.links_of):
        for link in links:
            side[link] = RIGHT if graph.is_man[person] else LEFT
    return Decisions(children=graph.children, side=tuple(side))
