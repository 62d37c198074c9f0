"""Decisions tried out: the order they give, what it costs, and decisions turned towards loops."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from counselling.layout.crossings import Price, price
from counselling.layout.decisions import LEFT, RIGHT, Decisions, first_decisions
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Grid
from counselling.layout.tree import Tree, grow
from counselling.layout.walk import Order, walk

_TURNS: Final = 4  # more never helped
_LIFT: Final = 40.0  # cheaper than a crossing (100), dearer than a couple apart (20)


class Trial(NamedTuple):
    """Decisions and what came of them."""

    grid: Grid
    decisions: Decisions
    tree: Tree
    order: Order
    price: Price

    @property
    def cost(self) -> float:
        """What the order costs, couples off their rows included."""
        return self.price.cost + _LIFT * len(self.grid.lifts)

    @property
    def crossings(self) -> int:
        """Lines that cross in the order."""
        return self.price.crossings


def attempt(grid: Grid, decisions: Decisions, like: Trial | None = None) -> Trial | None:
    """Try decisions; None when their ties leave somebody out.

    like: an earlier trial on the same grid; its tree serves again where the ties are the same.
    """
    if like is not None and like.decisions.ties is decisions.ties:
        tree = like.tree
    else:
        tree = grow(grid, decisions.ties)
    if not tree.is_whole:
        return None
    order = walk(grid, tree, decisions)
    return Trial(grid, decisions, tree, order, price(grid, order.rows))


def begin(grid: Grid, decisions: Decisions | None = None) -> Trial:
    """Try decisions, or the first ones, and these turned towards the cut links a few times."""
    trial = attempt(grid, decisions or first_decisions(grid.graph))
    assert trial is not None  # without ties of one's own everybody is reached
    best = trial
    for _ in range(_TURNS):
        if not best.price.cost:
            break
        trial = attempt(grid, aimed(trial), like=trial) or trial
        if trial.cost < best.cost:
            best = trial
        if not trial.crossings and not trial.tree.cuts:
            break
    return best


def aimed(trial: Trial) -> Decisions:
    """Turn everything on the way to a cut link towards its other end."""
    side = list(trial.decisions.side)
    pull, pairs = _pulls(trial, side)
    children = [_towards(trial, union, pull, side) for union in range(len(side) // 2)]
    for union, met in pairs.items():
        children[union] = _beside_each_other(trial.grid.graph, children[union], met)
    people, tree = len(trial.grid.graph.ids), trial.tree
    for person, links in enumerate(trial.grid.graph.links_of):
        for link in links:
            union = people + link // 2
            if pull.get(union) and tree.is_followed[link] and tree.parent[union] == person:
                side[link] = RIGHT if pull[union] > 0 else LEFT
    return replace(trial.decisions, children=tuple(children), side=tuple(side))


def _pulls(
    trial: Trial, side: list[int]
) -> tuple[dict[int, int], dict[int, list[tuple[int, int]]]]:
    """How strongly each node of the tree is wanted to the right (left below 0).

    Also, of each union, the pairs of children whose branches meet at a cut link: these want to
    stand beside each other.
    """
    graph, tree, when = trial.grid.graph, trial.tree, trial.order.when
    people = len(graph.ids)
    pull: dict[int, int] = {}
    pairs: dict[int, list[tuple[int, int]]] = {}
    for link in tree.cuts:
        union = link // 2
        person, mate = graph.partners[union][link % 2], graph.mate_at[link]
        to_mate = RIGHT if when[mate] > when[person] else LEFT
        end = people + union
        if tree.is_followed[link ^ 1]:
            side[link ^ 1] = -to_mate
            end = mate
        way, way_from_end = _ways_that_meet(tree.parent, person, end)
        if way and way_from_end:
            one, other = way[-1], way_from_end[-1]
            if max(one, other) < people and NOBODY != graph.parents[one] == graph.parents[other]:
                pair = (one, other) if to_mate == RIGHT else (other, one)
                pairs.setdefault(graph.parents[one], []).append(pair)
            if (one < people) == (other < people):  # siblings, or unions of one person
                way.pop()
                way_from_end.pop()
        for node in way:
            pull[node] = pull.get(node, 0) + to_mate
        for node in way_from_end:
            pull[node] = pull.get(node, 0) - to_mate
    return pull, pairs


def _beside_each_other(
    graph: Graph, children: Sequence[int], pairs: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """A sibship in which the second of each pair comes next to the first."""
    order = list(children)
    for one, other in pairs:
        order.remove(other)
        order.insert(order.index(one) + 1, other)
    return tuple(graph.together(order))


def _ways_that_meet(parent: Sequence[int], one: int, other: int) -> tuple[list[int], list[int]]:
    """Nodes from each of two nodes up to where the ways to the root meet, that one left out."""
    way = _way_up(parent, one)
    way_from_other = _way_up(parent, other)
    while way and way_from_other and way[-1] == way_from_other[-1]:
        way.pop()
        way_from_other.pop()
    return way, way_from_other


def _way_up(parent: Sequence[int], node: int) -> list[int]:
    way = []
    while node != NOBODY:
        way.append(node)
        node = parent[node]
    return way


def _towards(trial: Trial, union: int, pull: Mapping[int, int], side: list[int]) -> tuple[int, ...]:
    """A sibship in the order of its pulls; who has ties upwards goes to an end."""
    graph, tree = trial.grid.graph, trial.tree
    people, above = len(graph.ids), trial.grid.row_of_children[union] - 1
    kids = trial.decisions.children[union]
    wish: dict[int, float] = {}
    to_left = to_right = 0
    for kid in kids:
        wanted: float = pull.get(kid, 0)
        hangs_here = tree.hangs[kid] and tree.parent[kid] == people + union
        if not wanted and hangs_here and tree.top[kid] <= above:
            wanted = 0.5 if to_right <= to_left else -0.5
        to_left += wanted < 0
        to_right += wanted > 0
        wish[kid] = wanted
    if not any(wish.values()):
        return kids
    for kid in kids:
        for link in graph.links_of[kid] if wish[kid] else ():
            if tree.is_followed[link] and tree.top[people + link // 2] <= above:
                side[link] = RIGHT if wish[kid] > 0 else LEFT
    common = {kid: sum(wish[k] for k in graph.twins_of(kid)) for kid in kids}
    return tuple(graph.together(sorted(kids, key=lambda kid: (common[kid], wish[kid]))))
