"""What a message pass needs of a family, worked out once per drawing: index tables, no evidence.

All clique tables lie in one flat vector. Evidence enters by look-up, a message sums the entries
of a clique over the states of its separator, and spreading a message is a look-up again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.cliques import Table, clique_table
from counselling.genetics.elimination import JunctionTree, junction_tree
from counselling.genetics.graph import Graph, Trio
from counselling.genetics.transmission import Transmission

MAX_ENTRIES: Final = 4_000_000  # about 250 MB of index tables and vectors
_MATRIX_CELLS: Final = 20_000  # up to here a 0/1 matrix sums faster than counting (measured)


@dataclass(frozen=True, slots=True)
class Link:
    """The way between a clique and its parent, over the states of their separator.

    mine, theirs: their parts of the flat vector. my_place, their_place: separator state of every
    entry. my_sum, their_sum: the same as 0/1 matrices where these are small. size: states.
    """

    mine: slice
    theirs: slice
    my_place: Ints
    their_place: Ints
    my_sum: Floats | None
    their_sum: Floats | None
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about a family and a transmission that does not depend on anybody's data.

    node_of, founders: the graph's, as index arrays. width: people in the largest clique. chances:
    shape (entries,). looks: each shape (entries,); where in the evidence, flat (nodes + 1,
    states), every entry looks; the last cell holds a one. links: children first. tops: the parts
    of the root cliques. root_place: state of the root node at every entry of the last of them.
    """

    graph: Graph
    node_of: Ints
    founders: Ints
    states: int
    width: int
    chances: Floats
    looks: tuple[Ints, ...]
    links: tuple[Link, ...]
    tops: tuple[slice, ...]
    root_place: Ints


def plan(
    graph: Graph,
    transmission: Transmission,
    *,
    root: int = 0,
    max_entries: int = MAX_ENTRIES,
) -> Plan:
    """Plan the message pass.

    root: node whose posterior a pass upwards ends with.
    Raises RiskInputError("risk.too_tangled", width=people in the largest clique) when the tables
    would hold more than `max_entries` numbers: the family has too many marriage loops to be
    computed exactly.
    """
    tree = junction_tree(graph.size, graph.trios, root=root)
    tables = _tables(tree, graph.trios, transmission, max_entries)
    ends = np.cumsum([0, *(table.size for table in tables)])
    parts = [slice(int(a), int(b)) for a, b in pairwise(ends)]
    base = transmission.states
    return Plan(
        graph=graph,
        node_of=np.array(graph.node_of, dtype=np.intp),
        founders=np.array(graph.founders, dtype=np.intp),
        states=base,
        width=tree.width,
        chances=np.concatenate([table.chances for table in tables]),
        looks=_looks(tables, parts, graph.size, base),
        links=tuple(
            _link(tree, tables, parts, clique, base)
            for clique, parent in enumerate(tree.parent)
            if parent >= 0
        ),
        tops=tuple(part for part, parent in zip(parts, tree.parent, strict=True) if parent < 0),
        root_place=tables[-1].codes((root,), base),
    )


def _tables(
    tree: JunctionTree, trios: Sequence[Trio], transmission: Transmission, max_entries: int
) -> list[Table]:
    factors: list[list[Table]] = [[] for _ in tree.cliques]
    members = [frozenset(clique) for clique in tree.cliques]
    for trio in trios:
        home = next(c for c, nodes in enumerate(members) if nodes.issuperset(trio))
        factors[home].append(Table(trio, transmission.trio, transmission.chances))
    tables: list[Table] = []
    room = max_entries
    for place, clique in enumerate(tree.cliques):
        message = transmission.states ** len(tree.separator(place))
        try:
            table = clique_table(
                clique, factors[place], base=transmission.states, room=room - message
            )
        except RiskInputError:
            raise RiskInputError("risk.too_tangled", width=tree.width) from None
        tables.append(table)
        room -= table.size + message
    return tables


def _looks(
    tables: Sequence[Table], parts: Sequence[slice], nodes: int, base: int
) -> tuple[Ints, ...]:
    """Let everybody's evidence enter at one clique, spread so that few look-ups suffice."""
    load = [0] * len(tables)
    found: list[list[int]] = [[] for _ in range(nodes)]
    for clique, table in enumerate(tables):
        for node in table.members:
            found[node].append(clique)
    one = (nodes + 1) * base - 1
    looks: list[Ints] = []
    for node in sorted(range(nodes), key=lambda n: len(found[n])):
        clique = min(found[node], key=load.__getitem__)
        if load[clique] == len(looks):
            looks.append(np.full(parts[-1].stop, one, dtype=np.intp))
        looks[load[clique]][parts[clique]] = node * base + tables[clique].codes((node,), base)
        load[clique] += 1
    return tuple(looks)


def _link(
    tree: JunctionTree,
    tables: Sequence[Table],
    parts: Sequence[slice],
    clique: int,
    base: int,
) -> Link:
    parent = tree.parent[clique]
    shared = tree.separator(clique)
    codes = [tables[c].codes(shared, base) for c in (clique, parent)]
    size = base ** len(shared)
    sums = [np.eye(size)[:, code] if len(code) * size <= _MATRIX_CELLS else None for code in codes]
    return Link(parts[clique], parts[parent], codes[0], codes[1], sums[0], sums[1], size)
