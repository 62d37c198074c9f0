"""A family as integers for the engine: twins merged, missing parents made, nobody's data in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from counselling.errors import PedigreeError
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Zygosity

Trio: TypeAlias = tuple[int, int, int]
UNKNOWN = -1


class OwnAncestor(PedigreeError):
    """Somebody would be her own ancestor or partner.

    persons: those on the circle. Ids stay out of the message's fields and the exception's text.
    """

    def __init__(self, persons: tuple[PersonId, ...]) -> None:
        super().__init__("genetics.cycle")
        self.persons = persons


@dataclass(frozen=True, slots=True)
class Graph:
    """Who descends from whom.

    persons: ids in the family's order. node_of: the node of each person; monozygotic twins share
    one. trios: (mother, father, child) as nodes, one for every child. founders: nodes without
    parents. size: number of nodes; it counts parents made because only the other one is known.
    """

    persons: tuple[PersonId, ...]
    node_of: tuple[int, ...]
    trios: tuple[Trio, ...]
    founders: tuple[int, ...]
    size: int

    @property
    def has_twins(self) -> bool:
        """Whether two people share a node."""
        return len(set(self.node_of)) < len(self.node_of)

    def node(self, person: PersonId) -> int:
        """Return the node of a person."""
        return self.node_of[self.persons.index(person)]


def graph_of(family: Family) -> Graph:
    """Turn a family into its graph; genes only: adoption and surrogacy leave no trace in it.

    Twins of unknown zygosity are taken as siblings.
    Raises OwnAncestor.
    """
    place = {person.id: i for i, person in enumerate(family.persons)}
    twins = [
        [place[member] for member in twin_set.members if member in place]
        for twin_set in family.twins
        if twin_set.zygosity is Zygosity.MONOZYGOTIC
    ]
    return build(
        tuple(place),
        mothers=[place.get(person.mother or "", UNKNOWN) for person in family.persons],
        fathers=[place.get(person.father or "", UNKNOWN) for person in family.persons],
        twins=twins,
    )


def build(
    persons: Sequence[PersonId],
    *,
    mothers: Sequence[int],
    fathers: Sequence[int],
    twins: Sequence[Sequence[int]] = (),
) -> Graph:
    """Build a graph from places in `persons`; -1 stands for a parent who is not known.

    twins: groups of monozygotic twins. Raises OwnAncestor.
    """
    node_of = _merged(len(persons), twins)
    parents: list[tuple[int, int] | None] = [None] * (max(node_of, default=-1) + 1)
    for node, mother, father in zip(node_of, mothers, fathers, strict=True):
        if parents[node] is None and (mother != UNKNOWN or father != UNKNOWN):
            parents[node] = (
                node_of[mother] if mother != UNKNOWN else UNKNOWN,
                node_of[father] if father != UNKNOWN else UNKNOWN,
            )
    size = len(parents)
    trios: list[Trio] = []
    for child, couple in enumerate(parents):
        if couple is None:
            continue
        mother, father = couple
        if mother == UNKNOWN:
            mother, size = size, size + 1
        if father == UNKNOWN:
            father, size = size, size + 1
        trios.append((mother, father, child))
    if circle := _circle(trios):
        raise OwnAncestor(
            tuple(p for p, node in zip(persons, node_of, strict=True) if node in circle)
        )
    born_here = {child for _, _, child in trios}
    founders = tuple(node for node in range(size) if node not in born_here)
    return Graph(tuple(persons), tuple(node_of), tuple(trios), founders, size)


def _merged(count: int, twins: Sequence[Sequence[int]]) -> list[int]:
    """Number the nodes in the order of their first person."""
    first = list(range(count))
    for group in twins:
        heads = {first[member] for member in group}
        head = min(heads, default=0)
        first = [head if f in heads else f for f in first]
    numbers = {head: node for node, head in enumerate(sorted(set(first)))}
    return [numbers[head] for head in first]


def _circle(trios: Sequence[Trio]) -> set[int]:
    """Strip people without parents, and then without children, until only circles are left."""
    alone = {mother for mother, father, _ in trios if mother == father}
    if alone:
        return alone
    above = {child: {mother, father} for mother, father, child in trios}
    while free := [child for child, parents in above.items() if not parents & above.keys()]:
        for child in free:
            del above[child]
    while free := [one for one in above if all(one not in parents for parents in above.values())]:
        for one in free:
            del above[one]
    return set(above)
