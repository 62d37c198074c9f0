"""A spanning tree of people and unions: the lines that the walk follows, and those it cuts.

Nodes of the tree are people by their number and unions after them: union u is node people + u.
Only links between partners are ever cut: everybody hangs on her parents unless decided otherwise.
"""

from dataclasses import dataclass

from counselling.layout.decisions import Ties
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Grid


@dataclass(frozen=True, slots=True)
class Tree:
    """The lines followed.

    roots: where walks start, one for each family without a line to the others. parent: next node
    on the way to the root, or NOBODY. top: the highest row that the branch below a node reaches.
    size: nodes in that branch. is_followed: of every link. links_of: of every person the followed
    ones, mates without ties of their own first. hangs: of every person, whether her line to her
    parents is followed. cuts: the links that are not followed. is_whole: whether everybody is
    reached (ties may contradict themselves).
    """

    root: int
    parent: list[int]
    top: list[int]
    size: list[int]
    is_followed: list[bool]
    links_of: list[list[int]]
    hangs: list[bool]
    cuts: list[int]
    is_whole: bool


def grow(grid: Grid, ties: Ties) -> Tree:
    """Choose the lines to follow and hang everything on one union."""
    graph = grid.graph
    people, unions = len(graph.ids), len(graph.partners)
    followed, hangs, cuts = _follow(grid, ties)
    root = ties.root
    if root is None and unions:
        depth = grid.row_of_union
        root = max(range(unions), key=lambda u: (graph.descendants[u] - 3 * depth[u], -u))
    start = people + root if root is not None else 0
    links_of = _by_closeness(graph, followed)
    parent, order = _hang(graph, start, followed, hangs)
    size = [1] * (people + unions)
    top = [*grid.row[:people], *grid.row_of_union]
    for node in reversed(order):
        above = parent[node]
        if above != NOBODY:
            size[above] += size[node]
            top[above] = min(top[above], top[node])
    is_whole = len(order) == people + unions and all(
        hangs[person] or any(followed[link] for link in graph.links_of[person])
        for person in ties.beside_mate
    )
    return Tree(start, parent, top, size, followed, links_of, hangs, cuts, is_whole)


def _follow(grid: Grid, ties: Ties) -> tuple[list[bool], list[bool], list[int]]:
    graph = grid.graph
    people = len(graph.ids)
    leader = list(range(people + len(graph.partners)))

    def group(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    hangs = [
        union != NOBODY and person not in ties.beside_mate
        for person, union in enumerate(graph.parents)
    ]
    for person, is_hung in enumerate(hangs):
        if is_hung:
            leader[group(person)] = group(people + graph.parents[person])
    followed = [False] * (2 * len(graph.partners))
    cuts = []
    for link in _links_in_order(grid, ties):
        union, place = divmod(link, 2)
        one, other = group(graph.partners[union][place]), group(people + union)
        if one == other:
            cuts.append(link)
        else:
            leader[other] = one
            followed[link] = True
    return followed, hangs, cuts


def _links_in_order(grid: Grid, ties: Ties) -> list[int]:
    """Links as they are tried: those that come late in a drawing without loss come late."""
    graph = grid.graph
    first = {link: place - len(ties.first) for place, link in enumerate(ties.first)}
    links = [
        (
            first.get(link, 0),
            bool(grid.approach[link]),
            len(graph.links_of[person]) > 1,
            link // 2,
            person,
            link,
        )
        for person, links in enumerate(graph.links_of)
        for link in links
    ]
    return [entry[-1] for entry in sorted(links)]


def _by_closeness(graph: Graph, followed: list[bool]) -> list[list[int]]:
    def ties_of_mate(link: int) -> tuple[int, int]:
        mate = graph.mate_at[link]
        if mate == NOBODY:
            return 0, link
        is_elsewhere = not followed[link ^ 1]
        has_parents = graph.parents[mate] != NOBODY
        return 2 * is_elsewhere + 2 * has_parents + (len(graph.links_of[mate]) > 1), link

    links_of = [[link for link in links if followed[link]] for links in graph.links_of]
    for links in links_of:
        if len(links) > 1:
            links.sort(key=ties_of_mate)
    return links_of


def _hang(
    graph: Graph, start: int, followed: list[bool], hangs: list[bool]
) -> tuple[list[int], list[int]]:
    """Every node's neighbour towards the root, and the nodes from the root outwards."""
    people = len(graph.ids)
    parent = [NOBODY] * (people + len(graph.partners))
    order = [start]
    for node in order:  # grows while it is walked
        if node >= people:
            union = node - people
            near = [p for i, p in enumerate(graph.partners[union]) if followed[2 * union + i]]
            near += [kid for kid in graph.children[union] if hangs[kid]]
        else:
            near = [people + link // 2 for link in graph.links_of[node] if followed[link]]
            if hangs[node]:
                near.append(people + graph.parents[node])
        came_from = parent[node]
        for other in near:
            if other != came_from:
                parent[other] = node
                order.append(other)
    return parent, order
