"""Paints a Scene on a PDF sheet of any paper size: what reportlab is best at.

Letters are set elsewhere (tagged, any script); this is the sheet for the wall and the file.
reportlab shapes Arabic but sets the letters from left to right (5.1, seen), so right-to-left runs
are shaped by HarfBuzz and painted as outlines.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Final, TypeAlias

import uharfbuzz
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import (
    Anchor,
    Circle,
    Group,
    Item,
    Line,
    Path,
    Rectangle,
    Scene,
    Stroke,
    Text,
)
from counselling.errors import StorageError

REGULAR: Final = "NotoSans-Regular"
BOLD: Final = "NotoSans-Bold"
ARABIC: Final = {False: "ConsultandArabic-Regular.ttf", True: "ConsultandArabic-Bold.ttf"}

_MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, in points; the margin is what most printers need."""

    width_pt: float
    height_pt: float
    margin_pt: float = 12 * _MM

    @property
    def turned(self) -> "Paper":
        """The same sheet, landscape for portrait."""
        return Paper(self.height_pt, self.width_pt, self.margin_pt)


A4: Final = Paper(210 * _MM, 297 * _MM)
A3: Final = Paper(297 * _MM, 420 * _MM)


def sheet(scene: Scene, *, fonts: FilePath, paper: Paper = A4) -> bytes:
    """Return a one-page PDF: the scene as large as fits, landscape when that helps.

    Nothing is enlarged. fonts: folder with the built fonts. Same scene, same bytes.
    Raises StorageError("font.unreadable") when a font is missing.
    """
    page = max((paper, paper.turned), key=lambda p: _scale(scene, p))
    rl_config.invariant = 1  # reportlab has no argument for it: no date, no random id in the file
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(page.width_pt, page.height_pt), invariant=1)
    canvas.setTitle(scene.title)
    canvas.setSubject(scene.description)
    canvas.setCreator("Consultand")
    scale = _scale(scene, page)
    canvas.translate((page.width_pt - scene.width * scale) / 2, page.height_pt - page.margin_pt)
    canvas.scale(scale, -scale)  # points down from the top left, as scenes count
    brush = _Brush(canvas, PAPER_COLOURS, fonts)
    for item in scene.items:
        brush.paint(item)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _scale(scene: Scene, paper: Paper) -> float:
    width = paper.width_pt - 2 * paper.margin_pt
    height = paper.height_pt - 2 * paper.margin_pt
    return min(1.0, width / max(scene.width, 1), height / max(scene.height, 1))


Point: TypeAlias = tuple[float, float]


@dataclass
class _Brush:
    """A canvas with its colours and fonts."""

    canvas: Canvas
    colours: Mapping[Ink, str]
    fonts: FilePath

    def paint(self, item: Item) -> None:
        """Paint one item; groups in order."""
        match item:
            case Group(items):
                for part in items:
                    self.paint(part)
            case Text():
                self._text(item)
            case Line(x1, y1, x2, y2, stroke):
                self._pens(None, stroke)
                self.canvas.line(x1, y1, x2, y2)
            case Rectangle(x, y, width, height, fill, stroke, radius):
                pens = self._pens(fill, stroke)
                self.canvas.roundRect(x, y, width, height, radius, **pens)
            case Circle(x, y, radius, fill, stroke):
                self.canvas.circle(x, y, radius, **self._pens(fill, stroke))
            case Path(steps, fill, stroke):
                self.canvas.drawPath(self._path(steps), **self._pens(fill, stroke))

    def _pens(self, fill: Ink | None, stroke: Stroke | None) -> dict[str, int]:
        if fill:
            self.canvas.setFillColor(HexColor(self.colours[fill]))
        if stroke:
            self.canvas.setStrokeColor(HexColor(self.colours[stroke.ink]))
            self.canvas.setLineWidth(stroke.width_pt)
            self.canvas.setDash(list(stroke.dash))
        return {"stroke": int(stroke is not None), "fill": int(fill is not None)}

    def _path(self, steps: tuple[tuple[str | float, ...], ...]) -> PDFPathObject:
        path = self.canvas.beginPath()
        for head, *numbers in steps:
            points = [float(n) for n in numbers]
            match head:
                case "M":
                    path.moveTo(*points)
                case "L":
                    path.lineTo(*points)
                case "C":
                    path.curveTo(*points)
                case "Z":
                    path.close()
        return path

    def _text(self, text: Text) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillColor(HexColor(self.colours[text.ink]))
        canvas.translate(text.x, text.y)
        canvas.scale(1, -1)
        if text.direction == "rtl":
            self._outlined(text)
        else:
            canvas.setFont(self._latin[text.is_bold], text.size_pt)
            draw = {
                Anchor.START: canvas.drawString,
                Anchor.MIDDLE: canvas.drawCentredString,
                Anchor.END: canvas.drawRightString,
            }[text.anchor]
            draw(0, 0, text.text)
        canvas.restoreState()

    def _outlined(self, text: Text) -> None:
        """Right-to-left text: shaped, in visual order, as filled outlines."""
        font = self._arabic[text.is_bold]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text.text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        scale = text.size_pt / font.face.upem
        width = sum(place.x_advance for place in buffer.glyph_positions) * scale
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor]
        self.canvas.translate(-shift * width, 0)
        self.canvas.scale(scale, scale)
        path = self.canvas.beginPath()
        x = 0.0
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen = _Pen(path, x + place.x_offset, place.y_offset)
            font.draw_glyph_with_pen(glyph.codepoint, pen)
            x += place.x_advance
        self.canvas.drawPath(path, stroke=0, fill=1)

    @cached_property
    def _latin(self) -> Mapping[bool, str]:
        names = {False: REGULAR, True: BOLD}
        known = set(pdfmetrics.getRegisteredFontNames())
        try:
            for name in names.values():
                if name not in known:
                    pdfmetrics.registerFont(TTFont(name, str(self.fonts / f"{name}.ttf")))
        except (TTFError, OSError) as error:
            raise StorageError("font.unreadable") from error
        return names

    @cached_property
    def _arabic(self) -> Mapping[bool, uharfbuzz.Font]:
        try:
            return {
                is_bold: uharfbuzz.Font(uharfbuzz.Face((self.fonts / name).read_bytes()))
                for is_bold, name in ARABIC.items()
            }
        except OSError as error:
            raise StorageError("font.unreadable") from error


class _Pen:
    """Takes a glyph's outline, shifted, into a path of the page (HarfBuzz's pen protocol)."""

    def __init__(self, path: PDFPathObject, dx: float, dy: float) -> None:
        self._path = path
        self._shift = (dx, dy)
        self._last = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:
        """Start a contour."""
        self._path.moveTo(*self._at(point))

    def lineTo(self, point: Point) -> None:
        """Go straight."""
        self._path.lineTo(*self._at(point))

    def qCurveTo(self, control: Point, point: Point) -> None:
        """Go along a quadratic curve, written as the cubic one that equals it."""
        (x0, y0), (x1, y1) = self._last, (control[0] + self._shift[0], control[1] + self._shift[1])
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
        self._last = (point[0] + self._shift[0], point[1] + self._shift[1])
        return self._last
