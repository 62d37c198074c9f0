"""The faces of all who are in the room besides the patient, side by side under hers."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.courier import Courier
from ui.kit.video_tile import VideoTile
from ui.kit.visibility import set_shown
from ui.look.tokens import TARGET_PX, Space
from ui.pages.session.names import name_of
from ui.pages.session.people import Person, person_at
from ui.pages.session.state import CallState
from ui.pages.session.telephone import Telephone


class OtherFaces(QWidget):
    """A small tile a person, with her role on it."""

    def __init__(self, words: Catalogue, courier: Courier, telephone: Telephone) -> None:
        super().__init__()
        self._words, self._courier, self._telephone = words, courier, telephone
        self._is_covered = False
        self.tiles: dict[str, VideoTile] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_call(self, call: CallState) -> None:
        """Show who is there; frames come by themselves."""
        there = [p for p in call.people if p.seat != call.seat and _is_seen(p)]
        for person in there:
            name = name_of(person, call.people, self._words)
            tile = self.tiles.get(person.seat) or self._made(person.seat, name)
            tile.say(name)
            if not person.has_picture:
                tile.clear()
        for seat in [seat for seat in self.tiles if person_at(tuple(there), seat) is None]:
            self._telephone.outlet(seat).lead_to(_nowhere)
            self.tiles.pop(seat).deleteLater()
        set_shown(self, is_shown=bool(there))
        self._fit()

    def cover(self, *, is_covered: bool) -> None:
        """Take the faces off the screen, or show them again."""
        self._is_covered = is_covered
        for tile in self.tiles.values():
            tile.cover(is_covered=is_covered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tiles as four to three as the cameras are."""
        super().resizeEvent(event)
        self._fit()

    def _made(self, seat: str, name: str) -> VideoTile:
        tile = VideoTile(self._courier, name)
        tile.setMinimumSize(2 * TARGET_PX, TARGET_PX)
        tile.cover(is_covered=self._is_covered)
        self.tiles[seat] = tile
        self._line.addWidget(tile)
        self._telephone.outlet(seat).lead_to(tile.show_frame)
        return tile

    def _fit(self) -> None:
        count = max(2, len(self.tiles))  # one alone is no larger than one of two
        self.setFixedHeight(max(TARGET_PX, self.width() // count * 3 // 4))


def _is_seen(person: Person) -> bool:
    return person.is_connected or person.has_picture


def _nowhere(frame: object) -> None:
    """Show nothing: her tile is gone."""
