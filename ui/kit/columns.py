"""Two columns of a page: what it is about, and beside it what belongs to it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.kit.scroll import Scroll
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, SIDE_PX, Space

_SHARE: Final = 0.75  # of the page's height that the main column has where it stands on top


class Columns(QWidget):
    """Side by side while both have room, else one below the other in one scrolling page.

    Each scrolls by itself where it is too tall. is_side_first: the side column stands where
    reading begins.
    """

    def __init__(
        self,
        theme: Theme,
        main: QWidget,
        side: QWidget,
        *,
        is_side_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)  # early: Qt dresses everything anew for each parent it is given
        self._theme = theme
        self._main = main
        self._side = side
        self._is_side_first = is_side_first
        self._beside = QWidget()
        self._across = _bare(QHBoxLayout(self._beside))
        self._middle = Scroll(QWidget())
        self._aside = Scroll(QWidget())
        self._across.addWidget(self._middle, 1)
        self._across.insertWidget(0 if is_side_first else 1, self._aside)
        ground = QWidget()
        self._down = _bare(QVBoxLayout(ground))
        self._below = Scroll(ground)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._beside)
        self._stack.addWidget(self._below)
        self._put_beside()
        main.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look anew how high the main column must be when something in it changed."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._main:
            self._set_least()
        return super().eventFilter(watched, event)

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
        self._aside.setFixedWidth(self._theme.pixels(SIDE_PX))
        self._set_least()

    def _set_least(self) -> None:
        """Let the main column be as high as its words need at this width.

        Left alone Qt takes what they would need at the narrowest, and scrolls what has room.
        """
        layout = self._main.layout()
        least = round(_SHARE * self.height())
        if self.is_beside:
            wide = self._middle.viewport().width()
            is_text = layout is not None and layout.hasHeightForWidth()
            least = layout.minimumHeightForWidth(wide) if layout and is_text else 0
        self._main.setMinimumHeight(least)

    def _put_beside(self) -> None:
        self._middle.setWidget(self._main)
        self._aside.setWidget(self._side)
        self._stack.setCurrentWidget(self._beside)

    def _put_below(self) -> None:
        self._middle.takeWidget()
        self._aside.takeWidget()
        parts = (self._side, self._main) if self._is_side_first else (self._main, self._side)
        for part in parts:
            self._down.addWidget(part)
            part.show()
        self._stack.setCurrentWidget(self._below)


def _bare(layout: QHBoxLayout | QVBoxLayout) -> QHBoxLayout | QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.CARD)
    return layout
