"""Relatives who are offered beside the selected person: ghosts that become real when pressed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.editing_view import EditingView
from ui.look.theme import Theme
from ui.look.tokens import FOCUS_PX, TARGET_PX, Space, Token

_DASH: Final = (2.0, 1.6)
_SYMBOL: Final = 0.14  # of the button: half a ghost's symbol
_UNDER_PX: Final = 1.0  # there is little room between a label and the next row


@dataclass(frozen=True, slots=True)
class Offer:
    """words: its name for the ear and its tooltip. side: where the ghost would stand."""

    words: str
    side: str
    do: Callable[[], None]


# Of each ghost: where its symbol stands in the button, and the line that joins it, both from the
# middle, in shares of the button.
_SHAPES: Final[Mapping[str, tuple[tuple[float, float], tuple[tuple[float, float], ...]]]] = {
    "parent": ((0.0, -0.14), ((0.0, 0.0), (0.0, 0.3))),
    "child": ((0.0, 0.14), ((0.0, 0.0), (0.0, -0.3))),
    "partner": ((0.14, 0.0), ((0.0, 0.0), (-0.3, 0.0))),
    "sibling": ((-0.12, 0.12), ((-0.12, -0.02), (-0.12, -0.16), (0.26, -0.16), (0.26, 0.0))),
}


class GhostButton(QAbstractButton):
    """A round button with a dashed person on it, and the line that would join her."""

    def __init__(self, theme: Theme, side: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = side
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the drawing
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As large as a finger, and no larger: it stands on a drawing."""
        return QSize(TARGET_PX, TARGET_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, person and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self._theme.colour(Token.ACCENT)
        is_met = self.underMouse() or self.isDown()
        ground = Token.ACCENT_GROUND if is_met else Token.SURFACE
        painter.setBrush(self._theme.colour(ground))
        painter.setPen(QPen(accent, FOCUS_PX if self.hasFocus() else 1))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        middle, side = QRectF(self.rect()).center(), float(self.width())
        (x, y), line = _SHAPES[self._side]
        points = [middle + QPointF(px, py) * side for px, py in line]
        painter.setPen(QPen(accent, 1.5))
        for start, end in pairwise(points):
            painter.drawLine(QLineF(start, end))
        pen = QPen(accent, 1.5)
        pen.setDashPattern(_DASH)
        painter.setPen(pen)
        painter.setBrush(self._theme.colour(ground))
        at, half = middle + QPointF(x, y) * side, _SYMBOL * side
        corners = [QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
        painter.end()


class Offers:
    """The ghosts at one symbol: a parent above, the others in a row under the labels.

    There is room between two generations, and no words are covered; nobody's symbol either, unless
    it is drawn too small. They are shown to who works by hand; the keys have their letters.
    """

    def __init__(self, theme: Theme, canvas: EditingView, offers: tuple[Offer, ...]) -> None:
        self._canvas = canvas
        self.buttons: dict[str, GhostButton] = {}
        for offer in offers:
            button = GhostButton(theme, offer.side, canvas)
            button.setAccessibleName(offer.words)
            button.setToolTip(offer.words)
            button.clicked.connect(offer.do)
            button.hide()
            self.buttons[offer.side] = button

    def stand_around(self, symbol: QRectF, whole: QRectF, sides: frozenset[str]) -> None:
        """Stand around a symbol and her label, on these sides only; none: be gone."""
        seen = QRectF(self._canvas.rect())
        foot = self._foot(symbol, whole) if sides else 0.0
        for side, button in self.buttons.items():
            button.resize(button.sizeHint())
            place = _place(side, symbol, foot, float(button.width()))
            is_shown = side in sides and seen.contains(place)
            if is_shown:
                button.move(place.topLeft().toPoint())
                button.raise_()
            set_shown(button, is_shown=is_shown)

    def _foot(self, symbol: QRectF, whole: QRectF) -> float:
        """Where the labels of her and her neighbours end."""
        high = float(self.buttons["child"].sizeHint().height())
        wide = 3 * (high + Space.TIGHT)
        row = QRectF(symbol.center().x() - wide / 2, whole.bottom(), wide, high)
        next_row = symbol.bottom() + 2 * symbol.height()  # no label of it begins above here
        return self._canvas.below_words(row, lowest=next_row).top()


def _place(side: str, symbol: QRectF, foot: float, wide: float) -> QRectF:
    away = wide + Space.TIGHT
    left = symbol.center().x() - wide / 2
    left += {"sibling": -away, "partner": away}.get(side, 0.0)
    top = symbol.top() - Space.SMALL - wide if side == "parent" else foot + _UNDER_PX
    return QRectF(left, top, wide, wide)
