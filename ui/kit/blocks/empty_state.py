"""An empty place: an icon, one sentence, and what can be done about it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import ActionButton, main_button
from ui.kit.marks.labels import body, soft
from ui.kit.marks.picture import Picture
from ui.kit.marks.roles import dressed
from ui.look.sheet import Role
from ui.look.tokens import LARGE_ICON_LINES, Space


class EmptyState(QWidget):
    """Icon, sentence, buttons, in the middle of the place. The first action is the main one."""

    def __init__(self, icon: QIcon, sentence: str, *actions: QAction, hint: str = "") -> None:
        super().__init__()
        words = dressed(body(sentence), Role.SECTION)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pile = QVBoxLayout(self)
        pile.setSpacing(Space.MEDIUM)
        pile.addStretch(2)
        pile.addLayout(row(None, Picture(icon, lines=LARGE_ICON_LINES), None))
        pile.addWidget(words)
        if hint:
            more = soft(hint)
            more.setAlignment(Qt.AlignmentFlag.AlignCenter)
            pile.addWidget(more)
        buttons = [main_button(a) if n == 0 else ActionButton(a) for n, a in enumerate(actions)]
        if buttons:
            self.setFocusProxy(buttons[0])
            pile.addSpacing(Space.TIGHT)
            pile.addLayout(row(None, *buttons, None))
        pile.addStretch(3)  # a little above the middle reads as the middle
        self.setAccessibleName(sentence)
