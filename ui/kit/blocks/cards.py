"""Cards: a white ground with a title and what belongs together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.kit.marks.heading import Heading
from ui.kit.marks.roles import dressed
from ui.kit.marks.visibility import set_shown
from ui.look.sheet import Role
from ui.look.tokens import Space


class Card(QFrame):
    """A card. Its title keeps to the top whatever the card's height.

    Add content with `add`; what is to take the spare height is added with stretch=1.
    """

    def __init__(self, name: str = "", *, margin: int = Space.CARD) -> None:
        super().__init__()
        dressed(self, Role.CARD)
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.MEDIUM)
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(margin, margin, margin, margin)
        self._pile.setSpacing(0)
        self._pile.addLayout(self._column)
        self._pile.addStretch(0)  # takes the spare height where no content was given it
        self.title = Heading(name)
        set_shown(self.title, is_shown=bool(name))
        self._column.addWidget(self.title)
        self.setAccessibleName(name)

    def set_title(self, name: str) -> None:
        """Name the card anew."""
        self.title.say(name)
        set_shown(self.title, is_shown=bool(name))
        self.setAccessibleName(name)

    def add(self, content: QWidget, *, stretch: int = 0) -> None:
        """Put a widget below what is there."""
        self._column.addWidget(content, stretch)
        self._spread(stretch)

    def add_layout(self, content: QLayout, *, stretch: int = 0) -> None:
        """Put a row or a form below what is there."""
        self._column.addLayout(content, stretch)
        self._spread(stretch)

    def _spread(self, stretch: int) -> None:
        if stretch:
            self._pile.setStretch(0, 1)


def row(*widgets: QWidget | None, spacing: int = Space.SMALL) -> QHBoxLayout:
    """Return widgets side by side; None is the spare room between them."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line


def column(*widgets: QWidget | None, spacing: int = Space.MEDIUM) -> QVBoxLayout:
    """Return widgets one below the other; None is the spare room between them."""
    pile = QVBoxLayout()
    pile.setContentsMargins(0, 0, 0, 0)
    pile.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            pile.addStretch(1)
        else:
            pile.addWidget(widget)
    return pile
