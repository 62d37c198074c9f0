"""Pedigree symbols as scene items: square, circle, diamond, triangle; fills, letters, slash.

Source: Bennett et al. 1995 (Am J Hum Genet 56:745), 2008 (J Genet Couns 17:424), 2022
(doi 10.1002/jgc4.1621). The ids (P1, G3 ...) are those of docs/notation.md.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from counselling.drawing.ink import DASH, HAIRLINE_PT, Ink
from counselling.drawing.scene import Anchor, Circle, Item, Line, Path, Rectangle, Stroke, Text
from counselling.figures.fills import Fill, Point, Polygon, filled
from counselling.layout.result import LOSS_SHARE
from counselling.pedigree.person import Person
from counselling.pedigree.terms import LOSSES, Gender, PregnancyOutcome

SIZE_PT: Final = 34.0
_CORNERS: Final = 72  # a circle's polygon for sectors: 5 degrees a corner
_DIAMOND: Final = 1.12  # a diamond looks smaller than a square of its width
_DOT_PT: Final = 3.6
_LETTER_SIZES: Final = (13.0, 11.0, 9.0)  # for one, two, more letters
_DIVIDING: Final = Stroke(Ink.INK, HAIRLINE_PT)
_PALE: Final = {Gender.MAN: 0.45, Gender.WOMAN: 0.34}  # of the size: a slash's pale edge
_HALVES: Final = (Fill.DOTTED, Fill.RINGED)


class NotationStyle(StrEnum):
    """How carriers are drawn: by a keyed partition (2022), or by dot and line (2008)."""

    NSGC_2022 = "nsgc_2022"
    NSGC_2008 = "nsgc_2008"


@dataclass(frozen=True, slots=True)
class Look:
    """How one symbol is drawn. fills: one for each condition; letters: inside (D, S, P, 4, ?)."""

    fills: Sequence[Fill] = ()
    letters: str = ""
    style: NotationStyle = NotationStyle.NSGC_2022


def symbol(person: Person, x: float, y: float, look: Look) -> tuple[Item, ...]:
    """Return a person's symbol around (x, y): paper, sectors, outline, letters, slash.

    Sectors: the first at the top right, clockwise; a carrier's alone takes the right half. No
    fills: an open symbol.
    """
    pen = Stroke(Ink.SOFT, HAIRLINE_PT * 1.4, DASH) if person.is_placeholder else Stroke()
    fills = look.fills
    if look.style is NotationStyle.NSGC_2008:
        fills = [fill for fill in fills if fill not in _HALVES]
    shape = outline(person, x, y) if fills else ()
    items: list[Item] = [_shape(person, x, y, Ink.PAPER, None)]
    for sector, fill in zip(_sectors(shape, x, y, fills), fills, strict=True):
        items += filled(sector, fill)
        if sector is not shape:
            items.append(_closed(sector, None, _DIVIDING))
    items.append(_shape(person, x, y, None, pen))
    if look.style is NotationStyle.NSGC_2008:
        items += _signs_of_2008(person, x, y)
    items += _letters(person, x, y, look, is_filled=bool(fills))
    if person.is_deceased or person.pregnancy in _SLASHED:
        items += _slash(person, x, y, is_filled=bool(fills))
    return tuple(items)


_SLASHED: Final = (PregnancyOutcome.TERMINATION, PregnancyOutcome.STILLBIRTH)


def is_triangle(person: Person) -> bool:
    """Whether the symbol is a small triangle: a pregnancy not carried to term (G3)."""
    return person.pregnancy in LOSSES


def _shape(person: Person, x: float, y: float, fill: Ink | None, stroke: Stroke | None) -> Item:
    half = SIZE_PT / 2
    if not is_triangle(person):
        if person.shown_gender is Gender.WOMAN:  # P2
            return Circle(x, y, half, fill, stroke)
        if person.shown_gender is Gender.MAN:  # P1
            return Rectangle(x - half, y - half, SIZE_PT, SIZE_PT, fill, stroke)
    return _closed(outline(person, x, y), fill, stroke)  # P3, G3


def _closed(corners: Polygon, fill: Ink | None, stroke: Stroke | None) -> Path:
    steps = (("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",))
    return Path(steps, fill, stroke)


def outline(person: Person, x: float, y: float) -> Polygon:
    """Corners of a person's symbol around (x, y), clockwise."""
    half = SIZE_PT / 2
    if is_triangle(person):
        side, top = half * LOSS_SHARE, y - half
        return ((x, top), (x + side, top + 2 * side), (x - side, top + 2 * side))
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
            wide = half * _DIAMOND
            return ((x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y))


def edge_above(person: Person, dx: float) -> float:
    """How far below the top of its square a symbol begins, dx beside its middle."""
    half = SIZE_PT / 2
    if is_triangle(person):
        return min(2 * abs(dx), 2 * half * LOSS_SHARE)
    match person.shown_gender:
        case Gender.WOMAN:
            return half - math.sqrt(max(0.0, half**2 - dx**2))
        case Gender.MAN:
            return 0.0
        case _:
            return max(0.0, abs(dx) - half * (_DIAMOND - 1))


def edge_below(person: Person, dx: float) -> float:
    """How far above the foot of its square a symbol ends, dx beside its middle."""
    if is_triangle(person):
        return SIZE_PT * (1 - LOSS_SHARE)
    return edge_above(person, dx)


def _middle(person: Person, y: float) -> float:
    """Where the letters of a symbol stand: lower in a triangle, which is wide at its foot."""
    return y + 3.0 - SIZE_PT * (1 - LOSS_SHARE) / 2 if is_triangle(person) else y


def _sectors(shape: Polygon, x: float, y: float, fills: Sequence[Fill]) -> Iterator[Polygon]:
    """Cut the outline into equal sectors, clockwise from the top; one fill alone takes it whole."""
    if len(fills) == 1 and fills[0] not in _HALVES:
        yield shape
        return
    count = max(2, len(fills))
    for k in range(len(fills)):
        yield from _wedge(shape, (x, y), 2 * math.pi * k / count, 2 * math.pi * (k + 1) / count)


def _wedge(shape: Polygon, centre: Point, start: float, end: float) -> Iterator[Polygon]:
    """The part of a convex outline between two clockwise angles from the top, at most a half."""
    part = _half_plane(shape, centre, (math.cos(start), math.sin(start)))
    yield _half_plane(part, centre, (-math.cos(end), -math.sin(end)))


def _half_plane(shape: Polygon, centre: Point, inward: Point) -> Polygon:
    """Clip a convex outline to the side of a line through the centre that `inward` points to."""
    out: list[Point] = []
    depth = [(px - centre[0]) * inward[0] + (py - centre[1]) * inward[1] for px, py in shape]
    for i, (ax, ay) in enumerate(shape):
        j = (i + 1) % len(shape)
        bx, by = shape[j]
        if depth[i] >= 0:
            out.append((ax, ay))
        if (depth[i] < 0) != (depth[j] < 0):
            share = depth[i] / (depth[i] - depth[j])
            out.append((ax + share * (bx - ax), ay + share * (by - ay)))
    return out


def _signs_of_2008(person: Person, x: float, y: float) -> Iterator[Item]:
    """P9: a carrier's dot in the middle; P10: a line down the middle."""
    middle, half = _middle(person, y), SIZE_PT / 2
    if person.presymptomatic:
        yield Line(x, y - half + edge_above(person, 0), x, y + half - edge_below(person, 0))
    elif person.carries:
        yield Circle(x, middle, _DOT_PT + 1.2, Ink.PAPER, None)
        yield Circle(x, middle, _DOT_PT, Ink.INK, None)


def _letters(person: Person, x: float, y: float, look: Look, *, is_filled: bool) -> Iterator[Item]:
    """Letters in the middle of a symbol, on paper where it is filled."""
    if look.letters:
        size = _LETTER_SIZES[min(len(look.letters), 3) - 1]
        size *= LOSS_SHARE if is_triangle(person) else 1.0
        middle = _middle(person, y)
        if is_filled:
            yield Circle(x, middle, size * 0.72, Ink.PAPER, None)
        place = middle + size * 0.36
        yield Text(x, place, look.letters, size, Anchor.MIDDLE, Ink.INK, is_bold=True)


def _slash(person: Person, x: float, y: float, *, is_filled: bool) -> Iterator[Line]:
    """P13: lower left to upper right, past the symbol; with a pale edge where that is filled."""
    inner = SIZE_PT * _PALE.get(person.shown_gender, 0.26)
    low, high = SIZE_PT / 2 + 3.0, SIZE_PT / 2 + 5.0
    pale = 4.4
    if is_triangle(person):
        inner, low, high = SIZE_PT * 0.15, low * 0.62, high * 0.62
        pale = 3.6
        y -= SIZE_PT * (1 - LOSS_SHARE) / 2 + 1.0
    if is_filled:
        yield Line(x - inner, y + inner, x + inner, y - inner, Stroke(Ink.PAPER, pale))
    yield Line(x - low, y + low, x + high, y - high)
