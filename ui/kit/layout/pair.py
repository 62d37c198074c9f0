"""Two parts of a card side by side, or one below the other where they have no room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.look.theme import Theme
from ui.look.tokens import Space


class Pair(QWidget):
    """The first takes the room that the second leaves; is_even: both take the same.

    least_px: width, at text size 1, below which the second stands under the first.
    """

    def __init__(
        self,
        theme: Theme,
        first: QWidget,
        second: QWidget,
        *,
        least_px: int,
        is_even: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._least_px = least_px
        self._parts = (first, second)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.CARD)
        self._line.addWidget(first, 1)
        self._line.addWidget(second, 1 if is_even else 0)
        theme.changed.connect(self._arrange)

    def minimumSizeHint(self) -> QSize:
        """The wider of the two, for they can stand one below the other."""
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether both still have room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        is_room = self.width() >= self._theme.pixels(self._least_px)
        self._line.setDirection(way.LeftToRight if is_room else way.TopToBottom)
