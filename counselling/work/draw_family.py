"""Use case: place a family on paper and draw it, once for every painter."""

from collections.abc import Mapping
from dataclasses import dataclass

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.labels import LabelChoice
from counselling.figures.pedigree import FULL_LABELS, label_sizes, pedigree
from counselling.language.catalogue import Catalogue
from counselling.layout.layout import place
from counselling.layout.result import Layout
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
    previous: Layout | None = None,
) -> Drawing:
    """Draw a family. previous: the drawing before an edit, whose order is kept.

    Raises LayoutError when somebody is her own ancestor.
    """
    sizes = label_sizes(family, words, measure, choice)
    layout = place(
        family,
        widths=sizes.widths,
        label_heights=sizes.heights,
        marks=sizes.marks,
        previous=previous,
    )
    scene = pedigree(family, layout, words, measure, choice=choice)
    return Drawing(layout, scene, number(layout.rows))
