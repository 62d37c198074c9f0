"""Families that an edit parts stay among each other, where they stood.

Drawn afresh, families without a common line stand side by side, and people without relatives in a
block. But an edit turns nobody's order: whoever stood between others stays between them, until
the drawing is tidied.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from counselling.layout.generations import generations
from counselling.layout.graph import Graph, part_of, parts
from counselling.layout.result import Layout, Node
from counselling.pedigree.person import PersonId

Outline = Mapping[int, tuple[float, float]]  # by generation: from where to where


def parts_as_before(graph: Graph, previous: Layout | None) -> tuple[Graph, ...]:
    """Split into families that share no line, as `parts`, but those that stood in each other."""
    every = parts(graph)
    if previous is None or len(every) < 2:
        return every
    number = {name: person for person, name in enumerate(graph.ids)}
    families = [frozenset(number[name] for name in part.ids) for part in every if part.partners]
    alone = [number[name] for part in every if not part.partners for name in part.ids]
    stood = [_outline(graph, family, previous) for family in families]
    home = list(range(len(families)))  # of every family the first one among which it stood
    for family, outline in enumerate(stood):
        for other in range(family):
            if home[family] != home[other] and _are_in_each_other(outline, stood[other]):
                kept, gone = sorted((home[family], home[other]))
                home = [kept if at == gone else at for at in home]
    houses = [[families[f] for f, at in enumerate(home) if at == h] for h in range(len(families))]
    # nobody passes a family to come to others who stand alone: a group for those between the same
    groups: dict[tuple[bool, ...], list[int]] = {}
    for person in alone:
        mine = _outline(graph, (person,), previous)
        hosts = [f for f, outline in enumerate(stood) if _are_in_each_other(mine, outline)]
        if hosts:
            houses[home[hosts[0]]].append(frozenset({person}))
        else:
            side = tuple(stands_left(mine, outline) for outline in stood)
            groups.setdefault(side, []).append(person)
    return (
        *(part_of(graph, sorted(frozenset().union(*house)), house) for house in houses if house),
        *(part_of(graph, sorted(people)) for people in groups.values()),
    )


def _outline(graph: Graph, people: Iterable[int], previous: Layout) -> Outline:
    return outline_of((graph.ids[person] for person in people), previous)


def outline_of(names: Iterable[PersonId], previous: Layout) -> Outline:
    """Return from where to where people stood, by generation."""
    outline: dict[int, tuple[float, float]] = {}
    for name in names:
        node = previous.by_person.get(name)
        if node is not None:
            low, high = outline.get(node.generation, (node.x, node.x))
            outline[node.generation] = min(low, node.x), max(high, node.x)
    return outline


def stands_left(one: Outline, other: Outline) -> bool:
    """Whether one stands wholly left of the other, in rows next to each other."""
    ways = [
        one[row][1] < other[near][0]
        for row in one
        for near in (row - 1, row, row + 1)
        if near in other
    ]
    return bool(ways) and all(ways)


def _are_in_each_other(one: Outline, other: Outline) -> bool:
    near = {row + step for row in one for step in (-1, 0, 1)}
    return (
        not near.isdisjoint(other) and not stands_left(one, other) and not stands_left(other, one)
    )


def generations_as_before(part: Graph, previous: Layout) -> tuple[int, ...]:
    """Row of every person: those of the earlier drawing, as far as most of them can stay there.

    Families drawn as one stand in their earlier rows to each other; who comes above the earlier
    top has a row below 0.
    """
    rows = list(generations(part))
    at = previous.by_person
    known = {person: at[name] for person, name in enumerate(part.ids) if name in at}
    host, *guests = part.families or (frozenset(known),)
    hosts = [(known[person], rows[person]) for person in host if person in known]
    for guest in guests:
        mine = min(person for person in guest if person in known)
        near, row = min(hosts, key=lambda entry: _how_near(known[mine], entry[0]))
        down = known[mine].generation - near.generation + row - rows[mine]
        for person in guest:
            rows[person] += down
    ways = Counter(node.generation - row for node, row in hosts)
    down = max(sorted(ways), key=ways.__getitem__)
    return tuple(row + down for row in rows)


def _how_near(one: Node, other: Node) -> tuple[int, float, str]:
    return abs(one.generation - other.generation), abs(one.x - other.x), other.person
