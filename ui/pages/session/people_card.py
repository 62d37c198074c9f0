"""Who is invited besides the patient: her link, her knock, and what one does with who is there."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counselling.call.line.circle_words import HOST, Listening
from counselling.call.link.room import Presence, Role
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.banner import announce
from ui.kit.buttons import ActionButton, action
from ui.kit.cards import Card, column
from ui.kit.flow import Flow
from ui.kit.forms import Form
from ui.kit.labels import body, small, strong
from ui.kit.picker import Picker
from ui.kit.roles import dressed
from ui.kit.tones import Tone
from ui.kit.visibility import set_offered, set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.people import Person, person_at
from ui.pages.session.state import CallState
from ui.pages.session.telephone import Telephone

ROLES: Final[Mapping[Role, str]] = {
    Role.PATIENT: N_("session.role_patient"),
    Role.RELATIVE: N_("session.role_relative"),
    Role.NURSE: N_("session.role_nurse"),
    Role.INTERPRETER: N_("session.role_interpreter"),
}
_PRESENCES: Final[Mapping[Presence, str]] = {
    Presence.WAITING: N_("session.person_waiting"),
    Presence.KNOCKED: N_("session.person_knocked"),
    Presence.ADMITTED: N_("session.person_admitted"),
    Presence.CONNECTED: N_("session.person_connected"),
    Presence.RECONNECTING: N_("session.person_reconnecting"),
    Presence.ENDED: N_("session.person_ended"),
}
_LISTENING: Final[Mapping[Listening, str]] = {
    Listening.BOTH: N_("session.listen_both"),
    Listening.ORIGINAL: N_("session.listen_original"),
    Listening.INTERPRETER: N_("session.listen_interpreter"),
}


class PersonRow(QWidget):
    """One person: who she is and how far she has come, and what can be done."""

    def __init__(
        self, person: Person, words: Catalogue, icons: Icons, telephone: Telephone
    ) -> None:
        super().__init__()
        self._words, self._link = words, person.link
        self.who = words.say(ROLES[person.role])
        self._news = strong()
        seat, say = person.seat, words.say
        self.copy = action(self, say("session.copy"), self._take_along)
        self.copy.setIcon(icons.icon("copy"))
        self.admit = action(self, say("session.admit"), partial(telephone.admit, seat))
        self.refuse = action(self, say("session.refuse"), partial(telephone.refuse, seat))
        alone = say("session.alone_with", who=self.who)
        self.alone = action(self, alone, partial(telephone.speak_alone, HOST, seat))
        self._named = (
            (ActionButton(self.copy), say("session.copy_for", who=self.who)),
            (ActionButton(self.admit), say("session.admit_one", who=self.who)),
            (ActionButton(self.refuse), say("session.refuse_one", who=self.who)),
            (ActionButton(self.alone), alone),
        )
        pile = column(self._news, spacing=Space.SMALL)
        pile.addLayout(Flow(*(button for button, _ in self._named)))
        self.setLayout(pile)

    def show_person(self, person: Person, *, can_be_alone: bool) -> None:
        """Show how far she has come, and what can be done."""
        say, presence = self._words.say, person.presence
        self._link = person.link
        self._news.setText(f"{self.who}: {say(_PRESENCES[presence])}")
        offered = (
            (self.copy, presence is Presence.WAITING),
            (self.admit, presence is Presence.KNOCKED),
            (self.refuse, presence is Presence.KNOCKED),
            (self.alone, person.is_connected and can_be_alone),
        )
        for each, is_offered in offered:
            set_offered(each, is_offered=is_offered)
        if presence is not Presence.WAITING:
            self.copy.setText(say("session.copy"))
        for button, name in self._named:  # on the screen the row's head says of whom
            button.setAccessibleName(name)

    def _take_along(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self.copy.setText(self._words.say("session.copied"))
        announce(self, self.copy.text())


class PeopleCard(Card):
    """A row a person who is not the patient; with an interpreter, what one wants to hear."""

    def __init__(self, words: Catalogue, icons: Icons, telephone: Telephone) -> None:
        super().__init__(words.say("session.people"))
        self._words, self._icons, self._telephone = words, icons, telephone
        self.rows: dict[str, PersonRow] = {}
        self.listening = Picker()
        self.listening.picked.connect(telephone.listen)
        self._form = Form()
        self._form.ask(words.say("session.listen"), self.listening)
        self.add(small(words.say("session.people_hint")))
        self.add(self._form)

    def show_call(self, call: CallState) -> None:
        """Show who is invited."""
        others = [each for each in call.people if each.seat != call.seat]
        set_shown(self, is_shown=bool(others))
        for seat in [seat for seat in self.rows if person_at(call.people, seat) is None]:
            self.rows.pop(seat).deleteLater()
        for each in others:
            if each.seat not in self.rows:
                made = PersonRow(each, self._words, self._icons, self._telephone)
                self.rows[each.seat] = made
                self.add(made)
            self.rows[each.seat].show_person(each, can_be_alone=not call.alone)
        interpreters = [each for each in others if each.role is Role.INTERPRETER]
        set_shown(self._form, is_shown=any(each.is_connected for each in interpreters))
        entries = tuple((mode, self._words.say(_LISTENING[mode])) for mode in Listening)
        self.listening.show_entries(entries, call.listening)


class PrivateBar(QFrame):
    """Says plainly who speaks with whom alone, and ends it."""

    def __init__(self, words: Catalogue, telephone: Telephone) -> None:
        super().__init__()
        self._words = words
        self.news = body()
        self.end = action(self, words.say("session.alone_end"), telephone.speak_alone)
        dressed(self, Tone.CAUTION.role)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        pile.setSpacing(Space.SMALL)
        pile.addWidget(self.news)
        pile.addLayout(Flow(ActionButton(self.end)))
        self.hide()

    def show_call(self, call: CallState) -> None:
        """Show a state; what is new is said aloud."""
        told = self._told(call)
        is_news = bool(told) and told != self.news.text()
        self.news.setText(told)
        set_shown(self, is_shown=bool(told))
        if is_news:
            announce(self, told, is_urgent=True)

    def _told(self, call: CallState) -> str:
        say = self._words.say
        people = [person_at(call.people, seat) for seat in call.alone if seat != HOST]
        names = [say(ROLES[each.role]) for each in people if each is not None]
        if not names:
            return ""
        if HOST in call.alone:
            return say("session.alone_with_you", who=names[0])
        return say("session.alone_others", one=names[0], two=names[-1])
