"""What stands at the door while a call goes on behind it: that it does, and what one may need."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.kit.blocks.banner import announce
from ui.kit.controls.buttons import ActionButton
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, strong
from ui.kit.marks.roles import dressed
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.page import Page
from ui.look.tokens import Space


class DoorStrip(QFrame):
    """Names nobody and shows no face: whoever passes by may look at it."""

    def __init__(self) -> None:
        super().__init__()
        self._what, self._rest = strong(), body()
        self._buttons: list[ActionButton] = []
        self._page: Page | None = None
        dressed(self, Tone.ACCENT.role)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        pile.setSpacing(Space.SMALL)
        pile.addWidget(self._what)
        pile.addWidget(self._rest)
        self._line = Flow()
        pile.addLayout(self._line)
        self.hide()

    def show_page(self, page: Page | None) -> None:
        """Show what goes on in a page behind the door; None: nothing does."""
        is_new = page is not None and page is not self._page
        if page is not self._page:
            self._page = page
            for button in self._buttons:
                self._line.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = [ActionButton(each) for each in page.at_door] if page else []
            for button in self._buttons:
                self._line.addWidget(button)
        what, rest = page.door_words if page else ("", "")
        self._what.setText(what)
        self._rest.setText(rest)
        self.setAccessibleName(f"{what} {rest}".strip())
        set_shown(self._rest, is_shown=bool(rest))
        set_shown(self, is_shown=bool(what))
        if is_new and what:
            announce(self, self.accessibleName())
