"""A link as a QR code, for a phone's camera."""

from typing import Final

import segno
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counselling.drawing.ink import PAPER_COLOURS, Ink
from ui.look.theme import Theme
from ui.look.tokens import CONTROL_RADIUS_PX

_QUIET: Final = 4  # modules of blank paper around the code, by ISO/IEC 18004
_MODULE_PX: Final = 5


class QrPicture(QWidget):
    """Dark on white in every theme: readers want it so."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self._rows: tuple[bytes, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a code; empty text shows none."""
        if text == self._text:
            return
        self._text = text
        matrix = segno.make(text, error="m").matrix if text else ()
        self._rows = tuple(bytes(row) for row in matrix)
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> tuple[bytes, ...]:
        """The modules, 1 for a dark one."""
        return self._rows

    def sizeHint(self) -> QSize:
        """As large as a phone reads easily from a hand's distance."""
        side = (len(self._rows) + 2 * _QUIET) * self._theme.pixels(_MODULE_PX)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper and modules."""
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(PAPER_COLOURS[Ink.PAPER]))
        painter.setBrush(QColor(PAPER_COLOURS[Ink.PAPER]))
        painter.drawRoundedRect(self.rect(), CONTROL_RADIUS_PX, CONTROL_RADIUS_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        side = min(self.width(), self.height()) / (len(self._rows) + 2 * _QUIET)
        ink = QColor(PAPER_COLOURS[Ink.INK])
        for y, row in enumerate(self._rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    place = QRectF((x + _QUIET) * side, (y + _QUIET) * side, side, side)
                    painter.fillRect(place, ink)
        painter.end()
