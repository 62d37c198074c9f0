"""Says at the top of the session that somebody besides the patient waits at the door."""

from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout

from counselling.call.link.room import Presence
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import strong
from ui.kit.marks.roles import dressed
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.session.calling.telephone import Telephone
from ui.pages.session.known.names import name_of
from ui.pages.session.known.people import Person
from ui.pages.session.known.state import CallState


class Doorbell(QFrame):
    """One who waits at a time, the first first. It does not take the focus: notes are typed on."""

    def __init__(self, words: Catalogue, telephone: Telephone) -> None:
        super().__init__()
        self._words, self._telephone = words, telephone
        self._seat = ""
        self.news = strong()
        self.admit = action(self, words.say("session.admit"), self._admit)
        self.refuse = action(self, words.say("session.refuse"), self._refuse)
        dressed(self, Tone.ACCENT.role)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        pile.setSpacing(Space.SMALL)
        pile.addWidget(self.news)
        pile.addLayout(Flow(main_button(self.admit), ActionButton(self.refuse)))
        self.hide()

    def show_call(self, call: CallState) -> None:
        """Show who waits, and say aloud who is new."""
        waiting = [p for p in call.people if p.seat != call.seat and _is_waiting(p)]
        seat = waiting[0].seat if waiting else ""
        is_new, self._seat = seat not in ("", self._seat), seat
        if waiting:
            who = name_of(waiting[0], call.people, self._words)
            self.news.setText(self._words.say("session.at_door_one", who=who))
        set_shown(self, is_shown=bool(waiting))
        if is_new:
            announce(self, self.news.text(), is_urgent=True)
            QApplication.alert(self.window())  # somebody may be at another program meanwhile

    def _admit(self) -> None:
        self._telephone.admit(self._seat)

    def _refuse(self) -> None:
        self._telephone.refuse(self._seat)


def _is_waiting(person: Person) -> bool:
    return person.presence is Presence.KNOCKED
