"""A question asked in place, before something that cannot be taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.kit.blocks.banner import announce
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body
from ui.kit.marks.roles import dressed
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space


class Question(QFrame):
    """Hidden until it is asked. Esc and the second button take the question back.

    yes: does it.
    """

    def __init__(self, words: str, *, yes: str, no: str, run: Callable[[], None]) -> None:
        super().__init__()
        dressed(self, Tone.CAUTION.role)
        self.setAccessibleName(words)
        self.yes: QAction = action(self, yes, self.put_away)
        self.yes.triggered.connect(run)
        self._no = action(self, no, self.put_away)
        self._button = main_button(self.yes)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        pile.setSpacing(Space.SMALL)
        pile.addWidget(body(words))
        pile.addLayout(Flow(self._button, ActionButton(self._no)))
        self.hide()

    def ask(self) -> None:
        """Ask; the answer is one key away."""
        set_shown(self, is_shown=True)
        announce(self, self.accessibleName(), is_urgent=True)
        self._button.setFocus()

    def put_away(self) -> None:
        """Ask no more."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the question back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
