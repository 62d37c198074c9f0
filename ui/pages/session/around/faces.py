"""Who is in the call: the patient large, ourselves small in the corner."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.devices.video_tile import VideoTile
from ui.kit.threads.courier import Courier
from ui.look.tokens import TARGET_PX, Space
from ui.pages.session.known.state import CallState

_SHARE: Final = 0.3  # of the width that our own picture has
_HIGHEST_PX: Final = 10 * TARGET_PX


class Faces(QWidget):
    """Two tiles, as four to three as the cameras are."""

    def __init__(self, words: Catalogue, courier: Courier) -> None:
        super().__init__()
        self._words = words
        self.theirs = VideoTile(courier, words.say("session.patient"))
        self.ours = VideoTile(courier, words.say("session.you"), is_mirrored=True)
        self.theirs.setParent(self)
        self.ours.setParent(self)
        self.ours.raise_()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_call(self, call: CallState) -> None:
        """Show who is there; frames come by themselves."""
        say = self._words.say
        self.theirs.say(say("session.line_lost" if call.is_broken else "session.joining"))
        if not call.has_picture:
            self.theirs.clear()
        is_on = call.is_camera_on
        self.ours.say(say("session.you" if is_on else "session.camera_is_off"))
        if not is_on:
            self.ours.clear()

    def sizeHint(self) -> QSize:
        """As wide as a side column."""
        return QSize(8 * TARGET_PX, _height(8 * TARGET_PX))

    def minimumSizeHint(self) -> QSize:
        """Still a face."""
        return QSize(5 * TARGET_PX, 4 * TARGET_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep us small in the corner where reading ends; the name stands in the other."""
        super().resizeEvent(event)
        self.setFixedHeight(_height(self.width()))
        self.theirs.setGeometry(self.rect())
        wide = round(_SHARE * min(self.width(), self.height() * 4 // 3))
        high = wide * 3 // 4
        self.ours.setFixedSize(wide, high)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = Space.SMALL if is_rtl else self.width() - wide - Space.SMALL
        self.ours.move(left, self.height() - high - Space.SMALL)


def _height(width: int) -> int:
    """Four to three, but never the whole page."""
    return min(width * 3 // 4, _HIGHEST_PX)
