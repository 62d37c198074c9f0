"""Whose hand is up, and that we are away: seen and spoken at once, whatever else is folded."""

from functools import partial

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.work.session.talk_beside import WRITERS
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import column
from ui.kit.controls.buttons import action
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.known.people import People, person_at
from ui.pages.session.known.talk_state import TalkState
from ui.pages.session.working.talking import Talking


class _Hand(QWidget):
    """One raised hand, and the button that takes it down."""

    def __init__(self, seat: str, words: Catalogue, icons: Icons, talking: Talking) -> None:
        super().__init__()
        self._words = words
        lower = action(self, words.say("chat.lower"), partial(talking.lower, seat))
        self._banner = Banner(icons, lower)
        self.setLayout(column(self._banner))

    def say(self, who: str) -> None:
        """Name her."""
        self._banner.say(self._words.say("chat.hand_of", who=who))


class HandsBar(QWidget):
    """Hidden while no hand is up."""

    def __init__(self, words: Catalogue, icons: Icons, talking: Talking) -> None:
        super().__init__()
        self._words, self._icons, self._talking = words, icons, talking
        self._hands: dict[str, _Hand] = {}
        self._pile = column(spacing=Space.SMALL)
        self.setLayout(self._pile)
        set_shown(self, is_shown=False)

    def show_state(self, talk: TalkState, people: People) -> None:
        """Show whose hands are up."""
        for gone in set(self._hands) - set(talk.hands):
            hand = self._hands.pop(gone)
            hand.hide()
            hand.deleteLater()
        set_shown(self, is_shown=bool(talk.hands))
        for seat in talk.hands:
            if seat not in self._hands:
                self._hands[seat] = _Hand(seat, self._words, self._icons, self._talking)
                self._pile.addWidget(self._hands[seat])
            person = person_at(people, seat)
            role = person.role.value if person else "patient"
            self._hands[seat].say(self._words.say(WRITERS[role]))
