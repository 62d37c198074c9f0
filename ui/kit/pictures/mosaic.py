"""A picture painted once in squares and kept: to move it costs no more than to lay them down."""

from collections.abc import Iterator
from math import floor
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from counselling.drawing.ink import PAPER_COLOURS, Ink
from ui.kit.pictures.scene_painter import Prepared
from ui.kit.pictures.viewpoint import Viewpoint

_SIDE_PX: Final = 256
# Pieces painted in one frame. Counted, not timed: the same hand sees the same frames on every
# machine. Beyond it the rest comes in the next frame, and what was there before stands in for it.
_PIECES_A_FRAME: Final = 280
_SQUARES_A_FRAME: Final = 32  # blank ones take time too; where something can stand in for them
_MOST_KEPT: Final = 4  # times as many squares as are in the window
_SHRUNK: Final = 0.5  # a stand-in smaller than this share leaves too much blank

_Square: TypeAlias = tuple[int, int]


class Mosaic:
    """The squares of one picture at one scale, and what was seen last at another."""

    def __init__(self) -> None:
        self._picture: Prepared | None = None
        self._squares: dict[_Square, QPixmap | None] = {}  # None: nothing is drawn there
        self._at = (0.0, 1.0)  # scale, and pixels of the device a pixel
        self._last: tuple[QPointF, QRectF] | None = None  # corner and window of a whole frame
        self._seen: tuple[QPixmap, QTransform] | None = None  # and what it would take to place it

    def show(self, picture: Prepared | None) -> None:
        """Lay another picture."""
        self._picture = picture
        self._squares = {}
        self._last = self._seen = None

    def paint(
        self, painter: QPainter, view: Viewpoint, window: QRectF, *, is_hurried: bool
    ) -> bool:
        """Lay the squares that a window shows. Returns False while some are still to come.

        is_hurried: the hand is still coming nearer, and what is painted is soon of no use.
        """
        if self._picture is None:
            return True
        self._come_to(view.scale, painter.device().devicePixelRatioF())
        corner = _rounded(view.offset)
        wanted = list(_squares(window, corner))
        missing = [square for square in wanted if square not in self._squares]
        if missing:
            self._make_some(missing, view, window, is_hurried=is_hurried)
            missing = [square for square in missing if square not in self._squares]
        if missing and self._seen is not None:
            picture, back = self._seen
            place = (back * view.world).mapRect(QRectF(window))
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
        for square in wanted:
            made = self._squares.get(square)
            if made is not None:
                painter.drawPixmap(corner + _corner(square), made)
        if not missing:
            self._last, self._seen = (corner, window), None
            self._forget(wanted)
        return not missing

    def go_ahead(self, view: Viewpoint, window: QRectF) -> bool:
        """Paint one square just outside the window, before it is wanted. Returns whether it did."""
        wide = window.adjusted(-_SIDE_PX, -_SIDE_PX, _SIDE_PX, _SIDE_PX)
        if self._picture is None or self._at[0] != view.scale:
            return False
        for square in _squares(wide, _rounded(view.offset)):
            if square not in self._squares:
                self._make(square)
                return True
        return False

    def _come_to(self, scale: float, ratio: float) -> None:
        if (scale, ratio) == self._at:
            return
        if self._last is not None:
            self._seen = self._kept_look(*self._last)
        self._squares, self._at, self._last = {}, (scale, ratio), None

    def _kept_look(self, corner: QPointF, window: QRectF) -> tuple[QPixmap, QTransform]:
        """Keep what is in the window, as one picture that can be shown larger and smaller."""
        scale, ratio = self._at
        made = QPixmap((window.size() * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(PAPER_COLOURS[Ink.PAPER]))
        painter = QPainter(made)
        for square in _squares(window, corner):
            piece = self._squares.get(square)
            if piece is not None:
                painter.drawPixmap(corner + _corner(square), piece)
        painter.end()
        world = QTransform(scale, 0, 0, scale, corner.x(), corner.y())
        return made, world.inverted()[0]

    def _make_some(
        self, missing: list[_Square], view: Viewpoint, window: QRectF, *, is_hurried: bool
    ) -> None:
        """Paint as much as a frame has time for, the middle first; little is painted at once."""
        assert self._picture is not None
        part = view.world.inverted()[0].mapRect(window)
        is_little = len(self._picture.index.near(part)) <= _PIECES_A_FRAME
        if is_hurried and not is_little and self._seen is not None:
            back = self._seen[1]
            if (back * view.world).m11() > _SHRUNK:
                return
        middle = window.center() - view.offset
        missing.sort(key=lambda s: (_box(s).center() - middle).manhattanLength())
        left = _PIECES_A_FRAME
        for number, square in enumerate(missing):
            if (left <= 0 and not is_little) or (self._seen and number == _SQUARES_A_FRAME):
                return
            left -= self._make(square)

    def _make(self, square: _Square) -> int:
        """Paint one square; returns how much that was, in pieces."""
        assert self._picture is not None
        scale, ratio = self._at
        part = QTransform.fromScale(1 / scale, 1 / scale).mapRect(_box(square))
        side = round(_SIDE_PX * ratio)
        made = QPixmap(side, side)
        made.fill(QColor(PAPER_COLOURS[Ink.PAPER]))
        painter = QPainter(made)
        painter.scale(side / _SIDE_PX * scale, side / _SIDE_PX * scale)
        painter.translate(-part.topLeft())
        work = self._picture.paint(painter, part=part)
        painter.end()
        made.setDevicePixelRatio(ratio)
        self._squares[square] = made if work else None
        return work

    def _forget(self, wanted: list[_Square]) -> None:
        if len(self._squares) > _MOST_KEPT * max(len(wanted), 1):
            self._squares = {square: self._squares[square] for square in wanted}


def _rounded(corner: QPointF) -> QPointF:
    return QPointF(round(corner.x()), round(corner.y()))


def _squares(window: QRectF, corner: QPointF) -> Iterator[_Square]:
    place = window.translated(-corner)
    for row in range(floor(place.top() / _SIDE_PX), floor(place.bottom() / _SIDE_PX) + 1):
        for column in range(floor(place.left() / _SIDE_PX), floor(place.right() / _SIDE_PX) + 1):
            yield column, row


def _box(square: _Square) -> QRectF:
    return QRectF(square[0] * _SIDE_PX, square[1] * _SIDE_PX, _SIDE_PX, _SIDE_PX)


def _corner(square: _Square) -> QPointF:
    return QPointF(square[0] * _SIDE_PX, square[1] * _SIDE_PX)
