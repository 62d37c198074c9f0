"""Who is with the patient and where she is: read at a glance when help has to be sent."""

from counselling.language.catalogue import Catalogue
from counselling.session.surroundings import Surroundings
from ui.kit.blocks.cards import Card
from ui.kit.marks.labels import body, soft, strong
from ui.kit.marks.visibility import set_shown
from ui.pages.session.known.state import SessionState


class RoomCard(Card):
    """Shown while somebody is in the room, and as long as her answers are known."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("session.room"))
        self._words = words
        self._asked = soft(words.say("session.room_asked"))
        self._place, self._company, self._telephone = strong(), body(), body()
        for part in (self._asked, self._place, self._company, self._telephone):
            self.add(part)

    def show_state(self, state: SessionState) -> None:
        """Show a state."""
        told = state.exchange.surroundings
        set_shown(self, is_shown=state.call.is_connected or told is not None)
        set_shown(self._asked, is_shown=told is None)
        for part in (self._place, self._company, self._telephone):
            set_shown(part, is_shown=told is not None)
        if told is not None:
            self._show(told)

    def _show(self, told: Surroundings) -> None:
        say, nothing = self._words.say, self._words.say("session.room_unanswered")
        self._place.setText(say("session.room_place", answer=told.place or nothing))
        self._company.setText(say("session.room_company", answer=told.company or nothing))
        self._telephone.setText(say("session.room_telephone", answer=told.telephone or nothing))
