"""The board's sheet: as the patient sees it, with her hand on it and ours."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF

from counselling.call.board.board_words import Point, Stroke, Wipe
from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Scene
from ui.kit.pictures.scene_painter import Prepared
from ui.kit.pictures.scene_view import SceneView
from ui.look.theme import Theme
from ui.pages.session.known.exchange_state import Tool

_EVERY_MS: Final = 50
_POINTS_MS: Final = 4_000  # a pointer that does not move is gone
_NEAR_PT: Final = 1.5  # that a line leaves out
_MOST_LINES: Final = 400
_LINE_PX: Final = 3.0
_RING_PX: Final = 11.0
_OURS: Final = "ours"


@dataclass(slots=True)
class _Hand:
    """A line under our hand: its id, where it is, and what is not sent yet."""

    id: int
    end: QPointF
    unsent: list[float] = field(default_factory=list)


class BoardCanvas(SceneView):
    """pointed: our pointer's x and y in points, None when it left. drawn: a line's piece."""

    pointed = Signal(object, object)
    drawn = Signal(int, object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._tool = Tool.LOOK
        self._lines: dict[tuple[str, int], QPolygonF] = {}
        self._pointers: dict[str, QPointF] = {}
        self._hand: _Hand | None = None
        self._count = 0
        self._title = ""
        self._send = QTimer(self, singleShot=True, interval=_EVERY_MS)
        self._send.timeout.connect(self._send_on)
        self._fading = QTimer(self, singleShot=True, interval=_POINTS_MS)
        self._fading.timeout.connect(self._fade)
        self._aim: QPointF | None = None

    def hold(self, tool: Tool) -> None:
        """Take a tool into the hand."""
        if tool is not self._tool:
            self._tool = tool
            self._hand = None
            self.setMouseTracking(tool is Tool.POINT)
            look = Qt.CursorShape.ArrowCursor if tool is Tool.LOOK else Qt.CursorShape.CrossCursor
            self.setCursor(look)
            if tool is not Tool.POINT:
                self._stop_pointing()

    def show_scene(
        self,
        scene: Scene | None,
        picture: Prepared | None = None,
        *,
        around: str | None = None,
        is_held: bool = False,
    ) -> None:
        """Show a picture; lines stay on one that only changed."""
        title = scene.title if scene else ""
        if title != self._title:
            self._title = title
            self._lines.clear()
        super().show_scene(scene, picture, around=around, is_held=is_held)

    def show_mark(self, mark: Point | Stroke | Wipe) -> None:
        """Show where somebody else points or draws; one wipe wipes all."""
        match mark:
            case Point(x, y, by):
                self._point(f"their {by}", None if x is None or y is None else QPointF(x, y))
            case Stroke(number, at, by):
                self._prolong((f"their {by}", number), at)
            case Wipe():
                self._lines.clear()
        self.update()

    @property
    def seen_part(self) -> QRectF:
        """The part of the picture that is in the window, in points."""
        back, _ = self._view.world.inverted()
        seen = back.mapRect(QRectF(self.rect()))
        return seen.intersected(self._picture.paper) if self._picture else seen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With the pointer in the hand, the keys point at whom they walk to."""
        super().keyPressEvent(event)
        if self._tool is Tool.POINT and self._selected is not None:
            self._point_at(self._selected.symbol.center())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Point, begin a line, or move the paper."""
        if self._tool is Tool.LOOK or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = self._place(event)
        if self._tool is Tool.POINT:
            self._point_at(place)
            return
        self._count += 1
        self._hand = _Hand(self._count, place)
        self._draw_to(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on pointing or drawing."""
        if self._tool is Tool.POINT and self._grip is None:
            self._point_at(self._place(event))
        elif self._hand is not None:
            place = self._place(event)
            if (place - self._hand.end).manhattanLength() >= _NEAR_PT:
                self._draw_to(place)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a line."""
        if self._hand is not None:
            self._send_line()
            self._hand = None
        else:
            super().mouseReleaseEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Point no more."""
        self._stop_pointing()

    def _paint_marks(self, painter: QPainter, picture: Prepared) -> None:
        super()._paint_marks(painter, picture)
        world = self._view.world
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for (whose, _), line in self._lines.items():
            pen = QPen(_colour(whose), _LINE_PX)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(world.map(line))
        for whose, place in self._pointers.items():
            painter.setPen(QPen(_colour(whose), _LINE_PX))
            middle = world.map(place)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, _RING_PX, _RING_PX)
            painter.setBrush(_colour(whose))
            painter.drawEllipse(middle, _LINE_PX / 2, _LINE_PX / 2)

    # Our hand

    def _place(self, event: QMouseEvent) -> QPointF:
        back, _ = self._view.world.inverted()
        place = back.map(event.position())
        return QPointF(round(place.x(), 1), round(place.y(), 1))

    def _point_at(self, place: QPointF) -> None:
        self._aim = place
        self._point(_OURS, place)
        if not self._send.isActive():
            self._send_on()
            self._send.start()

    def _stop_pointing(self) -> None:
        if _OURS in self._pointers:
            self._aim = None
            self._point(_OURS, None)
            self.pointed.emit(None, None)

    def _draw_to(self, place: QPointF) -> None:
        if self._hand is None:
            return
        self._hand.end = place
        self._hand.unsent += [place.x(), place.y()]
        self._prolong((_OURS, self._hand.id), (place.x(), place.y()))
        if not self._send.isActive():
            self._send.start()

    def _send_on(self) -> None:
        if self._hand is not None:
            self._send_line()
        elif self._aim is not None:
            self.pointed.emit(self._aim.x(), self._aim.y())
            self._aim = None

    def _send_line(self) -> None:
        if self._hand is not None and self._hand.unsent:
            piece, self._hand.unsent = tuple(self._hand.unsent), []
            self.drawn.emit(self._hand.id, piece)

    # All hands

    def _prolong(self, line: tuple[str, int], at: tuple[float, ...]) -> None:
        if line not in self._lines and len(self._lines) >= _MOST_LINES:
            return
        course = self._lines.setdefault(line, QPolygonF())
        for x, y in zip(at[::2], at[1::2], strict=False):
            course.append(QPointF(x, y))
        self.update()

    def _point(self, whose: str, place: QPointF | None) -> None:
        if place is None:
            self._pointers.pop(whose, None)
        else:
            self._pointers[whose] = place
            self._fading.start()
        self.update()

    def _fade(self) -> None:
        self._pointers.clear()
        self.update()


def _colour(whose: str) -> QColor:
    return QColor(PAPER_COLOURS[Ink.ACCENT if whose == _OURS else Ink.CONTRAST])
