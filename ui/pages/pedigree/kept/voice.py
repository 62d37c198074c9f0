"""What is said of the people of the open family: by the list, by the drawing, by the space bar."""

from counselling.figures.description import Descriptions
from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import PersonId
from ui.pages.pedigree.kept.state import PedigreeState


class Voice:
    """Describes whoever is asked about, when she is asked about."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words
        self._told: Descriptions | None = None

    def listen(self, state: PedigreeState) -> None:
        """Take the family as it is shown now."""
        family = state.family
        if family is None or state.shown is None:
            self._told = None
        elif self._told is None or self._told.family is not family:
            self._told = Descriptions(family, self._words, state.shown.drawing.numbers)

    def brief(self, person: PersonId) -> str:
        """Say who somebody is; nothing of who is not in the family."""
        return self._told.brief(person) if self._told and self._knows(person) else ""

    def whole(self, person: PersonId) -> str:
        """Say all that is drawn of somebody."""
        return self._told.whole(person) if self._told and self._knows(person) else ""

    def placed(self, person: PersonId) -> str:
        """Say where somebody stands in her generation, then all that is drawn of her."""
        told = self.whole(person)
        if self._told is None or not told:
            return told
        number = self._told.numbers.get(person, "")
        generation, _, position = number.partition("-")
        size = sum(each.partition("-")[0] == generation for each in self._told.numbers.values())
        return self._words.say("heard.placed", position=position, size=size, told=told)

    def _knows(self, person: PersonId) -> bool:
        return self._told is not None and person in self._told.family.by_id
