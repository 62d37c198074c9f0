"""Shows a PDF from memory, page below page; nothing of it ever lies on the disk.

Loads QtPdf: only a page that shows letters imports this file.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from counselling.drawing.ink import PAPER_COLOURS, Ink
from ui.look.theme import Theme
from ui.look.tokens import FOCUS_PX, Space, Token

_STEP: Final = 1.25
_SMALLEST: Final = 0.5  # of the width that fits
_LARGEST: Final = 4.0
_LARGEST_FIT: Final = 1.75  # pixels a point: a page is not blown up to fill a wide screen


class PdfView(QScrollArea):
    """Pages as wide as their place; paper is white in the dark too.

    name: for the ear. name_page: names a page by its number and how many there are.
    Keys: arrows and the page keys scroll, + and - zoom, 0 fits the width again.
    """

    def __init__(self, theme: Theme, name: str, name_page: Callable[[int, int], str]) -> None:
        super().__init__()
        self._theme = theme
        self._name_page = name_page
        self._content = b""
        self._document: QPdfDocument | None = None
        self._sheets: list[_Sheet] = []
        self._zoom = 1.0
        self._ground = QWidget()
        self._pile = QVBoxLayout(self._ground)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.MEDIUM)
        self.setWidget(self._ground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self._fit)

    @property
    def zoom(self) -> float:
        """How many times the width that fits."""
        return self._zoom

    @property
    def pages(self) -> int:
        """How many pages there are; 0: there is nothing, or nothing that can be read."""
        return len(self._sheets)

    def show_pdf(self, content: bytes) -> None:
        """Show a PDF from its beginning; no content shows nothing."""
        if content == self._content:
            return
        self._content = content
        self._clear()
        if content:
            self._load(content)
        self.verticalScrollBar().setValue(0)

    def zoom_in(self) -> None:
        """Come nearer."""
        self._zoom_to(self._zoom * _STEP)

    def zoom_out(self) -> None:
        """Step back."""
        self._zoom_to(self._zoom / _STEP)

    def fit(self) -> None:
        """Make the pages as wide as their place again."""
        self._zoom_to(1.0)

    # What Qt asks

    def sizeHint(self) -> QSize:
        """Room for the upper part of a page."""
        return QSize(480, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width there is."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom; everything else scrolls."""
        if event.text() in ("+", "="):
            self.zoom_in()
        elif event.text() == "-":
            self.zoom_out()
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._mark()

    # What it does

    def _load(self, content: bytes) -> None:
        document = QPdfDocument(self)
        source = QBuffer(document)
        source.setData(QByteArray(content))
        source.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(source)
        self._document = document
        count = document.pageCount()
        texts = [" ".join(document.getAllText(page).text().split()) for page in range(count)]
        for page, text in enumerate(texts):
            sheet = _Sheet(self._theme, document, page)
            sheet.setAccessibleName(self._name_page(page + 1, count))
            sheet.setAccessibleDescription(text)
            self._sheets.append(sheet)
            self._pile.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pile.addStretch(1)
        self.setAccessibleDescription("\n".join(texts))
        self._fit()
        self._mark()

    def _clear(self) -> None:
        while self._pile.count():
            self._pile.takeAt(0)
        for sheet in self._sheets:
            sheet.hide()
            sheet.deleteLater()
        self._sheets = []
        if self._document is not None:
            self._document.close()
            self._document.deleteLater()
        self._document = None
        self.setAccessibleDescription("")

    def _zoom_to(self, zoom: float) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(bar.maximum(), 1)
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._fit()
        self._pile.activate()
        needed = self._ground.sizeHint()
        self._ground.resize(needed.expandedTo(self.viewport().size()))  # the bar follows at once
        bar.setValue(round(place * bar.maximum()))

    def _fit(self) -> None:
        # the bar's room is left free also while there is none: else it would come and go
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        for sheet in self._sheets:
            most = _LARGEST_FIT * self._theme.choice.text_scale * sheet.points.width()
            sheet.set_width(round(min(room, most) * self._zoom))

    def _mark(self) -> None:
        for sheet in self._sheets:
            sheet.mark(is_marked=self.hasFocus())


class _Sheet(QWidget):
    """One page. It is drawn when it is first looked at in a size."""

    def __init__(self, theme: Theme, document: QPdfDocument, page: int) -> None:
        super().__init__()
        self._theme = theme
        self._document = document
        self._page = page
        self._picture: QImage | None = None
        self._is_marked = False
        self.points = document.pagePointSize(page)

    def set_width(self, width: int) -> None:
        """Take a width; the height follows from the paper."""
        size = QSize(width, round(width * self.points.height() / max(self.points.width(), 1.0)))
        if size != self.size():
            self._picture = None
            self.setFixedSize(size)

    def mark(self, *, is_marked: bool) -> None:
        """Show by a ring that the keys go here, or no longer."""
        self._is_marked = is_marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, page and edge."""
        size = self.size() * self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != size:
            self._picture = self._document.render(self._page, size)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(PAPER_COLOURS[Ink.PAPER]))
        painter.drawImage(self.rect(), self._picture)
        width = FOCUS_PX if self._is_marked else 1
        token = Token.ACCENT if self._is_marked else Token.LINE
        painter.setPen(QPen(self._theme.colour(token), width))
        inset = width / 2
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.end()
