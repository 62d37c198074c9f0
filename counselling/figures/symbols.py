"""Pedigree symbols as scene items: square, circle, diamond, triangle; fills, slash, arrows.

Source: Bennett et al. 1995 (Am J Hum Genet 56:745), 2008 (J Genet Couns 17:424), 2022
(doi 10.1002/jgc4.1621). The ids (P1, G3 ...) are those of docs/notation.md.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from counselling.drawing.ink import LINE_PT, SMALL_PT, Ink
from counselling.drawing.scene import Anchor, Circle, Item, Line, Path, Rectangle, Stroke, Text
from counselling.figures.fills import Fill, Point, Polygon, filled
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Gender, PregnancyOutcome

SIZE_PT: Final = 34.0
LETTER_PT: Final = 9.0  # height that the proband's letter takes below the symbol
_CORNERS: Final = 72  # a circle's polygon for sectors: 5 degrees a corner
_LOSSES: Final = frozenset(
    {
        PregnancyOutcome.SPONTANEOUS_ABORTION,
        PregnancyOutcome.TERMINATION,
        PregnancyOutcome.ECTOPIC,
    }
)


def symbol(person: Person, x: float, y: float, fills: Sequence[Fill]) -> tuple[Item, ...]:
    """Return a person's symbol around (x, y): paper, sectors, outline, slash.

    fills: one for each condition, first at the top right, clockwise; a carrier's DOTTED fill takes
    the right half. Empty: an open symbol.
    """
    outline = _outline(person, x, y)
    items: list[Item] = [_shape(person, x, y, Ink.PAPER, None)]
    for sector, fill in zip(_sectors(outline, x, y, fills), fills, strict=True):
        items += filled(sector, fill)
    items.append(_shape(person, x, y, None, Stroke()))
    if person.is_deceased or person.pregnancy is PregnancyOutcome.TERMINATION:
        items.append(_slash(x, y))
    return tuple(items)


def _shape(person: Person, x: float, y: float, fill: Ink | None, stroke: Stroke | None) -> Item:
    half = SIZE_PT / 2
    if person.pregnancy in _LOSSES or person.shown_gender is Gender.UNKNOWN:
        return _closed(_outline(person, x, y), fill, stroke)
    match person.shown_gender:
        case Gender.WOMAN:  # P2
            return Circle(x, y, half, fill, stroke)
        case Gender.MAN:  # P1
            return Rectangle(x - half, y - half, SIZE_PT, SIZE_PT, fill, stroke)
        case _:  # P3
            return _closed(_outline(person, x, y), fill, stroke)


def _closed(corners: Polygon, fill: Ink | None, stroke: Stroke | None) -> Path:
    steps = (("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",))
    return Path(steps, fill, stroke)


def _outline(person: Person, x: float, y: float) -> Polygon:
    half = SIZE_PT / 2
    if person.pregnancy in _LOSSES:  # G3: a small triangle, whatever the sex
        side = half * 0.7
        return ((x, y - side), (x + side, y + side), (x - side, y + side))
    match person.shown_gender:
        case Gender.WOMAN:
            turns = (2 * math.pi * k / _CORNERS for k in range(_CORNERS))
            return tuple((x + half * math.sin(t), y - half * math.cos(t)) for t in turns)
        case Gender.MAN:
            return (
                (x - half, y - half),
                (x + half, y - half),
                (x + half, y + half),
                (x - half, y + half),
            )
        case _:
            wide = half * 1.12  # a diamond looks smaller than a square of its width
            return ((x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y))


def _sectors(outline: Polygon, x: float, y: float, fills: Sequence[Fill]) -> Iterator[Polygon]:
    """Cut the outline into equal sectors, clockwise from the top; one fill alone takes it whole."""
    if len(fills) == 1 and fills[0] is not Fill.DOTTED:
        yield outline
        return
    count = max(2, len(fills))
    for k in range(len(fills)):
        yield from _wedge(outline, (x, y), 2 * math.pi * k / count, 2 * math.pi * (k + 1) / count)


def _wedge(outline: Polygon, centre: Point, start: float, end: float) -> Iterator[Polygon]:
    """The part of a convex outline between two clockwise angles from the top, at most a half."""
    part = _half_plane(outline, centre, (math.cos(start), math.sin(start)))
    part = _half_plane(part, centre, (-math.cos(end), -math.sin(end)))
    if len(part) > 2:
        yield part


def _half_plane(outline: Polygon, centre: Point, inward: Point) -> Polygon:
    """Clip a convex outline to the side of a line through the centre that `inward` points to."""
    out: list[Point] = []
    depth = [(px - centre[0]) * inward[0] + (py - centre[1]) * inward[1] for px, py in outline]
    for i, (ax, ay) in enumerate(outline):
        j = (i + 1) % len(outline)
        bx, by = outline[j]
        if depth[i] >= 0:
            out.append((ax, ay))
        if (depth[i] < 0) != (depth[j] < 0):
            share = depth[i] / (depth[i] - depth[j])
            out.append((ax + share * (bx - ax), ay + share * (by - ay)))
    return out


def _slash(x: float, y: float) -> Line:
    """P13: lower left to upper right, past the symbol."""
    reach = SIZE_PT / 2 + 5
    return Line(x - reach, y + reach, x + reach, y - reach)


def arrow(x: float, y: float, *, letter: str) -> tuple[Item, ...]:
    """P14, P15: an arrow at the lower left; a letter under it for the proband.

    Short enough to stay clear of the line of descent between two partners.
    """
    half = SIZE_PT / 2
    tip = (x - half - 1.5, y + half * 0.5)
    tail = (tip[0] - 10, tip[1] + 9)
    pen = Stroke(Ink.INK, LINE_PT * 1.2)
    items: list[Item] = [
        Line(*tail, *tip, pen),
        Line(tip[0] - 6.5, tip[1] + 0.8, *tip, pen),
        Line(tip[0] - 1.6, tip[1] + 6.2, *tip, pen),
    ]
    if letter:
        place = (tip[0] - 3, y + half + LETTER_PT - 1)
        items.append(Text(*place, letter, SMALL_PT, Anchor.MIDDLE, Ink.INK, is_bold=True))
    return tuple(items)
