"""A family as numbers: people, unions and their links, in an order of its own.

Everything after this module counts instead of comparing names. The numbers follow the people's
ids (p2 before p10), so the order of entry cannot reach the drawing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from counselling.pedigree.lineage import LineKind
from counselling.pedigree.person import PersonId

NOBODY: Final = -1  # no person, no union
_NUMBER: Final = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Graph:
    """People and unions by number. A link is one partner's tie to a union: 2 * union + place.

    A person with more than one line up (birth parents and adoptive ones, a donor) has a stand-in
    for each further one: a child of those parents who takes her place beside the person, as a
    mate would, and has no symbol. Siblings with the same further line share one stand-in, beside
    the eldest. Stand-ins are numbered after the people.

    ids: of the people and stand-ins. is_man: the gender shown. parents: the union whose child a
    person is, or NOBODY. partners: of every union, one or two. children: of every union, elder
    first as far as births are known. twins: sets of siblings who stand together, small sets first.
    identical: those of them that are monozygotic. line: what everybody's line up says. stands_for:
    of every stand-in, the person. shared: of every stand-in, all whose line it is. losses:
    pregnancies not carried to term, on shorter lines where that line is their only one and they are
    nobody's twins.
    without_parents: those of whom it is said that nobody knows their parents. families: where
    several that share no line are drawn as one, the people of each.
    """

    ids: tuple[PersonId, ...]
    is_man: tuple[bool, ...]
    parents: tuple[int, ...]
    partners: tuple[tuple[int, ...], ...]
    children: tuple[tuple[int, ...], ...]
    twins: tuple[frozenset[int], ...]
    identical: tuple[frozenset[int], ...] = ()
    line: tuple[LineKind, ...] = ()
    stands_for: tuple[int, ...] = ()
    shared: tuple[frozenset[int], ...] = ()
    losses: frozenset[int] = field(default_factory=frozenset)
    without_parents: frozenset[int] = field(default_factory=frozenset)
    families: tuple[frozenset[int], ...] = ()

    @cached_property
    def people(self) -> int:
        """How many are people; the rest are stand-ins."""
        return len(self.ids) - len(self.stands_for)

    @cached_property
    def joins(self) -> tuple[int, ...]:
        """Of every union: the stand-in that it joins to its person, or NOBODY."""
        return tuple(
            partners[-1] if partners[-1] >= self.people else NOBODY for partners in self.partners
        )

    @cached_property
    def births(self) -> tuple[tuple[int, ...], ...]:
        """Those born together, sets that overlap as one."""
        groups: list[frozenset[int]] = []
        for twins in self.twins:
            apart = [group for group in groups if twins.isdisjoint(group)]
            touched = (group for group in groups if not twins.isdisjoint(group))
            groups = [*apart, twins.union(*touched)]
        return tuple(sorted(tuple(sorted(group)) for group in groups))

    @cached_property
    def links_of(self) -> tuple[tuple[int, ...], ...]:
        """Links of every person to the unions in which she is a partner."""
        links: list[list[int]] = [[] for _ in self.ids]
        for union, partners in enumerate(self.partners):
            for place, person in enumerate(partners):
                links[person].append(2 * union + place)
        return tuple(map(tuple, links))

    @cached_property
    def mate_at(self) -> tuple[int, ...]:
        """Of every link: the other partner of the union, or NOBODY."""
        ends = ((*partners, NOBODY)[:2] for partners in self.partners)
        return tuple(end for first, second in ends for end in (second, first))

    @cached_property
    def descendants(self) -> tuple[int, ...]:
        """Of every union: how many children, grandchildren and so on (loops count twice)."""
        count = [0] * len(self.partners)
        waiting = [sum(len(self.links_of[kid]) for kid in kids) for kids in self.children]
        ready = [union for union, unknown in enumerate(waiting) if not unknown]
        while ready:
            union = ready.pop()
            below = (link // 2 for kid in self.children[union] for link in self.links_of[kid])
            count[union] = len(self.children[union]) + sum(count[other] for other in below)
            for partner in self.partners[union]:
                above = self.parents[partner]
                if above != NOBODY:
                    waiting[above] -= 1
                    if not waiting[above]:
                        ready.append(above)
        return tuple(count)

    @cached_property
    def next_unions(self) -> tuple[tuple[int, ...], ...]:
        """Of every union: those of its partners' parents, of its children and of its partners."""
        return tuple(
            tuple(
                dict.fromkeys(
                    [self.parents[p] for p in partners if self.parents[p] != NOBODY]
                    + [link // 2 for p in (*partners, *kids) for link in self.links_of[p]]
                )
            )
            for partners, kids in zip(self.partners, self.children, strict=True)
        )

    def is_free(self, person: int) -> bool:
        """Whether somebody has no parents here and one partner at most."""
        return self.parents[person] == NOBODY and len(self.links_of[person]) <= 1

    def sharers(self, stand_in: int) -> frozenset[int]:
        """Siblings whose further line a stand-in is."""
        return self.shared[stand_in - self.people]

    @cached_property
    def meeting(self) -> frozenset[int]:
        """Stand-ins whose lines end in a bar at the persons' own lines, not at their symbols.

        Those that several siblings share, and then all others of these siblings.
        """
        kin = frozenset[int]().union(*(group for group in self.shared if len(group) > 1))
        return frozenset(
            self.people + i
            for i, group in enumerate(self.shared)
            if group & kin
            and all(group.issuperset(born) for born in self.births if group & {*born})
        )

    def owner(self, union: int) -> tuple[PersonId, ...]:
        """Ids of a union's partners, sorted: whom its lines belong to."""
        return tuple(sorted(self.ids[person] for person in self.partners[union]))

    def drawn_owner(self, union: int) -> tuple[PersonId, ...]:
        """Whom a union's lines belong to: those to a stand-in belong to the stand-in's parents."""
        stand_in = self.joins[union]
        return self.owner(union if stand_in == NOBODY else self.parents[stand_in])

    @cached_property
    def drawn_as(self) -> tuple[int, ...]:
        """Of every union: the first union with the same drawn owner."""
        if not self.stands_for:
            return tuple(range(len(self.partners)))
        first: dict[tuple[PersonId, ...], int] = {}
        return tuple(
            first.setdefault(self.drawn_owner(union), union) for union in range(len(self.partners))
        )

    def twins_of(self, person: int) -> frozenset[int]:
        """The person and whom she must stand with."""
        return next((t for t in reversed(self.bonds) if person in t), frozenset({person}))

    @cached_property
    def bonds(self) -> tuple[frozenset[int], ...]:
        """Siblings who stand together, small sets first: twins, and those with a line in common."""
        shared = {group for group in self.shared if len(group) > 1}
        return tuple(sorted((*self.twins, *shared), key=lambda t: (len(t), sorted(t))))

    @cached_property
    def bonds_of(self) -> Mapping[int, tuple[frozenset[int], ...]]:
        """Of everybody with such bonds: hers, small sets first."""
        return {
            person: tuple(bond for bond in self.bonds if person in bond)
            for person in frozenset[int]().union(*self.bonds)
        }

    def together(self, children: Sequence[int]) -> list[int]:
        """Siblings in this order, but every set of bonds in one piece where its first one is."""
        pieces = [[child] for child in children]
        for twins in self.bonds:
            touched = [piece for piece in pieces if not twins.isdisjoint(piece)]
            if len(touched) > 1:
                place = pieces.index(touched[0])
                pieces = [piece for piece in pieces if piece not in touched]
                pieces.insert(place, [child for piece in touched for child in piece])
        return [child for piece in pieces for child in piece]


def parts(graph: Graph) -> tuple[Graph, ...]:
    """Split into families that share no line, the largest first.

    Last, as one part without unions, everybody who has no relatives here.
    """
    met_in = [NOBODY] * len(graph.ids)
    members: list[list[int]] = []
    seen: set[int] = set()  # unions
    for start in range(len(graph.ids)):
        if met_in[start] != NOBODY:
            continue
        met_in[start] = len(members)
        found = [start]
        for person in found:  # grows while it is walked
            for relative in _next_of_kin(graph, person, seen):
                if met_in[relative] == NOBODY:
                    met_in[relative] = len(members)
                    found.append(relative)
        members.append(sorted(found))
    if len(members) == 1 or not graph.partners:
        return (graph,) if graph.ids else ()
    alone = [people[0] for people in members if len(people) == 1]
    members = [people for people in members if len(people) > 1]
    members.sort(key=lambda people: (-len(people), people))
    return tuple(part_of(graph, people) for people in (*members, *([alone] if alone else [])))


def natural_key(person_id: PersonId) -> tuple[list[str | int], PersonId]:
    """Sort key under which p2 comes before p10; two ids never share one."""
    pieces = _NUMBER.split(person_id)  # text, number, text, ... so that like meets like
    return [int(p) if i % 2 else p for i, p in enumerate(pieces)], person_id


def _next_of_kin(graph: Graph, person: int, seen: set[int]) -> Iterator[int]:
    """Whom a person meets in unions that nobody met before."""
    unions = [link // 2 for link in graph.links_of[person]]
    if graph.parents[person] != NOBODY:
        unions.append(graph.parents[person])
    for union in unions:
        if union not in seen:
            seen.add(union)
            yield from graph.partners[union]
            yield from graph.children[union]


def part_of(graph: Graph, people: Sequence[int], families: Sequence[frozenset[int]] = ()) -> Graph:
    """Return these people, in rising order, with all unions of theirs.

    families: those of several families that share no line.
    """
    number = {person: i for i, person in enumerate(people)}
    unions = [u for u, partners in enumerate(graph.partners) if partners[0] in number]
    union_number: Mapping[int, int] = {union: i for i, union in enumerate(unions)}
    return Graph(
        ids=tuple(graph.ids[p] for p in people),
        is_man=tuple(graph.is_man[p] for p in people),
        parents=tuple(union_number.get(graph.parents[p], NOBODY) for p in people),
        partners=tuple(tuple(number[p] for p in graph.partners[u]) for u in unions),
        children=tuple(tuple(number[p] for p in graph.children[u]) for u in unions),
        twins=tuple(frozenset(number[p] for p in t) for t in graph.twins if min(t) in number),
        identical=tuple(
            frozenset(number[p] for p in t) for t in graph.identical if min(t) in number
        ),
        line=tuple(graph.line[p] for p in people),
        stands_for=tuple(
            number[graph.stands_for[p - graph.people]] for p in people if p >= graph.people
        ),
        shared=tuple(
            frozenset(number[p] for p in kin) for kin in graph.shared if min(kin) in number
        ),
        losses=frozenset(number[p] for p in graph.losses if p in number),
        without_parents=frozenset(number[p] for p in graph.without_parents if p in number),
        families=tuple(frozenset(number[p] for p in kin) for kin in families)
        if len(families) > 1
        else (),
    )
