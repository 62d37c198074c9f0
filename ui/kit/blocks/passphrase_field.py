"""A field for a passphrase: it can be shown, and it says when Caps Lock is on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import icon_button
from ui.kit.marks.labels import small
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space


class PassphraseField(QWidget):
    """The field, an eye beside it, and under it a line for Caps Lock.

    submitted: Enter was pressed in the field.
    """

    submitted = Signal()

    def __init__(self, *, eye: QIcon, show_words: str, caps_words: str) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.field.returnPressed.connect(self.submitted)
        self.field.installEventFilter(self)
        self.show_button = icon_button(eye, show_words, is_checkable=True)
        self.show_button.toggled.connect(self._show)
        self._hint = small(caps_words)
        self._hint.hide()
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.TIGHT)
        pile.addLayout(row(self.field, self.show_button))
        pile.addWidget(self._hint)
        self.setFocusProxy(self.field)

    @property
    def passphrase(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def clear(self) -> None:
        """Forget what was typed, and hide it again."""
        self.field.clear()
        self.show_button.setChecked(False)

    def setAccessibleName(self, name: str) -> None:
        """Name the field itself: it is what takes the focus."""
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)

    def setAccessibleDescription(self, words: str) -> None:
        """Describe the field itself."""
        super().setAccessibleDescription(words)
        self.field.setAccessibleDescription(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the keys for Caps Lock, which Qt does not tell of on any system."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._watch(event)
        elif event.type() == QEvent.Type.FocusOut:
            self._hint.hide()
        return super().eventFilter(watched, event)

    def _watch(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._hint.hide()  # what it is now nobody says: the next letter will
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            set_shown(self._hint, is_shown=letter.isupper() != is_shifted)

    def _show(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
