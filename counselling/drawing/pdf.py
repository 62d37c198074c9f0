"""Paints pages on PDF sheets of any paper size: what reportlab is best at.

Letters are set elsewhere (tagged, any script); this is the sheet for the wall and the file.
reportlab shapes Arabic but sets the letters from left to right (5.1, seen), so right-to-left runs
are shaped by HarfBuzz and painted as outlines.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Final

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from counselling.drawing.imprint import Imprint
from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.outlines import OutlinedText, OutlineFace
from counselling.drawing.pages import Layer, Page, Print, SheetChoice
from counselling.drawing.pages import pages as lay_out
from counselling.drawing.paper import A4, Paper
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


def sheet(scene: Scene, *, fonts: FilePath, paper: Paper = A4) -> bytes:
    """Return a one-page PDF: the bare scene as large as fits, landscape when that helps.

    Nothing is enlarged. fonts: folder with the built fonts. Same scene, same bytes.
    Raises StorageError("font.unreadable") when a font is missing.
    """
    page = max((paper, paper.turned), key=lambda p: _scale(scene, p))
    scale = _scale(scene, page)
    left = (page.width_pt - scene.width * scale) / 2
    only = Page(page, (Layer(scene.items, left, page.margin_pt, scale),))
    return printed((only,), title=scene.title, description=scene.description, fonts=fonts)


def press(
    drawn: Print,
    imprint: Imprint,
    choice: SheetChoice,
    *,
    fonts: FilePath,
    heard: Callable[[float], None] | None = None,
) -> bytes:
    """Return a drawing as a PDF of one page or of a poster's.

    heard: called with the share of the pages that is painted; what it raises ends the work.
    Raises as `printed` does.
    """
    return printed(
        lay_out(drawn, imprint, choice),
        title=imprint.title,
        description=drawn.picture.description,
        fonts=fonts,
        language=imprint.words.code,
        heard=heard,
    )


def printed(
    pages: Sequence[Page],
    *,
    title: str,
    description: str,
    fonts: FilePath,
    language: str = "",
    heard: Callable[[float], None] | None = None,
) -> bytes:
    """Return a PDF of pages; its fonts are embedded, with the letters that are used only.

    title, description: of the file; they name nobody unless the drawing does. language: of the
    words. heard: as in `press`. Same pages, same bytes.
    Raises StorageError("font.unreadable") when a font is missing.
    """
    rl_config.invariant = 1  # reportlab has no argument for it: no date, no random id in the file
    buffer = io.BytesIO()
    _register(fonts)
    # Every page begins with this font; else it would begin with one that is not embedded.
    canvas = Canvas(buffer, invariant=1, lang=language or None, initialFontName=REGULAR)
    canvas.setTitle(title)
    canvas.setSubject(description)
    canvas.setCreator("Consultand")
    canvas.setAuthor("")
    brush = _Brush(canvas, PAPER_COLOURS, fonts)
    for painted, page in enumerate(pages):
        if heard is not None:
            heard(painted / len(pages))
        canvas.setPageSize((page.paper.width_pt, page.paper.height_pt))
        # points down from the top left, as scenes count
        canvas.translate(0, page.paper.height_pt)
        canvas.scale(1, -1)
        for layer in page.layers:
            brush.lay(layer)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _scale(scene: Scene, paper: Paper) -> float:
    box = paper.printable
    return min(1.0, box.width / max(scene.width, 1), box.height / max(scene.height, 1))


@dataclass
class _Brush:
    """A canvas with its colours and fonts."""

    canvas: Canvas
    colours: Mapping[Ink, str]
    fonts: FilePath

    def lay(self, layer: Layer) -> None:
        """Paint a layer in its place; what reaches out of its window is cut."""
        self.canvas.saveState()
        if layer.clip is not None:
            path = self.canvas.beginPath()
            path.rect(layer.clip.x, layer.clip.y, layer.clip.width, layer.clip.height)
            self.canvas.clipPath(path, stroke=0, fill=0)
        self.canvas.translate(layer.x, layer.y)
        self.canvas.scale(layer.scale, layer.scale)
        for item in layer.items:
            self.paint(item)
        self.canvas.restoreState()

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
            canvas.setFont(BOLD if text.is_bold else REGULAR, text.size_pt)
            draw = {
                Anchor.START: canvas.drawString,
                Anchor.MIDDLE: canvas.drawCentredString,
                Anchor.END: canvas.drawRightString,
            }[text.anchor]
            draw(0, 0, text.text)
        canvas.restoreState()

    def _outlined(self, text: Text) -> None:
        """Right-to-left text: filled outlines."""
        outlined = OutlinedText(text.text, self._faces[text.is_bold], text.size_pt)
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor]
        self.canvas.translate(-shift * outlined.width_pt, 0)
        path = self.canvas.beginPath()
        outlined.draw(path)
        self.canvas.drawPath(path, stroke=0, fill=1)

    @cached_property
    def _faces(self) -> Mapping[bool, tuple[OutlineFace, ...]]:
        """Arabic letters, and the marks that only the other face has."""
        try:
            return {
                is_bold: tuple(
                    OutlineFace.read(self.fonts / name) for name in (ARABIC[is_bold], other)
                )
                for is_bold, other in ((False, f"{REGULAR}.ttf"), (True, f"{BOLD}.ttf"))
            }
        except OSError as error:
            raise StorageError("font.unreadable") from error


def _register(fonts: FilePath) -> None:
    """Tell reportlab our fonts; it keeps them for the process."""
    known = set(pdfmetrics.getRegisteredFontNames())
    try:
        for name in (REGULAR, BOLD):
            if name not in known:
                pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    except (TTFError, OSError) as error:
        raise StorageError("font.unreadable") from error
