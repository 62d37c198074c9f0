"""The only door of this room: a family in, places and lines out.

    layout = place(family)                                  # afresh
    layout = place(edited, previous=layout)                 # nobody changes order
    layout = place(family, widths=widths, label_heights=heights)

Pure: the same family gives the same layout, in whatever order its people were entered.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from counselling.layout.courtesies import with_courtesies
from counselling.layout.graph import Graph
from counselling.layout.grid import grid_of
from counselling.layout.guests import (
    Outline,
    generations_as_before,
    outline_of,
    parts_as_before,
    stands_left,
)
from counselling.layout.labels import Couples
from counselling.layout.numbering import graph_of
from counselling.layout.overdraw import overdrawn
from counselling.layout.paper import count_crossings
from counselling.layout.pen import Draft, Pen
from counselling.layout.result import Layout, Memory
from counselling.layout.search import Effort, search
from counselling.layout.sheet import Sheet
from counselling.layout.sketch import Sketch
from counselling.layout.stability import (
    keep_order,
    kept_lifts,
    places_before,
    remembered_lifts,
    stands_before,
)
from counselling.layout.trial import Trial
from counselling.layout.turning import turned
from counselling.layout.watch import Watch, nobody_minds
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId

__all__ = ["Effort", "place"]

_LIFT: Final = 0.4  # what a couple off its row counts against a crossing on paper
_LIKELY: Final = 7  # orders that are drawn whatever crosses in the earlier ones
_OVERDRAWN: Final = 1000.0  # lines along each other; no saved crossing is worth it


def place(
    family: Family,
    *,
    widths: Mapping[PersonId, float] | None = None,
    label_heights: Mapping[PersonId, float] | None = None,
    marks: Couples | None = None,
    previous: Layout | None = None,
    effort: Effort = Effort.NORMAL,
    watch: Watch | None = None,
) -> Layout:
    """Find everybody's place and lead every line.

    widths, label_heights: of people's labels below their symbols, in units of a layout; labels do
    not overlap. marks: width and height, from the row's middle down, of what is written between
    partners who stand side by side, by their sorted ids. previous: the drawing before an edit; its
    order stays, and nearly everybody's place. effort: how long to look for an order with fewer
    crossings where the first one has some, when drawing afresh; after an edit, LONG gives an order
    near to the earlier one up for one that crosses less. watch: called at every try of that search;
    what it raises ends it.
    Raises LayoutError("layout.own_ancestor") when somebody is her own ancestor.
    """
    pen = Pen(widths or {}, label_heights or {}, marks or {}, family.arrangement)
    found = parts_as_before(graph_of(family), previous)
    sketches = [_sketch(part, pen, previous, (effort, watch)) for part in found]
    if previous is not None:
        sketches = side_by_side_as_before(sketches, previous)
    return drawn(sketches, previous)


def drawn(sketches: Sequence[Sketch], previous: Layout | None = None) -> Layout:
    """Put sketches on one sheet; previous: the drawing in which some of them stood before."""
    sheet = Sheet(sketches, stands_before(sketches, previous) if previous else ())
    segments = tuple(sheet.segments())
    return Layout(
        nodes=tuple(sheet.nodes()),
        segments=segments,
        crossings=count_crossings(segments),
        memory=Memory(
            waypoints=tuple(sheet.waypoints()),
            lifts=tuple(remembered_lifts([sketch.grid for sketch in sketches])),
            tidy=tuple(sheet.tidy()),
        ),
    )


def _sketch(
    part: Graph, pen: Pen, previous: Layout | None, how: tuple[Effort, Watch | None]
) -> Sketch:
    effort, watch = how
    if not part.partners:
        return pen.draw_alone(part, previous)
    if previous is None or previous.by_person.keys().isdisjoint(part.ids):
        return _afresh(part, pen, *how)
    watch = watch or nobody_minds
    draft = kept(part, pen, previous, may_turn=effort is Effort.LONG, watch=watch)
    watch()
    return draft.sketch()


def _afresh(part: Graph, pen: Pen, effort: Effort, watch: Watch | None) -> Sketch:
    """Draw the orders that look best; the fewest crossings on paper win.

    What was searched for is looked at once more: lines along each other count for more than any
    crossing they save, and then the first order that comes is drawn beside it.
    """
    candidates = search(part, effort, watch)
    if len(candidates) == 1 and effort is Effort.FIRST:
        (only,) = candidates
        return pen.draw(only.grid, with_courtesies(only.grid, only.order.rows))
    best, fewest = _best(candidates, pen, watch or nobody_minds)
    if fewest >= _OVERDRAWN and effort is not Effort.FIRST:
        first, faults = _best(search(part, Effort.FIRST, watch), pen, watch or nobody_minds)
        return first if faults < fewest else best
    return best


def _best(candidates: Sequence[Trial], pen: Pen, watch: Watch) -> tuple[Sketch, float]:
    """Draw candidates until one has no fault; return the best and what is wrong with it."""
    best, fewest = None, float("inf")
    for number, trial in enumerate(candidates):
        if number >= _LIKELY and trial.crossings + _LIFT * len(trial.grid.lifts) >= fewest:
            continue
        watch()
        sketch, faults = _drawn_well(trial, pen)
        if best is None or faults < fewest:
            best, fewest = sketch, faults
        if fewest < _LIFT:
            break
    assert best is not None  # a search never returns empty-handed
    return best, fewest


def _drawn_well(trial: Trial, pen: Pen) -> tuple[Sketch, float]:
    """Draw an order; where more lines cross on paper than in it, with stems beside the bars too."""
    rows = with_courtesies(trial.grid, trial.order.rows)
    sketch = pen.draw(trial.grid, rows)
    faults = _faults(sketch)
    if trial.crossings and faults > trial.crossings + _LIFT * len(trial.grid.lifts):
        clear = pen.draw_clear(trial.grid, rows)
        if (fewer := _faults(clear)) < faults:
            return clear, fewer
    return sketch, faults


def _faults(sketch: Sketch) -> float:
    segments = tuple(Sheet([sketch]).segments())
    faults = count_crossings(segments) + _LIFT * len(sketch.grid.lifts)
    return faults + _OVERDRAWN * overdrawn(segments)


def kept(
    part: Graph,
    pen: Pen,
    previous: Layout,
    *,
    may_turn: bool = False,
    watch: Watch = nobody_minds,
) -> Draft:
    """Place a family in the order it had.

    may_turn: where lines cross, try an order near to it in which fewer do. watch: may end it.
    """
    grid = grid_of(part, generations_as_before(part, previous), kept_lifts(part, previous.memory))
    before = places_before(grid, previous)
    labels = pen.labels(part)
    rows = keep_order(grid, before, labels)
    better = turned(grid, rows, before, watch) if may_turn else None
    if better:
        grid, rows = better.grid, better.order.rows
        before = places_before(grid, previous)
    watch()
    return pen.prepare(grid, rows, before=before, labels=labels)


def side_by_side_as_before(sketches: Sequence[Sketch], previous: Layout) -> list[Sketch]:
    """Families without a common line in the order they had; new ones come last."""

    def was_at(sketch: Sketch) -> tuple[bool, float, float]:
        known = (previous.by_person.get(person) for person in sketch.grid.graph.ids)
        nowhere = float("inf")
        is_alone = not sketch.grid.graph.partners
        return (
            is_alone,
            *min(((n.generation, n.x) for n in known if n), default=(nowhere, nowhere)),
        )

    order: list[Sketch] = []
    stood: list[Outline] = []
    for sketch in sorted(sketches, key=was_at):
        mine = outline_of(sketch.grid.graph.ids, previous)
        passed = [stands_left(mine, other) for other in stood]
        place = passed.index(True) if True in passed else len(order)
        order.insert(place, sketch)
        stood.insert(place, mine)
    return order
