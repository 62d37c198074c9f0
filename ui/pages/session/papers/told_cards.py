"""What the patient told of her room, and her consent, one card below the other."""

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import column
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.around.controls import Controls
from ui.pages.session.around.room_card import RoomCard
from ui.pages.session.known.state import SessionState
from ui.pages.session.papers.consent_card import ConsentCard
from ui.pages.session.working.consenting import Consenting


class ToldCards(QWidget):
    """Hidden while there is nothing to tell."""

    def __init__(
        self, words: Catalogue, icons: Icons, controls: Controls, consenting: Consenting
    ) -> None:
        super().__init__()
        self._room = RoomCard(words)
        consent = controls.ask_consent, controls.take_consent_back
        self._consent = ConsentCard(words, icons, *consent, consenting)
        self._parts: tuple[QWidget, ...] = (self._room, self._consent)
        self.setLayout(column(*self._parts, spacing=Space.CARD))

    def show_state(self, state: SessionState) -> None:
        """Show a state."""
        self._room.show_state(state)
        self._consent.show_state(state)
        set_shown(self, is_shown=any(not part.isHidden() for part in self._parts))
