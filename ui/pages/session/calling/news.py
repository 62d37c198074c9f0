"""What happened to the session and has to be known: said in banners until it is no longer true."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.banner import Banner
from ui.kit.controls.buttons import action
from ui.kit.marks.tones import Tone
from ui.kit.threads.failures import Failure
from ui.look.icons import Icons
from ui.pages.session.known.equipment import Lack
from ui.pages.session.known.state import SessionState

_SERVER_LOST: Final = Failure(N_("error.call.server_lost"))
_LACKS: Final[Mapping[Lack, str]] = {
    Lack.CAMERA: N_("session.lacks_camera"),
    Lack.CAMERA_FAILED: N_("session.lacks_camera_failed"),
    Lack.CAMERA_REFUSED: N_("session.lacks_camera_refused"),
    Lack.MICROPHONE: N_("session.lacks_microphone"),
    Lack.MICROPHONE_FAILED: N_("session.lacks_microphone_failed"),
    Lack.MICROPHONE_REFUSED: N_("session.lacks_microphone_refused"),
    Lack.SCREEN_FAILED: N_("session.lacks_screen_failed"),
    Lack.SPEAKER: N_("session.lacks_speaker"),
}


class News:
    """banner: what went wrong. elsewhere: another family is open. lacks: devices not found."""

    def __init__(
        self, words: Catalogue, icons: Icons, owner: QWidget, go_back: Callable[[], None]
    ) -> None:
        self._words = words
        self.banner = Banner(icons)
        self.lacks = Banner(icons)
        self.elsewhere = Banner(icons, action(owner, words.say("session.go_back"), go_back))

    def show_state(self, state: SessionState) -> None:
        """Show a state."""
        say, call = self._words.say, state.call
        self.elsewhere.say(
            say("session.elsewhere") if state.is_elsewhere else "", tone=Tone.CAUTION
        )
        if state.failure is not None:
            self.banner.tell(state.failure, self._words)
        elif call.is_broken:
            is_safe = state.notes.is_saved
            what = say("session.dropped" if is_safe else "session.dropped_unsaved")
            self.banner.say(what, rest=say("session.comes_back"), tone=Tone.DANGER)
        elif state.past.unfinished and not state.is_running:
            what, rest = say("session.was_cut_off"), say("session.was_cut_off_rest")
            self.banner.say(what, rest=rest, tone=Tone.CAUTION)
        else:
            self.banner.tell(_SERVER_LOST if call.is_server_lost else None, self._words)
        first, *more = [say(_LACKS[lack]) for lack in call.lacks] or [""]
        self.lacks.say(first, rest="\n".join(more), tone=Tone.CAUTION)
