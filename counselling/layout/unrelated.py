"""People without relatives after an edit: each where she stood, newcomers at the end."""

from collections.abc import Mapping

from counselling.layout.graph import Graph
from counselling.layout.grid import grid_of
from counselling.layout.labels import Labels
from counselling.layout.result import Layout
from counselling.layout.sketch import Sketch
from counselling.pedigree.person import PersonId

_FEW = 10  # people in a row to which no more are added


def block_as_before(
    part: Graph, labels: Labels, previous: Layout, pins: Mapping[PersonId, float]
) -> Sketch:
    """Place a part without unions of which somebody was drawn before.

    pins: x of people whom the hand keeps in a place. Whoever is too near to her left neighbour
    goes to the right.
    """
    rows: dict[int, list[int]] = {}
    new = []
    wanted: dict[int, float] = {}
    for person, name in enumerate(part.ids):
        node = previous.by_person.get(name)
        if node is None:
            new.append(person)
        else:
            rows.setdefault(node.generation, []).append(person)
            wanted[person] = pins.get(name, node.x)
    for person in new:
        last = max(rows)
        if len(rows[last]) >= _FEW:
            last += 1
        rows.setdefault(last, []).append(person)
    x = [0.0] * len(part.ids)
    generation = [0] * len(part.ids)
    for number, row in rows.items():
        row.sort(key=lambda person: (wanted.get(person, float("inf")), person))
        left = None
        for person in row:
            nearest = x[left] + labels.gap(left, person) if left is not None else float("-inf")
            start = min(wanted.values()) if left is None else nearest
            x[person] = max(wanted.get(person, start), nearest)
            generation[person] = number
            left = person
    grid = grid_of(part, tuple(generation))
    empty = ((),) * (len(grid.levels) + 1)
    return Sketch(grid, labels, tuple(x), (), empty, empty)
