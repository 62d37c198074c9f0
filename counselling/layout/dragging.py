"""The hand at work: what a drop means, and the drawing while somebody is held.

    drag = Drag(family, layout, person)     # pressed
    layout = drag.at(x)                     # as often as the hand moves
    edits = drag.dropped(x)                 # let go: done together, as one step

All x are in units of a layout.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.layout.graph import NOBODY, Graph
from counselling.layout.guests import parts_as_before
from counselling.layout.labels import Couples
from counselling.layout.layout import drawn, kept, place, side_by_side_as_before
from counselling.layout.numbering import graph_of
from counselling.layout.pen import Draft, Pen
from counselling.layout.result import Layout
from counselling.layout.sketch import Sketch
from counselling.pedigree.arranging import Nudge, OrderSiblings, Pin, SetSide
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId

_STILL: Final = 0.05  # a hand that moved no farther meant nothing


def dropped(family: Family, layout: Layout, person: PersonId, x: float) -> tuple[Edit, ...]:
    """Return what is meant by letting a person go at x: edits to be done together.

    Past a sibling's middle: another order, in which twins stay together. Past a partner's: the
    other side. Else she stays there: pinned if she was, moved a little if not. Empty when she was
    hardly moved. Raises PedigreeError for somebody who is not in the family.
    """
    family.person(person)
    return _dropped(graph_of(family), family, layout, person, x)


def moved_by_key(
    family: Family, layout: Layout, person: PersonId, *, to_right: bool
) -> tuple[Edit, ...]:
    """Return the edits by which a person passes the next sibling or partner on one side.

    Empty when there is none. Raises PedigreeError for somebody who is not in the family.
    """
    family.person(person)
    graph = graph_of(family)
    here = layout.by_person[person].x
    way = 1 if to_right else -1
    passed = (way * (layout.by_person[name].x - here) for name in _near(graph, layout, person))
    ahead = sorted(distance for distance in passed if distance > 0)
    for distance in ahead:  # a twin is passed only with all who were born with her
        edits = _turned(graph, layout, person, here + way * (distance + _STILL / 2))
        if edits:
            return _without_nudge(family, person, edits)
    return ()


class Drag:
    """A person held by the hand; made once, when she is taken. Sizes as in `place`."""

    def __init__(
        self,
        family: Family,
        layout: Layout,
        person: PersonId,
        *,
        widths: Mapping[PersonId, float] | None = None,
        label_heights: Mapping[PersonId, float] | None = None,
        marks: Couples | None = None,
    ) -> None:
        """Do everything that is the same wherever she is held. Raises PedigreeError."""
        family.person(person)
        self._family, self._layout, self._person = family, layout, person
        self._sizes = widths or {}, label_heights or {}, marks or {}
        self._graph = graph_of(family)
        self._turned: dict[tuple[Edit, ...], Layout] = {}
        pen = Pen(*self._sizes, family.arrangement)
        self._draft: Draft | None = None
        self._others: list[Sketch] = []
        for part in parts_as_before(self._graph, layout):
            draft = kept(part, pen, layout) if part.partners else None
            if draft is not None and person in part.ids:
                self._draft = draft
            else:
                self._others.append(draft.sketch() if draft else pen.draw_alone(part, layout))

    def at(self, x: float) -> Layout:
        """Return the drawing while she is held at x.

        Her row makes way for her; past a sibling or partner the two have changed places already,
        and she stands where she will stand then.
        """
        edits = _turned(self._graph, self._layout, self._person, x)
        if edits:
            return self._turned.get(edits) or self._turn(edits)
        if self._draft is None:
            return self._layout
        held = {self._draft.grid.graph.ids.index(self._person): x}
        sketches = [self._draft.sketch(held), *self._others]
        return drawn(side_by_side_as_before(sketches, self._layout), self._layout)

    def dropped(self, x: float) -> tuple[Edit, ...]:
        """Return what it means to let her go at x; see `dropped`."""
        return _dropped(self._graph, self._family, self._layout, self._person, x)

    def _turn(self, edits: tuple[Edit, ...]) -> Layout:
        family = self._family
        for edit in _without_nudge(family, self._person, edits):
            family = edit.apply(family)
        widths, heights, marks = self._sizes
        self._turned[edits] = place(
            family, widths=widths, label_heights=heights, marks=marks, previous=self._layout
        )
        return self._turned[edits]


def _dropped(
    graph: Graph, family: Family, layout: Layout, person: PersonId, x: float
) -> tuple[Edit, ...]:
    edits = _turned(graph, layout, person, x)
    if edits:
        return _without_nudge(family, person, edits)
    node = layout.by_person[person]
    if abs(x - node.x) < _STILL:
        return ()
    number = graph.ids.index(person)
    is_alone = not graph.links_of[number] and graph.parents[number] == NOBODY
    if is_alone or family.arrangement.pin_of(person) is not None:
        return (Pin(person, round(x, 3)),)
    tidy = dict(layout.memory.tidy).get(person, node.x)
    return (Nudge(person, round(x - tidy, 3)),)


def _without_nudge(family: Family, person: PersonId, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Who goes elsewhere stands there where the drawing puts her."""
    place_by_hand = family.arrangement.nudge_of(person), family.arrangement.pin_of(person)
    return edits if place_by_hand == (0.0, None) else (Nudge(person, 0.0), *edits)


def _turned(graph: Graph, layout: Layout, person: PersonId, x: float) -> tuple[Edit, ...]:
    """Past whom the hand has brought a person: siblings before partners."""
    at = layout.by_person
    here, number = at[person].x, graph.ids.index(person)
    siblings = [graph.ids[child] for child in _siblings(graph, layout, number)]
    before = [graph.ids.index(name) for name in sorted(siblings, key=lambda name: at[name].x)]
    moved = [name for name in siblings if min(here, x) < at[name].x < max(here, x)]
    if moved:
        block = graph.twins_of(number)
        rest = [child for child in before if child not in block]
        first = sum(at[graph.ids[child]].x < x for child in rest)
        mine = [child for child in before if child in block]
        mine.sort(key=lambda child: x if child == number else at[graph.ids[child]].x)
        order = graph.together([*rest[:first], *mine, *rest[first:]])
        if order != before:
            return (OrderSiblings(tuple(graph.ids[child] for child in order)),)
    for mate in _partners(graph, layout, number):
        if min(here, x) < at[mate].x < max(here, x):
            return (SetSide(mate, person) if x > here else SetSide(person, mate),)
    return ()


def _near(graph: Graph, layout: Layout, person: PersonId) -> Iterator[PersonId]:
    number = graph.ids.index(person)
    for child in _siblings(graph, layout, number):
        if child != number:
            yield graph.ids[child]
    yield from _partners(graph, layout, number)


def _siblings(graph: Graph, layout: Layout, person: int) -> tuple[int, ...]:
    """Children of the same home who stand in a person's row, and herself."""
    home = graph.parents[person]
    everyone = graph.children[home] if home != NOBODY else (person,)
    y = layout.by_person[graph.ids[person]].y
    return tuple(
        child
        for child in everyone
        if child < graph.people and layout.by_person[graph.ids[child]].y == y
    )


def _partners(graph: Graph, layout: Layout, person: int) -> Iterator[PersonId]:
    """Partners in a person's row."""
    y = layout.by_person[graph.ids[person]].y
    for link in graph.links_of[person]:
        mate = graph.mate_at[link]
        if NOBODY < mate < graph.people and layout.by_person[graph.ids[mate]].y == y:
            yield graph.ids[mate]
