"""Use case: pictures for the patient's eyes: in her language, and without anybody's name."""

from collections.abc import Callable
from dataclasses import replace

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.carriers import carrier_chart
from counselling.figures.carriers_scene import carriers_scene
from counselling.figures.horizons_scene import horizons_scene
from counselling.figures.labels import DE_IDENTIFIED
from counselling.figures.shown import Shown
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers.consents import demand_use
from counselling.records.privacy import usage
from counselling.risk.supposition import Supposition
from counselling.work.assess_risk import assess, picture
from counselling.work.compare_risk import compare_risk
from counselling.work.contradictions import contradictions_told
from counselling.work.door import Door
from counselling.work.draw_family import draw_family, without_ids


class Boards:
    """What a session's board can show. Slow enough to stay off the UI thread.

    words: catalogue of a language.
    """

    def __init__(self, door: Door, *, words: Callable[[str], Catalogue], measure: Measure) -> None:
        self._door, self._words, self._measure = door, words, measure

    def pedigree(self, family_id: str, *, language: str) -> Scene:
        """Draw a family; written down as a view. Who is restricted is a symbol.

        Raises VaultError, LayoutError, LanguageError.
        """
        words, vault = self._words(language), self._door.vault
        family = families.open_family(vault, family_id).family
        family = usage.usable(vault, family_id, family).family
        drawing = draw_family(family, words, self._measure, choice=DE_IDENTIFIED)
        scene = without_ids(drawing).scene
        return replace(scene, title=words.say(N_("board.pedigree")))  # its own names the family

    def risk(
        self,
        family_id: str,
        *,
        person: PersonId | None,
        country: str,
        language: str,
        of: Shown = Shown.BY_AGE,
        supposed: Supposition | None = None,
    ) -> Scene:
        """Draw a picture of a person's answer (default: of whom the family is about).

        Where the answer has no such picture (no curve, nothing supposed) her icon array stands for
        it. Raises VaultError, RiskInputError, PedigreeError, LanguageError.
        """
        words = self._words(language)
        family = families.open_family(self._door.vault, family_id).family
        with contradictions_told(family, words, self._measure):
            answer = assess(family, person=person, country=country)
        demand_use(self._door.vault, family_id, answer.question.person)
        whose = words.say(N_("chart.you"))
        if of is Shown.COMPARED and supposed is not None:
            numbers = draw_family(family, words, self._measure).numbers
            reader = answer.question.person
            return compare_risk(
                answer, supposed, words, self._measure, names=numbers, reader=reader
            ).scene
        if of is Shown.CARRIERS:
            told = carrier_chart(answer, words, whose=whose, is_reader=True)
            return carriers_scene(told, self._measure)
        drawn = picture(answer, words, self._measure, whose=whose)
        if of is Shown.AHEAD and drawn.horizons is not None:
            return horizons_scene(drawn.horizons, self._measure)
        return drawn.curve if of is Shown.BY_AGE and drawn.curve else drawn.icons
