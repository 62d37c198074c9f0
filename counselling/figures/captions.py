"""What is written in a pedigree, and its room: found once, for the layout and the picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.drawing.ink import SMALL_PT
from counselling.drawing.measure import Measure
from counselling.figures import marks
from counselling.figures.labels import LabelChoice, all_lines, role_of
from counselling.figures.strokes import LINE_HEIGHT_PT, UNIT_PT, couple_marks
from counselling.figures.symbols import SIZE_PT
from counselling.language.catalogue import Catalogue
from counselling.pedigree.consanguinity import Consanguinity, consanguineous_couples
from counselling.pedigree.family import Family
from counselling.pedigree.lineage import lines_up
from counselling.pedigree.person import Person, PersonId

ASIDE_PT: Final = 7.5
_LABEL_GAP_PT: Final = 4.0
_NUMBER_PT: Final = 26.0  # a pedigree number: who stands where is not known before the layout


@dataclass(frozen=True, slots=True)
class Captions:
    """Everybody's words, and room in layout units: full width, and height below the symbol.

    aside: people from whose symbol a line goes down: their labels stand to the right of it.
    related: couples on a double line. marks: width and height of what is written between partners,
    by their sorted ids.
    """

    lines: Mapping[PersonId, tuple[str, ...]]
    widths: Mapping[PersonId, float]
    heights: Mapping[PersonId, float]
    aside: frozenset[PersonId]
    related: Mapping[frozenset[PersonId], Consanguinity]
    marks: Mapping[tuple[PersonId, ...], tuple[float, float]]


def captions(family: Family, words: Catalogue, measure: Measure, choice: LabelChoice) -> Captions:
    """Write and measure everybody's label, so that the layout can keep them apart."""
    widths, heights = {}, {}
    aside = _with_lines_below(family)
    written = all_lines(family, words, choice)
    for person in family.persons:
        label, role = written[person.id], role_of(person.id, family)
        widest = max((measure.width_pt(line, SMALL_PT) for line in label), default=0.0)
        count = len(label) + choice.has_numbers
        if person.id in aside:
            widest = max(widest, _NUMBER_PT if choice.has_numbers else 0.0)
            widest = 2 * (widest + ASIDE_PT) if widest else 0.0
        widths[person.id] = max(widest, _symbol_width(person, role)) / UNIT_PT
        heights[person.id] = (label_top(person, role) + count * LINE_HEIGHT_PT) / UNIT_PT
    doubled = consanguineous_couples(family)
    between = couple_marks(family, words, measure, doubled)
    return Captions(written, widths, heights, aside, doubled, between)


def label_top(person: Person, role: str) -> float:
    """Room between symbol and label: the proband's letter stands there, the sign of no children."""
    letter = marks.LETTER_PT if role == "proband" else 0.0
    return _LABEL_GAP_PT + max(letter, marks.own_stem(person))


def _with_lines_below(family: Family) -> frozenset[PersonId]:
    lines = (line for person in family.persons for line in lines_up(family, person))
    return frozenset(line.parents[0] for line in lines if len(line.parents) == 1)


def _symbol_width(person: Person, role: str) -> float:
    """Width of a symbol with its brackets and its star, where it is wider than its square."""
    beside = marks.BRACKETS_PT if person.is_adopted else 0.0
    beside += marks.STAR_PT if person.is_documented else 0.0
    beside += marks.ARROW_PT if role else 0.0
    return SIZE_PT + 2 * beside if beside else 0.0
