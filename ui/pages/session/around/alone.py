"""Who speaks alone with whom: chosen among all who are in the room, and said plainly meanwhile."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from counselling.call.line.circle_words import HOST
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body
from ui.kit.marks.roles import dressed
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.session.calling.telephone import Telephone
from ui.pages.session.known.names import name_of
from ui.pages.session.known.people import person_at
from ui.pages.session.known.state import CallState


class AlonePicker(Picker):
    """chosen_seats: two that are to speak with each other only, none for all with all."""

    chosen_seats = Signal(tuple)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.picked.connect(self._choose)

    def show_call(self, call: CallState) -> None:
        """Offer every pair of those who are in the room."""
        say, there = self._words.say, dict(_there(call, self._words))
        pairs = tuple(
            (" ".join(seats), self._words.listed([there[seat] for seat in seats]))
            for seats in combinations(there, 2)
        )
        alone = next((key for key, _ in pairs if set(key.split()) == set(call.alone)), "")
        self.show_entries((("", say("session.alone_nobody")), *pairs), alone)

    def _choose(self, pair: str) -> None:
        self.chosen_seats.emit(tuple(pair.split()))


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
        names = [name_of(each, call.people, self._words) for each in people if each is not None]
        if not names:
            return ""
        if HOST in call.alone:
            return say("session.alone_with_you", who=names[0])
        return say("session.alone_others", one=names[0], two=names[-1])


def _there(call: CallState, words: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the seat and the name of everybody in the room, ourselves first."""
    yield HOST, words.say("session.you")
    for person in call.people:
        if person.is_connected:
            yield person.seat, name_of(person, call.people, words)
