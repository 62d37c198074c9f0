"""Icons: one stroke, tinted by token at the moment of painting, crisp at any scale."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.look.theme import Theme
from ui.look.tokens import Token

# These point somewhere; where one reads from the right they point the other way.
_MIRRORED: Final = frozenset({"arrow-left", "chevron-right", "list", "log-out", "redo-2", "undo-2"})
_NOTHING: Final = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'/>"


class Icons:
    """All icons of a folder of SVG files drawn in `currentColor`."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}

    def icon(self, name: str, ink: Token = Token.TEXT, *, ink_on: Token | None = None) -> QIcon:
        """Return an icon; it follows the theme by itself. ink_on: its colour when checked."""
        made = QIcon(_Engine(self, name, ink, ink_on or ink))
        # A copy, which has no engine of Python's for a child: the collector may clear a child
        # before the icon that holds it, and both would then delete it (PYSIDE-2221).
        return QIcon(made)

    def paint(self, painter: QPainter, area: QRectF, name: str, ink: Token) -> None:
        """Paint an icon into a square."""
        painter.save()
        if name in _MIRRORED and QGuiApplication.isRightToLeft():
            painter.translate(area.left() + area.right(), 0)
            painter.scale(-1, 1)
        self._renderer(name, self._theme.colours[ink]).render(painter, area)
        painter.restore()

    def _renderer(self, name: str, colour: str) -> QSvgRenderer:
        """Read an icon once a colour. A missing file paints nothing: the words say it all."""
        if (name, colour) not in self._renderers:
            try:
                drawing = (self._folder / f"{name}.svg").read_bytes()
            except OSError:
                drawing = _NOTHING
            tinted = drawing.replace(b"currentColor", colour.encode())
            self._renderers[name, colour] = QSvgRenderer(QByteArray(tinted))
        return self._renderers[name, colour]


class _Engine(QIconEngine):
    """Paints one icon in the theme's colour of the moment."""

    def __init__(self, icons: Icons, name: str, ink: Token, ink_on: Token) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._ink = ink
        self._ink_on = ink_on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into a rectangle."""
        ink = self._ink_on if state == QIcon.State.On else self._ink
        side = min(rect.width(), rect.height())
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(rect).center())
        is_off = mode == QIcon.Mode.Disabled
        self._icons.paint(painter, area, self._name, Token.SOFT if is_off else ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Paint on a transparent pixmap of that many device pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        return _Engine(self._icons, self._name, self._ink, self._ink_on)
