"""Right-to-left text as outlines, shaped by HarfBuzz, from the first face that has the letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Protocol, TypeAlias

import uharfbuzz

Point: TypeAlias = tuple[float, float]


class Contours(Protocol):
    """What takes outlines: a path of a page."""

    def moveTo(self, x: float, y: float, /) -> object:
        """Start a contour."""
        ...

    def lineTo(self, x: float, y: float, /) -> object:
        """Go straight."""
        ...

    def curveTo(
        self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float, /
    ) -> object:
        """Go along a cubic curve."""
        ...

    def close(self) -> object:
        """Close the contour."""
        ...


@dataclass(frozen=True)
class OutlineFace:
    """A font whose glyphs are drawn, with the letters that it has."""

    font: uharfbuzz.Font
    letters: frozenset[int]

    @classmethod
    def read(cls, path: FilePath) -> "OutlineFace":
        """Read a font file. Raises OSError."""
        face = uharfbuzz.Face(path.read_bytes())
        return cls(uharfbuzz.Font(face), frozenset(face.unicodes))


@dataclass(frozen=True)
class _Glyph:
    face: OutlineFace
    number: int
    x: float
    y: float
    scale: float


class OutlinedText:
    """A right-to-left text of one size; width_pt is known before it is drawn."""

    def __init__(self, text: str, faces: Sequence[OutlineFace], size_pt: float) -> None:
        self.width_pt = 0.0
        self._glyphs: list[_Glyph] = []
        for face, run in reversed(list(_runs(text, faces))):
            self._add(face, run, size_pt)

    def _add(self, face: OutlineFace, run: str, size_pt: float) -> None:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        buffer.direction = "rtl"
        uharfbuzz.shape(face.font, buffer)
        scale = size_pt / face.font.face.upem
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = self.width_pt + place.x_offset * scale, place.y_offset * scale
            self._glyphs.append(_Glyph(face, glyph.codepoint, x, y, scale))
            self.width_pt += place.x_advance * scale

    def draw(self, path: Contours) -> None:
        """Add all glyphs to a path, the left end of the baseline at (0, 0), y upwards."""
        for glyph in self._glyphs:
            glyph.face.font.draw_glyph_with_pen(glyph.number, _Pen(path, glyph))


def _runs(text: str, faces: Sequence[OutlineFace]) -> Iterator[tuple[OutlineFace, str]]:
    run, of = "", faces[0]
    for letter in text:
        face = next((f for f in faces if ord(letter) in f.letters), faces[0])
        if run and face is not of:
            yield of, run
            run = ""
        run, of = run + letter, face
    if run:
        yield of, run


class _Pen:
    """Takes a glyph's outline, scaled and in its place, into a path (HarfBuzz's pen protocol)."""

    def __init__(self, path: Contours, glyph: _Glyph) -> None:
        self._path, self._glyph = path, glyph
        self._last = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:
        """Start a contour."""
        self._path.moveTo(*self._at(point))

    def lineTo(self, point: Point) -> None:
        """Go straight."""
        self._path.lineTo(*self._at(point))

    def qCurveTo(self, control: Point, point: Point) -> None:
        """Go along a quadratic curve, written as the cubic one that equals it."""
        (x0, y0), (x1, y1) = self._last, self._at(control)
        x2, y2 = self._at(point)
        first = (x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0))
        second = (x2 + 2 / 3 * (x1 - x2), y2 + 2 / 3 * (y1 - y2))
        self._path.curveTo(*first, *second, x2, y2)

    def curveTo(self, first: Point, second: Point, point: Point) -> None:
        """Go along a cubic curve (fonts with PostScript outlines)."""
        self._path.curveTo(*self._at(first), *self._at(second), *self._at(point))

    def closePath(self) -> None:
        """Close the contour."""
        self._path.close()

    def _at(self, point: Point) -> Point:
        glyph = self._glyph
        self._last = (glyph.x + point[0] * glyph.scale, glyph.y + point[1] * glyph.scale)
        return self._last
