"""In which order people are summed out, and the tree of cliques that the order leaves behind.

Min-fill elimination of the graph in which every child is joined to both parents. The cliques on the
path back form a junction tree: 3 people a clique in a family without loops, 4 with a cousin
marriage. Source: Lauritzen and Spiegelhalter 1988, J R Stat Soc B 50:157; for pedigrees Lauritzen
and Sheehan 2003, Stat Sci 18:489.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
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


def junction_tree(size: int, scopes: Sequence[Scope], *, root: int | None = None) -> JunctionTree:
    """Build the tree for nodes 0..size-1 of which every scope must lie in some clique.

    root: the node that shall lie in the last clique (a message pass upwards then ends at it);
    other components, and all without a root, hang by their middle, so that few levels are needed.
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
    costs = [_cost(node, near) for node in range(len(near))]
    waiting = costs.copy()
    heapify(waiting)
    buckets: list[tuple[int, frozenset[int]]] = []
    is_gone = [False] * len(near)
    while waiting:
        cost = heappop(waiting)
        node = cost[2]
        if is_gone[node] or cost != costs[node]:
            continue
        is_gone[node] = True
        around = near[node]
        buckets.append((node, frozenset(around)))
        touched = set(around)
        for neighbour in around:
            if cost[0]:
                near[neighbour] |= around
                touched |= near[neighbour]
            near[neighbour] -= {node, neighbour}
        for other in touched:
            if not is_gone[other] and (found := _cost(other, near)) != costs[other]:
                costs[other] = found
                heappush(waiting, found)
    return buckets


def _cost(node: int, near: list[set[int]]) -> tuple[int, int, int]:
    """Links that eliminating a node would add, its neighbours, its number."""
    around = near[node]
    known = sum(len(around & near[one]) for one in around)  # every link between them, twice
    return (len(around) * (len(around) - 1) - known) // 2, len(around), node


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


def _rooted(
    cliques: Sequence[Scope], links: Sequence[tuple[int, int]], root: int | None
) -> JunctionTree:
    """Hang each component up, the one with `root` by a smallest clique that holds it, and last."""
    near: list[list[int]] = [[] for _ in cliques]
    for one, other in links:
        near[one].append(other)
        near[other].append(one)
    parent: dict[int, int] = {}
    downwards: list[list[int]] = []
    if root is not None:
        holders = (c for c, nodes in enumerate(cliques) if root in nodes)
        downwards.append(_hung(min(holders, key=lambda c: len(cliques[c])), near, parent))
    for start in range(len(cliques)):
        if start not in parent:
            downwards.append(_hung(_middle(start, near), near, parent))
    order = [clique for part in downwards for clique in part][::-1]
    place = {clique: i for i, clique in enumerate(order)}
    return JunctionTree(
        tuple(cliques[clique] for clique in order),
        tuple(place.get(parent[clique], -1) for clique in order),
    )


def _hung(top: int, near: Sequence[Sequence[int]], parent: dict[int, int]) -> list[int]:
    """Cliques from a top downwards, level by level; writes down the parent of each."""
    parent[top] = -1
    found = [top]
    for clique in found:
        for below in near[clique]:
            if below not in parent:
                parent[below] = clique
                found.append(below)
    return found


def _middle(start: int, near: Sequence[Sequence[int]]) -> int:
    """The clique in the middle of a longest way through a component."""
    end = _hung(start, near, {})[-1]
    way: dict[int, int] = {}
    other = _hung(end, near, way)[-1]
    path = [other]
    while way[path[-1]] >= 0:
        path.append(way[path[-1]])
    return path[len(path) // 2]
