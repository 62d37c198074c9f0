"""What a screen reader is told of the drawing: its people, generation by generation."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessibleInterface

from counselling.pedigree.person import PersonId
from ui.kit.controls.heard_tree import HeardItem
from ui.kit.pictures.scene_view import SceneView
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.voice import Voice


class CanvasHeard:
    """One item a person, in the order in which they are numbered."""

    def __init__(self, view: SceneView, voice: Voice) -> None:
        self.interface: QAccessibleInterface | None = None
        self._view = view
        self._voice = voice
        self._people: tuple[PersonId, ...] = ()
        self._places: dict[PersonId, tuple[int, int, int]] = {}  # level, position, size

    def listen(self, state: PedigreeState) -> None:
        """Take the people as they are drawn now."""
        numbers = state.shown.drawing.numbers if state.shown else {}
        known = state.family.by_id if state.family else {}
        people = tuple(person for person in numbers if person in known)
        rows: dict[str, list[PersonId]] = {}
        for person in people:
            rows.setdefault(numbers[person].partition("-")[0], []).append(person)
        self._people = people
        self._places = {
            person: (level, position, len(row))
            for level, row in enumerate(rows.values(), start=1)
            for position, person in enumerate(row, start=1)
        }

    def count(self) -> int:
        """How many people are drawn."""
        return len(self._people)

    def item(self, place: int) -> HeardItem | None:
        """Return a person."""
        if not 0 <= place < len(self._people):
            return None
        person = self._people[place]
        level, position, size = self._places[person]
        where: QRect = self._view.bounds_of(person).toAlignedRect()
        return HeardItem(
            self._voice.brief(person),
            where,
            more=self._voice.placed(person),
            level=level,
            position=position,
            size=size,
            is_current=person == self._view.selected,
        )

    def current(self) -> int:
        """Place of who is selected."""
        chosen = self._view.selected
        return self._people.index(chosen) if chosen in self._people else -1

    def choose(self, place: int) -> None:
        """Select a person, as a click does."""
        if 0 <= place < len(self._people):
            self._view.subject_chosen.emit(self._people[place])
