"""Draws an order of a family: who stands where in the rows, the hand included, and every line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from counselling.layout.alone import block
from counselling.layout.blocks import Reals
from counselling.layout.clearing import choices
from counselling.layout.graph import Graph
from counselling.layout.grid import Grid
from counselling.layout.hand import Hand, arranged, hand_of
from counselling.layout.labels import Couples, Labels, labels_of
from counselling.layout.lines import Lines, run_lines
from counselling.layout.placement import Placement
from counselling.layout.result import Layout
from counselling.layout.routing import route
from counselling.layout.sketch import Sketch
from counselling.layout.slots import Places
from counselling.layout.unrelated import block_as_before
from counselling.pedigree.arrangement import Arrangement
from counselling.pedigree.person import PersonId

_NOT_BEFORE: Final[Places] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws orders of a family whose labels have these sizes, arranged by hand like this."""

    widths: Mapping[PersonId, float]
    heights: Mapping[PersonId, float]
    marks: Couples
    arrangement: Arrangement

    def draw(
        self, grid: Grid, rows: Sequence[Sequence[int]], before: Places = _NOT_BEFORE
    ) -> Sketch:
        """Place people and lead lines. before: x of nodes in an earlier drawing."""
        return self.prepare(grid, rows, before=before).sketch()

    def draw_clear(self, grid: Grid, rows: Sequence[Sequence[int]]) -> Sketch:
        """Place people so that stems stand beside bars which they need not cross."""
        draft = self.prepare(grid, rows)
        tidy = draft.placement.tidy(crossed=choices(grid, draft.lines))
        return replace(draft, tidy=tidy).sketch()

    def labels(self, part: Graph) -> Labels:
        """Return the labels of these people."""
        return labels_of(part, self.widths, self.heights, self.marks)

    def draw_alone(self, part: Graph, previous: Layout | None = None) -> Sketch:
        """Draw people without relatives. previous: where some of them may have stood before."""
        labels = self.labels(part)
        if previous is None or previous.by_person.keys().isdisjoint(part.ids):
            return block(part, labels)
        pins = {pin.person: pin.x for pin in self.arrangement.pins}
        return block_as_before(part, labels, previous, pins)

    def prepare(
        self,
        grid: Grid,
        rows: Sequence[Sequence[int]],
        *,
        before: Places = _NOT_BEFORE,
        labels: Labels | None = None,
    ) -> "Draft":
        """Do everything that stays while the hand moves somebody. labels: if they are made yet."""
        hand = hand_of(grid.graph, self.arrangement)
        rows = arranged(grid, rows, hand)
        lines = run_lines(grid, rows)
        labels = labels or self.labels(grid.graph)
        placement = Placement(grid, lines, labels, hand.pins)
        return Draft(grid, lines, labels, hand, placement, placement.tidy(_in_order(rows, before)))


@dataclass(frozen=True, slots=True)
class Draft:
    """A drawing before its lines are led. tidy: x of every node, nobody nudged by hand."""

    grid: Grid
    lines: Lines
    labels: Labels
    hand: Hand
    placement: Placement
    tidy: Reals

    def sketch(self, held: Mapping[int, float] = _NOT_BEFORE) -> Sketch:
        """Lead every line. held: x of people whom the hand holds just now."""
        places = {person: self.tidy[person] + by for person, by in self.hand.nudges.items()}
        places |= held
        if not places:
            return route(self.grid, self.lines, self.tidy, self.labels)
        x = self.placement.nudged(self.tidy, {**self.hand.pins, **places})
        sketch = route(self.grid, self.lines, x, self.labels)
        return replace(sketch, tidy=tuple(self.tidy.tolist()))


def _in_order(rows: Iterable[Iterable[int]], before: Places) -> dict[int, float]:
    """Earlier places given to those who stand in these places now."""
    places: dict[int, float] = {}
    for row in rows:
        known = [node for node in row if node in before]
        places |= zip(known, sorted(before[node] for node in known), strict=True)
    return places
