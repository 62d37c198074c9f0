"""The way in for the patient: the link, to copy or to be read by a phone's camera."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from counselling.call.link.room import Presence
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.marks.labels import body
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.qr_picture import QrPicture
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.pages.session.known.state import CallState, SessionState, Stage


class InviteCard(Card):
    """Shown while the patient is not there. again: opens a line where there is none."""

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons, again: QAction) -> None:
        super().__init__(words.say("session.invite"))
        self._words = words
        self._hint = body()
        self._link = QLineEdit()
        self._link.setReadOnly(True)
        self._link.setAccessibleName(words.say("session.link"))
        self._link.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # an address in any language
        self._copy = action(self, words.say("session.copy"), self._take_along)
        self._copy.setIcon(icons.icon("copy"))
        self._code = QrPicture(theme, words.say("session.code"))
        # smaller where it has no room: a phone reads it all the same
        self._code.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add(self._hint)
        self.add(self._link)
        self._copying, self._renewing = _only(self._copy), _only(again)
        self.add(self._copying)
        self.add(self._renewing)
        self.add_layout(row(None, self._code, None))

    def show_state(self, state: SessionState) -> None:
        """Show a state."""
        call = state.call
        is_gone = call.presence is Presence.ENDED
        is_waiting = call.presence is Presence.WAITING
        is_lacking = not call.is_there and state.stage is Stage.OPEN
        set_shown(self, is_shown=is_waiting or is_gone or is_lacking)
        self._hint.setText(self._told(call))
        set_shown(self._renewing, is_shown=is_gone or (is_lacking and not call.is_opening))
        if self._link.text() != call.link:
            self._link.setText(call.link)
            self._link.setCursorPosition(0)
            self._copy.setText(self._words.say("session.copy"))
        for part in (self._link, self._copying, self._code):
            set_shown(part, is_shown=is_waiting)
        self._code.show_text(call.link)

    def _told(self, call: CallState) -> str:
        say = self._words.say
        if call.presence is Presence.ENDED:
            return say("session.refused")
        if call.is_freed:
            return say("session.freed")
        if call.is_there:
            return say("session.left") if call.has_left else say("session.invite_hint")
        return say("session.opening_line") if call.is_opening else say("session.no_line")

    def _take_along(self) -> None:
        QGuiApplication.clipboard().setText(self._link.text())
        self._copy.setText(self._words.say("session.copied"))
        announce(self, self._copy.text())


def _only(shown: QAction) -> QWidget:
    """Return a button alone in its line."""
    line = QWidget()
    line.setLayout(row(ActionButton(shown), None))
    return line
