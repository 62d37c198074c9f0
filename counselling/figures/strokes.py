"""The lines of a pedigree: solid, dashed, doubled, cut; twins; what is written at a couple's line.

Lines end at the edge of a symbol's square in a layout; here they go on to its outline.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from counselling.drawing.ink import DASH, SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text
from counselling.drawing.scene import Anchor, Item, Line, Rectangle, Stroke, Text
from counselling.figures.labels import childless_words
from counselling.figures.marks import BARS_PT, STEM_PT, no_children
from counselling.figures.spots import Box, Spots
from counselling.figures.symbols import SIZE_PT, edge_above, edge_below
from counselling.language.catalogue import Catalogue
from counselling.layout.result import SYMBOL_UNITS, Layout, Node, Segment, SegmentKind
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Childlessness, PartnershipStatus, Zygosity

UNIT_PT: Final = SIZE_PT / SYMBOL_UNITS
LINE_HEIGHT_PT: Final = 11.5
_HALF: Final = SYMBOL_UNITS / 2
_NEARLY: Final = 1e-3
_DOUBLE_GAP_PT: Final = 3.2
_DASHED: Final = Stroke(dash=DASH)
_CUT_PT: Final = 6.0  # half the height of the strokes that end a partnership
_CUTS_APART_PT: Final = 3.6
_CUT_ROOM_PT: Final = 30.0
_CUT_AT_PT: Final = 11.0  # from the end of the line, or a quarter of it
_UNSURE_PT: Final = 19.0  # from the point where twins part to the foot of their question mark
_SHORT_STEM_PT: Final = 3.0  # where a couple's line runs round others


class Strokes:
    """Lines of one family in points, before the margin is known.

    widths, heights: of people's labels, in units of the layout. doubled: couples who are blood
    relatives.
    """

    def __init__(
        self,
        family: Family,
        layout: Layout,
        words: Catalogue,
        measure: Measure,
        widths: Mapping[PersonId, float],
        heights: Mapping[PersonId, float],
        doubled: Collection[frozenset[PersonId]],
    ) -> None:
        self._widths, self._heights, self._doubled = widths, heights, doubled
        self._spots: Spots | None = None
        self._family, self._layout = family, layout
        self._words, self._measure = words, measure
        self._told = {tuple(sorted(p.partners)): p for p in family.partnerships}
        self._tops: dict[int, list[Node]] = {}
        self._feet: dict[int, list[Node]] = {}
        for node in layout.nodes:
            self._tops.setdefault(_key(node.y - _HALF - node.rise), []).append(node)
            self._feet.setdefault(_key(node.y + _HALF), []).append(node)
        self._mates: dict[tuple[PersonId, ...], list[Segment]] = {}
        for segment in layout.segments:
            if segment.kind is SegmentKind.MATE and segment.y1 == segment.y2:
                self._mates.setdefault(segment.owner, []).append(segment)

    def items(self) -> Iterator[Item]:
        """Every line, then what stands at the couples' lines."""
        for segment in self._layout.segments:
            is_mate = segment.kind is SegmentKind.MATE
            if is_mate and segment.y1 == segment.y2 and frozenset(segment.owner) in self._doubled:
                yield self._line(segment, -_DOUBLE_GAP_PT / 2)
                yield self._line(segment, _DOUBLE_GAP_PT / 2)
            else:
                yield self._line(segment, 0.0)
        for owner, partnership in self._told.items():
            if owner in self._mates:
                yield from self._at_couple(partnership, self._mates[owner])
        yield from self._unsure_twins()

    def _line(self, segment: Segment, shift: float) -> Line:
        """L5, L13-L16; longer at its ends where a symbol's outline lies deeper."""
        top, foot = sorted(((segment.y1, segment.x1), (segment.y2, segment.x2)))
        (y1, x1), (y2, x2) = top, foot
        up = down = 0.0
        if abs(x1 - x2) < _NEARLY and segment.kind is not SegmentKind.TWIN:
            up = self._depth(self._feet, y1, x1, is_top=False)
            down = self._depth(self._tops, y2, x2, is_top=True)
        pen = _DASHED if segment.line.is_dashed else Stroke()
        return Line(
            x1 * UNIT_PT,
            y1 * UNIT_PT - up + shift,
            x2 * UNIT_PT,
            y2 * UNIT_PT + down + shift,
            pen,
        )

    def _depth(
        self, edges: Mapping[int, Sequence[Node]], y: float, x: float, *, is_top: bool
    ) -> float:
        for node in edges.get(_key(y), ()):
            if abs(node.x - x) < _HALF:
                person = self._family.person(node.person)
                edge = edge_above if is_top else edge_below
                return edge(person, (node.x - x) * UNIT_PT)
        return 0.0

    def _at_couple(self, told: Partnership, mates: Sequence[Segment]) -> Iterator[Item]:
        longest = max(mates, key=lambda s: abs(s.x2 - s.x1))
        low, high = (x * UNIT_PT for x in sorted((longest.x1, longest.x2)))
        y, by_person = longest.y1 * UNIT_PT, self._layout.by_person
        is_straight = all(abs(by_person[p].y - longest.y1) < _NEARLY for p in told.partners)
        if told.status is not PartnershipStatus.TOGETHER:
            yield from self._cuts(told, low, high, y)
        if told.childlessness is not None and not _has_children(self._family, told):
            yield from self._childless(told, (low, high, y), is_straight=is_straight)
        if told.relationship and frozenset(told.partners) in self._doubled:
            above = 5.5 if told.status is PartnershipStatus.TOGETHER else _CUT_PT + 2.5
            box = self._box(told.relationship, y - above - LINE_HEIGHT_PT, y - _DOUBLE_GAP_PT)
            found = self._room((low + high) / 2, low, high, box, is_straight=is_straight)
            yield from self._words_at(found, y - above, told.relationship)

    def _childless(
        self, told: Partnership, line: tuple[float, float, float], *, is_straight: bool
    ) -> Iterator[Item]:
        """L10, L11: a stem with its bars, and the reason under them where there is room."""
        low, high, y = line
        why = told.childlessness or Childlessness.UNKNOWN
        text = childless_words(why, told.childlessness_cause, self._words)
        stem = STEM_PT if is_straight else _SHORT_STEM_PT
        foot = y + stem + BARS_PT
        middle = self._between_labels(told) if is_straight else (low + high) / 2
        box = self._box(text, y + 2.0, foot + LINE_HEIGHT_PT)
        found = self._room(middle, low, high, box, is_straight=is_straight)
        yield from no_children(middle if found is None else found.x, y, why, stem=stem)
        yield from self._words_at(found, foot + LINE_HEIGHT_PT * 0.8, text)

    def _words_at(self, room: "_Room | None", y: float, text: str) -> Iterator[Item]:
        if room is None or not text:
            return
        if room.is_over_lines:
            wide = self._measure.width_pt(text, SMALL_PT) + 3.0
            top = y - 0.8 * LINE_HEIGHT_PT
            yield Rectangle(room.x - wide / 2, top, wide, LINE_HEIGHT_PT, Ink.PAPER, None)
        yield from self._text(room.x, y, text)

    def _box(self, text: str, top: float, bottom: float) -> Box:
        half = max(9.0, self._measure.width_pt(text, SMALL_PT) / 2 + 2.0)
        return Box(-half, top, half, bottom)

    def _room(
        self, wish: float, low: float, high: float, box: Box, *, is_straight: bool
    ) -> "_Room | None":
        """Where words at a couple's line hide nothing, else where they lie on lines only.

        Between two neighbours the layout keeps room for them, unless other lines cross there.
        """
        if is_straight and not self._layout.crossings:
            return _Room(wish)
        if self._spots is None:
            self._spots = Spots(self._layout, self._widths, self._heights, unit_pt=UNIT_PT)
        for is_over_lines in (False, True):
            found = self._spots.along(low, high, wish, box, is_over_lines=is_over_lines)
            if found is not None:
                return _Room(found, is_over_lines=is_over_lines)
        return _Room(wish, is_over_lines=True) if is_straight else None

    def _between_labels(self, told: Partnership) -> float:
        left, right = sorted((self._layout.by_person[p] for p in told.partners), key=_x)
        low = left.x + max(_HALF, self._widths.get(left.person, 0.0) / 2)
        high = right.x - max(_HALF, self._widths.get(right.person, 0.0) / 2)
        return (low + high) / 2 * UNIT_PT

    def _cuts(self, told: Partnership, low: float, high: float, y: float) -> Iterator[Line]:
        """L3: one stroke for separated, two for divorced, at the side of who left."""
        one, other = told.partners
        stayed = other if told.left_by == one else one
        left = one if told.left_by == one else other
        by_person = self._layout.by_person
        is_right = by_person[left].x >= by_person[stayed].x
        aside = min(max(_CUT_AT_PT, (high - low) / 4), (high - low) / 2)
        x = high - aside if is_right else low + aside
        for step in (-0.5, 0.5) if told.status is PartnershipStatus.DIVORCED else (0.0,):
            at = x + step * _CUTS_APART_PT
            yield Line(at - _CUT_PT / 2, y + _CUT_PT, at + _CUT_PT / 2, y - _CUT_PT)

    def _unsure_twins(self) -> Iterator[Text]:
        """L8: a question mark between two slants; of triplets the one in the middle is straight."""
        segments = reversed(self._layout.segments)  # of a slant with a bend its first piece counts
        slants = {s.child: s for s in segments if s.kind is SegmentKind.TWIN}
        for twins in self._family.twins:
            mine = [slants[m] for m in twins.members if m in slants]
            if twins.zygosity is Zygosity.UNKNOWN and len(mine) > 1:
                top = min(min(s.y1, s.y2) for s in mine)
                y = top * UNIT_PT + _UNSURE_PT
                beside = sorted(_at(s, top + (_UNSURE_PT - SMALL_PT / 3) / UNIT_PT) for s in mine)
                left, right = max(pairwise(beside), key=lambda pair: pair[1] - pair[0])
                x = (left + right) / 2
                yield Text(x * UNIT_PT, y, "?", SMALL_PT, Anchor.MIDDLE, is_bold=True)

    def _text(self, x: float, y: float, text: str) -> Iterator[Text]:
        yield from line_of_text(
            x,
            y,
            text,
            self._measure,
            size_pt=SMALL_PT,
            anchor=Anchor.MIDDLE,
            direction=self._words.direction,
        )


@dataclass(frozen=True, slots=True)
class _Room:
    """Where words at a couple's line stand. is_over_lines: on paper of their own."""

    x: float
    is_over_lines: bool = False


def _at(line: Segment, y: float) -> float:
    """Where a slant is at a height, at its foot where it ends before."""
    (top, start), (foot, end) = sorted(((line.y1, line.x1), (line.y2, line.x2)))
    share = min(1.0, (y - top) / (foot - top)) if foot > top else 1.0
    return start + (end - start) * share


def couple_marks(
    family: Family,
    words: Catalogue,
    measure: Measure,
    doubled: Collection[frozenset[PersonId]],
) -> Mapping[tuple[PersonId, ...], tuple[float, float]]:
    """Room between partners for what is written there: width, and height below their row's middle.

    In layout units, by the partners' sorted ids. doubled: couples who are blood relatives.
    """
    marks = {}
    for told in family.partnerships:
        width = height = 0.0
        if told.childlessness is not None and not _has_children(family, told):
            text = childless_words(told.childlessness, told.childlessness_cause, words)
            width = max(18.0, measure.width_pt(text, SMALL_PT) if text else 0.0)
            height = STEM_PT + BARS_PT + (LINE_HEIGHT_PT if text else 0.0)
        if told.relationship and frozenset(told.partners) in doubled:
            width = max(width, measure.width_pt(told.relationship, SMALL_PT))
        if told.status is not PartnershipStatus.TOGETHER:
            width = max(width, _CUT_ROOM_PT)
        if width:
            marks[tuple(sorted(told.partners))] = width / UNIT_PT, height / UNIT_PT
    return marks


def _has_children(family: Family, told: Partnership) -> bool:
    pair = set(told.partners)
    return any(pair <= {link.parent for link in child.parents} for child in family.persons)


def _x(node: Node) -> float:
    return node.x


def _key(y: float) -> int:
    return round(y / _NEARLY)
