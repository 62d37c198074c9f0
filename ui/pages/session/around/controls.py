"""What can be done while a session runs, each with its key; shown as buttons by the cards."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from counselling.call.link.room import Presence
from counselling.language.catalogue import Catalogue
from ui.kit.controls.buttons import action
from ui.kit.marks.visibility import set_offered
from ui.look.icons import Icons
from ui.look.tokens import Token
from ui.pages.session.known.exchange_state import Paper, Tool
from ui.pages.session.known.people import person_at
from ui.pages.session.known.state import SessionState, Stage
from ui.pages.session.working.view_model import SessionModel


class Controls:
    """Actions of the running session. `owner` keeps them and answers their keys."""

    def __init__(
        self,
        owner: QWidget,
        model: SessionModel,
        words: Catalogue,
        icons: Icons,
        *,
        ask_end: Callable[[], None],
        bring: Callable[[], None],
    ) -> None:
        say, phone = words.say, model.telephone
        self._words = words
        self.admit = action(owner, say("session.admit"), phone.admit)
        self.refuse = action(owner, say("session.refuse"), phone.refuse)
        self.again = action(owner, say("session.call_again"), model.call_again)
        self.mute = action(owner, say("session.mute"), phone.turn_microphone, shortcut="Ctrl+D")
        self.camera = action(owner, say("session.camera_off"), phone.turn_camera, shortcut="Ctrl+E")
        self.free = action(owner, say("session.another_device"), phone.free)
        self.end = action(owner, say("session.end"), ask_end)
        self.share = action(owner, say("session.share"), model.share, shortcut="Ctrl+B")
        self.share.setIcon(icons.icon("monitor-up", Token.ON_ACCENT))
        exchange = model.exchange
        self.point = action(owner, say("board.point"), partial(exchange.hold, Tool.POINT))
        self.draw = action(owner, say("board.draw"), partial(exchange.hold, Tool.DRAW))
        self.wipe = action(owner, say("board.wipe"), exchange.wipe)
        self.bring = action(owner, say("board.bring"), bring)
        self.point.setShortcut("Ctrl+Shift+P")
        self.draw.setShortcut("Ctrl+Shift+D")
        self.bring.setShortcut("Ctrl+Shift+B")
        for each in (self.point, self.draw):
            each.setCheckable(True)
        self.ask_consent = action(owner, say("session.consent_ask"), model.ask_consent)
        self.take_consent_back = action(
            owner, say("session.consent_take_back"), exchange.consenting.take_back
        )
        self.of_hand = (self.point, self.draw, self.wipe, self.bring)
        self.stamp = action(owner, say("session.stamp"), model.stamp, shortcut="Ctrl+T")
        self.knock = (self.admit, self.refuse)
        self.of_call = (self.mute, self.camera, self.free, self.end)

    def show_state(self, state: SessionState) -> None:
        """Offer what is possible now."""
        say, call = self._words.say, state.call
        is_open = state.stage is Stage.OPEN
        is_line = is_open and call.is_there and call.presence is not Presence.ENDED
        for each in (self.mute, self.camera):
            each.setEnabled(is_line)
        self.mute.setText(say("session.mute" if call.is_microphone_on else "session.unmute"))
        self.camera.setText(say("session.camera_off" if call.is_camera_on else "session.camera_on"))
        patient = person_at(call.people, call.seat)
        may_change = patient is not None and patient.may_change_device
        set_offered(self.free, is_offered=is_line and may_change)
        self.end.setEnabled(is_open)
        self.end.setText(say("session.ending" if state.stage is Stage.ENDING else "session.end"))
        self.stamp.setEnabled(is_open)
        self._show_exchange(state)
        board = state.board
        self.share.setEnabled(is_line and board.scene is not None and not board.is_shared)

    def _show_exchange(self, state: SessionState) -> None:
        """Offer what needs the patient to see the same picture."""
        exchange, is_shared = state.exchange, state.board.is_shared
        is_seen = is_shared and state.call.is_connected
        for each, tool in ((self.point, Tool.POINT), (self.draw, Tool.DRAW)):
            each.setEnabled(is_seen)
            each.setChecked(is_seen and exchange.tool is tool)
        self.bring.setEnabled(is_seen)
        self.wipe.setEnabled(exchange.has_strokes)
        is_open = exchange.consent.paper is Paper.OPEN
        is_busy = exchange.consent.paper is Paper.KEEPING
        set_offered(self.ask_consent, is_offered=not is_open)
        is_ready = exchange.consent.is_ready and not is_busy
        self.ask_consent.setEnabled(state.call.is_connected and is_ready)
        set_offered(self.take_consent_back, is_offered=is_open)
