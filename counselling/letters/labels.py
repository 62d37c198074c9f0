"""Labels of a sample kit: its number, as text and as barcode, and nobody's name."""

import io
import re
from pathlib import Path
from typing import Final

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from counselling.errors import LetterError

WIDTH_MM: Final = 70.0
HEIGHT_MM: Final = 25.0
LONGEST: Final = 24  # characters of a number whose bars, printed at 300 dpi, a reader tells apart
_COPIES: Final = 2  # one for the tube, one for the bag
_DOT_MM: Final = 25.4 / 203  # of a label printer: bars of whole dots on whole dots have sharp edges
_DOTS: Final = (3, 2)  # of a narrow bar; 2 are 3 of an office printer's (300 dpi)
_WHITE_MM: Final = 8.0  # both sides together: ten narrow bars each, as readers want
_FONT: Final = "ConsultandLabel"
_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9./-]*", re.ASCII)


def labels(sample_id: str, *, fonts: Path, copies: int = _COPIES) -> bytes:
    """Return labels, one a page of 70 x 25 mm (Code 128); the same number is the same bytes.

    sample_id: capital letters, digits, and - . / between them; what else it holds could be a name.
    Raises LetterError("letter.sample_id", most=24).
    """
    if len(sample_id) > LONGEST or not _NUMBER.fullmatch(sample_id):
        raise LetterError("letter.sample_id", most=LONGEST)
    pdfmetrics.registerFont(TTFont(_FONT, str(fonts / "NotoSans-Bold.ttf")))
    out = io.BytesIO()
    page = Canvas(out, pagesize=(WIDTH_MM * mm, HEIGHT_MM * mm), invariant=1)
    page.setTitle(sample_id)
    for _ in range(copies):
        _draw(page, sample_id)
        page.showPage()
    page.save()
    return out.getvalue()


def _draw(page: Canvas, sample_id: str) -> None:
    modules = Code128(sample_id, barWidth=1, quiet=False).width  # in narrow bars
    most = (WIDTH_MM - _WHITE_MM) / modules
    whole = (dots * _DOT_MM for dots in _DOTS if dots * _DOT_MM <= most)
    bars = Code128(sample_id, barWidth=next(whole, most) * mm, barHeight=12 * mm, quiet=False)
    left = round((WIDTH_MM - bars.width / mm) / 2 / _DOT_MM) * _DOT_MM
    bars.drawOn(page, left * mm, 9.5 * mm)
    page.setFont(_FONT, 11)
    page.drawCentredString(WIDTH_MM * mm / 2, 3.5 * mm, sample_id)
