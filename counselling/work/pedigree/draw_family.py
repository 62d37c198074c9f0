"""Use case: place a family on paper and draw it, once for every painter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from counselling.drawing.measure import Measure
from counselling.drawing.pages import Print
from counselling.drawing.scene import Group, Item, Scene
from counselling.figures.captions import captions
from counselling.figures.labels import LabelChoice
from counselling.figures.pedigree import FULL_LABELS, pedigree, pedigree_key
from counselling.figures.symbols import NotationStyle
from counselling.language.catalogue import Catalogue
from counselling.layout.layout import Effort, place
from counselling.layout.result import Layout, Memory
from counselling.layout.watch import nobody_minds
from counselling.pedigree.family import Family
from counselling.pedigree.numbering import number
from counselling.pedigree.person import PersonId


@dataclass(frozen=True)
class Drawing:
    """A drawn family: places, picture, and everybody's pedigree number."""

    layout: Layout
    scene: Scene
    numbers: Mapping[PersonId, str]


def draw_family(
    family: Family,
    words: Catalogue,
    measure: Measure,
    *,
    choice: LabelChoice = FULL_LABELS,
    style: NotationStyle = NotationStyle.NSGC_2022,
    previous: Layout | None = None,
    effort: Effort = Effort.NORMAL,
    watch: Callable[[], None] | None = None,
    numbers: Mapping[PersonId, str] | None = None,
) -> Drawing:
    """Draw a family. previous: the drawing before an edit, whose order is kept.

    effort: how long to look for an order with fewer crossings when drawing afresh; watch: called
    all the while, what it raises ends it. numbers: of people where they are not counted anew: of
    the whole family, when only a part is drawn.
    Raises LayoutError when somebody is her own ancestor.
    """
    watch = watch or nobody_minds
    written = captions(family, words, measure, choice)
    watch()
    layout = place(
        family,
        widths=written.widths,
        label_heights=written.heights,
        marks=written.marks,
        previous=previous,
        effort=effort,
        watch=watch,
    )
    watch()
    counted = number(layout.rows) if numbers is None else numbers
    scene = pedigree(
        family,
        layout,
        words,
        measure,
        choice=choice,
        style=style,
        numbers=counted,
        written=written,
        watch=watch,
    )
    return Drawing(layout, scene, counted)


def for_paper(
    family: Family,
    layout: Layout,
    words: Catalogue,
    measure: Measure,
    *,
    choice: LabelChoice = FULL_LABELS,
    style: NotationStyle = NotationStyle.NSGC_2022,
) -> Print:
    """Draw a placed family for paper: its key stands apart, to be set on every page."""
    picture = pedigree(family, layout, words, measure, choice=choice, style=style, has_key=False)
    key = partial(pedigree_key, family, layout, words, measure, choice=choice, style=style)
    return Print(picture, lambda width_pt: key(width_pt=width_pt))


def without_ids(drawing: Drawing) -> Drawing:
    """Return a drawing that names people by their pedigree numbers: ids may be names."""
    numbers, layout = drawing.numbers, drawing.layout
    nodes = tuple(node._replace(person=numbers[node.person]) for node in layout.nodes)
    segments = tuple(
        line._replace(
            owner=tuple(sorted(numbers.get(who, "") for who in line.owner)),
            child=numbers.get(line.child) if line.child is not None else None,
        )
        for line in layout.segments
    )
    scene = replace(
        drawing.scene, items=tuple(_numbered(item, numbers) for item in drawing.scene.items)
    )
    return Drawing(
        Layout(nodes, segments, layout.crossings, Memory()),
        scene,
        {told: told for told in numbers.values()},
    )


def _numbered(item: Item, numbers: Mapping[PersonId, str]) -> Item:
    if not isinstance(item, Group):
        return item
    parts = tuple(_numbered(part, numbers) for part in item.items)
    return replace(item, items=parts, subject=numbers.get(item.subject, ""))
