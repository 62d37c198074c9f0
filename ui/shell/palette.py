"""Ctrl+K: a line to type in and what it finds, over the middle of the window."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card
from ui.kit.blocks.facts import listed
from ui.kit.controls.forms import text_field
from ui.kit.controls.table import Column, Table
from ui.look.theme import Theme
from ui.look.tokens import READING_PX, TARGET_PX
from ui.shell.finder import Entry, Finder, FinderState

_WIDTH_PX: Final = READING_PX + 4 * TARGET_PX
_HEIGHT_PX: Final = 12 * TARGET_PX
_MOST_OF_NAME: Final = 0.6  # of the width
_WALKING: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(QDialog):
    """The line keeps the focus; up, down and Enter act on the list below it. Esc leaves."""

    def __init__(self, finder: Finder, words: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._finder = finder
        self._host = parent
        self._theme = theme
        self._words = words
        self._sought = ""
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(words.say("action.find"))
        self._line = text_field(words.say("action.find"), placeholder=words.say("palette.hint"))
        columns = (Column("", _words), Column("", _beside, is_wide=True))
        self._table: Table[Entry] = Table(words.say("palette.found"), columns)
        self._table.horizontalHeader().hide()
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = Card()
        card.add(self._line)
        card.add(self._table, stretch=1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(card)
        self._line.textEdited.connect(finder.find)
        self._line.installEventFilter(self)
        self._table.opened.connect(self._run)
        self._table.clicked.connect(self._click)
        finder.changed.connect(self.show_state)

    def ask(self) -> None:
        """Open over the upper half of the window."""
        place = self._host.rect()
        width = min(self._theme.pixels(_WIDTH_PX), place.width() - 2 * TARGET_PX)
        height = min(self._theme.pixels(_HEIGHT_PX), place.height() - 3 * TARGET_PX)
        self.resize(width, height)
        self._table.horizontalHeader().setMaximumSectionSize(int(_MOST_OF_NAME * width))
        corner = QPoint((place.width() - width) // 2, 2 * TARGET_PX)
        self.move(self._host.mapToGlobal(corner))
        self._line.clear()
        self._line.setFocus()
        self.open()

    def show_state(self, state: FinderState) -> None:
        """Show what was found, the best first and ready for Enter."""
        found = state.found
        kept = self._table.current
        self._table.show_rows(found, chosen=kept if kept in found else next(iter(found), None))
        if state.sought and state.sought != self._sought:  # who cannot see the list hears of it
            announce(self._table, self._words.say("found.people", count=len(state.people)))
        self._sought = state.sought

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that walk in the list reach it from the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _WALKING:
                self._table.keyPressEvent(event)
                self._hear(self._table.current)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._table.current)
                return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        """Forget what was found: families' names do not stay behind a closed list."""
        super().done(result)
        self._finder.end()

    def _click(self) -> None:
        self._run(self._table.current)

    def _hear(self, entry: Entry | None) -> None:
        """Say where one has walked to: the focus stays in the line."""
        if entry is not None:
            announce(self._table, listed((entry.words, entry.beside), self._words))

    def _run(self, entry: Entry | None) -> None:
        if entry is not None:
            self.accept()
            entry.run()


def _words(entry: Entry) -> str:
    return entry.words


def _beside(entry: Entry) -> str:
    return entry.beside
