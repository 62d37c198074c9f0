"""Use case: the part of a family that is left when branches are folded away, as a picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from counselling.drawing.measure import Measure
from counselling.figures.folds import with_badges
from counselling.figures.labels import LabelChoice
from counselling.figures.pedigree import FULL_LABELS
from counselling.language.catalogue import Catalogue
from counselling.layout.layout import Effort
from counselling.pedigree.branches import Fold, folded
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.work.pedigree.draw_family import Drawing, draw_family


@dataclass(frozen=True)
class ShownPart:
    """What is drawn when branches are folded away.

    family: who is left. folded: how many people each fold hides. Pedigree numbers stay those of
    the whole family.
    """

    family: Family
    drawing: Drawing
    hidden: frozenset[PersonId]
    folded: Mapping[Fold, int]


def draw_part(
    family: Family,
    whole: Drawing,
    folds: Iterable[Fold],
    words: Catalogue,
    measure: Measure,
    *,
    choice: LabelChoice = FULL_LABELS,
) -> ShownPart:
    """Draw what is left, everybody in the order of the whole drawing. Raises LayoutError."""
    part = folded(family, folds)
    counts = {fold: len(people) for fold, people in part.folded.items()}
    if not part.hidden:
        return ShownPart(family, whole, part.hidden, counts)
    drawing = draw_family(
        part.family,
        words,
        measure,
        choice=choice,
        previous=whole.layout,
        effort=Effort.FIRST,
        numbers=whole.numbers,
    )
    scene = with_badges(drawing.scene, counts, words, measure)
    return ShownPart(part.family, replace(drawing, scene=scene), part.hidden, counts)
