"""The table of a clique: every joint state of its people that Mendel allows, and its chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.elimination import Scope


@dataclass(frozen=True, slots=True)
class Table:
    """A number for each joint state of some people, the impossible ones left out.

    members: nodes. states: shape (members, entries). chances: shape (entries,).
    """

    members: Scope
    states: Ints
    chances: Floats

    @property
    def size(self) -> int:
        """Number of entries."""
        return len(self.chances)

    def codes(self, nodes: Scope, base: int) -> Ints:
        """Number the joint state of some members at every entry, the first node slowest."""
        code = np.zeros(self.size, dtype=np.intp)
        for node in nodes:
            code = code * base + self.states[self.members.index(node)]
        return code


def clique_table(members: Scope, factors: Sequence[Table], *, base: int, room: int) -> Table:
    """Multiply factors into the table of a clique, entry by entry.

    factors: over some of the members each; a member in none of them takes all of its `base`
    states. room: number of entries that may be made.
    Raises RiskInputError("risk.too_tangled") before the table would outgrow the room.
    """
    table = Table((), np.zeros((0, 1), dtype=np.intp), np.ones(1))
    left = list(factors)
    while left:
        factor = max(left, key=lambda f: sum(node in table.members for node in f.members))
        left.remove(factor)
        table = _product(table, factor, base, room)
    for node in members:
        if node not in table.members:
            free = Table((node,), np.arange(base)[None], np.ones(base))
            table = _product(table, free, base, room)
    return table


def _product(one: Table, other: Table, base: int, room: int) -> Table:
    """Pair the entries that agree on the people in both (an inner join by sorting)."""
    shared = tuple(node for node in one.members if node in other.members)
    mine, theirs = one.codes(shared, base), other.codes(shared, base)
    by_code = np.argsort(theirs, kind="stable")
    of_code = np.bincount(theirs, minlength=base ** len(shared))
    partners = of_code[mine]
    total = int(partners.sum())
    if total > room:
        raise RiskInputError("risk.too_tangled")
    rows = np.repeat(np.arange(one.size), partners)
    step = np.arange(total) - np.repeat(np.cumsum(partners) - partners, partners)
    entries = by_code[(np.cumsum(of_code) - of_code)[mine][rows] + step]
    fresh = [k for k, node in enumerate(other.members) if node not in shared]
    return Table(
        (*one.members, *(other.members[k] for k in fresh)),
        np.concatenate([one.states[:, rows], other.states[fresh][:, entries]]),
        one.chances[rows] * other.chances[entries],
    )
