"""A planned message pass as values: index tables by level of the junction trees."""

from dataclasses import dataclass
from typing import Final

from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.graph import Graph

NOWHERE: Final = 0  # the message slot that always holds zero


@dataclass(frozen=True, slots=True)
class Level:
    """Cliques of one depth, and those above whom they report to.

    mine: their part of the flat vector, entries sorted by slot. slots: their part of the messages.
    starts: shape (slots,), first entry of each, within `mine`. slot_of: shape (entries,), within
    `slots`. links: shape (cliques,), first slot of each clique. link_of: shape (slots,). above: for
    the first, second ... child of each parent the parents' entries and the slots they look at.
    heard: shape (n,), parents' entries; heard_slots: the slots, within `slots` and one more for
    none, that they tell. up_sum, down_sum: both sums as 0/1 matrices where these are small;
    down_part: the parents' part that the latter is multiplied by.
    """

    mine: slice
    slots: slice
    starts: Ints
    slot_of: Ints
    links: Ints
    link_of: Ints
    above: tuple[tuple[slice, Ints], ...]
    heard: Ints
    heard_slots: Ints
    up_sum: Floats | None
    down_sum: Floats | None
    down_part: slice


@dataclass(frozen=True, slots=True)
class Look:
    """Where some entries look for the evidence of one of their people.

    entries: places in the flat vector, or the part that they fill. cells: in the evidence, flat
    (nodes + 1, states).
    """

    entries: Ints
    cells: Ints


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about families and a transmission that does not depend on anybody's data.

    node_of, founders: the graph's, as index arrays. width: people in the largest clique. chances:
    shape (entries,). look: shape (entries,); where in the evidence, flat (nodes + 1, states), every
    entry looks; the last cell holds a one. more: for entries that look more than once. levels:
    deepest first. tops: shape (components,), first entries of the root cliques, which come last in
    the vector. slots: length of the vector of messages. root, root_place: part of the clique that
    holds the root, and the root's state at every entry of it. component_of: shape (persons,), place
    in `tops`. has_twins: whether two people share a node.
    """

    graph: Graph
    node_of: Ints
    founders: Ints
    states: int
    width: int
    chances: Floats
    look: Ints
    more: tuple[Look, ...]
    levels: tuple[Level, ...]
    tops: Ints
    slots: int
    root: slice
    root_place: Ints
    component_of: Ints
    has_twins: bool
