"""What a message pass needs of families, worked out once per drawing: index tables, no evidence.

All clique tables lie in one flat vector, level by level of the junction trees, whatever number of
families there is. Evidence enters by look-up; a whole level of cliques reports in one sum and a
look-up for each first, second ... child. A family of 24 and a cohort of 28,000 take the same road.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.elimination import JunctionTree, junction_tree
from counselling.genetics.graph import Graph
from counselling.genetics.levels import NOWHERE, Level, Look, Plan
from counselling.genetics.shapes import Factor, Make, Shape, Shapes
from counselling.genetics.transmission import Transmission

__all__ = ["MAX_ENTRIES", "Plan", "plan"]

MAX_ENTRIES: Final = 4_000_000  # about 250 MB of index tables and vectors
_MATRIX_CELLS: Final = 20_000  # up to here a 0/1 matrix sums faster than counting (measured)


def plan(
    graph: Graph,
    transmission: Transmission | Sequence[Transmission],
    *,
    kind_of: Sequence[int] = (),
    root: int | None = None,
    max_entries: int = MAX_ENTRIES,
) -> Plan:
    """Plan the message pass.

    transmission: one, or several of which kind_of names one for each node (daughters and sons of
    an X-linked gene). root: node whose posterior a pass upwards ends with.
    Raises RiskInputError("risk.too_tangled", width=people in the largest clique) when the tables
    would hold more than `max_entries` numbers: the family has too many marriage loops to be
    computed exactly.
    """
    kinds = (transmission,) if isinstance(transmission, Transmission) else tuple(transmission)
    tree = junction_tree(graph.size, graph.trios, root=root)
    return _Builder(graph, tree, kinds, kind_of).plan(root, max_entries)


class _Builder:
    """Lays the cliques of all levels side by side. Cliques go by their place in the tree."""

    def __init__(
        self,
        graph: Graph,
        tree: JunctionTree,
        kinds: tuple[Transmission, ...],
        kind_of: Sequence[int],
    ) -> None:
        self._graph, self._tree = graph, tree
        self._base = kinds[0].states
        self._shapes = Shapes(kinds)
        self._holding: list[list[int]] = [[] for _ in range(graph.size)]
        for clique, members in enumerate(tree.cliques):
            for node in members:
                self._holding[node].append(clique)
        self._makes = self._all_makes(kind_of)
        self._children: list[list[int]] = [[] for _ in tree.cliques]
        self._depth = [0] * len(tree.cliques)
        for clique in reversed(range(len(tree.cliques))):
            if (parent := tree.parent[clique]) >= 0:
                self._children[parent].append(clique)
                self._depth[clique] = self._depth[parent] + 1
        self._order = sorted(
            range(len(tree.cliques)),
            key=lambda c: (-self._depth[c], -len(self._children[c]), c),
        )
        self._shape: dict[int, Shape] = {}
        self._part: dict[int, slice] = {}

    def _all_makes(self, kind_of: Sequence[int]) -> list[Make]:
        cliques = self._tree.cliques
        factors: list[list[Factor]] = [[] for _ in cliques]
        for trio in self._graph.trios:
            mother, father, child = trio
            home = next(
                c for c in self._holding[child] if mother in cliques[c] and father in cliques[c]
            )
            places = tuple(cliques[home].index(node) for node in trio)
            factors[home].append(Factor(kind_of[child] if kind_of else 0, places))
        makes = []
        for clique, members in enumerate(cliques):
            parent = self._tree.parent[clique]
            above = cliques[parent] if parent >= 0 else ()
            up = tuple(place for place, node in enumerate(members) if node in above)
            makes.append(Make(len(members), tuple(factors[clique]), up))
        return makes

    def plan(self, root: int | None, max_entries: int) -> Plan:
        self._lay_out(max_entries)
        levels, first = [], NOWHERE + 1
        for depth, cliques in groupby(self._order, key=self._depth.__getitem__):
            if depth:
                level = self._level(list(cliques), first)
                first = level.slots.stop
                levels.append(level)
        tops = [c for c in self._order if not self._depth[c]]
        root_clique = next((c for c in tops if root in self._tree.cliques[c]), tops[-1])
        node = self._tree.cliques[root_clique][0] if root is None else root
        place = self._tree.cliques[root_clique].index(node)
        graph = self._graph
        look, more = self._looks()
        return Plan(
            graph=graph,
            node_of=np.array(graph.node_of, dtype=np.intp),
            founders=np.array(graph.founders, dtype=np.intp),
            states=self._base,
            width=self._tree.width,
            chances=np.concatenate([self._shape[c].chances for c in self._order]),
            look=look,
            more=more,
            levels=tuple(levels),
            tops=np.array([self._part[c].start for c in tops], dtype=np.intp),
            slots=first,
            root=self._part[root_clique],
            root_place=self._shape[root_clique].states[place],
            component_of=self._components(tops),
            has_twins=graph.has_twins,
        )

    def _lay_out(self, max_entries: int) -> None:
        """Give every clique its part of the flat vector."""
        end, room = 0, max_entries
        for clique in self._order:
            make = self._makes[clique]
            room -= self._base ** len(make.up)
            try:
                shape = self._shapes.of(make, room)
                if len(shape.chances) > room:
                    raise RiskInputError("risk.too_tangled")
            except RiskInputError:
                raise RiskInputError("risk.too_tangled", width=self._tree.width) from None
            room -= len(shape.chances)
            self._shape[clique] = shape
            self._part[clique] = slice(end, end + len(shape.chances))
            end += len(shape.chances)

    def _level(self, cliques: Sequence[int], first: int) -> Level:
        shapes = [self._shape[c] for c in cliques]
        mine = slice(self._part[cliques[0]].start, self._part[cliques[-1]].stop)
        sizes = [len(shape.starts) for shape in shapes]
        links = np.cumsum([0, *sizes])
        slots = slice(first, first + int(links[-1]))
        slot_of = np.concatenate([s.slot_of + at for s, at in zip(shapes, links, strict=False)])
        starts = np.concatenate(
            [s.starts + self._part[c].start for c, s in zip(cliques, shapes, strict=True)]
        )
        above = tuple(self._above(cliques, links.tolist(), first))
        heard = np.concatenate([np.arange(part.start, part.stop) for part, _ in above])
        told = np.concatenate([look for _, look in above])
        heard_slots = np.where(told == NOWHERE, links[-1], told - first)
        cells = (slots.stop - slots.start) * (mine.stop - mine.start)
        part = above[0][0]
        down_cells = (slots.stop - slots.start) * (part.stop - part.start)
        return Level(
            mine=mine,
            slots=slots,
            starts=starts - mine.start,
            slot_of=slot_of,
            links=links[:-1],
            link_of=np.repeat(np.arange(len(cliques)), sizes),
            above=above,
            heard=heard,
            heard_slots=heard_slots,
            up_sum=np.eye(links[-1])[:, slot_of] if cells <= _MATRIX_CELLS else None,
            down_sum=_down_sum(heard - part.start, heard_slots, part, int(links[-1]))
            if down_cells <= _MATRIX_CELLS
            else None,
            down_part=part,
        )

    def _above(
        self, cliques: Sequence[int], links: Sequence[int], first: int
    ) -> "list[tuple[slice, Ints]]":
        """The parents' entries and the slots that they look at, a pass for each k-th child."""
        slot = {c: first + at for c, at in zip(cliques, links, strict=False)}
        depth = self._depth[cliques[0]] - 1
        parents = [c for c in self._order if self._depth[c] == depth and self._children[c]]
        passes = []
        for turn in range(len(self._children[parents[0]])):
            looks, having = [], [c for c in parents if len(self._children[c]) > turn]
            for parent in having:
                child = self._children[parent][turn]
                looks.append(self._heard(parent, child, slot[child]))
            part = slice(self._part[having[0]].start, self._part[having[-1]].stop)
            passes.append((part, np.concatenate(looks)))
        return passes

    def _heard(self, parent: int, child: int, first: int) -> Ints:
        members = self._tree.cliques[parent]
        mine = self._tree.cliques[child]
        places = tuple(members.index(mine[place]) for place in self._makes[child].up)
        slots = self._shapes.heard(self._makes[parent], places, self._makes[child])
        return np.where(slots < 0, NOWHERE, slots + first)

    def _looks(self) -> tuple[Ints, tuple[Look, ...]]:
        """Let everybody's evidence enter at one clique, spread so that few look-ups suffice."""
        load = [0] * len(self._makes)
        base, nodes = self._base, self._graph.size
        first = np.full(self._part[self._order[-1]].stop, (nodes + 1) * base - 1, dtype=np.intp)
        more: list[list[tuple[slice, Ints]]] = []
        for node in sorted(range(nodes), key=lambda n: len(self._holding[n])):
            clique = min(self._holding[node], key=load.__getitem__)
            place = self._tree.cliques[clique].index(node)
            cells = node * base + self._shape[clique].states[place]
            turn = load[clique]
            if turn == 0:
                first[self._part[clique]] = cells
            else:
                if turn > len(more):
                    more.append([])
                more[turn - 1].append((self._part[clique], cells))
            load[clique] += 1
        return first, tuple(
            Look(
                np.concatenate([np.arange(part.start, part.stop) for part, _ in found]),
                np.concatenate([cells for _, cells in found]),
            )
            for found in more
        )

    def _components(self, tops: Sequence[int]) -> Ints:
        """The component of everybody, by the place of its root clique among the tops."""
        of_clique = {clique: place for place, clique in enumerate(tops)}
        for clique in reversed(range(len(self._makes))):
            if (parent := self._tree.parent[clique]) >= 0:
                of_clique[clique] = of_clique[parent]
        return np.array(
            [of_clique[self._holding[node][0]] for node in self._graph.node_of], dtype=np.intp
        )


def _down_sum(heard: Ints, slots: Ints, part: slice, size: int) -> Floats:
    """The parents' entries that tell each slot, as a 0/1 matrix."""
    matrix = np.zeros((size + 1, part.stop - part.start))
    matrix[slots, heard] = 1.0
    return matrix[:size]
