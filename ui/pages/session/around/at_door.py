"""What the locked desk says of the session that goes on behind it, and what can be done there."""

from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from counselling.call.link.room import Presence
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.controls.buttons import action
from ui.kit.marks.visibility import set_offered
from ui.look.icons import Icons
from ui.pages.session.known.state import CallState, SessionState, Stage
from ui.pages.session.working.view_model import SessionModel

_NOBODY_THERE: Final = (Presence.WAITING, Presence.ENDED)
_ASKED: Final = N_("door.hang_up_asked")


class AtDoor:
    """Sound and pictures go on; her face is not shown, and nobody is named.

    muting, camera: the session's own. Hanging up is asked twice, for it cannot be undone.
    """

    def __init__(
        self,
        owner: QWidget,
        model: SessionModel,
        words: Catalogue,
        icons: Icons,
        *,
        mute: QAction,
        camera: QAction,
    ) -> None:
        self._model, self._words = model, words
        self._is_asked = False
        self.take_down = action(owner, words.say("door.take_down"), model.take_down)
        self.hang_up = action(owner, words.say("door.hang_up"), self._ask)
        self.hang_up.setIcon(icons.icon("phone-off"))
        self.actions = (mute, camera, self.take_down, self.hang_up)

    def show_state(self, state: SessionState) -> tuple[str, str]:
        """Offer what is possible, and return a sentence and its rest; empty where nothing runs."""
        is_line = state.stage is Stage.OPEN and state.call.is_there
        set_offered(self.take_down, is_offered=state.board.shared is not None)
        self.take_down.setEnabled(is_line)
        self.hang_up.setEnabled(is_line)
        if not is_line:
            self._say(is_asked=False)
        return self._told(state)

    def _told(self, state: SessionState) -> tuple[str, str]:
        say, call = self._words.say, state.call
        if state.stage is Stage.IDLE:
            return "", ""
        if call.is_knocked:
            return say("door.knocking"), say("door.unlock_to_admit")
        if not call.is_there or call.presence in _NOBODY_THERE:
            return say("door.session_open"), say("door.unlock_to_go_on")
        return self._of_call(call), say("door.unlock_to_see")

    def _of_call(self, call: CallState) -> str:
        return self._words.say("session.line_lost" if call.is_broken else "door.call")

    def _ask(self) -> None:
        if self._is_asked:
            self._model.telephone.hang_up()
        self._say(is_asked=not self._is_asked)

    def _say(self, *, is_asked: bool) -> None:
        self._is_asked = is_asked
        self.hang_up.setText(self._words.say(_ASKED if is_asked else "door.hang_up"))
