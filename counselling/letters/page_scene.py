"""A page of a letter as a Scene: read from the letter itself, so that the board shows what is sent.

Only letters that this program set are read: Typst writes text in runs of one font, each with its
place, and lines and areas as paths; letters/finish keeps what runs from the right reversed and
marked so. What such a page does not hold (images, patterns, turned text) is left out.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import pikepdf

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Anchor, Item, Path, Scene, Stroke, Text
from counselling.errors import LetterError
from counselling.language.registry import direction_of
from counselling.letters.page_fonts import UNTOLD, Face, glyphs, listed, number, read_face

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Step: TypeAlias = tuple[str | float, ...]

_PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BRACKETS: Final = frozenset("()[]{}<>«»‹› ")
_REVERSED: Final = "/ReversedChars"
_STEPS: Final = {"m": "M", "l": "L", "c": "C"}
_FILLS: Final = {"f", "f*", "F", "B", "B*", "b", "b*"}
_STROKES: Final = {"S", "s", "B", "B*", "b", "b*"}
_CLOSES: Final = {"s", "b", "b*"}
_TOUCH, _SPACE, _WORD = 0.1, 0.12, 0.5  # gaps, in parts of the size


@dataclass(frozen=True, slots=True)
class _Pen:
    """What the operators before have set."""

    place: Matrix = _PLAIN
    fill: Ink = Ink.INK
    line: Ink = Ink.INK
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(slots=True)
class _Reader:
    faces: Mapping[str, Face]
    height: float
    is_from_right: bool
    pen: _Pen = _Pen()
    kept: list[_Pen] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    face: Face | None = None
    size: float = 0.0
    start: Matrix = _PLAIN

    def read(self, name: str, operands: Sequence[object]) -> Iterator[Item]:
        """Take one operator; yields what it paints."""
        match name:
            case "q":
                self.kept.append(self.pen)
            case "Q":
                self.pen = self.kept.pop() if self.kept else _Pen()
            case "BDC" | "BMC":
                self.marks.append(str(operands[0]))
            case "EMC":
                self.marks = self.marks[:-1]
            case "Tj" | "TJ":
                yield from self._write(operands[0])
            case "m" | "l" | "c" | "h" | "re":
                self._draw(name, operands)
            case "n":
                self.steps = []
            case _ if name in _FILLS | _STROKES:
                yield from self._paint(name)
            case _:
                self._set(name, operands)

    def _set(self, name: str, operands: Sequence[object]) -> None:
        match name:
            case "cm":
                self.pen = replace(self.pen, place=_times(_matrix(operands), self.pen.place))
            case "scn" | "sc" | "rg" | "g":
                self.pen = replace(self.pen, fill=_ink(operands))
            case "SCN" | "SC" | "RG" | "G":
                self.pen = replace(self.pen, line=_ink(operands))
            case "w":
                self.pen = replace(self.pen, width=number(operands[0]))
            case "d":
                self.pen = replace(self.pen, dash=tuple(map(number, listed(operands[0]))))
            case "Tf":
                self.face, self.size = self.faces.get(str(operands[0])), number(operands[1])
            case "Tm":
                self.start = _matrix(operands)

    def _write(self, shown: object) -> Iterator[Text]:
        if self.face is None:
            return
        run = list(glyphs(shown, self.face))
        while run and not run[0][0].strip():
            self.start = _times((1, 0, 0, 1, run.pop(0)[1] * self.size, 0), self.start)
        while run and not run[-1][0].strip():
            run.pop()
        where = _times(self.start, self.pen.place)
        if not run or abs(where[1]) > 1e-6 or self.pen.fill is Ink.PAPER:
            return
        is_reversed = _REVERSED in self.marks
        letters = [letter for letter, _ in run]
        words = "".join(reversed(letters) if is_reversed else letters).replace("\xa0", " ")
        # a bracket alone, between words that run from the right, is drawn turned round
        is_turned = is_reversed or (self.is_from_right and set(words) <= _BRACKETS)
        wide = sum(width for _, width in run) * self.size
        scale = abs(where[3])
        yield Text(
            where[4],
            self.height - where[5],
            words.replace(UNTOLD, ""),
            self.size * scale,
            Anchor.START,
            self.pen.fill,
            self.face.is_bold,
            "rtl" if is_turned else "ltr",
            wide * abs(where[0]),
        )

    def _draw(self, name: str, operands: Sequence[object]) -> None:
        if name == "h":
            self.steps.append(("Z",))
        elif name == "re":
            x, y, wide, high = map(number, operands)
            corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
            for head, corner in zip("MLLL", corners, strict=True):
                self.steps.append((head, *self._point(*corner)))
            self.steps.append(("Z",))
        else:
            numbers = [number(each) for each in operands]
            points = zip(numbers[::2], numbers[1::2], strict=True)
            placed = [part for point in points for part in self._point(*point)]
            self.steps.append((_STEPS[name], *placed))

    def _paint(self, name: str) -> Iterator[Path]:
        steps, self.steps = tuple(self.steps), []
        if not steps or steps[0][0] != "M":
            return
        if name in _CLOSES:
            steps = (*steps, ("Z",))
        scale = abs(self.pen.place[0] or self.pen.place[1])
        dash = tuple(length * scale for length in self.pen.dash)
        pen = Stroke(self.pen.line, self.pen.width * scale, dash)
        yield Path(
            steps, self.pen.fill if name in _FILLS else None, pen if name in _STROKES else None
        )

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.pen.place
        return a * x + c * y + e, self.height - (b * x + d * y + f)


def page_scene(pdf: bytes, page_number: int) -> tuple[Scene, int]:
    """Return a page of a letter (from 0; past the end the last) and how many it has.

    Raises LetterError("letter.no_pdf") when it is no letter that can be read.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as letter:
            page = letter.pages[min(max(page_number, 0), len(letter.pages) - 1)]
            language = str(letter.Root.get("/Lang", ""))
            is_from_right = direction_of(language) == "rtl"
            return _scene(page, is_from_right=is_from_right), len(letter.pages)
    except (pikepdf.PdfError, IndexError, KeyError, ValueError, TypeError):
        raise LetterError("letter.no_pdf") from None


def _scene(page: pikepdf.Page, *, is_from_right: bool) -> Scene:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    fonts = page.resources.get("/Font")
    named = fonts.items() if isinstance(fonts, pikepdf.Dictionary) else ()
    faces = {str(name): read_face(font) for name, font in named}
    reader = _Reader(faces, top - bottom, is_from_right)
    items: list[Item] = []
    for one in pikepdf.parse_content_stream(page):
        items += reader.read(str(one.operator), list(one.operands))
    items = list(_joined(items))
    heard = " ".join(item.text for item in items if isinstance(item, Text))
    return Scene(tuple(items), right - left, top - bottom, "", heard)


def _joined(items: Sequence[Item]) -> Iterator[Item]:
    """Join what stands on one line: the texts of pictures are set letter by letter."""
    last: Text | None = None
    for item in items:
        if isinstance(item, Text) and last is not None and _goes_on(last, item):
            gap = item.x - last.x - last.width_pt
            space = " " if gap > _SPACE * item.size_pt else ""
            wide = item.x + item.width_pt - last.x
            last = replace(last, text=f"{last.text}{space}{item.text}", width_pt=wide)
            continue
        if last is not None:
            yield last
        last = item if isinstance(item, Text) else None
        if last is None:
            yield item
    if last is not None:
        yield last


def _goes_on(one: Text, other: Text) -> bool:
    """Whether a text goes on where another ends, in the same type and from the left."""
    is_alike = replace(one, x=other.x, text=other.text, width_pt=other.width_pt) == other
    gap = (other.x - one.x - one.width_pt) / one.size_pt
    return is_alike and one.direction == "ltr" and -_TOUCH < gap < _WORD


def _ink(operands: Sequence[object]) -> Ink:
    """The role whose colour is nearest."""
    told = [number(each) for each in operands]
    red, green, blue = told * 3 if len(told) == 1 else told[:3]

    def away(ink: Ink) -> float:
        code = PAPER_COLOURS[ink]
        parts = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return sum((a - b) ** 2 for a, b in zip(parts, (red, green, blue), strict=True))

    return min(Ink, key=away)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _matrix(operands: Sequence[object]) -> Matrix:
    a, b, c, d, e, f = map(number, operands)
    return a, b, c, d, e, f
