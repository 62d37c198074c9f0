"""Use case: somebody of a drawing held by the hand; her row makes way, all lines are led anew."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Group, Item, Line, Scene, moved
from counselling.figures.captions import captions
from counselling.figures.labels import LabelChoice
from counselling.figures.strokes import UNIT_PT, Strokes
from counselling.language.catalogue import Catalogue
from counselling.layout.dragging import Drag
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.work.pedigree.draw_family import Drawing


class Held:
    """Made once, when she is taken. All x are in units of a layout.

    Whoever stands still is the very same part of the scene as before: a painter that knows it has
    nothing to do.
    """

    def __init__(
        self,
        family: Family,
        drawing: Drawing,
        person: PersonId,
        words: Catalogue,
        measure: Measure,
        *,
        choice: LabelChoice,
    ) -> None:
        """family, drawing: as on screen. Raises PedigreeError for somebody who is not in it."""
        written = captions(family, words, measure, choice)
        self._drag = Drag(
            family,
            drawing.layout,
            person,
            widths=written.widths,
            label_heights=written.heights,
            marks=written.marks,
        )
        self._family, self._drawing = family, drawing
        self._words, self._measure, self._written = words, measure, written
        self._paper = self._corner()
        self._lines = sum(1 for _ in self._led(drawing.layout))  # a scene begins with its lines

    def at(self, x: float) -> Scene:
        """Return the drawing while she is held at x; the paper stays as it was."""
        layout, scene = self._drag.at(x), self._drawing.scene
        still = self._drawing.layout.by_person
        items: list[Item] = [moved(item, *self._paper) for item in self._led(layout)]
        for item in islice(scene.items, self._lines, None):
            here = layout.by_person.get(item.subject) if isinstance(item, Group) else None
            if here is None or not isinstance(item, Group):
                items.append(item)
                continue
            there = still[item.subject]
            way = (here.x - there.x) * UNIT_PT, (here.y - there.y) * UNIT_PT
            items.append(item if way == (0.0, 0.0) else moved(item, *way))
        return replace(scene, items=tuple(items))

    def _led(self, layout: Layout) -> Iterator[Item]:
        of = self._family, layout, self._words, self._measure
        yield from Strokes(
            *of, self._written.widths, self._written.heights, self._written.related
        ).items()

    def _corner(self) -> tuple[float, float]:
        """Where the layout's corner stands on the paper; a line tells, and without one nobody."""
        first, drawn = next(self._led(self._drawing.layout), None), self._drawing.scene.items[:1]
        if not isinstance(first, Line) or not drawn or not isinstance(drawn[0], Line):
            return 0.0, 0.0
        return drawn[0].x1 - first.x1, drawn[0].y1 - first.y1
