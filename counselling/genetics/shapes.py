"""Tables of cliques by their make: many cliques have few makes, and each is worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.cliques import Table, clique_table
from counselling.genetics.transmission import Transmission

Places: TypeAlias = tuple[int, ...]


class Factor(NamedTuple):
    """One birth within a clique: which transmission, and the places of mother, father, child."""

    kind: int
    places: Places


class Make(NamedTuple):
    """What a clique's table depends on: its people by place, no node and nobody's data in it.

    size: people. factors: births told here. up: places of those whom the parent clique holds too.
    """

    size: int
    factors: tuple[Factor, ...]
    up: Places


@dataclass(frozen=True, slots=True)
class Shape:
    """A clique's table, its entries sorted by the joint state of those whom the parent holds too.

    states: shape (people, entries). chances: shape (entries,). slot_of: shape (entries,), number
    of that joint state among those that occur. starts: shape (slots,), first entry of each. codes:
    shape (slots,), the joint state itself, the first of `up` slowest.
    """

    states: Ints
    chances: Floats
    slot_of: Ints
    starts: Ints
    codes: Ints


class Shapes:
    """Builds shapes for these transmissions, each make once. room: entries a table may have."""

    def __init__(self, transmissions: Sequence[Transmission]) -> None:
        self._transmissions = transmissions
        self._base = transmissions[0].states
        self._shapes: dict[Make, Shape] = {}
        self._heard: dict[tuple[Make, Places, Make], Ints] = {}

    def of(self, make: Make, room: int) -> Shape:
        """Return the shape of a make. Raises RiskInputError("risk.too_tangled") beyond the room."""
        shape = self._shapes.get(make)
        if shape is None:
            shape = self._shapes[make] = self._built(make, room)
        return shape

    def heard(self, parent: Make, places: Places, child: Make) -> Ints:
        """Return the child's slot at every entry of the parent, -1 where it has none.

        places: where in the parent those stand whom both hold, in the child's order.
        """
        key = parent, places, child
        found = self._heard.get(key)
        if found is None:
            slots = np.full(self._base ** len(places), -1, dtype=np.intp)
            codes = self._shapes[child].codes
            slots[codes] = np.arange(len(codes))
            found = slots[_codes(self._shapes[parent].states, places, self._base)]
            self._heard[key] = found
        return found

    def _built(self, make: Make, room: int) -> Shape:
        told = [
            Table(factor.places, self._transmissions[factor.kind].trio, chances)
            for factor in make.factors
            for chances in (self._transmissions[factor.kind].chances,)
        ]
        members = tuple(range(make.size))
        table = clique_table(members, told, base=self._base, room=room)
        states = table.states[[table.members.index(place) for place in members]]
        codes = _codes(states, make.up, self._base)
        order = np.argsort(codes, kind="stable")
        codes = codes[order]
        is_new = np.empty(len(codes), dtype=np.bool_)
        is_new[:1] = True
        np.not_equal(codes[1:], codes[:-1], out=is_new[1:])
        starts = np.flatnonzero(is_new)
        return Shape(
            states[:, order],
            table.chances[order],
            np.cumsum(is_new) - 1,
            starts,
            codes[starts],
        )


def _codes(states: Ints, places: Places, base: int) -> Ints:
    """Number the joint state of some places at every entry, the first place slowest."""
    code = np.zeros(states.shape[1], dtype=np.intp)
    for place in places:
        code = code * base + states[place]
    return code
