"""Who is invited besides the patient: her link, her knock, and what one does with who is there."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from counselling.call.line.circle_words import Listening
from counselling.call.link.room import Presence, Role
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card, column
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Form
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import small, strong
from ui.kit.marks.visibility import set_offered, set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.around.alone import AlonePicker
from ui.pages.session.around.safety import in_words
from ui.pages.session.calling.telephone import Telephone
from ui.pages.session.known.names import name_of
from ui.pages.session.known.people import People, Person, person_at
from ui.pages.session.known.state import CallState

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
        self, person: Person, who: str, words: Catalogue, icons: Icons, telephone: Telephone
    ) -> None:
        super().__init__()
        self._words, self._link, self.who = words, person.link, who
        self._news, self._safety = strong(), small()
        seat, say = person.seat, words.say
        self.copy = action(self, say("session.copy"), self._take_along)
        self.copy.setIcon(icons.icon("copy"))
        self.admit = action(self, say("session.admit"), partial(telephone.admit, seat))
        self.refuse = action(self, say("session.refuse"), partial(telephone.refuse, seat))
        self.free = action(self, say("session.another_device"), partial(telephone.free, seat))
        self._named = (
            _button(self.copy, say("session.copy_for", who=who)),
            _button(self.admit, say("session.admit_one", who=who)),
            _button(self.refuse, say("session.refuse_one", who=who)),
            _button(self.free, say("session.another_device_for", who=who)),
        )
        pile = column(self._news, self._safety, spacing=Space.SMALL)
        pile.addLayout(Flow(*(button for button, _ in self._named)))
        self.setLayout(pile)

    def show_person(self, person: Person) -> None:
        """Show how far she has come, and what can be done."""
        say, presence = self._words.say, person.presence
        self._link = person.link
        self._news.setText(f"{self.who}: {say(_PRESENCES[presence])}")
        safety = person.safety_words
        self._safety.setText(in_words(safety, self._words) if safety else "")
        set_shown(self._safety, is_shown=safety is not None)
        offered = (
            (self.copy, presence is Presence.WAITING),
            (self.admit, presence is Presence.KNOCKED),
            (self.refuse, presence is Presence.KNOCKED),
            (self.free, person.may_change_device),
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
    """A row a person who is not the patient; who speaks alone, and what one wants to hear."""

    def __init__(self, words: Catalogue, icons: Icons, telephone: Telephone) -> None:
        super().__init__(words.say("session.people"))
        self._words, self._icons, self._telephone = words, icons, telephone
        self._call = CallState()
        self._asked: set[str] = set()  # seats beyond the first of a role, once they are wanted
        self.rows: dict[str, PersonRow] = {}
        self._pile = column(spacing=Space.CARD)
        self.one_more = action(self, words.say("session.one_more_relative"), self._ask_one_more)
        self._more = ActionButton(self.one_more)
        self.alone = AlonePicker(words)
        self.alone.chosen_seats.connect(self._speak_alone)
        self.listening = Picker()
        self.listening.picked.connect(telephone.listen)
        self._alone, self._listening = Form(), Form()
        self._alone.ask(words.say("session.alone_pick"), self.alone)
        self._listening.ask(words.say("session.listen"), self.listening)
        self.add(small(words.say("session.people_hint")))
        self.add_layout(self._pile)
        self.add_layout(Flow(self._more))
        self.add(self._alone)
        self.add(self._listening)

    def show_call(self, call: CallState) -> None:
        """Show who is invited."""
        self._call = call
        others = [each for each in call.people if each.seat != call.seat]
        hidden = [each for each in others if not self._is_wanted(each, call.people)]
        set_shown(self, is_shown=bool(others))
        self._show_rows([each for each in others if each not in hidden])
        set_offered(self.one_more, is_offered=bool(hidden))
        self.alone.show_call(call)
        is_anybody_else = any(each.is_connected for each in others)
        set_shown(self._alone, is_shown=(is_anybody_else and call.is_connected) or bool(call.alone))
        interpreters = [each for each in others if each.role is Role.INTERPRETER]
        set_shown(self._listening, is_shown=any(each.is_connected for each in interpreters))
        entries = tuple((mode, self._words.say(_LISTENING[mode])) for mode in Listening)
        self.listening.show_entries(entries, call.listening)

    def _show_rows(self, shown: list[Person]) -> None:
        for seat in [seat for seat in self.rows if person_at(tuple(shown), seat) is None]:
            self.rows.pop(seat).deleteLater()
        for each in shown:
            if each.seat not in self.rows:
                who = name_of(each, self._call.people, self._words)
                made = PersonRow(each, who, self._words, self._icons, self._telephone)
                self.rows[each.seat] = made
                self._pile.addWidget(made)
            self.rows[each.seat].show_person(each)

    def _is_wanted(self, person: Person, people: People) -> bool:
        is_first = person is next(each for each in people if each.role is person.role)
        return is_first or person.is_bound or person.seat in self._asked

    def _speak_alone(self, seats: tuple[str, ...]) -> None:
        self._telephone.speak_alone(*seats)

    def _ask_one_more(self) -> None:
        """Show the row of the next seat of a relative."""
        hidden = (each for each in self._call.people if not self._is_shown(each))
        person = next(hidden, None)
        if person is not None:
            self._asked.add(person.seat)
            self.show_call(self._call)
            self.rows[person.seat].setFocus()

    def _is_shown(self, person: Person) -> bool:
        return person.seat == self._call.seat or person.seat in self.rows


def _button(shown: QAction, name: str) -> tuple[ActionButton, str]:
    return ActionButton(shown), name
