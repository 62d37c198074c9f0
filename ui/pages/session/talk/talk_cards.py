"""The cards of the talk: raised hands, lines, files, the plan, one below the other."""

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import column
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.known.state import SessionState
from ui.pages.session.talk.chat_card import ChatCard
from ui.pages.session.talk.files_card import FilesCard
from ui.pages.session.talk.hands_bar import HandsBar
from ui.pages.session.talk.plan_card import PlanCard
from ui.pages.session.working.talking import Talking


class TalkCards(QWidget):
    """Shown while there is a line, and after it while there is something to keep."""

    def __init__(self, words: Catalogue, icons: Icons, talking: Talking) -> None:
        super().__init__()
        self._hands = HandsBar(words, icons, talking)
        self._chat = ChatCard(words, talking)
        self._files = FilesCard(words, talking.files)
        self._plan = PlanCard(words, talking)
        parts = (self._hands, self._chat, self._files, self._plan)
        self.setLayout(column(*parts, spacing=Space.CARD))

    def show_state(self, state: SessionState) -> None:
        """Show a state."""
        talk, call = state.exchange.talk, state.call
        self._hands.show_state(talk, call.people)
        self._chat.show_state(talk, call)
        self._files.show_state(talk, call)
        self._plan.show_state(talk, call)
