"""Puts a column of reading width in the middle of a page, scrolling when it is too tall."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.layout.scroll import Scroll
from ui.look.theme import Theme
from ui.look.tokens import READING_PX, Space


class Centre(Scroll):
    """A page's ground with one column in it; the column widens with the text."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        ground = QWidget()
        super().__init__(ground)
        self._theme = theme
        self._content = content
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        across = QHBoxLayout(ground)
        across.setContentsMargins(Space.CARD, Space.SECTION, Space.CARD, Space.SECTION)
        down = QVBoxLayout()
        down.addStretch(2)
        down.addWidget(content)
        down.addStretch(3)  # a little above the middle reads as the middle
        across.addStretch(1)
        across.addLayout(down, 1000)  # all there is, up to the content's own limit
        across.addStretch(1)
        theme.changed.connect(self._widen)
        self._widen()

    def _widen(self) -> None:
        self._content.setMaximumWidth(self._theme.pixels(READING_PX))
