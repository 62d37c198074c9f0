"""Two parts of a card side by side, or one below the other where they have no room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.look.theme import Theme
from ui.look.tokens import Space


class Pair(QWidget):
    """The first takes the room that the second leaves.

    least_px: width, at text size 1, below which the second stands under the first.
    """

    def __init__(self, theme: Theme, first: QWidget, second: QWidget, *, least_px: int) -> None:
        super().__init__()
        self._theme = theme
        self._least_px = least_px
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.CARD)
        self._line.addWidget(first, 1)
        self._line.addWidget(second)
        theme.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether both still have room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        is_room = self.width() >= self._theme.pixels(self._least_px)
        self._line.setDirection(way.LeftToRight if is_room else way.TopToBottom)
