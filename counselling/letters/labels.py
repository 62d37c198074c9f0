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
LONGEST: Final = 24  # characters of a number whose bars a pen reader still tells apart
_COPIES: Final = 2  # one for the tube, one for the bag
_BAR_MM: Final = 0.25  # the narrowest bar that an office printer draws true
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
    bars = Code128(sample_id, barWidth=_BAR_MM * mm, barHeight=12 * mm, quiet=False)
    most = (WIDTH_MM - 8) * mm
    if bars.width > most:
        bars = Code128(
            sample_id, barWidth=_BAR_MM * mm * most / bars.width, barHeight=12 * mm, quiet=False
        )
    bars.drawOn(page, (WIDTH_MM * mm - bars.width) / 2, 9.5 * mm)
    page.setFont(_FONT, 11)
    page.drawCentredString(WIDTH_MM * mm / 2, 3.5 * mm, sample_id)
