"""The call: who knocks, who is seen, how the line is, and the three things one does in it."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from PySide6.QtCore import QTime
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from counselling.call.line.events import Quality
from counselling.call.link.before_call import Finding, Sentence
from counselling.call.link.room import Presence
from counselling.call.media.ladder import Rung
from counselling.call.server.messages import DeviceCheck
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card, column
from ui.kit.blocks.chip import Chip
from ui.kit.controls.buttons import ActionButton, main_button
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, small, strong
from ui.kit.marks.roles import dressed
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.threads.courier import Courier
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.around.door_note import DoorNote
from ui.pages.session.around.faces import Faces
from ui.pages.session.around.safety import in_words
from ui.pages.session.known.state import CallState

LetKnow: TypeAlias = Callable[[Sentence, str], None]

_IN_THE_ROOM: Final = (Presence.ADMITTED, Presence.CONNECTED, Presence.RECONNECTING)
_CHECKS: Final[Mapping[DeviceCheck, str]] = {
    DeviceCheck.CAMERA_AND_SOUND: N_("session.check_all"),
    DeviceCheck.SOUND: N_("session.check_sound"),
    DeviceCheck.NOTHING: N_("session.check_nothing"),
}
FOUND: Final[Mapping[Finding, str]] = {
    Finding.CAMERA_REFUSED: N_("session.found_camera_refused"),
    Finding.CAMERA_MISSING: N_("session.found_camera_missing"),
    Finding.CAMERA_BUSY: N_("session.found_camera_busy"),
    Finding.MICROPHONE_REFUSED: N_("session.found_microphone_refused"),
    Finding.MICROPHONE_MISSING: N_("session.found_microphone_missing"),
    Finding.MICROPHONE_BUSY: N_("session.found_microphone_busy"),
    Finding.MICROPHONE_SILENT: N_("session.found_microphone_silent"),
    Finding.MICROPHONE_MUTED: N_("session.found_microphone_muted"),
    Finding.SPEAKER_UNHEARD: N_("session.found_speaker_unheard"),
    Finding.LINE_SLOW: N_("session.found_line_slow"),
    Finding.LINE_BLOCKED: N_("session.found_line_blocked"),
    Finding.RELAY_BLOCKED: N_("session.found_relay_blocked"),
    Finding.RELAY_REFUSED: N_("session.found_relay_refused"),
}
_SAID_ALREADY: Final = ((DeviceCheck.SOUND, Finding.CAMERA_MISSING),)
_LINES: Final[Mapping[Quality, tuple[str, Tone]]] = {
    Quality.GOOD: (N_("session.line_good"), Tone.GOOD),
    Quality.POOR: (N_("session.line_poor"), Tone.CAUTION),
    Quality.LOST: (N_("session.line_lost"), Tone.DANGER),
}


_NARROWED: Final[Mapping[Rung, str]] = {
    Rung.SMALL: N_("line.small"),
    Rung.LEAST: N_("line.small"),
    Rung.SOUND: N_("line.sound"),
}


class Knock(QFrame):
    """The question whether to let somebody in. It does not take the focus: notes are typed on."""

    def __init__(
        self, words: Catalogue, admit: QAction, refuse: QAction, let_know: LetKnow
    ) -> None:
        super().__init__()
        self._words = words
        self._since = small()
        self.note = DoorNote(words, let_know)
        self._check = body()
        dressed(self, Tone.ACCENT.role)
        self.setAccessibleName(words.say("session.knocking"))
        pile = QVBoxLayout(self)
        pile.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        pile.setSpacing(Space.SMALL)
        pile.addWidget(strong(words.say("session.knocking")))
        pile.addWidget(self._since)
        pile.addWidget(self._check)
        pile.addLayout(Flow(main_button(admit), ActionButton(refuse)))
        pile.addWidget(self.note)
        self._is_asked = False
        self.hide()

    def show_call(self, call: CallState) -> None:
        """Ask while somebody knocks, and say so aloud when she begins to."""
        is_asked = call.presence is Presence.KNOCKED
        is_new, self._is_asked = is_asked and not self._is_asked, is_asked
        if call.check is not None:
            found = [each for each in call.found if (call.check, each) not in _SAID_ALREADY]
            said = (_CHECKS[call.check], *(FOUND[each] for each in found))
            self._check.setText("\n".join(map(self._words.say, said)))
        set_shown(self, is_shown=is_asked)
        if is_new:
            time = QTime.currentTime().toString("HH:mm")
            self._since.setText(self._words.say("session.waits_since", time=time))
            announce(self, f"{self.accessibleName()} {self._check.text()}", is_urgent=True)
            QApplication.alert(self.window())  # somebody may be at another program meanwhile


class CallCard(Card):
    """Faces while somebody is in the room; the knock before; the controls as long as a line is."""

    def __init__(
        self,
        words: Catalogue,
        icons: Icons,
        courier: Courier,
        *,
        knock: tuple[QAction, QAction],
        let_know: LetKnow,
        controls: tuple[QAction, ...],
    ) -> None:
        super().__init__()
        self._words = words
        self._knock = Knock(words, *knock, let_know)
        self.faces = Faces(words, courier)
        self._line = Chip(icons)
        self._about_line = body()
        self._compare = small(words.say("session.compare"))
        self._safety = strong()
        self.add(self._knock)
        self.add(self.faces)
        self.add_layout(Flow(*(ActionButton(each) for each in controls)))  # never far to reach
        self.add_layout(Flow(self._line))
        self.add(self._about_line)
        self.add(self._compare)
        self.add(self._safety)
        self._fellows = column(spacing=Space.SMALL)
        self.add_layout(self._fellows)
        self.setAccessibleName(words.say("session.call"))

    def add_fellows(self, part: QWidget) -> None:
        """Put the others' faces at the foot: what is done in the call stays in its place."""
        self._fellows.addWidget(part)

    def show_call(self, call: CallState) -> None:
        """Show the line."""
        self._knock.show_call(call)
        set_shown(self.faces, is_shown=call.presence in _IN_THE_ROOM)
        self.faces.show_call(call)
        self._show_line(call)
        words = call.safety_words
        self._safety.setText(in_words(words, self._words) if words else "")
        for part in (self._compare, self._safety):
            set_shown(part, is_shown=words is not None)

    def _tell_of_line(self, message: str) -> None:
        """Say how the line is, aloud too when that is new."""
        words = self._words.say(message) if message else ""
        is_new = words != self._about_line.text()
        self._about_line.setText(words)
        set_shown(self._about_line, is_shown=bool(words))
        if is_new and words:
            announce(self, words)

    def _show_line(self, call: CallState) -> None:
        say = self._words.say
        self._tell_of_line(_sentence(call))
        if call.is_connected:
            message, tone = _LINES[_quality(call)]
            self._line.say(say(message), tone)
        elif call.is_broken:
            self._line.say(say("session.line_lost"), Tone.DANGER)
        else:
            is_coming = call.presence is Presence.ADMITTED
            self._line.say(say("session.connecting") if is_coming else "", Tone.NEUTRAL)


def _quality(call: CallState) -> Quality:
    """Return how the line is: one that does not bear the whole picture is not good."""
    is_narrow = call.quality is Quality.GOOD and call.rung is not Rung.FULL
    return Quality.POOR if is_narrow else call.quality


def _sentence(call: CallState) -> str:
    """Return what is to be said of the line, the same as on the patient's page; "" for nothing."""
    if not call.is_connected:
        return ""
    if call.quality is not Quality.GOOD:
        return N_("line.reconnecting")
    return _NARROWED.get(call.rung, "")
