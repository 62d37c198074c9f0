"""Couples with their children, loops cut: a family as a forest for messages between them."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counselling.genetics.graph import Graph


@dataclass(frozen=True, slots=True)
class Nuclear:
    """A couple and its children, as nodes."""

    mother: int
    father: int
    children: tuple[int, ...]

    @property
    def members(self) -> tuple[int, ...]:
        """Mother, father, children."""
        return (self.mother, self.father, *self.children)


@dataclass(frozen=True, slots=True)
class Forest:
    """Nuclear families without loops. size: nodes, copies counted. copy_of: the node a copy is of.

    families_of: for each node the families that it belongs to.
    """

    families: tuple[Nuclear, ...]
    families_of: tuple[tuple[int, ...], ...]
    copy_of: Mapping[int, int]

    @property
    def size(self) -> int:
        """Number of nodes, copies counted."""
        return len(self.families_of)


def forest_of(graph: Graph) -> Forest:
    """Cut every loop at the person with most families on loops: all of them but one get a copy.

    Ties go to the lowest node. An edge that joins two loops without lying on one is never cut: that
    would split the family and count the assumed states twice.
    """
    couples: dict[tuple[int, int], list[int]] = {}
    for mother, father, child in graph.trios:
        couples.setdefault((mother, father), []).append(child)
    members = [[mother, father, *children] for (mother, father), children in couples.items()]
    size, copy_of = graph.size, dict[int, int]()
    while core := _on_loops(size, members):
        most = sorted(core, key=lambda person: (-len(core[person]), person))
        person, family = next(
            (person, family)
            for person in most
            for family in core[person]
            if _is_on_a_loop(core, members, person, family)
        )
        members[family][members[family].index(person)] = size
        copy_of[size] = copy_of.get(person, person)
        size += 1
    families = tuple(Nuclear(m[0], m[1], tuple(m[2:])) for m in members)
    of_node: list[list[int]] = [[] for _ in range(size)]
    for place, family_ in enumerate(families):
        for node in family_.members:
            of_node[node].append(place)
    return Forest(families, tuple(map(tuple, of_node)), copy_of)


def _on_loops(size: int, members: Sequence[Sequence[int]]) -> Mapping[int, Sequence[int]]:
    """People left when ends are taken away again and again, with their families; {} in a forest."""
    of_person: list[set[int]] = [set() for _ in range(size)]
    for family, people in enumerate(members):
        for person in people:
            of_person[person].add(family)
    of_family = [set(people) for people in members]
    ends = deque((True, p) for p in range(size) if len(of_person[p]) < 2)
    ends += ((False, f) for f in range(len(of_family)) if len(of_family[f]) < 2)
    while ends:
        is_person, one = ends.popleft()
        mine, theirs = (of_person, of_family) if is_person else (of_family, of_person)
        for other in list(mine[one]):
            mine[one].discard(other)
            theirs[other].discard(one)
            if len(theirs[other]) == 1:
                ends.append((not is_person, other))
    return {p: sorted(families) for p, families in enumerate(of_person) if len(families) > 1}


def _is_on_a_loop(
    core: Mapping[int, Sequence[int]], members: Sequence[Sequence[int]], person: int, family: int
) -> bool:
    """Whether the two are still joined when the edge between them is taken away."""
    front = [other for other in core[person] if other != family]
    reached = set(front)
    while front:
        for relative in members[front.pop()]:
            if relative == person or relative not in core:
                continue
            if family in core[relative]:
                return True
            fresh = [other for other in core[relative] if other not in reached]
            reached.update(fresh)
            front += fresh
    return False
