"""A banner: what went wrong, or right, said where the eye is, until it is no longer true."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.controls.buttons import quiet_button
from ui.kit.marks.labels import body, strong
from ui.kit.marks.picture import Picture
from ui.kit.marks.roles import dressed
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.threads.failures import Failure, words
from ui.look.icons import Icons
from ui.look.tokens import Space


class Banner(QFrame):
    """Icon, a sentence in bold, the rest of the words, and what can be done. Hidden while empty."""

    def __init__(self, icons: Icons, *actions: QAction) -> None:
        super().__init__()
        self._icons = icons
        self._what: QLabel = strong()
        self._rest: QLabel = body()
        self._picture = Picture(icons.icon(Tone.DANGER.icon))
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        line.setSpacing(Space.SMALL)
        sign = QVBoxLayout()
        sign.addWidget(self._picture)
        sign.addStretch(1)
        line.addLayout(sign)
        text = QVBoxLayout()
        text.setSpacing(Space.TIGHT)
        text.addWidget(self._what)
        text.addWidget(self._rest)
        text.addStretch(1)
        line.addLayout(text, 1)
        for each in actions:
            line.addWidget(quiet_button(each))
        self.hide()

    def say(self, what: str, *, rest: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Show a message, and speak it when it is a new one. Empty words hide the banner."""
        is_new = bool(what) and (self._what.text(), self._rest.text()) != (what, rest)
        self._what.setText(what)
        self._rest.setText(rest)
        set_shown(self._rest, is_shown=bool(rest))
        self._picture.set_icon(self._icons.icon(tone.icon, tone.ink))
        dressed(self, tone.role)
        self.setAccessibleName(f"{what} {rest}".strip())
        set_shown(self, is_shown=bool(what))
        if is_new:
            announce(self, self.accessibleName(), is_urgent=tone is Tone.DANGER)

    def tell(self, failure: Failure | None, catalogue: Catalogue) -> None:
        """Show a failure in its words; None hides the banner."""
        if failure is None:
            self.say("")
            return
        said = words(failure, catalogue)
        self.say(said.what, rest=said.rest, tone=Tone.DANGER)


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have a screen reader say something; politely unless it is urgent."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if is_urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
