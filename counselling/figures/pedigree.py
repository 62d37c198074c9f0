"""The pedigree as a Scene: lines, symbols, labels, key; drawn once for every painter."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.drawing.ink import SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text
from counselling.drawing.scene import Anchor, Group, Item, Rectangle, Scene, Text, moved
from counselling.figures import marks
from counselling.figures.captions import ASIDE_PT, Captions, captions, label_top
from counselling.figures.fills import CONDITION_FILLS, Fill
from counselling.figures.key import Key, entries
from counselling.figures.labels import LabelChoice, conditions, role_of
from counselling.figures.spoken import spoken
from counselling.figures.strokes import LINE_HEIGHT_PT, UNIT_PT, Strokes
from counselling.figures.symbols import SIZE_PT, Look, NotationStyle, is_triangle, symbol
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.layout.result import LOSS_SHARE, SYMBOL_UNITS, Layout, Node
from counselling.layout.watch import Watch, nobody_minds, watched
from counselling.pedigree.family import Family
from counselling.pedigree.numbering import number, roman
from counselling.pedigree.person import Person, PersonId

_MARGIN_PT: Final = 18.0
_BESIDE_PT: Final = 24.0  # arrow, star and brackets reach this far
_NUMERAL_PT: Final = 22.0  # room for the generations' numerals
_NARROWEST_KEY_PT: Final = 320.0
FULL_LABELS: Final = LabelChoice()


def pedigree(
    family: Family,
    layout: Layout,
    words: Catalogue,
    measure: Measure,
    *,
    choice: LabelChoice = FULL_LABELS,
    style: NotationStyle = NotationStyle.NSGC_2022,
    copies: Sequence[tuple[PersonId, PersonId]] = (),
    has_key: bool = True,
    numbers: Mapping[PersonId, str] | None = None,
    written: Captions | None = None,
    watch: Watch = nobody_minds,
) -> Scene:
    """Draw a family as placed. Every person is a group whose subject is her id.

    copies: pairs of symbols that stand for one person, to be joined by an arc (L17).
    has_key: the key stands under the drawing; else `pedigree_key` sets it for another place.
    numbers: pedigree numbers of a larger family of which this is a part; else they are counted.
    written: the family's captions, as the layout was given them; else they are found here. watch:
    called now and then; what it raises ends the drawing.
    """
    written = written or captions(family, words, measure, choice)
    drawer = _Drawer(family, layout, words, measure, choice, style, written, numbers)
    items = [*drawer.lines(), *drawer.arcs(copies), *watched(drawer.people(), watch)]
    left, top, right, bottom = drawer.extent()
    items += drawer.generations(left)
    left -= _NUMERAL_PT if choice.has_numbers and layout.nodes else 0.0
    width, height = right - left + 2 * _MARGIN_PT, bottom - top + 2 * _MARGIN_PT
    placed = [moved(item, _MARGIN_PT - left, _MARGIN_PT - top) for item in watched(items, watch)]
    if has_key:
        key = drawer.key(max(width - 2 * _MARGIN_PT, _NARROWEST_KEY_PT))
        placed += key.items(_MARGIN_PT, height)
        width = max(width, key.width_pt + 2 * _MARGIN_PT)
        height += key.height_pt + _MARGIN_PT if key.height_pt else 0.0
    told = words.say(N_("pedigree.description"), count=len(family.persons))
    return Scene(tuple(placed), width, height, _title(family, words, choice), told)


def pedigree_key(
    family: Family,
    layout: Layout,
    words: Catalogue,
    measure: Measure,
    *,
    choice: LabelChoice = FULL_LABELS,
    style: NotationStyle = NotationStyle.NSGC_2022,
    width_pt: float,
) -> Scene:
    """Return the key of such a drawing alone, in rows of at most a width."""
    written = captions(family, words, measure, choice)
    key = _Drawer(family, layout, words, measure, choice, style, written).key(width_pt)
    return Scene(tuple(key.items(0.0, 0.0)), key.width_pt, key.height_pt)


def _title(family: Family, words: Catalogue, choice: LabelChoice) -> str:
    """A family's name names its people: it goes with their names."""
    if choice.has_names:
        return words.say(N_("pedigree.title"), family=family.name)
    return words.say(N_("pedigree.drawing"))


class _Drawer:
    """One family being drawn; positions in points before the margin is known."""

    def __init__(
        self,
        family: Family,
        layout: Layout,
        words: Catalogue,
        measure: Measure,
        choice: LabelChoice,
        style: NotationStyle,
        written: Captions,
        numbers: Mapping[PersonId, str] | None = None,
    ) -> None:
        self._family, self._layout, self._words = family, layout, words
        self._measure, self._choice, self._style = measure, choice, style
        self._written = written
        self._numbers = number(layout.rows) if numbers is None else numbers
        self._fills = dict(zip(conditions(family), _endless(CONDITION_FILLS), strict=False))
        donors = marks.donors(family)
        self._inside = {p.id: marks.inside(p, donors) for p in family.persons}
        self._below: dict[float, list[float]] = {}
        for s in layout.segments:
            if s.x1 == s.x2:
                self._below.setdefault(min(s.y1, s.y2), []).append(s.x1)

    def lines(self) -> Iterator[Item]:
        """Couples, descent, sibships, and what stands at them."""
        measure, written = self._measure, self._written
        of = self._family, self._layout, self._words, measure
        return Strokes(*of, written.widths, written.heights, written.related).items()

    def arcs(self, copies: Sequence[tuple[PersonId, PersonId]]) -> Iterator[Item]:
        """L17."""
        for one, other in copies:
            ends = [self._layout.by_person[who] for who in (one, other)]
            first, second = ((node.x * UNIT_PT, node.y * UNIT_PT) for node in ends)
            yield marks.same_person(first, second)

    def people(self) -> Iterator[Group]:
        """Everybody, each with symbol, arrow and label as one group."""
        for node in self._layout.nodes:
            yield self._person(self._family.person(node.person), node)

    def generations(self, left: float) -> Iterator[Item]:
        """P20: a roman numeral at the left of every generation."""
        tops: dict[int, float] = {}
        for node in self._layout.nodes:
            tops[node.generation] = max(node.y, tops.get(node.generation, node.y))
        for generation, y in tops.items() if self._choice.has_numbers else ():
            yield from line_of_text(
                left - _NUMERAL_PT / 2,
                y * UNIT_PT + SMALL_PT * 0.36,
                roman(generation + 1),
                self._measure,
                size_pt=SMALL_PT,
                anchor=Anchor.MIDDLE,
                ink=Ink.SOFT,
            )

    def _person(self, person: Person, node: Node) -> Group:
        x, y = node.x * UNIT_PT, (node.y - node.rise) * UNIT_PT
        role = role_of(person.id, self._family)
        look = Look(self._person_fills(person), self._inside[person.id], self._style)
        items = list(symbol(person, x, y, look))
        if person.is_adopted:
            items += marks.brackets(x, y)
        if person.is_documented:
            items.append(marks.star(x, y, is_bracketed=person.is_adopted))
        if person.has_unknown_parents and not person.genetic_parents:
            items += marks.unknown_parents(x, y - SIZE_PT / 2)
        items += marks.no_children_of_her_own(person, x, y + SIZE_PT / 2)
        if role:
            letter = self._words.say(N_("pedigree.proband_letter")) if role == "proband" else ""
            items += marks.arrow(x, y, letter=letter, is_bracketed=person.is_adopted)
        foot = SIZE_PT / 2
        if is_triangle(person) and not role:
            foot -= SIZE_PT * (1 - LOSS_SHARE)
        top = y + foot + label_top(person, role)
        label = tuple(self._label(person, x, top))
        items += self._paper_under(label, node)
        items += label
        spoken_words = spoken(
            person,
            self._words,
            number=self._numbers.get(person.id, ""),
            has_name=self._choice.has_names,
            role=role,
        )
        return Group(tuple(items), person.id, spoken_words)

    def _person_fills(self, person: Person) -> Sequence[Fill]:
        mine = list(dict.fromkeys(self._fills[d.condition] for d in person.diagnoses))
        mine += [Fill.DOTTED] if person.carries else []
        return [*mine, Fill.RINGED] if person.presymptomatic else mine

    def _label(self, person: Person, x: float, top: float) -> Iterator[Text]:
        label = list(self._written.lines[person.id])
        if self._choice.has_numbers:
            label.append(self._numbers.get(person.id, ""))
        is_aside = person.id in self._written.aside
        for row, text in enumerate(label):
            is_number = self._choice.has_numbers and row == len(label) - 1
            yield from line_of_text(
                x + ASIDE_PT if is_aside else x,
                top + (row + 0.8) * LINE_HEIGHT_PT,
                text,
                self._measure,
                size_pt=SMALL_PT,
                anchor=Anchor.START if is_aside else Anchor.MIDDLE,
                ink=Ink.SOFT if is_number else Ink.INK,
                direction=self._words.direction,
            )

    def _paper_under(self, label: Sequence[Text], node: Node) -> Iterator[Rectangle]:
        """Paper under the words of a label through which a line of hers runs."""
        feet = self._below.get(round(node.y + SYMBOL_UNITS / 2, 4), ())
        for text in label:
            wide = self._measure.width_pt(text.text, SMALL_PT)
            left = text.x - (wide / 2 if text.anchor is Anchor.MIDDLE else 0.0)
            if any(left - 2 < x * UNIT_PT < left + wide + 2 for x in feet):
                height = LINE_HEIGHT_PT
                top = text.y - 0.8 * LINE_HEIGHT_PT
                yield Rectangle(left - 1.5, top, wide + 3.0, height, Ink.PAPER, None)

    def key(self, width_pt: float) -> Key:
        """The key of what is drawn and written here."""
        found = entries(
            self._family,
            self._fills,
            self._words,
            self._style,
            inside=self._inside.values(),
            written=[
                line
                for person in self._family.persons
                for line in self._written.lines[person.id]
                if line not in {" ".join(text.split()) for text in (person.name, person.note)}
            ],
        )
        return Key(found, self._words, self._measure, width_pt=width_pt)

    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and foot of everything, labels too."""
        if not self._layout.nodes:
            return 0.0, 0.0, 10 * UNIT_PT, UNIT_PT
        half = SIZE_PT / 2
        xs, ys = [], []
        for node in self._layout.nodes:
            x, y = node.x * UNIT_PT, node.y * UNIT_PT
            wide = max(half + _BESIDE_PT, self._written.widths[node.person] * UNIT_PT / 2)
            above = marks.ABOVE_PT if self._family.person(node.person).has_unknown_parents else 6.0
            xs += [x - wide, x + wide]
            ys += [y - half - above, y + half + self._written.heights[node.person] * UNIT_PT]
        for segment in self._layout.segments:
            xs += [segment.x1 * UNIT_PT, segment.x2 * UNIT_PT]
            ys += [segment.y1 * UNIT_PT, segment.y2 * UNIT_PT]
        return min(xs), min(ys), max(xs), max(ys)


def _endless(fills: Sequence[Fill]) -> Iterator[Fill]:
    """More conditions than fills share the last one; the words still tell them apart."""
    yield from fills
    while True:
        yield fills[-1]
