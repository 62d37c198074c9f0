"""In which order people are summed out, and the tree of cliques that the order leaves behind.

Min-fill elimination of the graph in which every child is joined to both parents. The cliques on the
path back form a junction tree: 3 people a clique in a family without loops, 4 with a cousin
marriage. Source: Lauritzen and Spiegelhalter 1988, J R Stat Soc B 50:157; for pedigrees Lauritzen
and Sheehan 2003, Stat Sci 18:489.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

Scope: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JunctionTree:
    """Cliques of nodes, in an order in which every clique comes before its parent.

    cliques: the nodes of each, ascending. parent: place of the parent clique, -1 at a root.
    """

    cliques: tuple[Scope, ...]
    parent: tuple[int, ...]

    @property
    def width(self) -> int:
        """People in the largest clique."""
        return max(map(len, self.cliques), default=0)

    def separator(self, clique: int) -> Scope:
        """Nodes that a clique shares with its parent; none at a root."""
        above = self.cliques[self.parent[clique]] if self.parent[clique] >= 0 else ()
        return tuple(node for node in self.cliques[clique] if node in above)


def junction_tree(size: int, scopes: Sequence[Scope], *, root: int = 0) -> JunctionTree:
    """Build the tree for nodes 0..size-1 of which every scope must lie in some clique.

    root: the node that shall lie in the last clique (a message pass upwards then ends at it).
    Deterministic: ties go to the node of fewest neighbours, then to the lowest number.
    """
    if size == 0:
        return JunctionTree((), ())
    near: list[set[int]] = [set() for _ in range(size)]
    for scope in scopes:
        for one, other in combinations(scope, 2):
            near[one].add(other)
            near[other].add(one)
    cliques, links = _maximal(_eliminated(near))
    return _rooted(cliques, links, root)


def _eliminated(near: list[set[int]]) -> list[tuple[int, frozenset[int]]]:
    """Eliminate all nodes: each with its neighbours at that time. Uses `near` up."""

    def cost(node: int) -> tuple[int, int, int]:
        around = sorted(near[node])
        missing = sum(two not in near[one] for one, two in combinations(around, 2))
        return missing, len(around), node

    costs = {node: cost(node) for node in range(len(near))}
    buckets: list[tuple[int, frozenset[int]]] = []
    while costs:
        node = min(costs, key=costs.__getitem__)
        del costs[node]
        around = near[node]
        buckets.append((node, frozenset(around)))
        touched = set(around)
        for neighbour in around:
            near[neighbour] |= around
            near[neighbour] -= {node, neighbour}
            touched |= near[neighbour]
        for other in touched & costs.keys():
            costs[other] = cost(other)
    return buckets


def _maximal(
    buckets: Sequence[tuple[int, frozenset[int]]],
) -> tuple[list[Scope], list[tuple[int, int]]]:
    """Drop every clique that lies in a neighbour; return the rest and the links between them."""
    when = {node: i for i, (node, _) in enumerate(buckets)}
    cliques = [around | {node} for node, around in buckets]
    above = [min((when[n] for n in around), default=-1) for _, around in buckets]
    holder = list(range(len(buckets)))
    for i, up in enumerate(above):
        if up >= 0 and cliques[up] <= cliques[holder[i]]:
            holder[up] = holder[i]
    place = {i: number for number, i in enumerate(i for i, h in enumerate(holder) if h == i)}
    links = [
        (place[holder[i]], place[holder[up]])
        for i, up in enumerate(above)
        if up >= 0 and holder[i] != holder[up]
    ]
    return [tuple(sorted(cliques[i])) for i in place], links


def _rooted(cliques: Sequence[Scope], links: Sequence[tuple[int, int]], root: int) -> JunctionTree:
    """Hang each component up, the one with `root` by a smallest clique that holds it, and last."""
    near: list[list[int]] = [[] for _ in cliques]
    for one, other in links:
        near[one].append(other)
        near[other].append(one)
    top = min(
        (c for c, nodes in enumerate(cliques) if root in nodes), key=lambda c: len(cliques[c])
    )
    downwards: list[int] = []
    parent: dict[int, int] = {}
    for start in (top, *range(len(cliques))):
        if start in parent:
            continue
        parent[start] = -1
        front = [start]
        while front:
            downwards += front
            found = [(n, c) for c in front for n in near[c] if n not in parent]
            parent.update(found)
            front = [n for n, _ in found]
    order = downwards[::-1]
    place = {clique: i for i, clique in enumerate(order)}
    return JunctionTree(
        tuple(cliques[clique] for clique in order),
        tuple(place.get(parent[clique], -1) for clique in order),
    )
