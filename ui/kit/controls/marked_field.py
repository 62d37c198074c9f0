"""A field of one line that can underline parts of what stands in it."""

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui.look.theme import Theme
from ui.look.tokens import FOCUS_PX, TARGET_PX, Token

_BETWEEN_LINES: Final = "; "
_PADDING_PX: Final = 2 + 2  # the sheet's, above and below


class MarkedField(QPlainTextEdit):
    """Like a line of text to the hand. Tab leaves it; lines that are pasted are joined by "; ".

    edited: carries the text; entered: Enter; brought_back: Up; left: Esc; digit: Alt and a digit.
    """

    edited = Signal(str)
    entered = Signal()
    brought_back = Signal()
    left = Signal()
    digit = Signal(int)

    def __init__(self, theme: Theme, name: str, *, placeholder: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._marked: tuple[tuple[int, int], ...] = ()
        self._marked_text = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_height()
        self.textChanged.connect(self._tell)
        theme.changed.connect(self._mark)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Put another text in, with the caret behind it. Says nothing back."""
        if text != self.text:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.viewport().update()

    def mark(self, places: tuple[tuple[int, int], ...]) -> None:
        """Underline these places; anew for every text, since marks grow with what is typed."""
        if places != self._marked or (places and self.text != self._marked_text):
            self._marked, self._marked_text = places, self.text
            self._mark()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window where there is nothing of this field's to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document, keys = self.document(), QKeySequence.StandardKey
            is_undo = event.matches(keys.Undo) and not document.isUndoAvailable()
            is_redo = event.matches(keys.Redo) and not document.isRedoAvailable()
            if is_undo or is_redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Up and Esc belong to the page."""
        deeds = {
            Qt.Key.Key_Return: self.entered,
            Qt.Key.Key_Enter: self.entered,
            Qt.Key.Key_Up: self.brought_back,
            Qt.Key.Key_Escape: self.left,
        }
        key = Qt.Key(event.key())
        is_digit = Qt.Key.Key_1 <= key <= Qt.Key.Key_9
        if key in deeds:
            deeds[key].emit()
        elif is_digit and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.digit.emit(key - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste lines as statements side by side."""
        lines = (line.strip() for line in source.text().splitlines())
        self.insertPlainText(_BETWEEN_LINES.join(line for line in lines if line))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_height()

    def _set_height(self) -> None:
        inner = self.fontMetrics().height() + 2 * self.document().documentMargin()
        self.setFixedHeight(max(round(inner) + 2 * FOCUS_PX + _PADDING_PX, TARGET_PX))

    def _tell(self) -> None:
        self.edited.emit(self.text)

    def _mark(self) -> None:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(self._theme.colour(Token.DANGER))
        marks = []
        for start, end in self._marked:
            mark = QTextEdit.ExtraSelection()
            mark.format = form
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(start, len(self.text)))
            cursor.setPosition(min(end, len(self.text)), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.setExtraSelections(marks)
