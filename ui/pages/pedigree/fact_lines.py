"""Facts of one kind, a line each, that can be taken back; below them, one more can be added."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.buttons import ActionButton, icon_button
from ui.kit.cards import row
from ui.kit.flow import Flow
from ui.kit.labels import body, small
from ui.look.icons import Icons
from ui.look.tokens import Space


class FactLines(QWidget):
    """removed: the place of a line that is to be taken back."""

    removed = Signal(int)

    def __init__(self, title: str, add: QAction, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._icons = icons
        self._shown: tuple[str, ...] | None = None
        self._rows: list[QWidget] = []
        self._pile = QVBoxLayout()
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.TIGHT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.TIGHT)
        whole.addWidget(small(title))
        whole.addLayout(self._pile)
        whole.addLayout(Flow(ActionButton(add)))

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show these facts; the same ones again change nothing."""
        if lines == self._shown:
            return
        self._shown = lines
        for old in self._rows:
            self._pile.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(place, text) for place, text in enumerate(lines)]
        for new in self._rows:
            self._pile.addWidget(new)

    def _row(self, place: int, text: str) -> QWidget:
        line = QWidget()
        gone = icon_button(self._icons.icon("x"), self._words.say("pedigree.take_back", fact=text))
        gone.clicked.connect(partial(self.removed.emit, place))
        laid = row(body(text), gone)
        laid.setStretch(0, 1)
        line.setLayout(laid)
        return line
