"""Use case: pictures for the patient's eyes: in her language, and without anybody's name."""

from collections.abc import Callable
from dataclasses import replace

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.labels import DE_IDENTIFIED
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.person import PersonId
from counselling.records import families
from counselling.work.assess_risk import assess, picture
from counselling.work.door import Door
from counselling.work.draw_family import draw_family, without_ids


class Boards:
    """What a session's board can show. Slow enough to stay off the UI thread.

    words: catalogue of a language.
    """

    def __init__(self, door: Door, *, words: Callable[[str], Catalogue], measure: Measure) -> None:
        self._door, self._words, self._measure = door, words, measure

    def pedigree(self, family_id: str, *, language: str) -> Scene:
        """Draw a family; written down as a view. Raises VaultError, LayoutError, LanguageError."""
        words = self._words(language)
        family = families.open_family(self._door.vault, family_id).family
        drawing = draw_family(family, words, self._measure, choice=DE_IDENTIFIED)
        scene = without_ids(drawing).scene
        return replace(scene, title=words.say(N_("board.pedigree")))  # its own names the family

    def risk(
        self, family_id: str, *, person: PersonId | None, country: str, language: str
    ) -> Scene:
        """Draw the curve of a person (default: whom the family is about), else her icon array.

        Raises VaultError, RiskInputError, PedigreeError, LanguageError.
        """
        words = self._words(language)
        family = families.open_family(self._door.vault, family_id).family
        answer = assess(family, person=person, country=country)
        drawn = picture(answer, words, self._measure, whose=words.say(N_("chart.you")))
        return drawn.curve or drawn.icons
