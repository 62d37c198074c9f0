"""The faces of all who are in the room besides the patient, side by side under hers."""

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.devices.video_tile import VideoTile
from ui.kit.marks.visibility import set_shown
from ui.kit.threads.courier import Courier
from ui.look.tokens import TARGET_PX, Space
from ui.pages.session.calling.telephone import Telephone
from ui.pages.session.known.names import name_of
from ui.pages.session.known.people import Person, person_at
from ui.pages.session.known.state import CallState

_MOST_ACROSS: Final = 3


class OtherFaces(QWidget):
    """A small tile a person, with her role on it."""

    def __init__(self, words: Catalogue, courier: Courier, telephone: Telephone) -> None:
        super().__init__()
        self._words, self._courier, self._telephone = words, courier, telephone
        self._is_covered = False
        self.tiles: dict[str, VideoTile] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.SMALL)
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
        self._place()
        self._fit()

    def cover(self, *, is_covered: bool) -> None:
        """Take the faces off the screen, or show them again."""
        self._is_covered = is_covered
        for tile in self.tiles.values():
            tile.cover(is_covered=is_covered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tiles as four to three as the cameras are."""
        super().resizeEvent(event)
        self._place()
        self._fit()

    def _made(self, seat: str, name: str) -> VideoTile:
        tile = VideoTile(self._courier, name)
        tile.setMinimumSize(2 * TARGET_PX, TARGET_PX)
        tile.cover(is_covered=self._is_covered)
        self.tiles[seat] = tile
        self._telephone.outlet(seat).lead_to(tile.show_frame)
        return tile

    @property
    def _across(self) -> int:
        """Tiles side by side; four are two and two, and one alone is no larger than one of two."""
        wanted = 2 if len(self.tiles) in (1, 2, 4) else _MOST_ACROSS
        least = max((tile.name_px for tile in self.tiles.values()), default=0) + Space.SMALL
        return max(1, min(wanted, (self.width() + Space.SMALL) // max(least, 1)))

    def _place(self) -> None:
        across = self._across
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, *divmod(place, across))
        for column in range(_MOST_ACROSS):  # the place beside one alone stays free
            self._grid.setColumnStretch(column, int(column < across))

    def _fit(self) -> None:
        lines = -(-len(self.tiles) // self._across)
        high = max(TARGET_PX, self.width() // self._across * 3 // 4)
        self.setFixedHeight(max(1, lines) * high + max(0, lines - 1) * Space.SMALL)


def _is_seen(person: Person) -> bool:
    return person.is_connected or person.has_picture


def _nowhere(frame: object) -> None:
    """Show nothing: her tile is gone."""
