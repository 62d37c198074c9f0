"""Two columns of a page: what it is about, and beside it what belongs to it."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.kit.scroll import Scroll
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, SIDE_PX, Space

_SHARE: Final = 0.75  # of the page's height that the main column has where it stands on top


class Columns(QWidget):
    """Side by side while both have room, else one below the other in one scrolling page.

    The side column scrolls by itself. is_side_first: it stands where reading begins.
    """

    def __init__(
        self, theme: Theme, main: QWidget, side: QWidget, *, is_side_first: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._main = main
        self._side = side
        self._is_side_first = is_side_first
        self._beside = QWidget()
        self._across = _bare(QHBoxLayout(self._beside))
        self._scroll = Scroll(QWidget())
        self._across.addWidget(self._scroll)
        ground = QWidget()
        self._down = _bare(QVBoxLayout(ground))
        self._below = Scroll(ground)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._beside)
        self._stack.addWidget(self._below)
        self._put_beside()
        theme.changed.connect(self._arrange)

    @property
    def is_beside(self) -> bool:
        """Whether the columns stand side by side."""
        return self._stack.currentWidget() is self._beside

    def minimumSizeHint(self) -> QSize:
        """Little: what has no room scrolls."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether both still have room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - Space.CARD
        is_room = room >= self._theme.pixels(SIDE_PX) + self._theme.pixels(MAIN_PX)
        focused = QApplication.focusWidget()
        if is_room and not self.is_beside:
            self._put_beside()
        elif not is_room and self.is_beside:
            self._put_below()
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()  # a part that is moved loses it
        self._scroll.setFixedWidth(self._theme.pixels(SIDE_PX))
        self._main.setMinimumHeight(0 if self.is_beside else round(_SHARE * self.height()))

    def _put_beside(self) -> None:
        self._across.insertWidget(1 if self._is_side_first else 0, self._main, 1)
        self._scroll.setWidget(self._side)
        self._stack.setCurrentWidget(self._beside)

    def _put_below(self) -> None:
        self._scroll.takeWidget()
        parts = (self._side, self._main) if self._is_side_first else (self._main, self._side)
        for part in parts:
            self._down.addWidget(part)
            part.show()
        self._stack.setCurrentWidget(self._below)


def _bare(layout: QHBoxLayout | QVBoxLayout) -> QHBoxLayout | QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.CARD)
    return layout
