"""The pedigree as a Scene: lines, symbols, labels, key; drawn once for every painter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.drawing.ink import HAIRLINE_PT, SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text
from counselling.drawing.scene import Anchor, Group, Item, Line, Rectangle, Scene, Stroke, moved
from counselling.figures.fills import CONDITION_FILLS, Fill, filled
from counselling.figures.labels import (
    LabelChoice,
    all_lines,
    condition_name,
    conditions,
    role_of,
    spoken,
)
from counselling.figures.symbols import LETTER_PT, SIZE_PT, arrow, symbol
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.layout.result import SYMBOL_UNITS, Layout, Segment, SegmentKind
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import kinship_coefficients
from counselling.pedigree.numbering import number
from counselling.pedigree.person import Person, PersonId

UNIT_PT: Final = SIZE_PT / SYMBOL_UNITS
LINE_HEIGHT_PT: Final = 11.5
_LABEL_GAP_PT: Final = 4.0
_MARGIN_PT: Final = 18.0
_DOUBLE_GAP_PT: Final = 3.2
_KEY_SIZE_PT: Final = 13.0
FULL_LABELS: Final = LabelChoice()


@dataclass(frozen=True, slots=True)
class LabelSizes:
    """Room that labels need, in layout units: full width, and height below the symbol."""

    widths: Mapping[PersonId, float]
    heights: Mapping[PersonId, float]


def label_sizes(
    family: Family, words: Catalogue, measure: Measure, choice: LabelChoice
) -> LabelSizes:
    """Measure everybody's label, so that the layout can keep them apart."""
    widths, heights = {}, {}
    for person_id, label in all_lines(family, words, choice).items():
        widest = max((measure.width_pt(line, SMALL_PT) for line in label), default=0.0)
        count = len(label) + choice.has_numbers
        widths[person_id] = widest / UNIT_PT
        top = _label_top(person_id, family)
        heights[person_id] = (top + count * LINE_HEIGHT_PT) / UNIT_PT
    return LabelSizes(widths, heights)


def _label_top(person_id: PersonId, family: Family) -> float:
    """Room between symbol and label: the proband's letter stands there."""
    return _LABEL_GAP_PT + (LETTER_PT if role_of(person_id, family) == "proband" else 0.0)


def pedigree(
    family: Family,
    layout: Layout,
    words: Catalogue,
    measure: Measure,
    *,
    choice: LabelChoice = FULL_LABELS,
) -> Scene:
    """Draw a family as placed. Every person is a group whose subject is her id."""
    drawer = _Drawer(family, layout, words, measure, choice)
    items = [*drawer.lines(), *drawer.people()]
    left, top, right, bottom = _extent(family, layout, drawer)
    shift_x, shift_y = _MARGIN_PT - left, _MARGIN_PT - top
    width, height = right - left + 2 * _MARGIN_PT, bottom - top + 2 * _MARGIN_PT
    key = tuple(drawer.key(_MARGIN_PT, height))
    key_width, key_height = drawer.key_size()
    return Scene(
        (*(moved(item, shift_x, shift_y) for item in items), *key),
        max(width, key_width + 2 * _MARGIN_PT),
        height + key_height,
        words.say(N_("pedigree.title"), family=family.name),
        words.say(N_("pedigree.description"), count=len(family.persons)),
    )


def _extent(family: Family, layout: Layout, drawer: "_Drawer") -> tuple[float, float, float, float]:
    if not layout.nodes:
        return 0.0, 0.0, 10 * UNIT_PT, UNIT_PT
    half = SIZE_PT / 2
    xs, ys = [], []
    for node in layout.nodes:
        x, y = node.x * UNIT_PT, node.y * UNIT_PT
        wide = max(half + 24, drawer.sizes.widths[node.person] * UNIT_PT / 2)
        xs += [x - wide, x + wide]
        ys += [y - half - 6, y + half + drawer.sizes.heights[node.person] * UNIT_PT]
    for segment in layout.segments:
        xs += [segment.x1 * UNIT_PT, segment.x2 * UNIT_PT]
        ys += [segment.y1 * UNIT_PT, segment.y2 * UNIT_PT]
    return min(xs), min(ys), max(xs), max(ys)


class _Drawer:
    """One family being drawn; positions in points before the margin is known."""

    def __init__(
        self,
        family: Family,
        layout: Layout,
        words: Catalogue,
        measure: Measure,
        choice: LabelChoice,
    ) -> None:
        self._family, self._layout, self._words = family, layout, words
        self._measure, self._choice = measure, choice
        self._labels = all_lines(family, words, choice)
        self._numbers = number(layout.rows)
        self._fills = dict(zip(conditions(family), _endless(CONDITION_FILLS), strict=False))
        self._carried = sorted({c for p in family.persons for c in p.carries})
        self.sizes = label_sizes(family, words, measure, choice)

    def lines(self) -> Iterator[Item]:
        """Couples, descent, sibships; consanguineous couples doubled (L2)."""
        doubled = self._consanguineous()
        for segment in self._layout.segments:
            is_mate = segment.kind is SegmentKind.MATE
            if is_mate and frozenset(segment.owner) in doubled:
                yield from _double(segment)
            else:
                yield _line(segment, 0.0)

    def _consanguineous(self) -> frozenset[frozenset[PersonId]]:
        phi = kinship_coefficients(self._family)
        found = set()
        for union in self._family.unions:
            if len(union.partners) == 2:
                told = union.partnership.is_consanguineous if union.partnership else None
                related = phi.get((union.partners[0], union.partners[1]), 0.0) > 0
                if told or (told is None and related):
                    found.add(frozenset(union.partners))
        return frozenset(found)

    def people(self) -> Iterator[Group]:
        """Everybody, each with symbol, arrow and label as one group."""
        for node in self._layout.nodes:
            person = self._family.person(node.person)
            yield self._person(person, node.x * UNIT_PT, node.y * UNIT_PT)

    def _person(self, person: Person, x: float, y: float) -> Group:
        role = role_of(person.id, self._family)
        items = list(symbol(person, x, y, self._person_fills(person)))
        if role:
            letter = self._words.say(N_("pedigree.proband_letter")) if role == "proband" else ""
            items += arrow(x, y, letter=letter)
        items += self._label(person, x, y + SIZE_PT / 2 + _label_top(person.id, self._family))
        spoken_words = spoken(
            person,
            self._words,
            number=self._numbers.get(person.id, ""),
            has_name=self._choice.has_names,
            role=role,
        )
        return Group(tuple(items), person.id, spoken_words)

    def _person_fills(self, person: Person) -> Sequence[Fill]:
        mine = dict.fromkeys(self._fills[d.condition] for d in person.diagnoses)
        return (*mine, Fill.DOTTED) if person.carries else tuple(mine)

    def _label(self, person: Person, x: float, top: float) -> Iterator[Item]:
        label = list(self._labels[person.id])
        if self._choice.has_numbers:
            label.append(self._numbers.get(person.id, ""))
        for row, text in enumerate(label):
            is_number = self._choice.has_numbers and row == len(label) - 1
            yield from line_of_text(
                x,
                top + (row + 0.8) * LINE_HEIGHT_PT,
                text,
                self._measure,
                size_pt=SMALL_PT,
                anchor=Anchor.MIDDLE,
                ink=Ink.SOFT if is_number else Ink.INK,
                direction=self._words.direction,
            )

    def _key_rows(self) -> Sequence[tuple[Fill, str]]:
        rows = [(fill, condition_name(c, self._words)) for c, fill in self._fills.items()]
        carried = (condition_name(c, self._words) for c in self._carried)
        rows += [
            (Fill.DOTTED, self._words.say(N_("pedigree.carrier_of"), condition=name))
            for name in carried
        ]
        return rows

    def key_size(self) -> tuple[float, float]:
        """Width and height that the key takes below the drawing."""
        rows = self._key_rows()
        if not rows:
            return 0.0, 0.0
        width = sum(self._key_width(text) for _, text in rows)
        return width, _KEY_SIZE_PT + _MARGIN_PT

    def _key_width(self, text: str) -> float:
        return _KEY_SIZE_PT + 6 + self._measure.width_pt(text, SMALL_PT) + 18

    def key(self, x: float, y: float) -> Iterator[Item]:
        """The key: each fill with its condition, in one row."""
        for fill, text in self._key_rows():
            side = _KEY_SIZE_PT
            box = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
            swatch = (
                *filled(box, fill),
                Rectangle(x, y, side, side, None, Stroke(Ink.INK, HAIRLINE_PT)),
            )
            words = line_of_text(
                x + side + 6,
                y + side - 3.2,
                text,
                self._measure,
                size_pt=SMALL_PT,
                direction=self._words.direction,
            )
            yield Group((*swatch, *words), "", text)
            x += self._key_width(text)


def _endless(fills: Sequence[Fill]) -> Iterator[Fill]:
    """More conditions than fills share the last one; the words still tell them apart."""
    yield from fills
    while True:
        yield fills[-1]


def _line(segment: Segment, shift: float) -> Line:
    return Line(
        segment.x1 * UNIT_PT,
        segment.y1 * UNIT_PT + shift,
        segment.x2 * UNIT_PT,
        segment.y2 * UNIT_PT + shift,
    )


def _double(segment: Segment) -> Iterator[Line]:
    if segment.y1 == segment.y2:
        yield _line(segment, -_DOUBLE_GAP_PT / 2)
        yield _line(segment, _DOUBLE_GAP_PT / 2)
    else:
        yield _line(segment, 0.0)
