"""The only door of this room: a family in, places and lines out.

    layout = place(family)                                  # afresh
    layout = place(edited, previous=layout)                 # nobody changes order
    layout = place(family, widths=widths, label_heights=heights)

Pure: the same family gives the same layout, in whatever order its people were entered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from counselling.layout.courtesies import with_courtesies
from counselling.layout.crossings import price
from counselling.layout.generations import generations
from counselling.layout.graph import Graph, graph_of, parts
from counselling.layout.grid import Grid, grid_of
from counselling.layout.labels import Couples, labels_of
from counselling.layout.lines import run_lines
from counselling.layout.paper import count_crossings
from counselling.layout.placement import place_nodes
from counselling.layout.result import Layout, Memory
from counselling.layout.routing import route
from counselling.layout.search import Effort, search
from counselling.layout.sheet import Sheet
from counselling.layout.sketch import Sketch
from counselling.layout.stability import (
    Places,
    decisions_before,
    keep_order,
    kept_lifts,
    places_before,
    remembered_lifts,
)
from counselling.layout.trial import begin
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId

__all__ = ["Effort", "place"]

_NOT_BEFORE: Final[Places] = MappingProxyType({})
_LIFT: Final = 0.4  # what a couple off its row counts against a crossing on paper


def place(
    family: Family,
    *,
    widths: Mapping[PersonId, float] | None = None,
    label_heights: Mapping[PersonId, float] | None = None,
    marks: Couples | None = None,
    previous: Layout | None = None,
    effort: Effort = Effort.NORMAL,
) -> Layout:
    """Find everybody's place and lead every line.

    widths, label_heights: of people's labels below their symbols, in units of a layout; labels do
    not overlap. marks: width and height, from the row's middle down, of what is written between
    partners who stand side by side, by their sorted ids. previous: the drawing before an edit; its
    order stays. effort: how long to look for an order with fewer crossings where the first one has
    some, when drawing afresh.
    Raises LayoutError("layout.own_ancestor") when somebody is her own ancestor.
    """
    pen = _Pen(widths or {}, label_heights or {}, marks or {})
    sketches = [_sketch(part, pen, previous, effort) for part in parts(graph_of(family))]
    if previous is not None:
        sketches = _side_by_side_as_before(sketches, previous)
    sheet = Sheet(sketches)
    segments = tuple(sheet.segments())
    return Layout(
        nodes=tuple(sheet.nodes()),
        segments=segments,
        crossings=count_crossings(segments),
        memory=Memory(
            waypoints=tuple(sheet.waypoints()),
            lifts=tuple(remembered_lifts([sketch.grid for sketch in sketches])),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws an order of a family whose labels have these sizes."""

    widths: Mapping[PersonId, float]
    heights: Mapping[PersonId, float]
    marks: Couples

    def draw(
        self, grid: Grid, rows: Sequence[Sequence[int]], before: Places = _NOT_BEFORE
    ) -> Sketch:
        """Place people and lead lines."""
        lines = run_lines(grid, rows)
        labels = labels_of(grid.graph, self.widths, self.heights, self.marks)
        return route(grid, lines, place_nodes(grid, lines, labels, before), labels)

    def draw_alone(self, part: Graph) -> Sketch:
        """Draw one person without relatives."""
        labels = labels_of(part, self.widths, self.heights, self.marks)
        return Sketch(grid_of(part, (0,)), labels, (0.0,), (), ((), ()), ((), ()))


def _sketch(part: Graph, pen: _Pen, previous: Layout | None, effort: Effort) -> Sketch:
    if not part.partners:
        return pen.draw_alone(part)
    if previous is None or previous.by_person.keys().isdisjoint(part.ids):
        return _afresh(part, pen, effort)
    return _kept(part, pen, previous)


def _afresh(part: Graph, pen: _Pen, effort: Effort) -> Sketch:
    """Draw the orders that look best; the fewest crossings on paper win."""
    candidates = search(part, effort)
    best, fewest = None, float("inf")
    for trial in candidates:
        sketch = pen.draw(trial.grid, with_courtesies(trial.grid, trial.order.rows))
        if len(candidates) == 1:
            return sketch
        crossings = count_crossings(tuple(Sheet([sketch]).segments()))
        faults = crossings + _LIFT * len(sketch.grid.lifts)
        if best is None or faults < fewest:
            best, fewest = sketch, faults
        if fewest < _LIFT:
            break
    assert best is not None  # a search never returns empty-handed
    return best


def _kept(part: Graph, pen: _Pen, previous: Layout) -> Sketch:
    """Draw a family in the order it had.

    Only a drawing without crossings may be turned, where the edit would bring it one and turning
    keeps it clean.
    """
    grid = grid_of(part, generations(part), kept_lifts(part, previous.memory))
    before = places_before(grid, previous)
    rows = keep_order(grid, before)
    if not previous.crossings and price(grid, rows).crossings:
        turned = begin(grid, decisions_before(grid, before))
        if not turned.crossings:
            rows = turned.order.rows
    return pen.draw(grid, rows, before)


def _side_by_side_as_before(sketches: Sequence[Sketch], previous: Layout) -> list[Sketch]:
    """Families without a common line in the order they had; new ones come last."""

    def was_at(sketch: Sketch) -> tuple[float, float]:
        # every family has somebody in the top row, and there they stand beside each other
        known = (previous.by_person.get(person) for person in sketch.grid.graph.ids)
        nowhere = float("inf")
        return min(((n.generation, n.x) for n in known if n), default=(nowhere, nowhere))

    return sorted(sketches, key=was_at)
