"""Two columns of a page: what it is about, and beside it what belongs to it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.layout.scroll import Scroll
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, SIDE_PX, Space

_SHARE: Final = 0.9  # of the page's height that the main column has where it stands on top
_WIDEST_PX: Final = 16_777_215  # Qt's own: as wide as you like


class Columns(QWidget):
    """Side by side while both have room, else one below the other in one scrolling page.

    Each scrolls by itself where it is too tall. is_side_first: the side column stands where
    reading begins. side_px: its width at text size 1.
    Nothing changes its parent when they move, for Qt dresses all that does anew.
    turned: they moved; carries whether they stand side by side.
    """

    turned = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        main: QWidget,
        side: QWidget,
        *,
        is_side_first: bool = False,
        side_px: int = SIDE_PX,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)  # early, for the same reason
        self._theme = theme
        self._main = main
        self._side_px = side_px
        ground = QWidget()
        self._whole = Scroll(ground)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.addWidget(self._whole)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, ground)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.CARD)
        self._middle, self._aside = _Frame(main), _Frame(side)
        parts = (self._aside, self._middle) if is_side_first else (self._middle, self._aside)
        for part in parts:
            self._line.addWidget(part)
        self._line.setStretchFactor(self._middle, 1)
        self._line.addStretch(0)  # takes what is to spare where nothing else is to
        for content in (main, side):
            content.installEventFilter(self)
        theme.changed.connect(self._follow)

    @property
    def is_beside(self) -> bool:
        """Whether the columns stand side by side."""
        return self._line.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Little: what has no room scrolls."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether both still have room."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with a look that came while the page was hidden."""
        super().showEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look anew how high and how wide the columns must be when something in them changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            if watched is self._main:
                self._set_least()
            elif self.isVisible():  # hidden they arrange themselves when they are shown
                self._arrange()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self.isVisible():
            self._arrange()

    def _arrange(self) -> None:
        room = self.width() - Space.CARD
        side = self._theme.pixels(self._side_px)
        is_room = room >= side + self._theme.pixels(MAIN_PX)
        if is_room != self.is_beside:
            way = QBoxLayout.Direction
            self._line.setDirection(way.LeftToRight if is_room else way.TopToBottom)
            self._line.setStretchFactor(self._middle, int(is_room))
            for part in (self._middle, self._aside):
                part.set_whole(is_whole=not is_room)
            self.turned.emit(is_room)
        wide = max(side, self._aside.least_width)  # long words may make it wider
        self._aside.setMinimumWidth(wide if is_room else 0)
        self._aside.setMaximumWidth(wide if is_room else _WIDEST_PX)
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


class _Frame(Scroll):
    """One column: it scrolls by itself, or is whole and as high as what it shows."""

    _is_whole = False  # before there is an instance: Qt asks while it takes the content in

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self._content = content

    @property
    def least_width(self) -> int:
        """What the content needs across, with the bar beside it."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self._content.minimumSizeHint().width() + bar

    def set_whole(self, *, is_whole: bool) -> None:
        """Show the content whole, or let it be scrolled."""
        self._is_whole = is_whole
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAlwaysOff if is_whole else policy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)
        across = QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred if is_whole else across)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Whether the content is shown whole, and holds text that breaks."""
        return self._is_whole and self._content.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """The whole content's height."""
        needed = self._content.heightForWidth(width)
        return min(max(needed, self._content.minimumHeight()), self._content.maximumHeight())

    def sizeHint(self) -> QSize:
        """The whole content's size, or any that can be scrolled."""
        if not self._is_whole:
            return super().sizeHint()
        return self._content.sizeHint().expandedTo(self._content.minimumSize())

    def minimumSizeHint(self) -> QSize:
        """The least of the whole content, or little."""
        if not self._is_whole:
            return super().minimumSizeHint()
        return self._content.minimumSizeHint().expandedTo(self._content.minimumSize())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand on that the content wants another size."""
        if self._is_whole and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
