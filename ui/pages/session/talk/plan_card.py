"""What the patient sees of the agenda and the time, and that we are away for a moment."""

from typing import Final

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Tick
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import aside, body, soft
from ui.kit.marks.visibility import set_shown
from ui.pages.session.around.beside import Beside
from ui.pages.session.known.state import CallState
from ui.pages.session.known.talk_state import TalkState
from ui.pages.session.working.talking import Talking

_MINUTES: Final = (15, 20, 30, 45, 60, 75, 90, 120)


class PlanCard(Card):
    """The plan that is shared, and the hold."""

    def __init__(self, words: Catalogue, talking: Talking) -> None:
        super().__init__(words.say("chat.plan_title"))
        self._words = words
        self.share = Tick()
        self.share.setAccessibleName(words.say("chat.plan_share"))
        self.share.toggled.connect(talking.share_plan)
        self._talking = talking
        self.minutes = Picker(words.say("chat.plan_minutes"))
        self._entries = tuple((str(each), words.number(each)) for each in _MINUTES)
        self.minutes.picked.connect(self._pick)
        self.hold = action(self, words.say("chat.hold_begin"), talking.turn_hold)
        self._held = soft(words.say("chat.hold_is_on"))
        line = row(self.share, body(words.say("chat.plan_share")))
        line.setStretch(1, 1)
        self.add_layout(line)
        self.add_layout(
            Flow(Beside(aside(words.say("chat.plan_minutes")), self.minutes), self.minutes)
        )
        self.add_layout(Flow(ActionButton(self.hold)))
        self.add(self._held)

    def show_state(self, talk: TalkState, call: CallState) -> None:
        """Show a state."""
        self.share.blockSignals(True)
        self.share.setChecked(talk.is_shared)
        self.share.blockSignals(False)
        self.minutes.show_entries(self._entries, str(talk.minutes))
        self.hold.setEnabled(call.is_there)
        self.hold.setText(
            self._words.say("chat.hold_end" if talk.is_on_hold else "chat.hold_begin")
        )
        set_shown(self._held, is_shown=talk.is_on_hold)

    def _pick(self, minutes: str) -> None:
        self._talking.plan(int(minutes))
